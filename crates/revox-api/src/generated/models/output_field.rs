// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

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
    /// True if a value for the field is required.
    pub required: bool,
    /// Kind of value that the field holds.
    #[serde(rename = "type")]
    pub type_: OutputFieldType,
    /// Meaning of the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Choices for a field of type `enum`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enum_options: Option<Vec<String>>,
}

impl OutputField {
    /// Creates a value from its required fields; setters add the optional ones.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{OutputField, OutputFieldType};
    ///
    /// let value = OutputField::new("roof_side", OutputFieldType::Enum, true)
    ///     .description("Side that the roof faces.")
    ///     .enum_options(["north", "east", "south", "west"]);
    /// ```
    pub fn new(
        name: impl Into<String>,
        type_: impl Into<OutputFieldType>,
        required: bool,
    ) -> Self {
        Self {
            name: name.into(),
            required,
            type_: type_.into(),
            description: None,
            enum_options: None,
        }
    }
}

setters! {
    OutputField {
        description(impl Into<String>),
        enum_options(impl IntoIterator<Item = impl Into<String>>),
    }
}

limits! {
    OutputField {
        name: [MinLength(1)],
    }
}
