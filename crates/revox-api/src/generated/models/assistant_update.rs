// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{
    AssistantType, BackgroundSound, Calendly, CallRetryConfig, CustomTool, FaqItemInput,
    FirstSentenceMode, HumanTransferMode, LlmModel, NotificationOutcome, OutputField,
    Position, PromptFlow, Slack, SttContext, SttModel, ThinkingSound,
    TransferDestination, Voice, Zoho,
};
use crate::wire::{integer, some};
use crate::{IntoInteger, ListOrNull, Nullable};

/// Changes to an assistant. Only what is given changes; everything that is omitted stays as
/// it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AssistantUpdate {
    /// Ambient sound that is heard throughout the call. By default, and with `null`, there is
    /// none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub background_sound: Option<Nullable<BackgroundSound>>,
    /// Retry settings: when calls may be placed and how often they are tried again. By default
    /// those of the service apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call_retry_config: Option<CallRetryConfig>,
    /// Words of the agent when it decides to end the call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_of_call_sentence: Option<String>,
    /// Questions and answers that the assistant knows. On an update they replace all that it
    /// knew before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub faq_items: Option<Vec<FaqItemInput>>,
    /// Opening of a call, as `first_sentence_mode` uses it: the instruction from which the
    /// language model makes its first sentence, or that sentence itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_sentence: Option<String>,
    /// Pause before the assistant's opening sentence is spoken, in milliseconds; by default
    /// 400.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "integer"
    )]
    pub first_sentence_delay_ms: Option<i64>,
    /// Source of the opening sentence: with `generated`, the language model makes it from the
    /// instruction in `first_sentence`; with `static`, `first_sentence` is spoken word for
    /// word; with `none`, the agent waits for the other side to speak.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_sentence_mode: Option<FirstSentenceMode>,
    /// True if the assistant may find its way through phone menus: it can then send DTMF tones
    /// and let a turn pass in silence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ivr_navigation_enabled: Option<bool>,
    /// Language model that the assistant runs on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub llm_model: Option<LlmModel>,
    /// Longest time that a call may last, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_call_duration_secs: Option<f64>,
    /// Fields to extract from a conversation, such as a name, an email address or a company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub structured_output_config: Option<Vec<OutputField>>,
    /// Voice that the assistant speaks with; `GET /voices` lists the voices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voice: Option<Voice>,
    /// Message for a voicemail box, which the agent speaks before it hangs up. With `null`, it
    /// hangs up at once.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub voicemail_message: Option<Nullable<String>>,
    /// URL that is called once a call is completed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_url: Option<String>,
    /// Outcomes after which the SMS of `after_call_sms_prompt` goes out, for instance
    /// `interested` and `completed`; `none` stands for a call without an outcome. With an empty
    /// list or `null`, no such SMS goes out.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub after_call_sms_outcomes: Option<Nullable<Vec<NotificationOutcome>>>,
    /// Instructions for writing the SMS sent after a call, in which `{{variable}}` placeholders
    /// are filled in. With `null`, no such SMS goes out.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub after_call_sms_prompt: Option<Nullable<String>>,
    /// Loudness of the ambient sound, from 0 (silent) to 1 (loudest).
    ///
    /// Range: at least 0, at most 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background_sound_volume: Option<f64>,
    /// Calendly event type that the assistant can book. With `null`, there is none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub calendly: Option<Nullable<Calendly>>,
    /// ID of the Cartesia pronunciation dictionary that calls of this assistant use. With
    /// `null`, the assistant is linked to none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub cartesia_dictionary_pronunciation_id: Option<Nullable<String>>,
    /// HTTP endpoints that the assistant can call during a conversation. With `null`, there are
    /// none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub custom_tools: Option<Nullable<Vec<CustomTool>>>,
    /// Email address that is notified when a call ends with one of the outcomes in
    /// `email_notification_outcomes`; several are separated by commas. With `null`, nobody is
    /// notified by email.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub email_notification_address: Option<Nullable<String>>,
    /// Outcomes that are reported by email, for instance `interested` and `completed`; `none`
    /// stands for a call without an outcome. With `null`, none is reported by email.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub email_notification_outcomes: Option<Nullable<Vec<NotificationOutcome>>>,
    /// Number that this assistant's outbound calls are placed from, in E.164 form, such as
    /// `+33199001234`. It has to belong to the organization. With `null`, it is the default
    /// number of the organization.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub from_phone_number: Option<Nullable<String>>,
    /// Way of handing a call to a person, if there are `transfer_destinations`: with `warm`,
    /// the AI connects the two sides; with `cold`, the call is passed on by SIP REFER, which
    /// the trunk has to allow. Leave it out, or give `null`, where there is no transfer.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub human_transfer_mode: Option<Nullable<HumanTransferMode>>,
    /// Public URL of the logo on the assistant's demo page. With `null`, the logo is removed.
    /// The service takes image files at `POST /assistants/{id}/logo`, which is not described
    /// here.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub logo_url: Option<Nullable<String>>,
    /// Words of the agent, which cannot be interrupted, when a call reaches its maximum
    /// duration. It has to be short, so that there is time to say it. By default, and with
    /// `null`, the call ends without a word.
    ///
    /// At most 150 characters.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub max_duration_end_message: Option<Nullable<String>>,
    /// Place of this assistant's node in the editor for multi-step flows. With `null`, it has
    /// none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub position: Option<Nullable<Position>>,
    /// The prompt as laid out in the visual editor. It does not affect calls: the language
    /// model receives `prompt`. With `null`, there is no such layout.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub prompt_flow: Option<Nullable<PromptFlow>>,
    /// Messages to Slack after calls with certain outcomes. With `null`, none are posted.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub slack: Option<Nullable<Slack>>,
    /// True if the assistant may send SMS messages to the person on the phone while the call
    /// lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sms_enabled: Option<bool>,
    /// Fixed text of the SMS sent during a call, in which `{{variable}}` placeholders are
    /// filled in. With `null`, the agent writes the message itself.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub sms_template: Option<Nullable<String>>,
    /// Instructions for extracting the structured output, in which `{{transcript}}`,
    /// `{{agent_phone_number}}`, `{{user_phone_number}}` and `{{call_direction}}` are filled
    /// in. By default, and with `null`, a built-in prompt serves.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub structured_output_prompt: Option<Nullable<String>>,
    /// Hints for the transcriber, so that it understands the conversation better. Context that
    /// the service derives from the prompt is added, and replaces nothing given here. With
    /// `null`, nothing is given.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub stt_context: Option<Nullable<SttContext>>,
    /// Speech-to-text model that transcribes the conversation; by default the newest realtime
    /// model of Soniox.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stt_model: Option<SttModel>,
    /// Clip that plays while the agent works out its answer. By default, and with `null`, there
    /// is none.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub thinking_sound: Option<Nullable<ThinkingSound>>,
    /// Probability that the thinking sound plays on a turn, from 0 (never) to 1 (always); on
    /// the other turns the agent thinks in silence.
    ///
    /// Range: at least 0, at most 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thinking_sound_probability: Option<f64>,
    /// Loudness of the thinking sound, from 0 (silent) to 1 (loudest).
    ///
    /// Range: at least 0, at most 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thinking_sound_volume: Option<f64>,
    /// Kind of assistant; by default `standalone`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<AssistantType>,
    /// Instructions for writing the SMS sent when a voicemail box answers, in which
    /// `{{variable}}` placeholders are filled in. With `null`, no such SMS goes out.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub voicemail_sms_prompt: Option<Nullable<String>>,
    /// Further instructions for the summary that the person taking over receives in a warm
    /// transfer. With `null` or an empty text, the service's own briefing is used.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub warm_transfer_summary_instructions: Option<Nullable<String>>,
    /// Settings for entering calls with certain outcomes in Zoho CRM. With `null`, none are
    /// entered.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub zoho: Option<Nullable<Zoho>>,
    /// URL that supplies the prompt variables of an inbound call, fetched with `GET` just
    /// before the call is answered. It is an `http` or `https` URL and has to contain
    /// `{{phone}}`, which is replaced by the caller's number in E.164 form, URL-encoded. The
    /// answer has to be `{"prompt_variables": {…}}` with a value for every `{{variable}}` of
    /// the assistant; otherwise the call fails with an error. With `null`, nothing is looked
    /// up.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub precall_lookup_url: Option<Nullable<String>>,
    /// Destinations for a transfer when the person asks for a human. A single destination is
    /// always used; among several, the assistant chooses by the rules in its prompt, which
    /// refer to them by their labels. With an empty list or `null`, there is no transfer.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "some")]
    pub transfer_destinations: Option<Nullable<Vec<TransferDestination>>>,
    /// New name of the assistant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// New instructions that the assistant follows in conversation, given to the language
    /// model. Its `{{variable}}` placeholders are filled in for each call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
}

