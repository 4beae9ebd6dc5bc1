//! Fills the parameters of a path so that they cannot lead anywhere else.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// All but the characters that RFC 3986 calls unreserved.
pub(crate) const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Far more than any id, and far less than the URLs that servers refuse.
const LONGEST: usize = 1024;

/// Replaces each `{name}` of `template` by its percent-encoded value.
///
/// Refuses a value that some server, proxy or URL library on the way could take for more than one
/// path segment, or for none, if it decodes once too often; and one that is too long to be an id.
pub(crate) fn fill(template: &str, parameters: &[(&str, &str)]) -> Result<String, String> {
    let mut path = template.to_owned();
    for (name, value) in parameters {
        if let Some(trouble) = trouble(value) {
            return Err(format!("path parameter `{name}` {trouble}"));
        }
        let encoded = utf8_percent_encode(value, ENCODED).to_string();
        path = path.replace(&format!("{{{name}}}"), &encoded);
    }
    Ok(path)
}

fn trouble(value: &str) -> Option<&'static str> {
    if value.is_empty() {
        return Some("is empty: pass the id that the API gave out");
    }
    if value == "." || value == ".." {
        return Some("is a relative path segment: pass the id that the API gave out");
    }
    if value.len() > LONGEST {
        return Some(
            "is longer than 1024 bytes, which no id is: pass the id that the API gave out",
        );
    }
    let forbidden = |c: char| "/\\%".contains(c) || c.is_control() || c.is_whitespace();
    value.contains(forbidden).then_some(
        "has a slash, backslash, percent sign, white space or control character, which no id has: \
         pass the id alone, as the API gave it out",
    )
}

/// `path` as it is, if it leads to something below the base URL and to nothing else.
pub(crate) fn checked(path: &str) -> Result<String, String> {
    let Some(segments) = path.strip_prefix('/') else {
        return Err("the path does not begin with `/`: write it as in `/call/search`".to_owned());
    };
    // As some proxy or URL library on the way may read it.
    let decoded = percent_decode_str(segments).decode_utf8_lossy();
    let is_relative = |segment: &str| matches!(segment, "" | "." | "..");
    if decoded.split(['/', '\\']).any(is_relative) {
        return Err("the path has a segment that is empty or relative".to_owned());
    }
    let is_escape = |rest: &str| {
        let digits = rest.get(..2).unwrap_or_default();
        digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    if !path.split('%').skip(1).all(is_escape) {
        return Err("the path has a percent sign that encodes nothing: write it `%25`".to_owned());
    }
    let forbidden = |c: char| "?#\\".contains(c) || c.is_control() || c.is_whitespace();
    if path.contains(forbidden) {
        return Err(
            "the path has a question mark, hash, backslash, white space or control character: \
             percent-encode it, and give query parameters by `extra_query`"
                .to_owned(),
        );
    }
    Ok(path.to_owned())
}
