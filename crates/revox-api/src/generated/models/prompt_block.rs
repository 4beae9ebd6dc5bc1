// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

/// A block of a prompt in the visual editor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PromptBlock {
    /// Text of the block.
    pub body: String,
    /// Title of the block.
    pub title: String,
}

impl PromptBlock {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::PromptBlock;
    ///
    /// let value = PromptBlock::new(
    ///     "Who you are",
    ///     "You are Jules, who answers enquiries for Bray Solaire, a solar panel installer.",
    /// );
    /// ```
    pub fn new(title: impl Into<String>, body: impl Into<String>) -> Self {
        Self {
            body: body.into(),
            title: title.into(),
        }
    }
}
