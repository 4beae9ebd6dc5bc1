// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use crate::Request;
use crate::models::{CallRetryConfig, CampaignUpdate};
use crate::Nullable;

/// For operations that take [`CampaignUpdate`](crate::models::CampaignUpdate).
impl<T> Request<T, CampaignUpdate> {
    /// New retry settings.
    pub fn call_retry_config(
        self,
        call_retry_config: impl Into<Nullable<CallRetryConfig>>,
    ) -> Self {
        self.with(|parameters| parameters.call_retry_config(call_retry_config))
    }

    /// Number to place the outbound calls from, in E.164 form, such as `+33199001234`.
    pub fn from_phone_number(
        self,
        from_phone_number: impl Into<Nullable<String>>,
    ) -> Self {
        self.with(|parameters| parameters.from_phone_number(from_phone_number))
    }

    /// Upper limit on the number of calls that the campaign may hold at the same time.
    pub fn max_concurrent_calls(
        self,
        max_concurrent_calls: impl Into<Nullable<f64>>,
    ) -> Self {
        self.with(|parameters| parameters.max_concurrent_calls(max_concurrent_calls))
    }

    /// New name of the campaign.
    pub fn name(self, name: impl Into<String>) -> Self {
        self.with(|parameters| parameters.name(name))
    }
}
