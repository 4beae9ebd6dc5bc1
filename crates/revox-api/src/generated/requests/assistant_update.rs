// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use crate::Request;
use crate::models::{
    AssistantType, AssistantUpdate, BackgroundSound, Calendly, CallRetryConfig,
    CustomTool, FaqItemInput, FirstSentenceMode, HumanTransferMode, LlmModel,
    NotificationOutcome, OutputField, Position, PromptFlow, Slack, SttContext, SttModel,
    ThinkingSound, TransferDestination, Voice, Zoho,
};
use crate::{IntoInteger, ListOrNull, Nullable};

/// For operations that take [`AssistantUpdate`](crate::models::AssistantUpdate).
impl<T> Request<T, AssistantUpdate> {
    /// Ambient sound that is heard throughout the call. By default, and with `null`, there is
    /// none.
    pub fn background_sound(
        self,
        background_sound: impl Into<Nullable<BackgroundSound>>,
    ) -> Self {
        self.with(|parameters| parameters.background_sound(background_sound))
    }

    /// Retry settings: when calls may be placed and how often they are tried again. By default
    /// those of the service apply.
    pub fn call_retry_config(
        self,
        call_retry_config: impl Into<CallRetryConfig>,
    ) -> Self {
        self.with(|parameters| parameters.call_retry_config(call_retry_config))
    }

    /// Words of the agent when it decides to end the call.
    pub fn end_of_call_sentence(self, end_of_call_sentence: impl Into<String>) -> Self {
        self.with(|parameters| parameters.end_of_call_sentence(end_of_call_sentence))
    }

    /// Questions and answers that the assistant knows. On an update they replace all that it
    /// knew before.
    pub fn faq_items(
        self,
        faq_items: impl IntoIterator<Item = impl Into<FaqItemInput>>,
    ) -> Self {
        self.with(|parameters| parameters.faq_items(faq_items))
    }

    /// Opening of a call, as `first_sentence_mode` uses it: the instruction from which the
    /// language model makes its first sentence, or that sentence itself.
    pub fn first_sentence(self, first_sentence: impl Into<String>) -> Self {
        self.with(|parameters| parameters.first_sentence(first_sentence))
    }

    /// Pause before the assistant's opening sentence is spoken, in milliseconds; by default
    /// 400.
    pub fn first_sentence_delay_ms(
        self,
        first_sentence_delay_ms: impl IntoInteger,
    ) -> Self {
        self.with(|parameters| {
            parameters.first_sentence_delay_ms(first_sentence_delay_ms)
        })
    }

    /// Source of the opening sentence: with `generated`, the language model makes it from the
    /// instruction in `first_sentence`; with `static`, `first_sentence` is spoken word for
    /// word; with `none`, the agent waits for the other side to speak.
    pub fn first_sentence_mode(
        self,
        first_sentence_mode: impl Into<FirstSentenceMode>,
    ) -> Self {
        self.with(|parameters| parameters.first_sentence_mode(first_sentence_mode))
    }

    /// True if the assistant may find its way through phone menus: it can then send DTMF tones
    /// and let a turn pass in silence.
    pub fn ivr_navigation_enabled(self, ivr_navigation_enabled: bool) -> Self {
        self.with(|parameters| parameters.ivr_navigation_enabled(ivr_navigation_enabled))
    }

    /// Language model that the assistant runs on.
    pub fn llm_model(self, llm_model: impl Into<LlmModel>) -> Self {
        self.with(|parameters| parameters.llm_model(llm_model))
    }

    /// Longest time that a call may last, in seconds.
    pub fn max_call_duration_secs(self, max_call_duration_secs: impl Into<f64>) -> Self {
        self.with(|parameters| parameters.max_call_duration_secs(max_call_duration_secs))
    }

    /// Fields to extract from a conversation, such as a name, an email address or a company.
    pub fn structured_output_config(
        self,
        structured_output_config: impl IntoIterator<Item = impl Into<OutputField>>,
    ) -> Self {
        self.with(|parameters| {
            parameters.structured_output_config(structured_output_config)
        })
    }

