// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{LaunchSkipped, SpeedDialSession};
use crate::wire::{integer, missing, or_missing};

/// Result of a launch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CampaignLaunched {
    /// Number of call orders that were launched.
    #[serde(deserialize_with = "integer")]
    pub launched: i64,
    /// Numbers of call orders of the selection that were skipped, by reason.
    #[serde(default = "missing::<LaunchSkipped>", deserialize_with = "or_missing")]
    pub skipped: LaunchSkipped,
    /// Speed dial session that places the calls, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<SpeedDialSession>,
}

result!(CampaignLaunched);
