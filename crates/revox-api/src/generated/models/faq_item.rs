// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};
use super::FaqSource;

/// A question that an assistant may be asked, and the answer to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FaqItem {
    /// The answer.
    pub answer: String,
    /// The question.
    pub question: String,
    /// ID of the entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Whether the question needs an answer from a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs_human_answer: Option<bool>,
    /// Who the entry comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<FaqSource>,
}
