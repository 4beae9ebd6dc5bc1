// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::wire::{integer, integer_or_missing, missing};

/// Numbers of rows of a campaign, by state. A row is one contact of the campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CampaignRowStats {
    /// Number of rows that are being called.
    #[serde(deserialize_with = "integer")]
    pub calling: i64,
    /// Number of rows that are completed.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub completed: i64,
    /// Number of rows that failed.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub failed: i64,
    /// Number of rows that are pending.
    #[serde(deserialize_with = "integer")]
    pub pending: i64,
    /// Number of rows that are to be tried again.
    #[serde(deserialize_with = "integer")]
    pub retry: i64,
    /// Number of rows in all.
    #[serde(deserialize_with = "integer")]
    pub total: i64,
    /// Number of rows whose calls have not been launched.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "integer"
    )]
    pub not_launched: Option<i64>,
    /// Number of rows that were skipped.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "integer"
    )]
    pub skipped: Option<i64>,
}
