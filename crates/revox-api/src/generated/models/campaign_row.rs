// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Call;
use crate::wire::{integer_or_missing, missing, or_missing};

/// A row of a campaign: one contact, and the call order that belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CampaignRow {
    /// ID of the row.
    pub id: String,
    /// Data that came with the contact, as pairs of strings.
    #[serde(
        default = "missing::<BTreeMap<String, String>>",
        deserialize_with = "or_missing"
    )]
    pub input_data: BTreeMap<String, String>,
    /// Phone number of the contact.
    pub phone_number: String,
    /// Position of the row in the campaign.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub row_index: i64,
    /// Call order of the contact, with its attempts, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
}

result!(Vec<CampaignRow>);
