// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::wire::{integer_or_missing, missing};

/// Numbers of leads of a campaign, by progress.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CampaignFunnelStats {
    /// Number of hot leads.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub hot: i64,
    /// Number of leads where a person was spoken with.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub talked_to_human: i64,
    /// Number of leads in all.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub total_leads: i64,
}
