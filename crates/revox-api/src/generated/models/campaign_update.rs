// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::CallRetryConfig;
use crate::wire::some;
use crate::{IntegerOrNull, Nullable};

/// Changes to a campaign. They apply to those of its call orders that have not completed
/// yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CampaignUpdate {
    /// New retry settings. With `null`, the campaign has no retry settings of its own, and
    /// defaults apply. If omitted, the settings stay as they are.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub call_retry_config: Option<Nullable<CallRetryConfig>>,
    /// Number to place the outbound calls from, in E.164 form, such as `+33199001234`. It can
    /// be changed after the launch as well. With `null`, the campaign names no number of its
    /// own. If omitted, the number stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub from_phone_number: Option<Nullable<String>>,
    /// Upper limit on the number of calls that the campaign may hold at the same time. It can
    /// be changed after the launch as well. With `null`, the campaign sets no limit of its own.
    /// If omitted, the limit stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub max_concurrent_calls: Option<Nullable<i64>>,
    /// New name of the campaign. If omitted, the name stays as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl CampaignUpdate {
    /// Creates a value with nothing set; setters add what to send.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::CampaignUpdate;
    ///
    /// let value = CampaignUpdate::new()
    ///     .from_phone_number("+33199001234")
    ///     .max_concurrent_calls(8)
    ///     .name("Website enquiries, June 2026 (evenings)");
    /// ```
    pub fn new() -> Self {
        Self::default()
    }
}

setters! {
    CampaignUpdate and its requests {
        call_retry_config(impl Into<Nullable<CallRetryConfig>>),
        from_phone_number(impl Into<Nullable<String>>),
        max_concurrent_calls(impl IntegerOrNull),
        name(impl Into<String>),
    }
}

limits! {
    CampaignUpdate {
        call_retry_config: [],
        from_phone_number: [Form(E164)],
        max_concurrent_calls: [],
    }
}

parameters!(CampaignUpdate in Body);
