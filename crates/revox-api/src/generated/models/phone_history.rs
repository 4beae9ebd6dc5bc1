// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CallOutcome, CampaignRef};
use crate::wire::{integer, missing, or_missing};

/// Known facts about the calls to one phone number, over the whole organization.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PhoneHistory {
    /// Campaigns in which the number occurs.
    #[serde(default = "missing::<Vec<CampaignRef>>", deserialize_with = "or_missing")]
    pub campaigns: Vec<CampaignRef>,
    /// Number of calls.
    #[serde(deserialize_with = "integer")]
    pub count: i64,
    /// True if the number is not to be contacted.
    pub do_not_contact: bool,
    /// True if the contact counts as hot. The API does not document what makes it so.
    #[serde(default = "missing::<bool>", deserialize_with = "or_missing")]
    pub hot: bool,
    /// Time of the latest call, or `null`. The API documents it as a string, but not its form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_called_at: Option<String>,
    /// The latest outcome, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_outcome: Option<CallOutcome>,
    /// True if a person was reached at this number.
    pub reached_human: bool,
}

result!(BTreeMap<String, PhoneHistory>);
