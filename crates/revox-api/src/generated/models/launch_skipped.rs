// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};

/// How many call orders a launch skipped, by reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LaunchSkipped {
    /// Number of call orders skipped because the AI agent is already dialling them.
    pub active: f64,
    /// Number of call orders skipped because they have used up their attempts.
    pub attempts_exhausted: f64,
    /// Number of call orders skipped because they were cancelled.
    pub cancelled: f64,
}
