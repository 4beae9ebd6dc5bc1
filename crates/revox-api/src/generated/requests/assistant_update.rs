// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use crate::models::{
    AssistantType, AssistantUpdate, BackgroundSound, Calendly, CallRetryConfig,
    CustomTool, FaqItemInput, FirstSentenceMode, HumanTransferMode, LlmModel,
    NotificationOutcome, OutputField, Position, PromptFlow, Slack, SttContext, SttModel,
    ThinkingSound, TransferDestination, Voice, Zoho,
};
use crate::{IntoInteger, ListOrNull, Nullable, Request};

/// For operations that take [`AssistantUpdate`](crate::models::AssistantUpdate).
impl<T> Request<T, AssistantUpdate> {
    /// Sets [`background_sound`](field@AssistantUpdate::background_sound).
    pub fn background_sound(self, value: impl Into<Nullable<BackgroundSound>>) -> Self {
        self.with(|parameters| parameters.background_sound(value))
    }

    /// Sets [`call_retry_config`](field@AssistantUpdate::call_retry_config).
    pub fn call_retry_config(self, value: impl Into<CallRetryConfig>) -> Self {
        self.with(|parameters| parameters.call_retry_config(value))
    }

    /// Sets [`end_of_call_sentence`](field@AssistantUpdate::end_of_call_sentence).
    pub fn end_of_call_sentence(self, value: impl Into<String>) -> Self {
        self.with(|parameters| parameters.end_of_call_sentence(value))
    }

    /// Sets [`faq_items`](field@AssistantUpdate::faq_items).
    pub fn faq_items(
        self,
        value: impl IntoIterator<Item = impl Into<FaqItemInput>>,
    ) -> Self {
        self.with(|parameters| parameters.faq_items(value))
    }

    /// Sets [`first_sentence`](field@AssistantUpdate::first_sentence).
    pub fn first_sentence(self, value: impl Into<String>) -> Self {
        self.with(|parameters| parameters.first_sentence(value))
    }

    /// Sets [`first_sentence_delay_ms`](field@AssistantUpdate::first_sentence_delay_ms).
    pub fn first_sentence_delay_ms(self, value: impl IntoInteger) -> Self {
        self.with(|parameters| parameters.first_sentence_delay_ms(value))
    }

    /// Sets [`first_sentence_mode`](field@AssistantUpdate::first_sentence_mode).
    pub fn first_sentence_mode(self, value: impl Into<FirstSentenceMode>) -> Self {
        self.with(|parameters| parameters.first_sentence_mode(value))
    }

    /// Sets [`ivr_navigation_enabled`](field@AssistantUpdate::ivr_navigation_enabled).
    pub fn ivr_navigation_enabled(self, value: bool) -> Self {
        self.with(|parameters| parameters.ivr_navigation_enabled(value))
    }

    /// Sets [`llm_model`](field@AssistantUpdate::llm_model).
    pub fn llm_model(self, value: impl Into<LlmModel>) -> Self {
        self.with(|parameters| parameters.llm_model(value))
    }

    /// Sets [`max_call_duration_secs`](field@AssistantUpdate::max_call_duration_secs).
    pub fn max_call_duration_secs(self, value: impl Into<f64>) -> Self {
        self.with(|parameters| parameters.max_call_duration_secs(value))
    }

    /// Sets [`structured_output_config`](field@AssistantUpdate::structured_output_config).
    pub fn structured_output_config(
        self,
        value: impl IntoIterator<Item = impl Into<OutputField>>,
    ) -> Self {
        self.with(|parameters| parameters.structured_output_config(value))
    }

    /// Sets [`voice`](field@AssistantUpdate::voice).
    pub fn voice(self, value: impl Into<Voice>) -> Self {
        self.with(|parameters| parameters.voice(value))
    }

