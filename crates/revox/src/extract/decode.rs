//! Decodes what a language model produced into the caller's type.

use serde::de::{DeserializeOwned, Unexpected};
use serde_json::{Error, Map, Value};

use super::ExtractError;

/// Decodes `json` as it is, or else with the corrections of [`corrected`].
pub(crate) fn decode<T: DeserializeOwned>(json: Value) -> Result<T, ExtractError> {
    if let Ok(value) = T::deserialize(&json) {
        return Ok(value);
    }
    let decoded = serde_path_to_error::deserialize(&corrected(&json));
    decoded.map_err(|error| mismatch(error.path().to_string(), error.inner(), json))
}

/// Returns a copy in which objects have no nulls, so that defaults apply, and in which whole numbers are
/// integers, because the API has only one type of number.
fn corrected(json: &Value) -> Value {
    match json {
        Value::Object(object) => {
            let entries = object.iter().filter(|(_, value)| !value.is_null());
            let entries = entries.map(|(key, value)| (key.clone(), corrected(value)));
            entries.collect::<Map<_, _>>().into()
        }
        Value::Array(values) => values.iter().map(corrected).collect(),
        Value::Number(number) => match number.as_f64() {
            // Beyond this, a double no longer tells neighbouring integers apart.
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9e15 => {
                (float as i64).into()
            }
            _ => json.clone(),
        },
        _ => json.clone(),
    }
}

fn mismatch(path: String, error: &Error, json: Value) -> ExtractError {
    let text = error.to_string();
    let below = |field: &str| match path.as_str() {
        "." => field.to_owned(),
        _ => format!("{path}.{field}"),
    };
    if let Some(field) = text.strip_prefix("missing field `") {
        let field = field.split('`').next().unwrap_or_default();
        return ExtractError::mismatch(below(field), "is missing or null".to_owned(), json);
    }
    let Some((found, expected)) = found_and_expected(&text) else {
        return ExtractError::mismatch(path, "does not fit the type".to_owned(), json);
    };
    let path = match (path.as_str(), json.as_object()) {
        // A struct with `#[serde(flatten)]` decodes from a copy that has lost its keys.
        (".", Some(object)) => only_field(object, found).unwrap_or(path),
        _ => path,
    };
    let reason = match kind(found) {
        Some(kind) => format!("does not fit the type: expected {expected}, found {kind}"),
        None => format!("does not fit the type: expected {expected}"),
    };
    ExtractError::mismatch(path, reason, json)
}

/// Splits serde's message into what was found, which is private, and what the type expected.
fn found_and_expected(text: &str) -> Option<(&str, &str)> {
    ["invalid type: ", "invalid value: ", "unknown variant "]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))?
        .rsplit_once(", expected ")
}

/// Returns the only field whose value is the one that serde found.
fn only_field(object: &Map<String, Value>, found: &str) -> Option<String> {
    let mut fields = object.iter().filter(|(_, value)| {
        let is_variant = value
            .as_str()
            .is_some_and(|text| format!("`{text}`") == found);
        is_variant || unexpected(&corrected(value)).to_string() == found
    });
    match (fields.next(), fields.next()) {
        (Some((name, _)), None) => Some(name.clone()),
        _ => None,
    }
}

fn unexpected(value: &Value) -> Unexpected<'_> {
    match value {
        Value::Null => Unexpected::Unit,
        Value::Bool(value) => Unexpected::Bool(*value),
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => Unexpected::Unsigned(number),
            (None, Some(number)) => Unexpected::Signed(number),
            (None, None) => Unexpected::Float(number.as_f64().unwrap_or_default()),
        },
        Value::String(text) => Unexpected::Str(text),
        Value::Array(_) => Unexpected::Seq,
        Value::Object(_) => Unexpected::Map,
    }
}

/// Returns serde's word for the kind of value, without the value.
fn kind(found: &str) -> Option<&str> {
    let kind = found.split(['"', '`']).next()?.trim();
    let kinds = [
        "boolean",
        "integer",
        "floating point",
        "string",
        "null",
        "sequence",
        "map",
    ];
    match kind {
        // An unknown variant is quoted without a word for its kind.
        "" => Some("another text"),
        _ => kinds.into_iter().find(|known| *known == kind),
    }
}
