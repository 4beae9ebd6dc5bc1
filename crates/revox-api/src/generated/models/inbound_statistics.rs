// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::wire::{Empty, integer_or_missing, missing};

/// Statistics of a campaign's inbound calls.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct InboundStatistics {
    /// Number of distinct phone numbers that called.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub unique_callers: i64,
}

impl Empty for InboundStatistics {
    fn empty() -> Self {
        Self {
            unique_callers: Empty::empty(),
        }
    }
}
