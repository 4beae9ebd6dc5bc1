// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use crate::Request;
use crate::models::{CallRetryConfig, CampaignUpdate};
use crate::{IntegerOrNull, Nullable};

/// For operations that take [`CampaignUpdate`](crate::models::CampaignUpdate).
impl<T> Request<T, CampaignUpdate> {
    /// New retry settings. With `null`, the campaign has no retry settings of its own, and
    /// defaults apply. If omitted, the settings stay as they are.
    pub fn call_retry_config(
        self,
        call_retry_config: impl Into<Nullable<CallRetryConfig>>,
    ) -> Self {
        self.with(|parameters| parameters.call_retry_config(call_retry_config))
    }

    /// Number to place the outbound calls from, in E.164 form, such as `+33199001234`. It can
    /// be changed after the launch as well. With `null`, the campaign names no number of its
    /// own. If omitted, the number stays as it is.
    pub fn from_phone_number(
        self,
        from_phone_number: impl Into<Nullable<String>>,
    ) -> Self {
        self.with(|parameters| parameters.from_phone_number(from_phone_number))
    }

    /// Upper limit on the number of calls that the campaign may hold at the same time. It can
    /// be changed after the launch as well. With `null`, the campaign sets no limit of its own.
    /// If omitted, the limit stays as it is.
    pub fn max_concurrent_calls(self, max_concurrent_calls: impl IntegerOrNull) -> Self {
        self.with(|parameters| parameters.max_concurrent_calls(max_concurrent_calls))
    }

    /// New name of the campaign. If omitted, the name stays as it is.
    pub fn name(self, name: impl Into<String>) -> Self {
        self.with(|parameters| parameters.name(name))
    }
}
