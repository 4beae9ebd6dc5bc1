//! What is wrong with a body, in words that quote nothing of it.
//!
//! What the server sent is private: names, numbers, transcripts. Messages of serde quote it, so
//! they are taken apart and only the parts that come from our own types are kept.

use super::place;

/// What is wrong, and where below the place at which the reader stopped.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) text: String,
    pub(super) place: Option<String>,
}

impl Problem {
    fn here(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            place: None,
        }
    }
}

/// The words that serde has for a kind of value.
const KINDS: &[&str] = &[
    "Option value",
    "boolean",
    "byte array",
    "character",
    "enum",
    "floating point",
    "integer",
    "map",
    "newtype struct",
    "newtype variant",
    "null",
    "sequence",
    "string",
    "struct variant",
    "tuple variant",
    "unit value",
    "unit variant",
];

pub(super) fn problem(error: &serde_json::Error) -> Problem {
    let text = without_position(error);
    if error.is_data() {
        data_problem(&text)
    } else {
        Problem::here(text)
    }
}

fn data_problem(text: &str) -> Problem {
    if let Some((variant, place, rest)) = in_variant(text) {
        let inner = data_problem(rest);
        return Problem {
            text: format!("in variant `{variant}`: {}", inner.text),
            place: Some(place::below(place, inner.place.as_deref())),
        };
    }
    if text.starts_with("missing field `") || text.starts_with("duplicate field `") {
        return Problem::here(text);
    }
    // "invalid type: string "+336…", expected a map": the words before the first quote and those
    // after the last "expected" are serde's and ours; what stands between is the server's.
    let found = ["invalid type: ", "invalid value: "]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix));
    if let Some((found, expected)) = found.and_then(|rest| rest.rsplit_once(", expected ")) {
        let found = found.split(['"', '`']).next().unwrap_or_default().trim();
        let kind = KINDS.iter().find(|kind| **kind == found);
        let kind = kind.unwrap_or(&"another value");
        return Problem::here(format!("expected {expected}, found {kind}"));
    }
    Problem::here("the value does not fit the type")
}

/// The message of a tagged union whose variant is known but malformed.
///
/// `content` is the JSON text of the variant, and `error` what reading that gave.
pub(crate) fn malformed_variant(variant: &str, content: &str, error: &serde_json::Error) -> String {
    let place = place::path_at(content.as_bytes(), error.line(), error.column());
    let problem = without_position(error);
    format!("in variant `{variant}` at `{place}`: {problem}")
}

fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    text.strip_suffix(&position).unwrap_or(&text).to_owned()
}

fn in_variant(text: &str) -> Option<(&str, &str, &str)> {
    let (variant, rest) = text.strip_prefix("in variant `")?.split_once("` at `")?;
    let (place, rest) = rest.split_once("`: ")?;
    Some((variant, place, rest))
}
