//! The kind of value that a JSON schema describes, in the API's terms.

use revox_api::models::{OutputField, OutputFieldType};
use serde_json::{Map, Value};

pub(super) const NOT_A_STRUCT: &str =
    "is not a struct with named fields: put the value into a field of a struct";
pub(super) const NO_FIELDS: &str = "has no fields to extract; name them in a struct";

const STRUCT: &str =
    "is a struct, and fields cannot be nested: flatten it with `#[serde(flatten)]`";
const MAP: &str = "is a map, and fields cannot be nested: give each entry a field of its own";
const LIST: &str = "is a list, and the API extracts single values: use a `String` that holds all of \
                    them, or a field for each";
const TUPLE: &str = "is a tuple, and the API extracts single values: use a field for each";
const VARIANTS_WITH_DATA: &str = "is an enum whose variants hold data: use an enum of unit variants, \
                                  and an `Option` for what each holds";
const CHOICES_NOT_TEXT: &str = "is an enum whose values are not text: use an enum of unit variants";
const SEVERAL_TYPES: &str = "may be of several types: choose one";
const ANY_TYPE: &str = "may be any JSON value: choose a type";
const NOTHING: &str = "holds no value: remove it, or use a `bool`";
const RECURSIVE: &str = "contains itself: use a field of a simple type";
const OTHER_TIME: &str = "is a kind of time that the API does not support: use `jiff::civil::Date`, \
                          `jiff::Timestamp`, their counterparts in chrono, or a `String`";

/// The kind of value of a field, with what is known about it.
#[derive(Debug)]
pub(super) struct Shape {
    ty: OutputFieldType,
    /// Choices of an enum, each with its documentation.
    choices: Vec<(String, Option<String>)>,
    description: Option<String>,
}

impl Shape {
    fn new(ty: OutputFieldType) -> Self {
        Self {
            ty,
            choices: Vec::new(),
            description: None,
        }
    }

    pub(super) fn into_field(self, name: &str, required: bool) -> OutputField {
        // The API has no description for a choice, so that of the field has to describe the choices.
        let choices = self.choices.iter().filter_map(|(choice, description)| {
            Some(format!("- {choice}: {}", description.as_ref()?))
        });
        let description: Vec<_> = self.description.iter().cloned().chain(choices).collect();
        let mut field = OutputField::new(name, self.ty, required);
        if !description.is_empty() {
            field = field.description(description.join("\n"));
        }
        if !self.choices.is_empty() {
            field = field.enum_options(self.choices.into_iter().map(|(choice, _)| choice));
        }
        field
    }
}

/// Returns the shape of a property, or the reason why the API cannot express it.
pub(super) fn shape(schema: &Value) -> Result<Shape, &'static str> {
    let Some(schema) = schema.as_object() else {
        return Err(ANY_TYPE);
    };
    let mut shape = undescribed(schema)?;
    // The documentation of the field replaces that of its type.
    if let Some(description) = description(schema) {
        shape.description = Some(description);
    }
    Ok(shape)
}

fn undescribed(schema: &Map<String, Value>) -> Result<Shape, &'static str> {
    let alternatives = |key| schema.get(key).and_then(Value::as_array);
    if schema.contains_key("$ref") {
        return Err(RECURSIVE);
    }
    if let Some(alternatives) = alternatives("anyOf") {
        let mut others = alternatives.iter().filter(|schema| !is_null(schema));
        return match (others.next(), others.next()) {
            (Some(only), None) => shape(only),
            _ => Err(SEVERAL_TYPES),
        };
    }
    if let Some(variants) = alternatives("oneOf") {
        return variants_of(variants);
    }
    if schema.contains_key("allOf") {
        return Err(SEVERAL_TYPES);
    }
    if let Some(choices) = choices(schema) {
        return enumeration(choices?);
    }
    Ok(Shape::new(single_type(schema)?))
}

fn single_type(schema: &Map<String, Value>) -> Result<OutputFieldType, &'static str> {
    let types: Vec<_> = match schema.get("type") {
        None => return Err(ANY_TYPE),
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
        Some(ty) => ty.as_str().into_iter().collect(),
    };
    let mut others = types.iter().filter(|ty| **ty != "null");
    match (others.next().copied(), others.next()) {
        (None, _) => Err(NOTHING),
        (_, Some(_)) => Err(SEVERAL_TYPES),
        (Some("string"), _) => text(schema),
        (Some("integer" | "number"), _) => Ok(OutputFieldType::Number),
        (Some("boolean"), _) => Ok(OutputFieldType::Boolean),
        (Some("array"), _) if schema.contains_key("prefixItems") => Err(TUPLE),
        (Some("array"), _) => Err(LIST),
        (Some("object"), _) if schema.contains_key("properties") => Err(STRUCT),
        (Some("object"), _) => Err(MAP),
        (Some(_), _) => Err(ANY_TYPE),
    }
}

fn text(schema: &Map<String, Value>) -> Result<OutputFieldType, &'static str> {
    match schema.get("format").and_then(Value::as_str) {
        Some("date") => Ok(OutputFieldType::Date),
        Some("date-time") => Ok(OutputFieldType::Datetime),
        Some("time" | "partial-time" | "partial-date-time" | "zoned-date-time" | "duration") => {
            Err(OTHER_TIME)
        }
        _ => Ok(OutputFieldType::String),
    }
}

/// Returns the values that a schema lists, if it lists any.
fn choices(schema: &Map<String, Value>) -> Option<Result<Vec<String>, &'static str>> {
    let values = match (schema.get("const"), schema.get("enum")) {
        (Some(value), _) => std::slice::from_ref(value),
        (None, Some(values)) => values.as_array()?,
        (None, None) => return None,
    };
    let values = values.iter().filter(|value| !value.is_null());
    let texts = values.map(|value| value.as_str().map(str::to_owned));
    Some(texts.collect::<Option<_>>().ok_or(CHOICES_NOT_TEXT))
}

fn enumeration(choices: Vec<String>) -> Result<Shape, &'static str> {
    Ok(Shape {
        choices: choices.into_iter().map(|choice| (choice, None)).collect(),
        ..Shape::new(OutputFieldType::Enum)
    })
}

/// Returns the shape of an enum of which some variants are documented.
fn variants_of(variants: &[Value]) -> Result<Shape, &'static str> {
    let mut shape = Shape::new(OutputFieldType::Enum);
    for variant in variants {
        let variant = variant.as_object().ok_or(SEVERAL_TYPES)?;
        let Some(choices) = choices(variant) else {
            return Err(VARIANTS_WITH_DATA);
        };
        let description = description(variant);
        let choices = choices?.into_iter();
        shape
            .choices
            .extend(choices.map(|choice| (choice, description.clone())));
    }
    Ok(shape)
}

fn is_null(schema: &Value) -> bool {
    schema.get("type").is_some_and(|ty| ty == "null")
}

/// Returns the documentation, from which schemars splits off the heading.
fn description(schema: &Map<String, Value>) -> Option<String> {
    let parts = ["title", "description"].map(|key| schema.get(key).and_then(Value::as_str));
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}
