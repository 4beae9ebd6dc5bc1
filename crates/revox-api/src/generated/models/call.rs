// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Assistant, CallAttempt, CallContact, CallDirection, CallOutcome, CallRetryConfig,
    CallStatus, CampaignRef, LlmModel, UserRef,
};
use crate::Timestamp;
use crate::wire::{integer_or_missing, missing, or_missing};

/// A call order: the request to reach one phone number, together with everything that came
/// of it. One call order may take several attempts, spread over a few days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Call {
    /// ID of the call order.
    pub id: String,
    /// Assistant that conducts the conversation, with its settings, or `null`.
    pub assistant: Option<Assistant>,
    /// Attempts made for this call order, the most recent first.
    #[serde(default = "missing::<Vec<CallAttempt>>", deserialize_with = "or_missing")]
    pub call_attempts: Vec<CallAttempt>,
    /// Retry settings of this call order. `null` means that the defaults of the service apply.
    pub call_retry_config: Option<CallRetryConfig>,
    /// Number of attempts made so far.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub calls_count: i64,
    /// Campaign that the call order belongs to, or `null`.
    pub campaign: Option<CampaignRef>,
    /// Time at which the call order was created.
    #[serde(default = "missing::<Timestamp>")]
    pub created_at: Timestamp,
    /// Side that places the call.
    #[serde(default = "missing::<CallDirection>", deserialize_with = "or_missing")]
    pub direction: CallDirection,
    /// Pause before this call order's opening sentence is spoken, in milliseconds. The server
    /// uses 400 where none was set.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub first_sentence_delay_ms: i64,
    /// Number that places the call, in E.164 form, such as `+33199001234`.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub from_phone_number: String,
    /// True if the call order was cancelled. The server computes it from `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[deprecated(note = "use `status`")]
    pub is_cancelled: Option<bool>,
    /// True if the call order is completed. The server computes it from `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[deprecated(note = "use `status`")]
    pub is_completed: Option<bool>,
    /// The most recent attempt, or `null`.
    pub last_call_attempt: Option<CallAttempt>,
    /// Language model of this call order. The assistant states its own in
    /// `assistant.llm_model`.
    #[serde(default = "missing::<LlmModel>", deserialize_with = "or_missing")]
    pub llm_model: LlmModel,
    /// The caller's own data, kept with the call order as pairs of strings, or `null`.
    pub metadata: Option<BTreeMap<String, String>>,
    /// ID of the organization to which the call order belongs.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub organization_id: String,
    /// Values that fill the variables of the assistant's prompt, by variable name, or `null`.
    pub prompt_variables: Option<BTreeMap<String, String>>,
    /// Time planned for the start of the call order.
    #[serde(default = "missing::<Timestamp>")]
    pub scheduled_at: Timestamp,
    /// Progress of the call order.
    pub status: CallStatus,
    /// Number that is called, in E.164 form, such as `+33639980142`.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub to_phone_number: String,
    /// Time of the latest change to the call order: a new state, another attempt or a result of
    /// the analysis.
    #[serde(default = "missing::<Timestamp>")]
    pub updated_at: Timestamp,
    /// Business outcome of the conversation. `null` when there is no transcript to judge, or
    /// when no outcome has been determined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<CallOutcome>,
    /// Reason for this outcome, in the words of the language model that chose it. Present when
    /// the outcome was derived from the transcript.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome_summary: Option<String>,
    /// Team member who is to follow up on this call order, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee: Option<UserRef>,
    /// Identity of the person on the phone, drawn from the input data of the call order and
    /// from its transcript.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<CallContact>,
    /// Further addresses that are notified, chosen by the routing rules in the assistant's
    /// prompt. They join the recipients that the assistant is set up with, and never replace
    /// them. `null` where the prompt has no such rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow_up_emails: Option<Vec<String>>,
    /// IDs of the Slack channels that are notified, chosen by the routing rules in the
    /// assistant's prompt among the channels that the assistant is set up with. `null` where
    /// the prompt has no such rules; all of those channels are notified then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slack_channel_ids: Option<Vec<String>>,
}

result!(Call);
