// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::wire::{Empty, integer_or_missing, missing};

/// Numbers of call orders that a launch skipped, by reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct LaunchSkipped {
    /// Number of call orders skipped because the AI agent is already dialling them.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub active: i64,
    /// Number of call orders skipped because they have used up their attempts.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub attempts_exhausted: i64,
    /// Number of call orders skipped because they were cancelled.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub cancelled: i64,
}

impl Empty for LaunchSkipped {
    fn empty() -> Self {
        Self {
            active: Empty::empty(),
            attempts_exhausted: Empty::empty(),
            cancelled: Empty::empty(),
        }
    }
}
