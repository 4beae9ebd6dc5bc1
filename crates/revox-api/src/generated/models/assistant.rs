// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{
    AssistantType, BackgroundSound, Calendly, CallRetryConfig, CustomTool, FaqItem,
    FirstSentenceMode, HumanTransferMode, LlmModel, NotificationOutcome, OutputField,
    Position, PromptFlow, Slack, SttContext, SttModel, ThinkingSound,
    TransferDestination, UserRef, Voice, Zoho,
};
use crate::Timestamp;
use crate::wire::{integer, integer_or_missing, missing, or_missing};

/// An assistant: the AI agent that conducts calls, with its prompt, voice, tools and
/// settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Assistant {
    /// ID of the assistant.
    pub id: String,
    /// Instructions for writing the SMS sent after a call, in which `{{variable}}` placeholders
    /// are filled in. With `null`, no such SMS goes out.
    pub after_call_sms_prompt: Option<String>,
    /// Ambient sound that is heard throughout the call. With `null`, there is none.
    pub background_sound: Option<BackgroundSound>,
    /// Loudness of the ambient sound, from 0 (silent) to 1 (loudest).
    ///
    /// Range: at least 0, at most 1.
    #[serde(default = "missing::<f64>", deserialize_with = "or_missing")]
    pub background_sound_volume: f64,
    /// Calendly event type that the assistant can book, or `null`.
    pub calendly: Option<Calendly>,
    /// Retry settings of the assistant. `null` means that the defaults of the service apply.
    pub call_retry_config: Option<CallRetryConfig>,
    /// Time at which the assistant was created.
    #[serde(default = "missing::<Timestamp>")]
    pub created_at: Timestamp,
    /// HTTP endpoints that the assistant can call during a conversation, or `null`.
    pub custom_tools: Option<Vec<CustomTool>>,
    /// Email address that is notified when a call ends with one of the outcomes in
    /// `email_notification_outcomes`, or `null`; several are separated by commas.
    pub email_notification_address: Option<String>,
    /// Outcomes that are reported by email, for instance `interested` and `completed`, or
    /// `null`.
    pub email_notification_outcomes: Option<Vec<NotificationOutcome>>,
    /// Sentence for the end of a call, or `null`.
    pub end_of_call_sentence: Option<String>,
    /// Sentence that opens a call, or `null`.
    pub first_sentence: Option<String>,
    /// Pause before the assistant's opening sentence is spoken, in milliseconds. The server
    /// uses 400 where none was set.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub first_sentence_delay_ms: i64,
    /// Source of the opening sentence.
    #[serde(default = "missing::<FirstSentenceMode>", deserialize_with = "or_missing")]
    pub first_sentence_mode: FirstSentenceMode,
    /// Number that this assistant's outbound calls are placed from. With `null`, it is the
    /// default number of the organization.
    pub from_phone_number: Option<String>,
    /// Way of handing a call to a person, if there is a `transfer_phone_number`. `null` where
    /// no transfer is set up.
    pub human_transfer_mode: Option<HumanTransferMode>,
    /// True if the assistant may find its way through phone menus: it can then send DTMF tones
    /// and let a turn pass in silence.
    #[serde(default = "missing::<bool>", deserialize_with = "or_missing")]
    pub ivr_navigation_enabled: bool,
    /// Language model that the assistant runs on.
    #[serde(default = "missing::<LlmModel>", deserialize_with = "or_missing")]
    pub llm_model: LlmModel,
    /// Longest time that a call may last, in seconds.
    #[serde(default = "missing::<f64>", deserialize_with = "or_missing")]
    pub max_call_duration_secs: f64,
    /// Words of the agent, which cannot be interrupted, when a call reaches its maximum
    /// duration. It is kept short, so that there is time to say it; with `null`, the call ends
    /// without a word.
    ///
    /// At most 150 characters.
    pub max_duration_end_message: Option<String>,
    /// Name of the assistant.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub name: String,
    /// ID of the organization to which the assistant belongs.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub organization_id: String,
    /// Instructions that the assistant follows in conversation.
    pub prompt: String,
    /// True if the assistant may send SMS messages to the person on the phone while the call
    /// lasts.
    #[serde(default = "missing::<bool>", deserialize_with = "or_missing")]
    pub sms_enabled: bool,
    /// Fixed text of the SMS sent during a call, in which `{{variable}}` placeholders are
    /// filled in. With `null`, the agent writes the message itself.
    pub sms_template: Option<String>,
    /// Fields to extract from a conversation, such as a name, an email address or a company, or
    /// `null`.
    pub structured_output_config: Option<Vec<OutputField>>,
    /// Instructions for extracting the structured output, in which `{{transcript}}`,
    /// `{{agent_phone_number}}`, `{{user_phone_number}}` and `{{call_direction}}` are filled
    /// in. With `null`, a built-in prompt serves.
    pub structured_output_prompt: Option<String>,
    /// Clip that plays while the agent works out its answer. With `null`, there is none.
    pub thinking_sound: Option<ThinkingSound>,
    /// Probability that the thinking sound plays on a turn, from 0 (never) to 1 (always); on
    /// the other turns the agent thinks in silence.
    ///
    /// Range: at least 0, at most 1.
    #[serde(default = "missing::<f64>", deserialize_with = "or_missing")]
    pub thinking_sound_probability: f64,
    /// Loudness of the thinking sound, from 0 (silent) to 1 (loudest).
    ///
    /// Range: at least 0, at most 1.
    #[serde(default = "missing::<f64>", deserialize_with = "or_missing")]
    pub thinking_sound_volume: f64,
    /// Number that a call is transferred to when the person asks for a human, or `null`.
    pub transfer_phone_number: Option<String>,
    /// Time at which the assistant was last changed.
    #[serde(default = "missing::<Timestamp>")]
    pub updated_at: Timestamp,
    /// Voice that the assistant speaks with, or `null`.
    pub voice: Option<Voice>,
    /// Message for a voicemail box, which the agent speaks before it hangs up. With `null`, it
    /// hangs up at once.
    pub voicemail_message: Option<String>,
    /// Instructions for writing the SMS sent when a voicemail box answers, in which
    /// `{{variable}}` placeholders are filled in. With `null`, no such SMS goes out.
    pub voicemail_sms_prompt: Option<String>,
    /// Instructions for the summary that the person taking over receives in a warm transfer.
    /// `null` for a cold transfer, or where none were given.
    pub warm_transfer_summary_instructions: Option<String>,
    /// URL that is called once a call is completed, or `null`.
    pub webhook_url: Option<String>,
    /// Questions and answers that the assistant knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub faq_items: Option<Vec<FaqItem>>,
    /// Number of FAQ entries that are pending.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "integer"
    )]
    pub pending_faq_count: Option<i64>,
    /// Outcomes after which the SMS of `after_call_sms_prompt` goes out; `none` stands for a
    /// call without an outcome. With an empty list or `null`, no such SMS goes out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_call_sms_outcomes: Option<Vec<NotificationOutcome>>,
    /// ID of the Cartesia pronunciation dictionary that the assistant is linked to, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cartesia_dictionary_pronunciation_id: Option<String>,
    /// Public URL of the logo on the assistant's demo page, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo_url: Option<String>,
    /// Place of this assistant's node in the editor for multi-step flows, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// The prompt as laid out in the visual editor, or `null`. It does not affect calls: the
    /// language model receives `prompt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt_flow: Option<PromptFlow>,
    /// Messages to Slack after calls with certain outcomes. With `null`, none are posted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slack: Option<Slack>,
    /// Hints for the transcriber, or `null`. Context that the service derives from the prompt
    /// is added, and replaces nothing given here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stt_context: Option<SttContext>,
    /// Speech-to-text model that transcribes the conversation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stt_model: Option<SttModel>,
    /// Kind of assistant.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<AssistantType>,
    /// Settings for entering calls with certain outcomes in Zoho CRM. With `null`, none are
    /// entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zoho: Option<Zoho>,
    /// User who created the assistant, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<UserRef>,
    /// True if this is a real estate assistant, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_realestate_assistant: Option<bool>,
    /// URL that supplies the prompt variables of an inbound call, fetched before the call is
    /// answered. With `null`, nothing is looked up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precall_lookup_url: Option<String>,
    /// Destinations for a transfer when the person asks for a human. With an empty list or
    /// `null`, there is no transfer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer_destinations: Option<Vec<TransferDestination>>,
    /// True if the assistant is a receptionist for inbound calls, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_inbound_receptionist: Option<bool>,
}

result!(Assistant);

result!(Vec<Assistant>);
