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
    /// Nothing is set yet; the setters say what to send.
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

    /// Sets [`background_sound`](field@Self::background_sound).
    pub fn background_sound(
        mut self,
        value: impl Into<Nullable<BackgroundSound>>,
    ) -> Self {
        self.background_sound = Some(value.into());
        self
    }

    /// Sets [`call_retry_config`](field@Self::call_retry_config).
    pub fn call_retry_config(mut self, value: impl Into<CallRetryConfig>) -> Self {
        self.call_retry_config = Some(value.into());
        self
    }

    /// Sets [`end_of_call_sentence`](field@Self::end_of_call_sentence).
    pub fn end_of_call_sentence(mut self, value: impl Into<String>) -> Self {
        self.end_of_call_sentence = Some(value.into());
        self
    }

    /// Sets [`faq_items`](field@Self::faq_items).
    pub fn faq_items(
        mut self,
        value: impl IntoIterator<Item = impl Into<FaqItemInput>>,
    ) -> Self {
        self.faq_items = Some(value.into_iter().map(Into::into).collect());
        self
    }

    /// Sets [`first_sentence`](field@Self::first_sentence).
    pub fn first_sentence(mut self, value: impl Into<String>) -> Self {
        self.first_sentence = Some(value.into());
        self
    }

    /// Sets [`first_sentence_delay_ms`](field@Self::first_sentence_delay_ms).
    pub fn first_sentence_delay_ms(mut self, value: impl IntoInteger) -> Self {
        self.first_sentence_delay_ms = Some(value.into_integer());
        self
    }

    /// Sets [`first_sentence_mode`](field@Self::first_sentence_mode).
    pub fn first_sentence_mode(mut self, value: impl Into<FirstSentenceMode>) -> Self {
        self.first_sentence_mode = Some(value.into());
        self
    }

    /// Sets [`ivr_navigation_enabled`](field@Self::ivr_navigation_enabled).
    pub fn ivr_navigation_enabled(mut self, value: bool) -> Self {
        self.ivr_navigation_enabled = Some(value);
        self
    }

    /// Sets [`llm_model`](field@Self::llm_model).
    pub fn llm_model(mut self, value: impl Into<LlmModel>) -> Self {
        self.llm_model = Some(value.into());
        self
    }

    /// Sets [`max_call_duration_secs`](field@Self::max_call_duration_secs).
    pub fn max_call_duration_secs(mut self, value: impl Into<f64>) -> Self {
        self.max_call_duration_secs = Some(value.into());
        self
    }

    /// Sets [`structured_output_config`](field@Self::structured_output_config).
    pub fn structured_output_config(
        mut self,
        value: impl IntoIterator<Item = impl Into<OutputField>>,
    ) -> Self {
        self.structured_output_config = Some(
            value.into_iter().map(Into::into).collect(),
        );
        self
    }

    /// Sets [`voice`](field@Self::voice).
    pub fn voice(mut self, value: impl Into<Voice>) -> Self {
        self.voice = Some(value.into());
        self
    }

    /// Sets [`voicemail_message`](field@Self::voicemail_message).
    pub fn voicemail_message(mut self, value: impl Into<Nullable<String>>) -> Self {
        self.voicemail_message = Some(value.into());
        self
    }

    /// Sets [`webhook_url`](field@Self::webhook_url).
    pub fn webhook_url(mut self, value: impl Into<String>) -> Self {
        self.webhook_url = Some(value.into());
        self
    }

    /// Sets [`after_call_sms_outcomes`](field@Self::after_call_sms_outcomes).
    pub fn after_call_sms_outcomes(
        mut self,
        value: impl ListOrNull<NotificationOutcome>,
    ) -> Self {
        self.after_call_sms_outcomes = Some(value.into_list());
        self
    }

    /// Sets [`after_call_sms_prompt`](field@Self::after_call_sms_prompt).
    pub fn after_call_sms_prompt(mut self, value: impl Into<Nullable<String>>) -> Self {
        self.after_call_sms_prompt = Some(value.into());
        self
    }

    /// Sets [`background_sound_volume`](field@Self::background_sound_volume).
    pub fn background_sound_volume(mut self, value: impl Into<f64>) -> Self {
        self.background_sound_volume = Some(value.into());
        self
    }

    /// Sets [`calendly`](field@Self::calendly).
    pub fn calendly(mut self, value: impl Into<Nullable<Calendly>>) -> Self {
        self.calendly = Some(value.into());
        self
    }

    /// Sets
    /// [`cartesia_dictionary_pronunciation_id`](field@Self::cartesia_dictionary_pronunciation_id).
    pub fn cartesia_dictionary_pronunciation_id(
        mut self,
        value: impl Into<Nullable<String>>,
    ) -> Self {
        self.cartesia_dictionary_pronunciation_id = Some(value.into());
        self
    }

    /// Sets [`custom_tools`](field@Self::custom_tools).
    pub fn custom_tools(mut self, value: impl ListOrNull<CustomTool>) -> Self {
        self.custom_tools = Some(value.into_list());
        self
    }

    /// Sets [`email_notification_address`](field@Self::email_notification_address).
    pub fn email_notification_address(
        mut self,
        value: impl Into<Nullable<String>>,
    ) -> Self {
        self.email_notification_address = Some(value.into());
        self
    }

    /// Sets [`email_notification_outcomes`](field@Self::email_notification_outcomes).
    pub fn email_notification_outcomes(
        mut self,
        value: impl ListOrNull<NotificationOutcome>,
    ) -> Self {
        self.email_notification_outcomes = Some(value.into_list());
        self
    }

    /// Sets [`from_phone_number`](field@Self::from_phone_number).
    pub fn from_phone_number(mut self, value: impl Into<Nullable<String>>) -> Self {
        self.from_phone_number = Some(value.into());
        self
    }

    /// Sets [`human_transfer_mode`](field@Self::human_transfer_mode).
    pub fn human_transfer_mode(
        mut self,
        value: impl Into<Nullable<HumanTransferMode>>,
    ) -> Self {
        self.human_transfer_mode = Some(value.into());
        self
    }

    /// Sets [`logo_url`](field@Self::logo_url).
    pub fn logo_url(mut self, value: impl Into<Nullable<String>>) -> Self {
        self.logo_url = Some(value.into());
        self
    }

    /// Sets [`max_duration_end_message`](field@Self::max_duration_end_message).
    pub fn max_duration_end_message(
        mut self,
        value: impl Into<Nullable<String>>,
    ) -> Self {
        self.max_duration_end_message = Some(value.into());
        self
    }

    /// Sets [`position`](field@Self::position).
    pub fn position(mut self, value: impl Into<Nullable<Position>>) -> Self {
        self.position = Some(value.into());
        self
    }

    /// Sets [`prompt_flow`](field@Self::prompt_flow).
    pub fn prompt_flow(mut self, value: impl Into<Nullable<PromptFlow>>) -> Self {
        self.prompt_flow = Some(value.into());
        self
    }

    /// Sets [`slack`](field@Self::slack).
    pub fn slack(mut self, value: impl Into<Nullable<Slack>>) -> Self {
        self.slack = Some(value.into());
        self
    }

    /// Sets [`sms_enabled`](field@Self::sms_enabled).
    pub fn sms_enabled(mut self, value: bool) -> Self {
        self.sms_enabled = Some(value);
        self
    }

    /// Sets [`sms_template`](field@Self::sms_template).
    pub fn sms_template(mut self, value: impl Into<Nullable<String>>) -> Self {
        self.sms_template = Some(value.into());
        self
    }

    /// Sets [`structured_output_prompt`](field@Self::structured_output_prompt).
    pub fn structured_output_prompt(
        mut self,
        value: impl Into<Nullable<String>>,
    ) -> Self {
        self.structured_output_prompt = Some(value.into());
        self
    }

    /// Sets [`stt_context`](field@Self::stt_context).
    pub fn stt_context(mut self, value: impl Into<Nullable<SttContext>>) -> Self {
        self.stt_context = Some(value.into());
        self
    }

    /// Sets [`stt_model`](field@Self::stt_model).
    pub fn stt_model(mut self, value: impl Into<SttModel>) -> Self {
        self.stt_model = Some(value.into());
        self
    }

    /// Sets [`thinking_sound`](field@Self::thinking_sound).
    pub fn thinking_sound(mut self, value: impl Into<Nullable<ThinkingSound>>) -> Self {
        self.thinking_sound = Some(value.into());
        self
    }

    /// Sets [`thinking_sound_probability`](field@Self::thinking_sound_probability).
    pub fn thinking_sound_probability(mut self, value: impl Into<f64>) -> Self {
        self.thinking_sound_probability = Some(value.into());
        self
    }

    /// Sets [`thinking_sound_volume`](field@Self::thinking_sound_volume).
    pub fn thinking_sound_volume(mut self, value: impl Into<f64>) -> Self {
        self.thinking_sound_volume = Some(value.into());
        self
    }

    /// Sets [`type_`](field@Self::type_).
    pub fn type_(mut self, value: impl Into<AssistantType>) -> Self {
        self.type_ = Some(value.into());
        self
    }

    /// Sets [`voicemail_sms_prompt`](field@Self::voicemail_sms_prompt).
    pub fn voicemail_sms_prompt(mut self, value: impl Into<Nullable<String>>) -> Self {
        self.voicemail_sms_prompt = Some(value.into());
        self
    }

    /// Sets
    /// [`warm_transfer_summary_instructions`](field@Self::warm_transfer_summary_instructions).
    pub fn warm_transfer_summary_instructions(
        mut self,
        value: impl Into<Nullable<String>>,
    ) -> Self {
        self.warm_transfer_summary_instructions = Some(value.into());
        self
    }

    /// Sets [`zoho`](field@Self::zoho).
    pub fn zoho(mut self, value: impl Into<Nullable<Zoho>>) -> Self {
        self.zoho = Some(value.into());
        self
    }

    /// Sets [`precall_lookup_url`](field@Self::precall_lookup_url).
    pub fn precall_lookup_url(mut self, value: impl Into<Nullable<String>>) -> Self {
        self.precall_lookup_url = Some(value.into());
        self
    }

    /// Sets [`transfer_destinations`](field@Self::transfer_destinations).
    pub fn transfer_destinations(
        mut self,
        value: impl ListOrNull<TransferDestination>,
    ) -> Self {
        self.transfer_destinations = Some(value.into_list());
        self
    }

    /// Sets [`name`](field@Self::name).
    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.name = Some(value.into());
        self
    }

    /// Sets [`prompt`](field@Self::prompt).
    pub fn prompt(mut self, value: impl Into<String>) -> Self {
        self.prompt = Some(value.into());
        self
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