    /// Voice that the assistant speaks with; `GET /voices` lists the voices.
    pub fn voice(self, voice: impl Into<Voice>) -> Self {
        self.with(|parameters| parameters.voice(voice))
    }

    /// Message for a voicemail box, which the agent speaks before it hangs up. With `null`, it
    /// hangs up at once.
    pub fn voicemail_message(
        self,
        voicemail_message: impl Into<Nullable<String>>,
    ) -> Self {
        self.with(|parameters| parameters.voicemail_message(voicemail_message))
    }

    /// URL that is called once a call is completed.
    pub fn webhook_url(self, webhook_url: impl Into<String>) -> Self {
        self.with(|parameters| parameters.webhook_url(webhook_url))
    }

    /// Outcomes after which the SMS of `after_call_sms_prompt` goes out, for instance
    /// `interested` and `completed`; `none` stands for a call without an outcome. With an empty
    /// list or `null`, no such SMS goes out.
    pub fn after_call_sms_outcomes(
        self,
        after_call_sms_outcomes: impl ListOrNull<NotificationOutcome>,
    ) -> Self {
        self.with(|parameters| {
            parameters.after_call_sms_outcomes(after_call_sms_outcomes)
        })
    }

    /// Instructions for writing the SMS sent after a call, in which `{{variable}}` placeholders
    /// are filled in. With `null`, no such SMS goes out.
    pub fn after_call_sms_prompt(
        self,
        after_call_sms_prompt: impl Into<Nullable<String>>,
    ) -> Self {
        self.with(|parameters| parameters.after_call_sms_prompt(after_call_sms_prompt))
    }

    /// Loudness of the ambient sound, from 0 (silent) to 1 (loudest).
    ///
    /// Range: at least 0, at most 1.
    pub fn background_sound_volume(
        self,
        background_sound_volume: impl Into<f64>,
    ) -> Self {
        self.with(|parameters| {
            parameters.background_sound_volume(background_sound_volume)
        })
    }

    /// Calendly event type that the assistant can book. With `null`, there is none.
    pub fn calendly(self, calendly: impl Into<Nullable<Calendly>>) -> Self {
        self.with(|parameters| parameters.calendly(calendly))
    }

    /// ID of the Cartesia pronunciation dictionary that calls of this assistant use. With
    /// `null`, the assistant is linked to none.
    pub fn cartesia_dictionary_pronunciation_id(
        self,
        cartesia_dictionary_pronunciation_id: impl Into<Nullable<String>>,
    ) -> Self {
        self.with(|parameters| {
            parameters
                .cartesia_dictionary_pronunciation_id(
                    cartesia_dictionary_pronunciation_id,
                )
        })
    }

    /// HTTP endpoints that the assistant can call during a conversation. With `null`, there are
    /// none.
    pub fn custom_tools(self, custom_tools: impl ListOrNull<CustomTool>) -> Self {
        self.with(|parameters| parameters.custom_tools(custom_tools))
    }

    /// Email address that is notified when a call ends with one of the outcomes in
    /// `email_notification_outcomes`; several are separated by commas. With `null`, nobody is
    /// notified by email.
    pub fn email_notification_address(
        self,
        email_notification_address: impl Into<Nullable<String>>,
    ) -> Self {
        self.with(|parameters| {
            parameters.email_notification_address(email_notification_address)
        })
    }

    /// Outcomes that are reported by email, for instance `interested` and `completed`; `none`
    /// stands for a call without an outcome. With `null`, none is reported by email.
    pub fn email_notification_outcomes(
        self,
        email_notification_outcomes: impl ListOrNull<NotificationOutcome>,
    ) -> Self {
        self.with(|parameters| {
            parameters.email_notification_outcomes(email_notification_outcomes)
        })
    }

