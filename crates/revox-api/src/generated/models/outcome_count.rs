// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};

/// How many exchanges had one outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct OutcomeCount {
    /// Number of exchanges with this outcome, one for each distinct phone number.
    pub count: f64,
    /// Label of the outcome, for people to read.
    pub label: String,
    /// The outcome, such as `interested`.
    pub outcome: String,
}
