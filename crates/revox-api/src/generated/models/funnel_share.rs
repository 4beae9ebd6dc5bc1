// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};

/// A later stage of a campaign's funnel, compared with the contacts that were on the line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FunnelShare {
    /// Number of distinct phone numbers that came this far.
    pub count: f64,
    /// Share of the reached phone numbers that came this far, as a percentage. `null` where
    /// none were reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pct_of_reached: Option<f64>,
}
