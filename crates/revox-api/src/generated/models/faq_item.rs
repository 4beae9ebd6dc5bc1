// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::FaqSource;
use crate::wire::{missing, or_missing};

/// A question that an assistant may be asked, and the answer to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FaqItem {
    /// The answer.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub answer: String,
    /// The question.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub question: String,
    /// ID of the entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// True if the question needs an answer from a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needs_human_answer: Option<bool>,
    /// Author of the entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<FaqSource>,
}
