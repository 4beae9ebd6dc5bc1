//! Reads a spec: YAML text, then JSON values, then OpenAPI types.

use std::path::{Path, PathBuf};

use openapiv3::OpenAPI;
use serde_json::Value;
use serde_path_to_error::Segment;
use xtask_yaml::Lines;

use super::error::{CodegenError, SpecError};
use super::in_order::InOrder;
use super::walk::{Kind, Part, below, parts};

/// A spec that parses as OpenAPI 3.0.
#[derive(Clone, Debug)]
pub struct Document {
    /// Path of its file.
    pub path: PathBuf,
    /// Content of the file, including keys that OpenAPI does not have.
    pub value: Value,
    /// Line of each value.
    pub lines: Lines,
    /// Content as OpenAPI types.
    pub api: OpenAPI,
}

impl Document {
    /// Reads the spec at `path`.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read, or is not YAML or not OpenAPI 3.0.
    pub fn load(path: &Path) -> Result<Self, CodegenError> {
        let text =
            std::fs::read_to_string(path).map_err(|error| CodegenError::file(path, error))?;
        Self::parse(path, &text)
    }

    /// Parses `text`, the content of the file at `path`.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not YAML or not OpenAPI 3.0.
    pub fn parse(path: &Path, text: &str) -> Result<Self, CodegenError> {
        let (value, lines) =
            xtask_yaml::read(text).map_err(|error| CodegenError::yaml(path, error))?;
        let api = types(path, &value, &lines)?;
        Ok(Self {
            path: path.to_owned(),
            value,
            lines,
            api,
        })
    }
}

/// Parses values into OpenAPI types.
pub(crate) fn types(path: &Path, value: &Value, lines: &Lines) -> Result<OpenAPI, CodegenError> {
    let refuse = |errors| CodegenError::spec(path, lines, errors);
    check_version(value).map_err(|error| refuse(vec![error]))?;
    let strangers = not_3_0(value);
    if !strangers.is_empty() {
        return Err(refuse(strangers));
    }
    serde_path_to_error::deserialize(InOrder(value, lines.below())).map_err(|error| {
        let keys = error.path().iter().filter_map(|segment| match segment {
            Segment::Seq { index } => Some(index.to_string()),
            Segment::Map { key } => Some(key.clone()),
            _ => None,
        });
        let pointer = keys.fold(String::new(), |pointer, key| below(&pointer, &key));
        let message = format!("not a valid OpenAPI 3.0 object: {}", error.inner());
        refuse(vec![SpecError::new(pointer, message, COMPARE)])
    })
}

const COMPARE: &str = "compare the object and its parts with the OpenAPI 3.0.3 specification";

/// Checks that a value is an OpenAPI 3.0 description.
///
/// # Errors
///
/// Returns an error that says what it is instead.
pub(crate) fn check_version(value: &Value) -> Result<(), SpecError> {
    let (pointer, found) = match value {
        Value::Object(object) => match (object.get("openapi"), object.get("swagger")) {
            (Some(Value::String(version)), _) if version.starts_with("3.0.") => return Ok(()),
            (Some(version), _) => ("/openapi", format!("it is OpenAPI {}", plain(version))),
            (_, Some(version)) => ("/swagger", format!("it is Swagger {}", plain(version))),
            (None, None) => ("", "it has no key `openapi`".to_owned()),
        },
        Value::Null => ("", "it is empty".to_owned()),
        Value::Array(_) => ("", "it is a list".to_owned()),
        _ => ("", "it is a single value".to_owned()),
    };
    let message = format!("not an OpenAPI 3.0 description: {found}");
    let cure = "an OpenAPI 3.0 description has a line such as `openapi: 3.0.3`: convert this one, or \
                name another file";
    Err(SpecError::new(pointer, message, cure))
}

/// Returns a value as text, cut if it is long.
fn plain(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    text.chars().take(40).collect()
}

/// Finds values that are typical of OpenAPI 3.1, or of a slip in YAML, and that the OpenAPI types would only
/// report as matching no variant.
fn not_3_0(root: &Value) -> Vec<SpecError> {
    let mut errors = Vec::new();
    parts(&Part::root(root), Kind::Document, &mut |part, _| {
        if part.value.get("type").is_some_and(Value::is_array) {
            errors.push(SpecError::new(
                part.at("type"),
                "a list of types is OpenAPI 3.1",
                "give it one `type`, and write `nullable: true` instead of `null`",
            ));
        }
        let is_string = part.text_of("type") == Some("string");
        for Part { pointer, value } in part.items_of("enum").filter(|_| is_string) {
            if !value.is_string() && !value.is_null() {
                errors.push(SpecError::new(
                    pointer,
                    format!("the value `{value}` of an enum of strings is not a string"),
                    "put it into quotes",
                ));
            }
        }
        true
    });
    errors
}
