// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};

/// First stage of a campaign's funnel: the contacts that were called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FunnelCalled {
    /// Number of distinct phone numbers that were called.
    pub count: f64,
    /// Number of rows that were imported into the campaign.
    pub imported_rows: f64,
}
