// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use crate::Request;
use crate::models::CampaignLaunch;
use crate::Timestamp;

/// For operations that take [`CampaignLaunch`](crate::models::CampaignLaunch).
impl<T> Request<T, CampaignLaunch> {
    /// Time at which the calls are to be placed, such as `2026-06-09T08:05:00Z`. If omitted,
    /// they are launched at once. It is for the mode `ai_first` only: a speed dial session
    /// cannot be scheduled.
    pub fn scheduled_at(self, scheduled_at: impl Into<Timestamp>) -> Self {
        self.with(|parameters| parameters.scheduled_at(scheduled_at))
    }
}
