// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{Call, CallOutcome, SpeedDialStatus};
use crate::Timestamp;
use crate::wire::{integer_or_missing, missing, or_missing};

/// A speed dial session: a live session in which calls are dialled for an operator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SpeedDialSession {
    /// ID of the session.
    pub id: String,
    /// ID of the campaign whose calls are dialled.
    pub campaign_id: String,
    /// Number of calls that were connected.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub connected_count: i64,
    /// Time at which the session was created.
    #[serde(default = "missing::<Timestamp>")]
    pub created_at: Timestamp,
    /// ID of the current call order, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_call_id: Option<String>,
    /// Number of calls that were dialled.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub dialed_count: i64,
    /// Time at which the session ended, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// Call orders that are under way.
    pub in_flight_calls: Vec<Call>,
    /// Outcomes by which the calls of the session are filtered.
    #[serde(default = "missing::<Vec<CallOutcome>>", deserialize_with = "or_missing")]
    pub outcome_filter: Vec<CallOutcome>,
    /// State of the session.
    pub status: SpeedDialStatus,
    /// Number of targets of the session in all.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub total_targets: i64,
}
