// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};

/// How many calls a campaign took.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CallEffort {
    /// Number of calls in all.
    pub calls_total: f64,
    /// Number of inbound calls.
    pub inbound_calls: f64,
    /// Number of attempts at an outbound call.
    pub outbound_attempts: f64,
}
