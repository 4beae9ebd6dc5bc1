//! The fields that a type declares.

use std::collections::HashSet;
use std::error::Error as StdError;
use std::fmt;

use revox_api::models::OutputField;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::order::declared;
use super::shape::{NO_FIELDS, NOT_A_STRUCT, shape};

/// Converts the definition of a struct into fields to extract from a conversation.
///
/// The fields fit `structured_output_config` of an assistant and
/// [`input_schema`](revox_api::models::CustomTool::input_schema) of a custom tool. They keep the order in
/// which the struct declares them (or are in alphabetical order, if it uses `#[serde(flatten)]`), and obey
/// serde's attributes for decoding: `rename`, `rename_all`, `skip`, `default`, `flatten`.
///
/// | Rust | field |
/// |---|---|
/// | `String`, `char` and other types that decode from text, such as a UUID | `string` |
/// | integers and floating-point numbers | `number` |
/// | `bool` | `boolean` |
/// | an enum of unit variants | `enum`, with the variants' names as `enum_options`; if only some variants are documented, these come last |
/// | `jiff::civil::Date`, `chrono::NaiveDate` | `date` |
/// | `jiff::Timestamp`, `chrono::DateTime` | `datetime` |
/// | `Option<T>`, and a field with `#[serde(default)]` | as `T`, but optional |
/// | doc comments of a field, or else of its type, and of the variants of an enum | `description` |
///
/// Limits, such as those of `#[schemars(range(…))]` or of a `u8`, are not part of the fields, because
/// the API has no limits. A value that does not fit into its type, such as 300 into a `u8`, is an error
/// when it is decoded. The API has no integers either: if a fraction is possible, use `f64`.
///
/// The types of dates and times implement `JsonSchema` with the feature `jiff` or `chrono`. To decode
/// them, turn on the feature `serde` of the crate that defines them.
///
/// # Errors
///
/// Fails if the API cannot express a field: a struct within the struct, a list, a map, a tuple, an enum
/// whose variants hold data, a value of several types, a time without a date, or a duration. The error
/// names each such field and suggests a type to use instead.
///
/// # Examples
///
/// ```
/// use revox::models::{CallAssistant, CustomTool, HttpMethod};
/// use revox::output_fields;
/// use revox::schemars::{self, JsonSchema};
/// use serde::Deserialize;
///
/// #[derive(Deserialize, JsonSchema)]
/// struct Lead {
///     /// Full name of the person.
///     name: String,
///     email: Option<String>,
/// }
///
/// #[derive(Deserialize, JsonSchema)]
/// struct Slot {
///     /// Town in which the technician is to come by.
///     town: String,
/// }
///
/// let tool = CustomTool::new(
///     "find_slots",
///     "Finds the times at which the technician is free.",
///     HttpMethod::Get,
///     "https://agenda.bray-solaire.example/slots",
/// );
/// let tool = tool.input_schema(output_fields::<Slot>()?);
/// let assistant = CallAssistant::new("You are Jules.")
///     .structured_output_config(output_fields::<Lead>()?)
///     .custom_tools([tool]);
///
/// #[derive(Deserialize, JsonSchema)]
/// struct Visit {
///     lead: Lead,
/// }
/// let error = output_fields::<Visit>().unwrap_err();
/// assert_eq!(error.fields()[0].path(), "lead");
/// # Ok::<(), revox::UnsupportedType>(())
/// ```
pub fn output_fields<T>() -> Result<Vec<OutputField>, UnsupportedType>
where
    T: DeserializeOwned + JsonSchema,
{
    let settings =
        SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let schema = settings.into_generator().into_root_schema_for::<T>();
    fields(schema.as_value(), declared::<T>())
}

fn fields(schema: &Value, declared: &[&str]) -> Result<Vec<OutputField>, UnsupportedType> {
    // A flattened enum is a choice beside the properties.
    let choices = ["oneOf", "anyOf", "allOf", "$ref"];
    let is_struct = schema.get("type").is_some_and(|ty| ty == "object")
        && choices.iter().all(|key| schema.get(key).is_none());
    if !is_struct {
        return Err(UnsupportedType::whole(NOT_A_STRUCT));
    }
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
        return Err(UnsupportedType::whole(NO_FIELDS));
    };
    let mut properties: Vec<_> = properties.iter().collect();
    properties.sort_by_key(|(name, _)| {
        let position = declared.iter().position(|declared| declared == name);
        position.unwrap_or(usize::MAX)
    });
    let required = schema.get("required").and_then(Value::as_array);
    let required: HashSet<_> = required.into_iter().flatten().map(Value::as_str).collect();

    let mut fields = Vec::new();
    let mut unsupported = Vec::new();
    for (name, schema) in properties {
        match shape(schema) {
            Ok(shape) => {
                let is_required = required.contains(&Some(name.as_str()));
                fields.push(shape.into_field(name, is_required));
            }
            Err(reason) => unsupported.push(UnsupportedField {
                path: name.clone(),
                reason,
            }),
        }
    }
    match unsupported.is_empty() {
        true => Ok(fields),
        false => Err(UnsupportedType(unsupported)),
    }
}

/// The error of a type that the API cannot extract.
///
/// Returned by [`output_fields`], which has an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsupportedType(Vec<UnsupportedField>);

impl UnsupportedType {
    fn whole(reason: &'static str) -> Self {
        Self(vec![UnsupportedField {
            path: ".".to_owned(),
            reason,
        }])
    }

    /// Returns every field that the API cannot express.
    pub fn fields(&self) -> &[UnsupportedField] {
        &self.0
    }
}

impl fmt::Display for UnsupportedType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the API cannot extract this type: ")?;
        let fields: Vec<_> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&fields.join("; "))
    }
}

impl StdError for UnsupportedType {}

/// A field that the API cannot express.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsupportedField {
    path: String,
    reason: &'static str,
}

impl UnsupportedField {
    /// Returns the path of the field: its name as in JSON, or `.` for the type itself.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns what the field is and what to use instead.
    pub fn reason(&self) -> &str {
        self.reason
    }
}

impl fmt::Display for UnsupportedField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path, self.reason)
    }
}
