// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use crate::models::{
    AssistantCreate, AssistantType, BackgroundSound, Calendly, CallRetryConfig,
    CustomTool, FaqItemInput, FirstSentenceMode, HumanTransferMode, LlmModel,
    NotificationOutcome, OutputField, Position, PromptFlow, Slack, SttContext, SttModel,
    ThinkingSound, TransferDestination, Voice, Zoho,
};
use crate::{IntoInteger, ListOrNull, Nullable, Request};

/// For operations that take [`AssistantCreate`](crate::models::AssistantCreate).
impl<T> Request<T, AssistantCreate> {
    /// Sets [`background_sound`](field@AssistantCreate::background_sound).
    pub fn background_sound(self, value: impl Into<Nullable<BackgroundSound>>) -> Self {
        self.with(|parameters| parameters.background_sound(value))
    }

    /// Sets [`call_retry_config`](field@AssistantCreate::call_retry_config).
    pub fn call_retry_config(self, value: impl Into<CallRetryConfig>) -> Self {
        self.with(|parameters| parameters.call_retry_config(value))
    }

    /// Sets [`end_of_call_sentence`](field@AssistantCreate::end_of_call_sentence).
    pub fn end_of_call_sentence(self, value: impl Into<String>) -> Self {
        self.with(|parameters| parameters.end_of_call_sentence(value))
    }

    /// Sets [`faq_items`](field@AssistantCreate::faq_items).
    pub fn faq_items(
        self,
        value: impl IntoIterator<Item = impl Into<FaqItemInput>>,
    ) -> Self {
        self.with(|parameters| parameters.faq_items(value))
    }

    /// Sets [`first_sentence`](field@AssistantCreate::first_sentence).
    pub fn first_sentence(self, value: impl Into<String>) -> Self {
        self.with(|parameters| parameters.first_sentence(value))
    }

    /// Sets [`first_sentence_delay_ms`](field@AssistantCreate::first_sentence_delay_ms).
    pub fn first_sentence_delay_ms(self, value: impl IntoInteger) -> Self {
        self.with(|parameters| parameters.first_sentence_delay_ms(value))
    }

    /// Sets [`first_sentence_mode`](field@AssistantCreate::first_sentence_mode).
    pub fn first_sentence_mode(self, value: impl Into<FirstSentenceMode>) -> Self {
        self.with(|parameters| parameters.first_sentence_mode(value))
    }

    /// Sets [`ivr_navigation_enabled`](field@AssistantCreate::ivr_navigation_enabled).
    pub fn ivr_navigation_enabled(self, value: bool) -> Self {
        self.with(|parameters| parameters.ivr_navigation_enabled(value))
    }

    /// Sets [`llm_model`](field@AssistantCreate::llm_model).
    pub fn llm_model(self, value: impl Into<LlmModel>) -> Self {
        self.with(|parameters| parameters.llm_model(value))
    }

    /// Sets [`max_call_duration_secs`](field@AssistantCreate::max_call_duration_secs).
    pub fn max_call_duration_secs(self, value: impl Into<f64>) -> Self {
        self.with(|parameters| parameters.max_call_duration_secs(value))
    }

    /// Sets [`structured_output_config`](field@AssistantCreate::structured_output_config).
    pub fn structured_output_config(
        self,
        value: impl IntoIterator<Item = impl Into<OutputField>>,
    ) -> Self {
        self.with(|parameters| parameters.structured_output_config(value))
    }

    /// Sets [`voice`](field@AssistantCreate::voice).
    pub fn voice(self, value: impl Into<Voice>) -> Self {
        self.with(|parameters| parameters.voice(value))
    }

