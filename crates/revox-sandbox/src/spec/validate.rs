//! Values held against their schemas, and what is said about those that do not fit.

use jsonschema::error::{ValidationError, ValidationErrorKind};
use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

use super::SpecError;
use super::forms::FORMS;
use super::schema::json_schema;

/// How many problems of one request are listed.
const MOST_PROBLEMS: usize = 20;

/// How much of a value is shown.
const MOST_SHOWN: usize = 80;

/// A schema, ready to check values.
pub(crate) struct Schema {
    /// The name that people know it by, such as `CallCreate`.
    pub(crate) name: String,
    /// Where it stands in the description, as a JSON pointer.
    place: String,
    validator: Validator,
}

/// Whether texts are held to the forms of `format` and `x-format`.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Forms {
    Checked,
    /// Documented examples, and tests made from them, put placeholders where a form is asked for.
    Ignored,
}

/// What is wrong with one value.
#[derive(Debug)]
pub(crate) struct Problem {
    /// Where the value stands, as a JSON pointer.
    pub(crate) pointer: String,
    pub(crate) what: String,
    /// Where the schema that forbids it stands in the OpenAPI description.
    pub(crate) schema: String,
    /// Whether the shape is wrong, rather than a value in it.
    pub(crate) is_shape: bool,
}

impl Problem {
    pub(crate) fn to_json(&self) -> Value {
        json!({ "pointer": self.pointer, "problem": self.what, "schema": self.schema })
    }
}

impl Schema {
    /// The schema that stands at `place` in an OpenAPI document, which is a JSON pointer.
    pub(crate) fn compile(
        place: &str,
        schema: &Value,
        document: &Value,
    ) -> Result<Self, SpecError> {
        let root = json_schema(schema, document);
        let mut options = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true);
        for (name, check, _) in FORMS {
            options = options.with_format(name, check);
        }
        let validator = options
            .build(&root)
            .map_err(|error| SpecError::new(format!("{place}: {error}")))?;
        let reference = schema.get("$ref").and_then(Value::as_str);
        let name = reference.and_then(|reference| reference.rsplit('/').next());
        Ok(Self {
            name: name.unwrap_or(place).to_owned(),
            place: reference.map_or(format!("#{place}"), str::to_owned),
            validator,
        })
    }

    /// What is wrong with `value`, the first problems only; with the forms of texts, if these count.
    pub(crate) fn problems(&self, value: &Value, forms: Forms) -> Vec<Problem> {
        let errors = self.validator.iter_errors(value).filter(|error| {
            forms == Forms::Checked || !matches!(error.kind(), ValidationErrorKind::Format { .. })
        });
        let problems = errors.flat_map(|error| self.explain(&error));
        problems.take(MOST_PROBLEMS).collect()
    }

    fn explain(&self, error: &ValidationError<'_>) -> Vec<Problem> {
        let at = error.instance_path().as_str();
        let schema = self.place_of(error);
        let problem = |pointer: String, what: String, is_shape: bool| Problem {
            pointer,
            what,
            schema: schema.clone(),
            is_shape,
        };
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => unexpected
                .iter()
                .map(|name| {
                    let what = format!("the schema knows no property {name:?}");
                    problem(format!("{at}/{}", escape(name)), what, true)
                })
                .collect(),
            ValidationErrorKind::Required { property } => {
                let name = property.as_str().unwrap_or_default();
                let pointer = format!("{at}/{}", escape(name));
                vec![problem(pointer, "it is required and missing".into(), true)]
            }
            ValidationErrorKind::Format { format } => {
                let form = FORMS.iter().find(|(name, ..)| name == format);
                let form = form.map_or(format.as_str(), |(_, _, form)| form);
                let what = format!("{} is not {form}", shown(error.instance()));
                vec![problem(at.to_owned(), what, false)]
            }
            kind => {
                let is_shape = matches!(kind, ValidationErrorKind::Type { .. });
                let what = error.masked_with(shown(error.instance())).to_string();
                vec![problem(at.to_owned(), what, is_shape)]
            }
        }
    }

    /// Where the schema stands that a value breaks, without the keyword.
    fn place_of(&self, error: &ValidationError<'_>) -> String {
        let path = error.schema_path().as_str();
        let schema = path.rsplit_once('/').map_or("", |(schema, _)| schema);
        let schema = schema.replacen("/components/open/", "/components/schemas/", 1);
        match schema.starts_with("/components/") {
            true => format!("#{schema}"),
            false => self.place.clone(),
        }
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

/// A name as a segment of a JSON pointer.
fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
