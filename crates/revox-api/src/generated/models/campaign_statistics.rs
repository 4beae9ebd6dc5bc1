// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{
    CallEffort, CampaignFunnel, CampaignLeads, DataExtraction, InboundStatistics,
    JumpInStatistics, OutcomeCount, StatisticsCampaign,
};
use crate::wire::{missing, or_missing};

/// The statistics of a campaign: how many contacts were called and how far they came, what
/// the exchanges led to, and who the hot leads are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CampaignStatistics {
    /// The campaign that the statistics are about.
    pub campaign: StatisticsCampaign,
    /// Data that is extracted from the conversations, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_extraction: Option<DataExtraction>,
    /// Number of calls of the campaign.
    #[serde(default = "missing::<CallEffort>", deserialize_with = "or_missing")]
    pub effort: CallEffort,
    /// Numbers of contacts that reached each stage, from the first call to the hot lead.
    #[serde(default = "missing::<CampaignFunnel>", deserialize_with = "or_missing")]
    pub funnel: CampaignFunnel,
    /// Outcomes that make a contact a hot lead.
    #[serde(default = "missing::<Vec<String>>", deserialize_with = "or_missing")]
    pub hot_lead_outcomes: Vec<String>,
    /// Statistics of the inbound calls.
    #[serde(default = "missing::<InboundStatistics>", deserialize_with = "or_missing")]
    pub inbound: InboundStatistics,
    /// The hot leads.
    #[serde(default = "missing::<CampaignLeads>", deserialize_with = "or_missing")]
    pub leads: CampaignLeads,
    /// Numbers of exchanges, by outcome.
    #[serde(default = "missing::<Vec<OutcomeCount>>", deserialize_with = "or_missing")]
    pub outcome_breakdown: Vec<OutcomeCount>,
    /// Statistics of the calls that a person of the organization joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jump_in: Option<JumpInStatistics>,
}

result!(CampaignStatistics);
