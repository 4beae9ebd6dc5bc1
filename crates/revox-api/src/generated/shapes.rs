// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

//! JSON forms of the responses.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::drift::{Shape, Shaped};
use crate::models::{
    Assistant, AssistantType, AttemptResult, AttemptStatus, AuthStatus, BackgroundSound,
    Calendly, Call, CallAttempt, CallContact, CallDirection, CallEffort, CallOutcome,
    CallRetryConfig, CallSearchResult, CallStatus, CallingWindow, Campaign,
    CampaignFunnel, CampaignFunnelStats, CampaignLaunched, CampaignLeads, CampaignRef,
    CampaignRow, CampaignRowStats, CampaignStatistics, CampaignStatus, ClonedVoice,
    CsvExport, CustomModel, CustomTool, DataExtraction, DedicatedInstanceModel,
    DedicatedInstanceName, DialError, EmailLogEntry, EndReason, EndedBy,
    ExtractionStatus, FaqItem, FaqSource, FirstSentenceMode, FunnelCalled, FunnelReached,
    FunnelShare, HttpMethod, HumanTransferMode, InboundStatistics, JumpInStatistics,
    KeyValue, LaunchSkipped, Lead, ListedVoice, LlmModel, NotificationOutcome,
    OpenrouterModel, OutcomeCount, OutputField, OutputFieldType, PhoneHistory,
    PhoneNumber, PhoneNumberProvider, PhoneNumberSource, PhoneNumberType, Position,
    PromptBlock, PromptEdge, PromptFlow, PromptNode, PromptNodeType, RealtimeModel,
    RealtimeProvider, Slack, SlackChannel, SmsLogEntry, SmsProvider, SmsType, Speaker,
    SpeechEvent, SpeedDialSession, SpeedDialStatus, StatisticsCampaign, SttContext,
    SttContextEntry, SttModel, Success, ThinkingSound, ToolArguments, TranscriptEntry,
    TranscriptRole, TransferDestination, UnpatchedCallsNotice, UpdatedAssistant, User,
    UserRef, Voice, VoiceLanguage, VoiceModel, VoiceModelCompat, VoiceProvider,
    VoiceSummary, Weekday, Zoho, ZohoFieldMapping,
};
use crate::{Content, Secret, Timestamp};

/// Returns the form of an operation's response, without its envelope.
pub(crate) fn response(operation: &str) -> Shape {
    match operation {
        "call_create" => Call::shape(),
        "call_retrieve" => Call::shape(),
        "call_cancel" => Success::shape(),
        "call_export" => CsvExport::shape(),
        "call_pause" => Success::shape(),
        "call_phone_history" => <BTreeMap<String, PhoneHistory>>::shape(),
        "call_resume" => Success::shape(),
        "call_search" => CallSearchResult::shape(),
        "campaigns_list" => <Vec<Campaign>>::shape(),
        "campaigns_create" => Campaign::shape(),
        "campaigns_retrieve" => Campaign::shape(),
        "campaigns_delete" => Success::shape(),
        "campaigns_update" => Campaign::shape(),
        "campaigns_cancel" => Success::shape(),
        "campaigns_export_rows" => CsvExport::shape(),
        "campaigns_get_rows" => <Vec<CampaignRow>>::shape(),
        "campaigns_pause" => Success::shape(),
        "campaigns_resume" => Success::shape(),
        "campaigns_statistics" => CampaignStatistics::shape(),
        "campaigns_launch" => CampaignLaunched::shape(),
        "assistants_list" => <Vec<Assistant>>::shape(),
        "assistants_create" => Assistant::shape(),
        "assistants_retrieve" => Assistant::shape(),
        "assistants_delete" => Success::shape(),
        "assistants_update" => UpdatedAssistant::shape(),
        "assistants_clone" => Assistant::shape(),
        "phone_numbers_list" => <Vec<PhoneNumber>>::shape(),
        "phone_numbers_delete" => Success::shape(),
        "phone_numbers_update" => PhoneNumber::shape(),
        "voices_list" => <Vec<ListedVoice>>::shape(),
        "voices_clone" => ClonedVoice::shape(),
        "voices_preview" => Content::shape(),
        "voices_retrieve" => VoiceSummary::shape(),
        "voices_delete" => Success::shape(),
        "users_retrieve" => User::shape(),
        "auth_status_retrieve" => AuthStatus::shape(),
        _ => Shape::Any,
    }
}

