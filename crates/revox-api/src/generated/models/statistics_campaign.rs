// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::CampaignStatus;
use crate::Timestamp;
use crate::wire::{integer, missing, or_missing};

/// The campaign that statistics are about, in short.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct StatisticsCampaign {
    /// ID of the campaign.
    pub id: String,
    /// Name of the agent, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_name: Option<String>,
    /// Time of the first activity in the campaign.
    #[serde(default = "missing::<Timestamp>")]
    pub first_activity_at: Timestamp,
    /// True if there has been any activity in the campaign.
    #[serde(default = "missing::<bool>", deserialize_with = "or_missing")]
    pub has_activity: bool,
    /// True if the campaign was cancelled. `status` has no value that says so.
    pub is_cancelled: bool,
    /// Time of the latest activity in the campaign.
    #[serde(default = "missing::<Timestamp>")]
    pub last_activity_at: Timestamp,
    /// Upper limit on the number of attempts for each contact, or `null`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "integer"
    )]
    pub max_attempts_per_contact: Option<i64>,
    /// Name of the campaign.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub name: String,
    /// Progress of the campaign.
    pub status: CampaignStatus,
    /// Time zone of the campaign.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub timezone: String,
}
