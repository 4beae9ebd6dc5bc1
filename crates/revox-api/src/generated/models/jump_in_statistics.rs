// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::wire::{integer_or_missing, missing};

/// Statistics of the calls that a person of the organization joined, to take over from the
/// AI agent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct JumpInStatistics {
    /// Number of calls that a person joined.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub joined_calls: i64,
    /// Median length of the conversation in these calls, in seconds, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_conversation_seconds: Option<f64>,
    /// Median time it took the person to join, in seconds, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_time_to_join_seconds: Option<f64>,
}