impl AssistantUpdate {
    /// Creates a value with nothing set; setters add what to send.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{AssistantUpdate, NotificationOutcome};
    ///
    /// let value = AssistantUpdate::new()
    ///     .max_call_duration_secs(480)
    ///     .email_notification_outcomes([
    ///         NotificationOutcome::Interested,
    ///         NotificationOutcome::RequestedCallbackLater,
    ///         NotificationOutcome::None,
    ///     ])
    ///     .name("Jules, summer offer");
    /// ```
    pub fn new() -> Self {
        Self::default()
    }
}

setters! {
    AssistantUpdate and its requests {
        background_sound(impl Into<Nullable<BackgroundSound>>),
        call_retry_config(impl Into<CallRetryConfig>),
        end_of_call_sentence(impl Into<String>),
        faq_items(impl IntoIterator<Item = impl Into<FaqItemInput>>),
        first_sentence(impl Into<String>),
        first_sentence_delay_ms(impl IntoInteger),
        first_sentence_mode(impl Into<FirstSentenceMode>),
        ivr_navigation_enabled(bool),
        llm_model(impl Into<LlmModel>),
        max_call_duration_secs(impl Into<f64>),
        structured_output_config(impl IntoIterator<Item = impl Into<OutputField>>),
        voice(impl Into<Voice>),
        voicemail_message(impl Into<Nullable<String>>),
        webhook_url(impl Into<String>),
        after_call_sms_outcomes(impl ListOrNull<NotificationOutcome>),
        after_call_sms_prompt(impl Into<Nullable<String>>),
        background_sound_volume(impl Into<f64>),
        calendly(impl Into<Nullable<Calendly>>),
        cartesia_dictionary_pronunciation_id(impl Into<Nullable<String>>),
        custom_tools(impl ListOrNull<CustomTool>),
        email_notification_address(impl Into<Nullable<String>>),
        email_notification_outcomes(impl ListOrNull<NotificationOutcome>),
        from_phone_number(impl Into<Nullable<String>>),
        human_transfer_mode(impl Into<Nullable<HumanTransferMode>>),
        logo_url(impl Into<Nullable<String>>),
        max_duration_end_message(impl Into<Nullable<String>>),
        position(impl Into<Nullable<Position>>),
        prompt_flow(impl Into<Nullable<PromptFlow>>),
        slack(impl Into<Nullable<Slack>>),
        sms_enabled(bool),
        sms_template(impl Into<Nullable<String>>),
        structured_output_prompt(impl Into<Nullable<String>>),
        stt_context(impl Into<Nullable<SttContext>>),
        stt_model(impl Into<SttModel>),
        thinking_sound(impl Into<Nullable<ThinkingSound>>),
        thinking_sound_probability(impl Into<f64>),
        thinking_sound_volume(impl Into<f64>),
        type_(impl Into<AssistantType>),
        voicemail_sms_prompt(impl Into<Nullable<String>>),
        warm_transfer_summary_instructions(impl Into<Nullable<String>>),
        zoho(impl Into<Nullable<Zoho>>),
        precall_lookup_url(impl Into<Nullable<String>>),
        transfer_destinations(impl ListOrNull<TransferDestination>),
        name(impl Into<String>),
        prompt(impl Into<String>),
    }
}

limits! {
    AssistantUpdate {
        call_retry_config: [],
        first_sentence_delay_ms: [],
        llm_model: [],
        max_call_duration_secs: [],
        structured_output_config: [],
        voice: [],
        background_sound_volume: [Minimum(0.0), Maximum(1.0)],
        custom_tools: [],
        from_phone_number: [Form(E164)],
        max_duration_end_message: [MaxLength(150)],
        position: [],
        prompt_flow: [],
        thinking_sound_probability: [Minimum(0.0), Maximum(1.0)],
        thinking_sound_volume: [Minimum(0.0), Maximum(1.0)],
        precall_lookup_url: [Form(LookupUrl)],
        transfer_destinations: [],
    }
}

parameters!(AssistantUpdate in Body);
