// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use crate::Request;
use crate::models::{CallRetryConfig, CampaignCreate};
use crate::IntoInteger;

/// For operations that take [`CampaignCreate`](crate::models::CampaignCreate).
impl<T> Request<T, CampaignCreate> {
    /// Retry settings for the calls of this campaign, in place of the assistant's. If omitted,
    /// those of the assistant apply.
    pub fn call_retry_config(
        self,
        call_retry_config: impl Into<CallRetryConfig>,
    ) -> Self {
        self.with(|parameters| parameters.call_retry_config(call_retry_config))
    }

    /// Number to place the calls from, in E.164 form, such as `+33199001234`. If omitted, the
    /// campaign names no number of its own.
    pub fn from_phone_number(self, from_phone_number: impl Into<String>) -> Self {
        self.with(|parameters| parameters.from_phone_number(from_phone_number))
    }

    /// Upper limit on the number of calls that the campaign may hold at the same time. Left
    /// out, the campaign sets no limit of its own.
    pub fn max_concurrent_calls(self, max_concurrent_calls: impl IntoInteger) -> Self {
        self.with(|parameters| parameters.max_concurrent_calls(max_concurrent_calls))
    }
}