    /// Number that this assistant's outbound calls are placed from, in E.164 form, such as
    /// `+33199001234`. It has to belong to the organization. With `null`, it is the default
    /// number of the organization.
    pub fn from_phone_number(
        self,
        from_phone_number: impl Into<Nullable<String>>,
    ) -> Self {
        self.with(|parameters| parameters.from_phone_number(from_phone_number))
    }

    /// Way of handing a call to a person, if there are `transfer_destinations`: with `warm`,
    /// the AI connects the two sides; with `cold`, the call is passed on by SIP REFER, which
    /// the trunk has to allow. Leave it out, or give `null`, where there is no transfer.
    pub fn human_transfer_mode(
        self,
        human_transfer_mode: impl Into<Nullable<HumanTransferMode>>,
    ) -> Self {
        self.with(|parameters| parameters.human_transfer_mode(human_transfer_mode))
    }

    /// Public URL of the logo on the assistant's demo page. With `null`, the logo is removed.
    /// The service takes image files at `POST /assistants/{id}/logo`, which is not described
    /// here.
    pub fn logo_url(self, logo_url: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.logo_url(logo_url))
    }

    /// Words of the agent, which cannot be interrupted, when a call reaches its maximum
    /// duration. It has to be short, so that there is time to say it. By default, and with
    /// `null`, the call ends without a word.
    ///
    /// At most 150 characters.
    pub fn max_duration_end_message(
        self,
        max_duration_end_message: impl Into<Nullable<String>>,
    ) -> Self {
        self.with(|parameters| {
            parameters.max_duration_end_message(max_duration_end_message)
        })
    }

    /// Place of this assistant's node in the editor for multi-step flows. With `null`, it has
    /// none.
    pub fn position(self, position: impl Into<Nullable<Position>>) -> Self {
        self.with(|parameters| parameters.position(position))
    }

    /// The prompt as laid out in the visual editor. It does not affect calls: the language
    /// model receives `prompt`. With `null`, there is no such layout.
    pub fn prompt_flow(self, prompt_flow: impl Into<Nullable<PromptFlow>>) -> Self {
        self.with(|parameters| parameters.prompt_flow(prompt_flow))
    }

    /// Messages to Slack after calls with certain outcomes. With `null`, none are posted.
    pub fn slack(self, slack: impl Into<Nullable<Slack>>) -> Self {
        self.with(|parameters| parameters.slack(slack))
    }

    /// True if the assistant may send SMS messages to the person on the phone while the call
    /// lasts.
    pub fn sms_enabled(self, sms_enabled: bool) -> Self {
        self.with(|parameters| parameters.sms_enabled(sms_enabled))
    }

    /// Fixed text of the SMS sent during a call, in which `{{variable}}` placeholders are
    /// filled in. With `null`, the agent writes the message itself.
    pub fn sms_template(self, sms_template: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.sms_template(sms_template))
    }

    /// Instructions for extracting the structured output, in which `{{transcript}}`,
    /// `{{agent_phone_number}}`, `{{user_phone_number}}` and `{{call_direction}}` are filled
    /// in. By default, and with `null`, a built-in prompt serves.
    pub fn structured_output_prompt(
        self,
        structured_output_prompt: impl Into<Nullable<String>>,
    ) -> Self {
        self.with(|parameters| {
            parameters.structured_output_prompt(structured_output_prompt)
        })
    }

    /// Hints for the transcriber, so that it understands the conversation better. Context that
    /// the service derives from the prompt is added, and replaces nothing given here. With
    /// `null`, nothing is given.
    pub fn stt_context(self, stt_context: impl Into<Nullable<SttContext>>) -> Self {
        self.with(|parameters| parameters.stt_context(stt_context))
    }

    /// Speech-to-text model that transcribes the conversation; by default the newest realtime
    /// model of Soniox.
    pub fn stt_model(self, stt_model: impl Into<SttModel>) -> Self {
        self.with(|parameters| parameters.stt_model(stt_model))
    }

    /// Clip that plays while the agent works out its answer. By default, and with `null`, there
    /// is none.
    pub fn thinking_sound(
        self,
        thinking_sound: impl Into<Nullable<ThinkingSound>>,
    ) -> Self {
        self.with(|parameters| parameters.thinking_sound(thinking_sound))
    }

    /// Probability that the thinking sound plays on a turn, from 0 (never) to 1 (always); on
    /// the other turns the agent thinks in silence.
    ///
    /// Range: at least 0, at most 1.
    pub fn thinking_sound_probability(
        self,
        thinking_sound_probability: impl Into<f64>,
    ) -> Self {
        self.with(|parameters| {
            parameters.thinking_sound_probability(thinking_sound_probability)
        })
    }

    /// Loudness of the thinking sound, from 0 (silent) to 1 (loudest).
    ///
    /// Range: at least 0, at most 1.
    pub fn thinking_sound_volume(self, thinking_sound_volume: impl Into<f64>) -> Self {
        self.with(|parameters| parameters.thinking_sound_volume(thinking_sound_volume))
    }

    /// Kind of assistant; by default `standalone`.
    pub fn type_(self, type_: impl Into<AssistantType>) -> Self {
        self.with(|parameters| parameters.type_(type_))
    }

    /// Instructions for writing the SMS sent when a voicemail box answers, in which
    /// `{{variable}}` placeholders are filled in. With `null`, no such SMS goes out.
    pub fn voicemail_sms_prompt(
        self,
        voicemail_sms_prompt: impl Into<Nullable<String>>,
    ) -> Self {
        self.with(|parameters| parameters.voicemail_sms_prompt(voicemail_sms_prompt))
    }

    /// Further instructions for the summary that the person taking over receives in a warm
    /// transfer. With `null` or an empty text, the service's own briefing is used.
    pub fn warm_transfer_summary_instructions(
        self,
        warm_transfer_summary_instructions: impl Into<Nullable<String>>,
    ) -> Self {
        self.with(|parameters| {
            parameters
                .warm_transfer_summary_instructions(warm_transfer_summary_instructions)
        })
    }

    /// Settings for entering calls with certain outcomes in Zoho CRM. With `null`, none are
    /// entered.
    pub fn zoho(self, zoho: impl Into<Nullable<Zoho>>) -> Self {
        self.with(|parameters| parameters.zoho(zoho))
    }

    /// URL that supplies the prompt variables of an inbound call, fetched with `GET` just
    /// before the call is answered. It is an `http` or `https` URL and has to contain
    /// `{{phone}}`, which is replaced by the caller's number in E.164 form, URL-encoded. The
    /// answer has to be `{"prompt_variables": {…}}` with a value for every `{{variable}}` of
    /// the assistant; otherwise the call fails with an error. With `null`, nothing is looked
    /// up.
    pub fn precall_lookup_url(
        self,
        precall_lookup_url: impl Into<Nullable<String>>,
    ) -> Self {
        self.with(|parameters| parameters.precall_lookup_url(precall_lookup_url))
    }

    /// Destinations for a transfer when the person asks for a human. A single destination is
    /// always used; among several, the assistant chooses by the rules in its prompt, which
    /// refer to them by their labels. With an empty list or `null`, there is no transfer.
    pub fn transfer_destinations(
        self,
        transfer_destinations: impl ListOrNull<TransferDestination>,
    ) -> Self {
        self.with(|parameters| parameters.transfer_destinations(transfer_destinations))
    }

    /// New name of the assistant.
    pub fn name(self, name: impl Into<String>) -> Self {
        self.with(|parameters| parameters.name(name))
    }

    /// New instructions that the assistant follows in conversation, given to the language
    /// model. Its `{{variable}}` placeholders are filled in for each call.
    pub fn prompt(self, prompt: impl Into<String>) -> Self {
        self.with(|parameters| parameters.prompt(prompt))
    }
}
