//! Error messages that quote nothing of the body.
//!
//! A body is private: it contains names, numbers and transcripts. Serde's messages quote it, so
//! they are taken apart, and only the parts that come from our own types are kept.

use super::json_path;

/// A message, and the path below the value at which the parser stopped.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) text: String,
    pub(super) path: Option<String>,
}

impl Message {
    fn here(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            path: None,
        }
    }
}

/// Serde's words for the kinds of values.
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

pub(super) fn message(error: &serde_json::Error) -> Message {
    let text = without_position(error);
    if error.is_data() {
        data_message(&text)
    } else {
        Message::here(text)
    }
}

fn data_message(text: &str) -> Message {
    if let Some((variant, path, rest)) = in_variant(text) {
        let inner = data_message(rest);
        return Message {
            text: format!("in variant `{variant}`: {}", inner.text),
            path: Some(json_path::join(path, inner.path.as_deref())),
        };
    }
    if text.starts_with("missing field `") || text.starts_with("duplicate field `") {
        return Message::here(text);
    }
    // "invalid type: string "+336…", expected a map": the words before the first quote and after
    // the last "expected" are serde's and ours; those in between are the server's.
    let found = ["invalid type: ", "invalid value: "]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix));
    if let Some((found, expected)) = found.and_then(|rest| rest.rsplit_once(", expected ")) {
        let found = found.split(['"', '`']).next().unwrap_or_default().trim();
        let kind = KINDS.iter().find(|kind| **kind == found);
        let kind = kind.unwrap_or(&"another value");
        return Message::here(format!("expected {expected}, found {kind}"));
    }
    Message::here("the value does not fit the type")
}

/// Builds the message for a tagged union whose variant is known but malformed.
///
/// `content` is the JSON text of the variant, and `error` the result of decoding it.
pub(crate) fn malformed_variant(variant: &str, content: &str, error: &serde_json::Error) -> String {
    let path = json_path::path_at(content.as_bytes(), error.line(), error.column());
    let text = without_position(error);
    format!("in variant `{variant}` at `{path}`: {text}")
}

/// Builds the same message for an error whose position is already relative to the whole body.
pub(crate) fn malformed_here(variant: &str, error: &impl std::fmt::Display) -> String {
    format!("in variant `{variant}` at `.`: {error}")
}

fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    text.strip_suffix(&position).unwrap_or(&text).to_owned()
}

fn in_variant(text: &str) -> Option<(&str, &str, &str)> {
    let (variant, rest) = text.strip_prefix("in variant `")?.split_once("` at `")?;
    let (path, rest) = rest.split_once("`: ")?;
    Some((variant, path, rest))
}
