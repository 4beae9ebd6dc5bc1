// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::wire::{Empty, integer_or_missing, missing};

/// A later stage of a campaign's funnel, compared with the contacts that were on the line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FunnelShare {
    /// Number of distinct phone numbers that came this far.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub count: i64,
    /// Share of the reached phone numbers that came this far, as a percentage. `null` where
    /// none were reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pct_of_reached: Option<f64>,
}

impl Empty for FunnelShare {
    fn empty() -> Self {
        Self {
            count: Empty::empty(),
            pct_of_reached: Empty::empty(),
        }
    }
}
