// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};

/// How many rows of a campaign are in which state. A row is one contact of the campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CampaignRowStats {
    /// Number of rows that are being called.
    pub calling: f64,
    /// Number of rows that are completed.
    pub completed: f64,
    /// Number of rows that failed.
    pub failed: f64,
    /// Number of rows that are pending.
    pub pending: f64,
    /// Number of rows that are to be tried again.
    pub retry: f64,
    /// Number of rows in all.
    pub total: f64,
    /// Number of rows whose calls have not been launched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_launched: Option<f64>,
    /// Number of rows that were skipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skipped: Option<f64>,
}
