// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Arguments of a tool call: either an object with one property for each argument, or a string.
///
/// Told apart by JSON type. Match with a `_` arm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(untagged)]
#[non_exhaustive]
pub enum ToolArguments {
    /// A JSON object.
    Object(Map<String, Value>),
    /// A JSON string.
    String(String),
    /// Any other JSON value, kept and written back unchanged.
    #[non_exhaustive]
    Unknown(Value),
}
