//! What is wrong with a body, in words that quote nothing of it.
//!
//! What the server sent is private: names, numbers, transcripts. Messages of serde quote it, so
//! they are taken apart and only the parts that come from our own types are kept.

/// What is wrong, in words that quote nothing of the body.
pub(super) fn problem(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    let text = text.strip_suffix(&position).unwrap_or(&text);
    if error.is_data() {
        data_problem(text)
    } else {
        text.to_owned()
    }
}

fn data_problem(text: &str) -> String {
    if let Some(rest) = text.strip_prefix(IN_VARIANT)
        && let Some((variant, rest)) = rest.split_once("`: ")
    {
        return in_variant(variant, &data_problem(rest));
    }
    if text.starts_with("missing field `") || text.starts_with("duplicate field `") {
        return text.to_owned();
    }
    // "invalid type: string "+336…", expected a map": the words before the first quote and those
    // after the last "expected" are serde's and ours; what stands between is the server's.
    let found = ["invalid type: ", "invalid value: "]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix));
    if let Some((found, expected)) = found.and_then(|rest| rest.rsplit_once(", expected ")) {
        let kind = found.split(['"', '`']).next().unwrap_or_default().trim();
        return format!("expected {expected}, found {kind}");
    }
    "the value does not fit the type".to_owned()
}

const IN_VARIANT: &str = "in variant `";

/// The message of a tagged union whose variant is known but malformed.
pub(crate) fn in_variant(variant: &str, problem: &str) -> String {
    format!("{IN_VARIANT}{variant}`: {problem}")
}
