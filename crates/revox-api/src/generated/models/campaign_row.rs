// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use std::collections::BTreeMap;
use serde::{Deserialize, Serialize};
use super::Call;

/// A row of a campaign: one contact, and the call order that belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CampaignRow {
    /// ID of the row.
    pub id: String,
    /// Data that came with the contact, as pairs of strings.
    pub input_data: BTreeMap<String, String>,
    /// Phone number of the contact.
    pub phone_number: String,
    /// Position of the row in the campaign.
    pub row_index: f64,
    /// Call order of the contact, with its attempts, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
}
