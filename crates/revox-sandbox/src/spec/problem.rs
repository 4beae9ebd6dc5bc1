//! Errors of values that do not fit their schema.

use serde_json::{Value, json};

use super::forms::Form;

/// Number of characters of a value that are shown.
const MOST_SHOWN: usize = 80;

/// A value that does not fit.
#[derive(Debug)]
pub(crate) struct Problem {
    /// JSON pointer of the value.
    pub(crate) pointer: String,
    pub(crate) what: String,
    /// The keyword of JSON Schema that forbids it.
    pub(crate) keyword: &'static str,
    /// JSON pointer of the schema that forbids it, in the OpenAPI description.
    pub(crate) schema: String,
    /// True if the shape is wrong, rather than a value in it.
    pub(crate) is_shape: bool,
}

/// A rule that a value breaks.
pub(super) enum Violation<'a> {
    /// It is not what a noun names.
    Type(&'static str),
    Missing,
    Unknown(&'a str),
    NotAmong(Vec<&'a String>),
    MinLength(usize),
    MaxLength(usize),
    Minimum(f64),
    ExclusiveMinimum(f64),
    Maximum(f64),
    Form(&'static Form),
    OneOf,
}

impl Problem {
    pub(super) fn new(pointer: &str, schema: &str, value: &Value, broken: Violation<'_>) -> Self {
        Self {
            pointer: pointer.to_owned(),
            what: broken.sentence(value),
            keyword: broken.keyword(),
            schema: format!("#{schema}"),
            is_shape: matches!(
                broken,
                Violation::Type(_) | Violation::Missing | Violation::Unknown(_)
            ),
        }
    }

    pub(crate) fn to_json(&self) -> Value {
        json!({
            "pointer": self.pointer,
            "problem": self.what,
            "keyword": self.keyword,
            "schema": self.schema,
        })
    }
}

impl Violation<'_> {
    fn keyword(&self) -> &'static str {
        match self {
            Self::Type(_) => "type",
            Self::Missing => "required",
            Self::Unknown(_) => "additionalProperties",
            Self::NotAmong(_) => "enum",
            Self::MinLength(_) => "minLength",
            Self::MaxLength(_) => "maxLength",
            Self::Minimum(_) => "minimum",
            Self::ExclusiveMinimum(_) => "exclusiveMinimum",
            Self::Maximum(_) => "maximum",
            Self::Form(_) => "format",
            Self::OneOf => "oneOf",
        }
    }

    fn sentence(&self, value: &Value) -> String {
        let value = || shown(value);
        match self {
            Self::Type(noun) => format!("{} is not {noun}", value()),
            Self::Missing => "it is required and missing".to_owned(),
            Self::Unknown(name) => format!("the schema knows no property {name:?}"),
            Self::NotAmong(values) => {
                let values: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
                format!("{} is not one of {}", value(), values.join(", "))
            }
            Self::MinLength(length) => {
                format!("{} is shorter than {}", value(), characters(*length))
            }
            Self::MaxLength(length) => {
                format!("{} is longer than {}", value(), characters(*length))
            }
            Self::Minimum(minimum) => format!("{} is less than {minimum}", value()),
            Self::ExclusiveMinimum(minimum) => format!("{} is not more than {minimum}", value()),
            Self::Maximum(maximum) => format!("{} is more than {maximum}", value()),
            Self::Form(form) => format!("{} is not {}", value(), form.noun),
            Self::OneOf => format!("{} does not fit exactly one of the alternatives", value()),
        }
    }
}

fn characters(number: usize) -> String {
    match number {
        1 => "1 character".to_owned(),
        number => format!("{number} characters"),
    }
}

/// A value as JSON, cut off where it is long.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
