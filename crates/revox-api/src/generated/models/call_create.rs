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

    /// Sets [`assistant`](field@Self::assistant).
    pub fn assistant(mut self, value: impl Into<CallAssistant>) -> Self {
        self.assistant = Some(value.into());
        self
    }

    /// Sets [`assistant_id`](field@Self::assistant_id).
    pub fn assistant_id(mut self, value: impl Into<String>) -> Self {
        self.assistant_id = Some(value.into());
        self
    }

    /// Sets [`concurrency`](field@Self::concurrency).
    pub fn concurrency(mut self, value: impl Into<CallConcurrency>) -> Self {
        self.concurrency = Some(value.into());
        self
    }

    /// Sets [`from_phone_number`](field@Self::from_phone_number).
    pub fn from_phone_number(mut self, value: impl Into<String>) -> Self {
        self.from_phone_number = Some(value.into());
        self
    }

    /// Sets [`metadata`](field@Self::metadata).
    pub fn metadata(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        self.metadata = Some(
            value.into_iter().map(|(name, value)| (name.into(), value.into())).collect(),
        );
        self
    }

    /// Sets [`prompt_variables`](field@Self::prompt_variables).
    pub fn prompt_variables(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        self.prompt_variables = Some(
            value.into_iter().map(|(name, value)| (name.into(), value.into())).collect(),
        );
        self
    }

    /// Sets [`scheduled_at`](field@Self::scheduled_at).
    pub fn scheduled_at(mut self, value: impl Into<Timestamp>) -> Self {
        self.scheduled_at = Some(value.into());
        self
    }

    /// Sets [`skip_calling_window`](field@Self::skip_calling_window).
    pub fn skip_calling_window(mut self, value: bool) -> Self {
        self.skip_calling_window = Some(value);
        self
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
