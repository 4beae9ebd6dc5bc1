// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::wire::{Empty, integer_or_missing, missing};

/// Second stage of a campaign's funnel: the contacts that were on the line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FunnelReached {
    /// Number of distinct phone numbers that were reached, one way or the other.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub count: i64,
    /// Number of phone numbers that were on the line in an inbound call.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub inbound: i64,
    /// Number of phone numbers that were reached by an outbound call.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub outbound: i64,
    /// Number of phone numbers that are both in `inbound` and in `outbound`.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub overlap: i64,
    /// Share of the called phone numbers that were reached, as a percentage. `null` where none
    /// were called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pct_of_called: Option<f64>,
}

impl Empty for FunnelReached {
    fn empty() -> Self {
        Self {
            count: Empty::empty(),
            inbound: Empty::empty(),
            outbound: Empty::empty(),
            overlap: Empty::empty(),
            pct_of_called: Empty::empty(),
        }
    }
}
