// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::wire::{Empty, integer_or_missing, missing};

/// Number of calls of a campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CallEffort {
    /// Number of calls in all.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub calls_total: i64,
    /// Number of inbound calls.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub inbound_calls: i64,
    /// Number of attempts at an outbound call.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub outbound_attempts: i64,
}

impl Empty for CallEffort {
    fn empty() -> Self {
        Self {
            calls_total: Empty::empty(),
            inbound_calls: Empty::empty(),
            outbound_attempts: Empty::empty(),
        }
    }
}
