// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{
    Assistant, CallRetryConfig, CampaignFunnelStats, CampaignRowStats, CampaignStatus,
    ExtractionStatus, UserRef,
};
use crate::Timestamp;
use crate::wire::{integer, missing, or_missing};

/// A campaign: a list of contacts that an assistant is to call, with the settings of these
/// calls and the state they are in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Campaign {
    /// ID of the campaign.
    pub id: String,
    /// ID of the assistant that conducts the campaign's calls. It is fixed when the campaign is
    /// created.
    pub assistant_id: String,
    /// Time at which the campaign was created.
    #[serde(default = "missing::<Timestamp>")]
    pub created_at: Timestamp,
    /// True if the campaign was cancelled. `status` has no value that says so.
    pub is_cancelled: bool,
    /// Name of the campaign.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub name: String,
    /// ID of the organization to which the campaign belongs.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub organization_id: String,
    /// Progress of the campaign.
    pub status: CampaignStatus,
    /// Time at which the campaign was last changed.
    #[serde(default = "missing::<Timestamp>")]
    pub updated_at: Timestamp,
    /// Assistant that conducts the campaign's calls, with its settings, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assistant: Option<Assistant>,
    /// Retry settings of the campaign's calls, or `null`. A campaign that is created without
    /// any uses those of its assistant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_retry_config: Option<CallRetryConfig>,
    /// Number that the campaign's outbound calls are placed from, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_phone_number: Option<String>,
    /// Upper limit on the number of calls that the campaign holds at the same time, or `null`.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "integer"
    )]
    pub max_concurrent_calls: Option<i64>,
    /// Numbers of rows of the campaign, by state, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row_stats: Option<CampaignRowStats>,
    /// Time for which the campaign is scheduled, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_at: Option<Timestamp>,
    /// Member of the organization who created the campaign, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<UserRef>,
    /// Numbers of leads of the campaign, by progress, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funnel_stats: Option<CampaignFunnelStats>,
    /// Progress of the extraction of the structured output, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub structured_output_extraction: Option<ExtractionStatus>,
    /// Keys of the campaign's metadata, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata_keys: Option<Vec<String>>,
}

result!(Campaign);

result!(Vec<Campaign>);
