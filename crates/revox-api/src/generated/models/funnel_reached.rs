// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};

/// Second stage of a campaign's funnel: the contacts that were on the line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FunnelReached {
    /// Number of distinct phone numbers that were reached, one way or the other.
    pub count: f64,
    /// Number of phone numbers that were on the line in an inbound call.
    pub inbound: f64,
    /// Number of phone numbers that were reached by an outbound call.
    pub outbound: f64,
    /// Number of phone numbers that are both in `inbound` and in `outbound`.
    pub overlap: f64,
    /// Share of the called phone numbers that were reached, as a percentage. `null` where none
    /// were called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pct_of_called: Option<f64>,
}
