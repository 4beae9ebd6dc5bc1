// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

/// A question that an assistant may be asked, and the answer it is to give.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FaqItemInput {
    /// The answer.
    pub answer: String,
    /// The question.
    pub question: String,
}

impl FaqItemInput {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::FaqItemInput;
    ///
    /// let value = FaqItemInput::new(
    ///     "How long does the installation take?",
    ///     "About two days for a detached house.",
    /// );
    /// ```
    pub fn new(question: impl Into<String>, answer: impl Into<String>) -> Self {
        Self {
            answer: answer.into(),
            question: question.into(),
        }
    }
}
