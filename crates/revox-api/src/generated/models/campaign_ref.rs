// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::wire::{missing, or_missing};

/// The campaign of a call order, by ID and name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CampaignRef {
    /// ID of the campaign.
    pub id: String,
    /// Name of the campaign.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub name: String,
}
