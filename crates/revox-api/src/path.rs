//! Fills in path parameters so that they cannot lead anywhere else.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Every character but those that RFC 3986 calls unreserved.
pub(crate) const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Longest value in bytes: far more than any id, and far less than the URLs that servers refuse.
const LONGEST: usize = 1024;

/// Replaces each `{name}` of `template` with its percent-encoded value.
///
/// Refuses a value that a server, proxy or URL library could take for more or less than one path
/// segment if it decodes once too often, and a value that is too long to be an id.
pub(crate) fn fill(template: &str, parameters: &[(&str, &str)]) -> Result<String, String> {
    let mut path = String::with_capacity(2 * template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let parameter = parameters.iter().find(|(other, _)| *other == name);
        let value = parameter.map_or("", |(_, value)| *value);
        if let Some(defect) = defect(value) {
            return Err(format!("path parameter `{name}` {defect}"));
        }
        path.push_str(before);
        path.extend(utf8_percent_encode(value, ENCODED));
        rest = after;
    }
    path.push_str(rest);
    Ok(path)
}

fn defect(value: &str) -> Option<&'static str> {
    if value.is_empty() {
        return Some("is empty: pass the id that the API returned");
    }
    if value == "." || value == ".." {
        return Some("is a relative path segment: pass the id that the API returned");
    }
    if value.len() > LONGEST {
        return Some("is longer than 1024 bytes: pass the id that the API returned");
    }
    let forbidden = |c: char| "/\\%".contains(c) || c.is_control() || c.is_whitespace();
    value.contains(forbidden).then_some(
        "contains a slash, backslash, percent sign, white space or control character: \
         pass only the id, as the API returned it",
    )
}

/// Returns `path` unchanged if it leads below the base URL and nowhere else.
pub(crate) fn checked(path: &str) -> Result<String, String> {
    let Some(segments) = path.strip_prefix('/') else {
        return Err("the path does not begin with `/`: write it like `/call/search`".to_owned());
    };
    // A proxy or URL library may decode the path before it looks at the segments.
    let decoded = percent_decode_str(segments).decode_utf8_lossy();
    let is_relative = |segment: &str| matches!(segment, "" | "." | "..");
    if decoded.split(['/', '\\']).any(is_relative) {
        return Err("the path has an empty or relative segment: write out each segment".to_owned());
    }
    let is_escape = |rest: &str| {
        let digits = rest.get(..2).unwrap_or_default();
        digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    if !path.split('%').skip(1).all(is_escape) {
        return Err("the path has a percent sign that encodes nothing: write `%25`".to_owned());
    }
    let forbidden = |c: char| "?#\\".contains(c) || c.is_control() || c.is_whitespace();
    if path.contains(forbidden) {
        return Err(
            "the path contains a question mark, hash, backslash, white space or control character: \
             percent-encode it, and pass query parameters to `extra_query`"
                .to_owned(),
        );
    }
    Ok(path.to_owned())
}