shapes! {
    Assistant {
        "id": Required String,
        "after_call_sms_prompt": Optional Option<String>,
        "background_sound": Optional Option<BackgroundSound>,
        "background_sound_volume": Corrected f64,
        "calendly": Optional Option<Calendly>,
        "call_retry_config": Optional Option<CallRetryConfig>,
        "created_at": Corrected Timestamp,
        "custom_tools": Optional Option<Vec<CustomTool>>,
        "email_notification_address": Optional Option<String>,
        "email_notification_outcomes": Optional Option<Vec<NotificationOutcome>>,
        "end_of_call_sentence": Optional Option<String>,
        "first_sentence": Optional Option<String>,
        "first_sentence_delay_ms": Corrected i64,
        "first_sentence_mode": Corrected FirstSentenceMode,
        "from_phone_number": Optional Option<String>,
        "human_transfer_mode": Optional Option<HumanTransferMode>,
        "ivr_navigation_enabled": Corrected bool,
        "llm_model": Corrected LlmModel,
        "max_call_duration_secs": Corrected f64,
        "max_duration_end_message": Optional Option<String>,
        "name": Corrected String,
        "organization_id": Corrected String,
        "prompt": Required String,
        "sms_enabled": Corrected bool,
        "sms_template": Optional Option<String>,
        "structured_output_config": Optional Option<Vec<OutputField>>,
        "structured_output_prompt": Optional Option<String>,
        "thinking_sound": Optional Option<ThinkingSound>,
        "thinking_sound_probability": Corrected f64,
        "thinking_sound_volume": Corrected f64,
        "transfer_phone_number": Optional Option<String>,
        "updated_at": Corrected Timestamp,
        "voice": Optional Option<Voice>,
        "voicemail_message": Optional Option<String>,
        "voicemail_sms_prompt": Optional Option<String>,
        "warm_transfer_summary_instructions": Optional Option<String>,
        "webhook_url": Optional Option<String>,
        "faq_items": Optional Option<Vec<FaqItem>>,
        "pending_faq_count": Optional Option<i64>,
        "after_call_sms_outcomes": Optional Option<Vec<NotificationOutcome>>,
        "cartesia_dictionary_pronunciation_id": Optional Option<String>,
        "logo_url": Optional Option<String>,
        "position": Optional Option<Position>,
        "prompt_flow": Optional Option<PromptFlow>,
        "slack": Optional Option<Slack>,
        "stt_context": Optional Option<SttContext>,
        "stt_model": Optional Option<SttModel>,
        "type": Optional Option<AssistantType>,
        "zoho": Optional Option<Zoho>,
        "created_by": Optional Option<UserRef>,
        "is_realestate_assistant": Optional Option<bool>,
        "precall_lookup_url": Optional Option<String>,
        "transfer_destinations": Optional Option<Vec<TransferDestination>>,
        "is_inbound_receptionist": Optional Option<bool>,
    }
    AuthStatus {
        "authenticated": Required bool,
    }
    Calendly {
        "connection_id": Required String,
        "event_type_id": Required String,
    }
    Call {
        "id": Required String,
        "assistant": Optional Option<Assistant>,
        "call_attempts": Corrected Vec<CallAttempt>,
        "call_retry_config": Optional Option<CallRetryConfig>,
        "calls_count": Corrected i64,
        "campaign": Optional Option<CampaignRef>,
        "created_at": Corrected Timestamp,
        "direction": Corrected CallDirection,
        "first_sentence_delay_ms": Corrected i64,
        "from_phone_number": Corrected String,
        "is_cancelled": Optional Option<bool>,
        "is_completed": Optional Option<bool>,
        "last_call_attempt": Optional Option<CallAttempt>,
        "llm_model": Corrected LlmModel,
        "metadata": Optional Option<BTreeMap<String, String>>,
        "organization_id": Corrected String,
        "prompt_variables": Optional Option<BTreeMap<String, String>>,
        "scheduled_at": Corrected Timestamp,
        "status": Required CallStatus,
        "to_phone_number": Corrected String,
        "updated_at": Corrected Timestamp,
        "outcome": Optional Option<CallOutcome>,
        "outcome_summary": Optional Option<String>,
        "assignee": Optional Option<UserRef>,
        "contact": Optional Option<CallContact>,
        "follow_up_emails": Optional Option<Vec<String>>,
        "slack_channel_ids": Optional Option<Vec<String>>,
    }
    CallAttempt {
        "id": Required String,
        "answered_at": Corrected Timestamp,
        "dial_error": Optional Option<DialError>,
        "ended_at": Corrected Timestamp,
        "phone_number": Corrected String,
        "recording_url": Optional Option<String>,
        "result": Optional Option<AttemptResult>,
        "started_at": Corrected Timestamp,
        "status": Required AttemptStatus,
        "end_reason": Optional Option<EndReason>,
        "ended_by": Optional Option<EndedBy>,
        "structured_output": Optional Option<Map<String, Value>>,
        "transcript": Optional Option<Vec<TranscriptEntry>>,
        "assistants_used": Optional Option<Vec<String>>,
        "post_call_transcript": Optional Option<Vec<TranscriptEntry>>,
        "sms_log": Optional Option<Vec<SmsLogEntry>>,
        "handled_by_ai": Optional Option<bool>,
        "handled_by_human": Optional Option<bool>,
        "handled_by_user": Optional Option<UserRef>,
        "email_log": Optional Option<Vec<EmailLogEntry>>,
        "speech_events": Optional Option<Vec<SpeechEvent>>,
    }
    CallContact {
        "company": Optional Option<String>,
        "email": Optional Option<String>,
        "first_name": Optional Option<String>,
        "last_name": Optional Option<String>,
        "job_title": Optional Option<String>,
    }
    CallEffort {
        "calls_total": Corrected i64,
        "inbound_calls": Corrected i64,
        "outbound_attempts": Corrected i64,
    }
    CallRetryConfig {
        "allowed_days": Required Vec<Weekday>,
        "call_twice_in_a_row": Required bool,
        "calling_windows": Required Vec<CallingWindow>,
        "max_retry_attempts": Required i64,
        "timezone": Optional Option<String>,
    }
    CallSearchResult {
        "calls": Required Vec<Call>,
        "total_count": Required i64,
    }
    CallingWindow {
        "calling_window_end_time": Required String,
        "calling_window_start_time": Required String,
        "retry_delay_seconds": Required i64,
    }
    Campaign {
        "id": Required String,
        "assistant_id": Required String,
        "created_at": Corrected Timestamp,
        "is_cancelled": Required bool,
        "name": Corrected String,
        "organization_id": Corrected String,
        "status": Required CampaignStatus,
        "updated_at": Corrected Timestamp,
        "assistant": Optional Option<Assistant>,
        "call_retry_config": Optional Option<CallRetryConfig>,
        "from_phone_number": Optional Option<String>,
        "max_concurrent_calls": Optional Option<i64>,
        "row_stats": Optional Option<CampaignRowStats>,
        "scheduled_at": Optional Option<Timestamp>,
        "created_by": Optional Option<UserRef>,
        "funnel_stats": Optional Option<CampaignFunnelStats>,
        "structured_output_extraction": Optional Option<ExtractionStatus>,
        "metadata_keys": Optional Option<Vec<String>>,
    }
    CampaignFunnel {
        "called": Corrected FunnelCalled,
        "hot_leads": Corrected FunnelShare,
        "reached": Corrected FunnelReached,
        "real_exchanges": Corrected FunnelShare,
    }
    CampaignFunnelStats {
        "hot": Corrected i64,
        "talked_to_human": Corrected i64,
        "total_leads": Corrected i64,
    }
    CampaignLaunched {
        "launched": Required i64,
        "skipped": Corrected LaunchSkipped,
        "session": Optional Option<SpeedDialSession>,
    }
    CampaignLeads {
        "callback_requested": Optional Option<Vec<Lead>>,
        "interested": Optional Option<Vec<Lead>>,
    }
    CampaignRef {
        "id": Required String,
        "name": Corrected String,
    }
    CampaignRow {
        "id": Required String,
        "input_data": Corrected BTreeMap<String, String>,
        "phone_number": Required String,
        "row_index": Corrected i64,
        "call": Optional Option<Call>,
    }
    CampaignRowStats {
        "calling": Required i64,
        "completed": Corrected i64,
        "failed": Corrected i64,
        "pending": Required i64,
        "retry": Required i64,
        "total": Required i64,
        "not_launched": Optional Option<i64>,
        "skipped": Optional Option<i64>,
    }
    CampaignStatistics {
        "campaign": Required StatisticsCampaign,
        "data_extraction": Optional Option<DataExtraction>,
        "effort": Corrected CallEffort,
        "funnel": Corrected CampaignFunnel,
        "hot_lead_outcomes": Corrected Vec<String>,
        "inbound": Corrected InboundStatistics,
        "leads": Corrected CampaignLeads,
        "outcome_breakdown": Corrected Vec<OutcomeCount>,
        "jump_in": Optional Option<JumpInStatistics>,
    }
    ClonedVoice {
        "id": Required String,
        "cartesiaVoiceId": Required String,
        "createdAt": Corrected String,
        "language": Corrected String,
        "name": Corrected String,
    }
    CsvExport {
        "csv": Required String,
        "filename": Corrected String,
    }
    CustomModel {
        "api_key": Required Secret,
        "api_url": Required String,
        "model_name": Required String,
    }
    CustomTool {
        "body_template": Optional Option<String>,
        "description": Required String,
        "headers": Required Vec<KeyValue>,
        "input_schema": Required Vec<OutputField>,
        "method": Required HttpMethod,
        "name": Required String,
        "query_params": Required Vec<KeyValue>,
        "url": Required String,
    }
    DataExtraction {
        "fields": Corrected Vec<String>,
        "intro": Corrected String,
    }
    DedicatedInstanceModel {
        "name": Required DedicatedInstanceName,
    }
    EmailLogEntry {
        "id": Required String,
        "created_at": Corrected Timestamp,
        "from_address": Corrected String,
        "resend_message_id": Optional Option<String>,
        "subject": Corrected String,
        "to_emails": Corrected Vec<String>,
    }
    FaqItem {
        "answer": Corrected String,
        "question": Corrected String,
        "id": Optional Option<String>,
        "needs_human_answer": Optional Option<bool>,
        "source": Optional Option<FaqSource>,
    }
    FunnelCalled {
        "count": Corrected i64,
        "imported_rows": Corrected i64,
    }
    FunnelReached {
        "count": Corrected i64,
        "inbound": Corrected i64,
        "outbound": Corrected i64,
        "overlap": Corrected i64,
        "pct_of_called": Optional Option<f64>,
    }
    FunnelShare {
        "count": Corrected i64,
        "pct_of_reached": Optional Option<f64>,
    }
    InboundStatistics {
        "unique_callers": Corrected i64,
    }
    JumpInStatistics {
        "joined_calls": Corrected i64,
        "median_conversation_seconds": Optional Option<f64>,
        "median_time_to_join_seconds": Optional Option<f64>,
    }
    KeyValue {
        "key": Required String,
        "value": Required Secret,
    }
    LaunchSkipped {
        "active": Corrected i64,
        "attempts_exhausted": Corrected i64,
        "cancelled": Corrected i64,
    }
    Lead {
        "attempt_id": Optional Option<String>,
        "call_id": Required String,
        "direction": Corrected CallDirection,
        "email": Optional Option<String>,
        "last_activity_at": Corrected Timestamp,
        "name": Corrected String,
        "phone": Required String,
        "summary": Optional Option<String>,
    }
    ListedVoice {
        "id": Required String,
        "description": Corrected String,
        "language": Corrected VoiceLanguage,
        "name": Corrected String,
        "provider": Corrected VoiceProvider,
        "accent": Optional Option<String>,
        "gender": Optional Option<String>,
        "isCloned": Optional Option<bool>,
        "modelCompat": Optional Option<VoiceModelCompat>,
    }
    OpenrouterModel {
        "openrouter_model_id": Required String,
        "openrouter_provider": Required String,
    }
    OutcomeCount {
        "count": Corrected i64,
        "label": Corrected String,
        "outcome": Required String,
    }
    OutputField {
        "name": Required String,
        "required": Required bool,
        "type": Required OutputFieldType,
        "description": Optional Option<String>,
        "enum_options": Optional Option<Vec<String>>,
    }
    PhoneHistory {
        "campaigns": Corrected Vec<CampaignRef>,
        "count": Required i64,
        "do_not_contact": Required bool,
        "hot": Corrected bool,
        "last_called_at": Optional Option<String>,
        "last_outcome": Optional Option<CallOutcome>,
        "reached_human": Required bool,
    }
    PhoneNumber {
        "id": Required String,
        "created_at": Corrected Timestamp,
        "created_by": Optional Option<UserRef>,
        "inbound_assistant": Optional Option<Assistant>,
        "inbound_sip_uri": Optional Option<String>,
        "label": Optional Option<String>,
        "livekit_outbound_trunk_id": Optional Option<String>,
        "phone_number": Required String,
        "provider": Corrected PhoneNumberProvider,
        "source": Corrected PhoneNumberSource,
        "type": Corrected PhoneNumberType,
    }
    Position {
        "x": Required f64,
        "y": Required f64,
    }
    PromptBlock {
        "body": Required String,
        "title": Required String,
    }
    PromptEdge {
        "id": Required String,
        "source": Required String,
        "target": Required String,
    }
    PromptFlow {
        "edges": Required Vec<PromptEdge>,
        "nodes": Required Vec<PromptNode>,
    }
    PromptNode {
        "id": Required String,
        "data": Required PromptBlock,
        "position": Required Position,
        "type": Required PromptNodeType,
    }
    RealtimeModel {
        "provider": Required RealtimeProvider,
        "realtime_model_id": Required String,
        "realtime_voice_id": Optional Option<String>,
    }
    Slack {
        "connection_id": Required String,
        "outcomes": Required Vec<NotificationOutcome>,
        "template": Optional Option<String>,
        "channels": Required Vec<SlackChannel>,
    }
    SlackChannel {
        "id": Required String,
        "name": Optional Option<String>,
    }
    SmsLogEntry {
        "id": Required String,
        "created_at": Corrected Timestamp,
        "message_body": Corrected String,
        "to_phone_number": Corrected String,
        "type": Corrected SmsType,
        "provider": Optional Option<SmsProvider>,
        "provider_message_id": Optional Option<String>,
    }
    SpeechEvent {
        "id": Required String,
        "is_real_turn": Corrected bool,
        "llm_system_prompt": Optional Option<String>,
        "llm_ttft_ms": Optional Option<f64>,
        "llm_winner_model": Optional Option<String>,
        "speaker": Corrected Speaker,
        "started_speaking_at_ms": Corrected f64,
        "stopped_speaking_at_ms": Optional Option<f64>,
        "stt_transcription_delay_ms": Optional Option<f64>,
        "transcript": Optional Option<String>,
        "tts_ttfb_ms": Optional Option<f64>,
        "was_cut": Optional Option<bool>,
    }
    SpeedDialSession {
        "id": Required String,
        "campaign_id": Required String,
        "connected_count": Corrected i64,
        "created_at": Corrected Timestamp,
        "current_call_id": Optional Option<String>,
        "dialed_count": Corrected i64,
        "ended_at": Optional Option<Timestamp>,
        "in_flight_calls": Required Vec<Call>,
        "outcome_filter": Corrected Vec<CallOutcome>,
        "status": Required SpeedDialStatus,
        "total_targets": Corrected i64,
    }
    StatisticsCampaign {
        "id": Required String,
        "agent_name": Optional Option<String>,
        "first_activity_at": Corrected Timestamp,
        "has_activity": Corrected bool,
        "is_cancelled": Required bool,
        "last_activity_at": Corrected Timestamp,
        "max_attempts_per_contact": Optional Option<i64>,
        "name": Corrected String,
        "status": Required CampaignStatus,
        "timezone": Corrected String,
    }
    SttContext {
        "general": Required Vec<SttContextEntry>,
        "terms": Required Vec<String>,
    }
    SttContextEntry {
        "key": Required String,
        "value": Required String,
    }
    Success {
        "success": Required bool,
    }
    TranscriptEntry {
        "content": Corrected String,
        "role": Corrected TranscriptRole,
        "tool_arguments": Optional Option<ToolArguments>,
        "tool_is_error": Optional Option<bool>,
        "tool_name": Optional Option<String>,
        "tool_output": Optional Option<String>,
    }
    TransferDestination {
        "label": Required String,
        "phone_number": Required String,
    }
    UnpatchedCallsNotice {
        "count": Corrected i64,
        "variables": Corrected Vec<String>,
    }
    UpdatedAssistant {
        "assistant": Required Assistant,
        "unpatchedCallsNotice": Optional Option<UnpatchedCallsNotice>,
    }
    User {
        "id": Required String,
        "created_at": Corrected Timestamp,
        "email": Corrected String,
        "first_name": Optional Option<String>,
        "has_completed_onboarding": Corrected bool,
        "last_name": Optional Option<String>,
        "organization_id": Corrected String,
        "updated_at": Corrected Timestamp,
        "organization_country": Optional Option<String>,
    }
    UserRef {
        "id": Required String,
        "email": Corrected String,
        "first_name": Optional Option<String>,
        "last_name": Optional Option<String>,
    }
    Voice {
        "id": Required String,
        "provider": Required VoiceProvider,
        "speed": Optional Option<f64>,
        "volume": Optional Option<f64>,
        "model": Optional Option<VoiceModel>,
    }
    VoiceSummary {
        "id": Required String,
        "name": Corrected String,
        "description": Optional Option<String>,
    }
    Zoho {
        "connection_id": Required String,
        "field_mapping": Required Vec<ZohoFieldMapping>,
        "log_call_activity": Required bool,
        "module": Required String,
        "outcomes": Required Vec<NotificationOutcome>,
        "template": Optional Option<String>,
    }
    ZohoFieldMapping {
        "source": Required String,
        "zoho_field": Required String,
    }
}
