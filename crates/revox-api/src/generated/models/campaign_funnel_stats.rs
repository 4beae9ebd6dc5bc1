// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};

/// How many leads a campaign has, and how far they have come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CampaignFunnelStats {
    /// Number of hot leads.
    pub hot: f64,
    /// Number of leads where a person was spoken with.
    pub talked_to_human: f64,
    /// Number of leads in all.
    pub total_leads: f64,
}
