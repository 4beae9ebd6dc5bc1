// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use crate::models::{CallRetryConfig, CampaignCreate};
use crate::{IntoInteger, Request};

/// For operations that take [`CampaignCreate`](crate::models::CampaignCreate).
impl<T> Request<T, CampaignCreate> {
    /// Sets [`call_retry_config`](field@CampaignCreate::call_retry_config).
    pub fn call_retry_config(self, value: impl Into<CallRetryConfig>) -> Self {
        self.with(|parameters| parameters.call_retry_config(value))
    }

    /// Sets [`from_phone_number`](field@CampaignCreate::from_phone_number).
    pub fn from_phone_number(self, value: impl Into<String>) -> Self {
        self.with(|parameters| parameters.from_phone_number(value))
    }

    /// Sets [`max_concurrent_calls`](field@CampaignCreate::max_concurrent_calls).
    pub fn max_concurrent_calls(self, value: impl IntoInteger) -> Self {
        self.with(|parameters| parameters.max_concurrent_calls(value))
    }
}