    /// Sets [`voicemail_message`](field@AssistantUpdate::voicemail_message).
    pub fn voicemail_message(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.voicemail_message(value))
    }

    /// Sets [`webhook_url`](field@AssistantUpdate::webhook_url).
    pub fn webhook_url(self, value: impl Into<String>) -> Self {
        self.with(|parameters| parameters.webhook_url(value))
    }

    /// Sets [`after_call_sms_outcomes`](field@AssistantUpdate::after_call_sms_outcomes).
    pub fn after_call_sms_outcomes(
        self,
        value: impl ListOrNull<NotificationOutcome>,
    ) -> Self {
        self.with(|parameters| parameters.after_call_sms_outcomes(value))
    }

    /// Sets [`after_call_sms_prompt`](field@AssistantUpdate::after_call_sms_prompt).
    pub fn after_call_sms_prompt(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.after_call_sms_prompt(value))
    }

    /// Sets [`background_sound_volume`](field@AssistantUpdate::background_sound_volume).
    pub fn background_sound_volume(self, value: impl Into<f64>) -> Self {
        self.with(|parameters| parameters.background_sound_volume(value))
    }

    /// Sets [`calendly`](field@AssistantUpdate::calendly).
    pub fn calendly(self, value: impl Into<Nullable<Calendly>>) -> Self {
        self.with(|parameters| parameters.calendly(value))
    }

    /// Sets
    /// [`cartesia_dictionary_pronunciation_id`](field@AssistantUpdate::cartesia_dictionary_pronunciation_id).
    pub fn cartesia_dictionary_pronunciation_id(
        self,
        value: impl Into<Nullable<String>>,
    ) -> Self {
        self.with(|parameters| parameters.cartesia_dictionary_pronunciation_id(value))
    }

    /// Sets [`custom_tools`](field@AssistantUpdate::custom_tools).
    pub fn custom_tools(self, value: impl ListOrNull<CustomTool>) -> Self {
        self.with(|parameters| parameters.custom_tools(value))
    }

    /// Sets [`email_notification_address`](field@AssistantUpdate::email_notification_address).
    pub fn email_notification_address(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.email_notification_address(value))
    }

    /// Sets
    /// [`email_notification_outcomes`](field@AssistantUpdate::email_notification_outcomes).
    pub fn email_notification_outcomes(
        self,
        value: impl ListOrNull<NotificationOutcome>,
    ) -> Self {
        self.with(|parameters| parameters.email_notification_outcomes(value))
    }

    /// Sets [`from_phone_number`](field@AssistantUpdate::from_phone_number).
    pub fn from_phone_number(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.from_phone_number(value))
    }

    /// Sets [`human_transfer_mode`](field@AssistantUpdate::human_transfer_mode).
    pub fn human_transfer_mode(
        self,
        value: impl Into<Nullable<HumanTransferMode>>,
    ) -> Self {
        self.with(|parameters| parameters.human_transfer_mode(value))
    }

    /// Sets [`logo_url`](field@AssistantUpdate::logo_url).
    pub fn logo_url(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.logo_url(value))
    }

    /// Sets [`max_duration_end_message`](field@AssistantUpdate::max_duration_end_message).
    pub fn max_duration_end_message(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.max_duration_end_message(value))
    }

    /// Sets [`position`](field@AssistantUpdate::position).
    pub fn position(self, value: impl Into<Nullable<Position>>) -> Self {
        self.with(|parameters| parameters.position(value))
    }

    /// Sets [`prompt_flow`](field@AssistantUpdate::prompt_flow).
    pub fn prompt_flow(self, value: impl Into<Nullable<PromptFlow>>) -> Self {
        self.with(|parameters| parameters.prompt_flow(value))
    }

    /// Sets [`slack`](field@AssistantUpdate::slack).
    pub fn slack(self, value: impl Into<Nullable<Slack>>) -> Self {
        self.with(|parameters| parameters.slack(value))
    }

    /// Sets [`sms_enabled`](field@AssistantUpdate::sms_enabled).
    pub fn sms_enabled(self, value: bool) -> Self {
        self.with(|parameters| parameters.sms_enabled(value))
    }

    /// Sets [`sms_template`](field@AssistantUpdate::sms_template).
    pub fn sms_template(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.sms_template(value))
    }

    /// Sets [`structured_output_prompt`](field@AssistantUpdate::structured_output_prompt).
    pub fn structured_output_prompt(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.structured_output_prompt(value))
    }

    /// Sets [`stt_context`](field@AssistantUpdate::stt_context).
    pub fn stt_context(self, value: impl Into<Nullable<SttContext>>) -> Self {
        self.with(|parameters| parameters.stt_context(value))
    }

    /// Sets [`stt_model`](field@AssistantUpdate::stt_model).
    pub fn stt_model(self, value: impl Into<SttModel>) -> Self {
        self.with(|parameters| parameters.stt_model(value))
    }

    /// Sets [`thinking_sound`](field@AssistantUpdate::thinking_sound).
    pub fn thinking_sound(self, value: impl Into<Nullable<ThinkingSound>>) -> Self {
        self.with(|parameters| parameters.thinking_sound(value))
    }

    /// Sets [`thinking_sound_probability`](field@AssistantUpdate::thinking_sound_probability).
    pub fn thinking_sound_probability(self, value: impl Into<f64>) -> Self {
        self.with(|parameters| parameters.thinking_sound_probability(value))
    }

    /// Sets [`thinking_sound_volume`](field@AssistantUpdate::thinking_sound_volume).
    pub fn thinking_sound_volume(self, value: impl Into<f64>) -> Self {
        self.with(|parameters| parameters.thinking_sound_volume(value))
    }

    /// Sets [`type_`](field@AssistantUpdate::type_).
    pub fn type_(self, value: impl Into<AssistantType>) -> Self {
        self.with(|parameters| parameters.type_(value))
    }

    /// Sets [`voicemail_sms_prompt`](field@AssistantUpdate::voicemail_sms_prompt).
    pub fn voicemail_sms_prompt(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.voicemail_sms_prompt(value))
    }

    /// Sets
    /// [`warm_transfer_summary_instructions`](field@AssistantUpdate::warm_transfer_summary_instructions).
    pub fn warm_transfer_summary_instructions(
        self,
        value: impl Into<Nullable<String>>,
    ) -> Self {
        self.with(|parameters| parameters.warm_transfer_summary_instructions(value))
    }

    /// Sets [`zoho`](field@AssistantUpdate::zoho).
    pub fn zoho(self, value: impl Into<Nullable<Zoho>>) -> Self {
        self.with(|parameters| parameters.zoho(value))
    }

    /// Sets [`precall_lookup_url`](field@AssistantUpdate::precall_lookup_url).
    pub fn precall_lookup_url(self, value: impl Into<Nullable<String>>) -> Self {
        self.with(|parameters| parameters.precall_lookup_url(value))
    }

    /// Sets [`transfer_destinations`](field@AssistantUpdate::transfer_destinations).
    pub fn transfer_destinations(
        self,
        value: impl ListOrNull<TransferDestination>,
    ) -> Self {
        self.with(|parameters| parameters.transfer_destinations(value))
    }

    /// Sets [`name`](field@AssistantUpdate::name).
    pub fn name(self, value: impl Into<String>) -> Self {
        self.with(|parameters| parameters.name(value))
    }

    /// Sets [`prompt`](field@AssistantUpdate::prompt).
    pub fn prompt(self, value: impl Into<String>) -> Self {
        self.with(|parameters| parameters.prompt(value))
    }
}
