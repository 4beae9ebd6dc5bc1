// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use crate::models::CampaignLaunch;
use crate::{Request, Timestamp};

/// For operations that take [`CampaignLaunch`](crate::models::CampaignLaunch).
impl<T> Request<T, CampaignLaunch> {
    /// Sets [`scheduled_at`](field@CampaignLaunch::scheduled_at).
    pub fn scheduled_at(self, value: impl Into<Timestamp>) -> Self {
        self.with(|parameters| parameters.scheduled_at(value))
    }
}
