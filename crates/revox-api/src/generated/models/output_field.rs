// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};
use super::OutputFieldType;

/// A field whose value is taken from the conversation: a parameter of a custom tool, or a
/// piece of the structured output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OutputField {
    /// Name of the field.
    ///
    /// Never empty.
    pub name: String,
    /// Whether a value for the field is required.
    pub required: bool,
    /// Kind of value that the field holds.
    #[serde(rename = "type")]
    pub type_: OutputFieldType,
    /// What the field means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Choices for a field of type `enum`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enum_options: Option<Vec<String>>,
}