    /// Sets [`voicemail_message`](field@AssistantCreate::voicemail_message).
    pub fn voicemail_message(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.voicemail_message(value))
    }

    /// Sets [`webhook_url`](field@AssistantCreate::webhook_url).
    pub fn webhook_url(self, value: impl Into<String>) -> Self {
        self.with(|parameters| parameters.webhook_url(value))
    }

    /// Sets [`after_call_sms_outcomes`](field@AssistantCreate::after_call_sms_outcomes).
    pub fn after_call_sms_outcomes(
        self,
        value: impl ListOrNull<NotificationOutcome>,
    ) -> Self {
        self.with(|parameters| parameters.after_call_sms_outcomes(value))
    }

    /// Sets [`after_call_sms_prompt`](field@AssistantCreate::after_call_sms_prompt).
    pub fn after_call_sms_prompt(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.after_call_sms_prompt(value))
    }

    /// Sets [`background_sound_volume`](field@AssistantCreate::background_sound_volume).
    pub fn background_sound_volume(self, value: impl Into<f64>) -> Self {
        self.with(|parameters| parameters.background_sound_volume(value))
    }

    /// Sets [`calendly`](field@AssistantCreate::calendly).
    pub fn calendly(self, value: impl Into<Nullable<Calendly>>) -> Self {
        self.with(|parameters| parameters.calendly(value))
    }

    /// Sets
    /// [`cartesia_dictionary_pronunciation_id`](field@AssistantCreate::cartesia_dictionary_pronunciation_id).
    pub fn cartesia_dictionary_pronunciation_id(
        self,
        value: impl Into<Nullable<String>>,
    ) -> Self {
        self.with(|parameters| parameters.cartesia_dictionary_pronunciation_id(value))
    }

    /// Sets [`custom_tools`](field@AssistantCreate::custom_tools).
    pub fn custom_tools(self, value: impl ListOrNull<CustomTool>) -> Self {
        self.with(|parameters| parameters.custom_tools(value))
    }

    /// Sets [`email_notification_address`](field@AssistantCreate::email_notification_address).
    pub fn email_notification_address(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.email_notification_address(value))
    }

    /// Sets
    /// [`email_notification_outcomes`](field@AssistantCreate::email_notification_outcomes).
    pub fn email_notification_outcomes(
        self,
        value: impl ListOrNull<NotificationOutcome>,
    ) -> Self {
        self.with(|parameters| parameters.email_notification_outcomes(value))
    }

    /// Sets [`from_phone_number`](field@AssistantCreate::from_phone_number).
    pub fn from_phone_number(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.from_phone_number(value))
    }

    /// Sets [`human_transfer_mode`](field@AssistantCreate::human_transfer_mode).
    pub fn human_transfer_mode(
        self,
        value: impl Into<Nullable<HumanTransferMode>>,
    ) -> Self {
        self.with(|parameters| parameters.human_transfer_mode(value))
    }

    /// Sets [`logo_url`](field@AssistantCreate::logo_url).
    pub fn logo_url(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.logo_url(value))
    }

    /// Sets [`max_duration_end_message`](field@AssistantCreate::max_duration_end_message).
    pub fn max_duration_end_message(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.max_duration_end_message(value))
    }

    /// Sets [`position`](field@AssistantCreate::position).
    pub fn position(self, value: impl Into<Nullable<Position>>) -> Self {
        self.with(|parameters| parameters.position(value))
    }

    /// Sets [`prompt_flow`](field@AssistantCreate::prompt_flow).
    pub fn prompt_flow(self, value: impl Into<Nullable<PromptFlow>>) -> Self {
        self.with(|parameters| parameters.prompt_flow(value))
    }

    /// Sets [`slack`](field@AssistantCreate::slack).
    pub fn slack(self, value: impl Into<Nullable<Slack>>) -> Self {
        self.with(|parameters| parameters.slack(value))
    }

    /// Sets [`sms_enabled`](field@AssistantCreate::sms_enabled).
    pub fn sms_enabled(self, value: bool) -> Self {
        self.with(|parameters| parameters.sms_enabled(value))
    }

    /// Sets [`sms_template`](field@AssistantCreate::sms_template).
    pub fn sms_template(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.sms_template(value))
    }

    /// Sets [`structured_output_prompt`](field@AssistantCreate::structured_output_prompt).
    pub fn structured_output_prompt(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.structured_output_prompt(value))
    }

    /// Sets [`stt_context`](field@AssistantCreate::stt_context).
    pub fn stt_context(self, value: impl Into<Nullable<SttContext>>) -> Self {
        self.with(|parameters| parameters.stt_context(value))
    }

    /// Sets [`stt_model`](field@AssistantCreate::stt_model).
    pub fn stt_model(self, value: impl Into<SttModel>) -> Self {
        self.with(|parameters| parameters.stt_model(value))
    }

    /// Sets [`thinking_sound`](field@AssistantCreate::thinking_sound).
    pub fn thinking_sound(self, value: impl Into<Nullable<ThinkingSound>>) -> Self {
        self.with(|parameters| parameters.thinking_sound(value))
    }

    /// Sets [`thinking_sound_probability`](field@AssistantCreate::thinking_sound_probability).
    pub fn thinking_sound_probability(self, value: impl Into<f64>) -> Self {
        self.with(|parameters| parameters.thinking_sound_probability(value))
    }

    /// Sets [`thinking_sound_volume`](field@AssistantCreate::thinking_sound_volume).
    pub fn thinking_sound_volume(self, value: impl Into<f64>) -> Self {
        self.with(|parameters| parameters.thinking_sound_volume(value))
    }

    /// Sets [`type_`](field@AssistantCreate::type_).
    pub fn type_(self, value: impl Into<AssistantType>) -> Self {
        self.with(|parameters| parameters.type_(value))
    }

    /// Sets [`voicemail_sms_prompt`](field@AssistantCreate::voicemail_sms_prompt).
    pub fn voicemail_sms_prompt(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.voicemail_sms_prompt(value))
    }

    /// Sets
    /// [`warm_transfer_summary_instructions`](field@AssistantCreate::warm_transfer_summary_instructions).
    pub fn warm_transfer_summary_instructions(
        self,
        value: impl Into<Nullable<String>>,
    ) -> Self {
        self.with(|parameters| parameters.warm_transfer_summary_instructions(value))
    }

    /// Sets [`zoho`](field@AssistantCreate::zoho).
    pub fn zoho(self, value: impl Into<Nullable<Zoho>>) -> Self {
        self.with(|parameters| parameters.zoho(value))
    }

    /// Sets [`precall_lookup_url`](field@AssistantCreate::precall_lookup_url).
    pub fn precall_lookup_url(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.precall_lookup_url(value))
    }

    /// Sets [`transfer_destinations`](field@AssistantCreate::transfer_destinations).
    pub fn transfer_destinations(
        self,
        value: impl ListOrNull<TransferDestination>,
    ) -> Self {
        self.with(|parameters| parameters.transfer_destinations(value))
    }
}
