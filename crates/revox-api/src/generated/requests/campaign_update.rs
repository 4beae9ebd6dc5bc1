// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use crate::models::{CallRetryConfig, CampaignUpdate};
use crate::{IntegerOrNull, Nullable, Request};

/// For operations that take [`CampaignUpdate`](crate::models::CampaignUpdate).
impl<T> Request<T, CampaignUpdate> {
    /// Sets [`call_retry_config`](field@CampaignUpdate::call_retry_config).
    pub fn call_retry_config(self, value: impl Into<Nullable<CallRetryConfig>>) -> Self {
        self.with(|parameters| parameters.call_retry_config(value))
    }

    /// Sets [`from_phone_number`](field@CampaignUpdate::from_phone_number).
    pub fn from_phone_number(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.from_phone_number(value))
    }

    /// Sets [`max_concurrent_calls`](field@CampaignUpdate::max_concurrent_calls).
    pub fn max_concurrent_calls(self, value: impl IntegerOrNull) -> Self {
        self.with(|parameters| parameters.max_concurrent_calls(value))
    }

    /// Sets [`name`](field@CampaignUpdate::name).
    pub fn name(self, value: impl Into<String>) -> Self {
        self.with(|parameters| parameters.name(value))
    }
}
