// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CallAssistant, CallConcurrency};
use crate::Timestamp;

/// An outbound call order to place, by the assistant of `assistant_id` or by one that is
/// made up for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CallCreate {
    /// Number to call, in E.164 form, such as `+33639980142`.
    pub phone_number: String,
    /// Assistant that is made up for this call order alone. It serves where `assistant_id` is
    /// left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assistant: Option<CallAssistant>,
    /// ID of the existing assistant that conducts the conversation. If omitted, `assistant`
    /// serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assistant_id: Option<String>,
    /// Group within which the number of simultaneous calls is limited. If omitted, the call
    /// order belongs to no group, and only the limit of the organization applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concurrency: Option<CallConcurrency>,
    /// Number to place the call from, in E.164 form, such as `+33199001234`. If omitted, the
    /// call goes through the default trunk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_phone_number: Option<String>,
    /// The caller's own data, kept with the call order as pairs of strings. If omitted, there
    /// is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<BTreeMap<String, String>>,
    /// Values that fill the variables of the prompt, by variable name, whether the prompt comes
    /// from `assistant_id` or from `assistant`. If omitted, no values are passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt_variables: Option<BTreeMap<String, String>>,
    /// Time at which the call order is to start, as a string in ISO 8601 form, such as
    /// `2026-06-09T08:05:00Z`. If omitted, it starts at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_at: Option<Timestamp>,
    /// True to dial even outside the calling windows of the assistant, for a call that is to be
    /// placed now. If omitted, the calling windows hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip_calling_window: Option<bool>,
}

impl CallCreate {
    /// Creates a value from its required fields; setters add the optional ones.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{CallConcurrency, CallCreate};
    ///
    /// let value = CallCreate::new("+33639980175")
    ///     .assistant_id("assistant_4Tn6yB")
    ///     .concurrency(CallConcurrency::new("technicians-normandy"))
    ///     .from_phone_number("+33199001234");
    /// ```
    pub fn new(phone_number: impl Into<String>) -> Self {
        Self {
            phone_number: phone_number.into(),
            assistant: None,
            assistant_id: None,
            concurrency: None,
            from_phone_number: None,
            metadata: None,
            prompt_variables: None,
            scheduled_at: None,
            skip_calling_window: None,
        }
    }
}

setters! {
    CallCreate and its requests {
        assistant(impl Into<CallAssistant>),
        assistant_id(impl Into<String>),
        concurrency(impl Into<CallConcurrency>),
        from_phone_number(impl Into<String>),
        metadata(impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>),
        prompt_variables(impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>),
        scheduled_at(impl Into<Timestamp>),
        skip_calling_window(bool),
    }
}

limits! {
    CallCreate {
        phone_number: [Form(E164)],
        assistant: [],
        from_phone_number: [Form(E164)],
        scheduled_at: [Form(DateTime)],
    }
}

parameters!(CallCreate in Body);
