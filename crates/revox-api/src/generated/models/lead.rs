// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::CallDirection;
use crate::Timestamp;
use crate::wire::{missing, or_missing};

/// A hot lead of a campaign, and the call it comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Lead {
    /// ID of the attempt that the lead comes from, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt_id: Option<String>,
    /// ID of the call order that the lead comes from.
    pub call_id: String,
    /// Side that placed the call.
    #[serde(default = "missing::<CallDirection>", deserialize_with = "or_missing")]
    pub direction: CallDirection,
    /// Email address of the lead, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Time of the latest activity with the lead.
    #[serde(default = "missing::<Timestamp>")]
    pub last_activity_at: Timestamp,
    /// Name of the lead.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub name: String,
    /// Phone number of the lead.
    pub phone: String,
    /// Summary, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
}
