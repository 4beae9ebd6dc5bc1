// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::wire::{integer_or_missing, missing, or_missing};

/// Number of exchanges with one outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OutcomeCount {
    /// Number of exchanges with this outcome, one for each distinct phone number.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub count: i64,
    /// Label of the outcome, for people to read.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub label: String,
    /// The outcome, such as `interested`.
    pub outcome: String,
}
