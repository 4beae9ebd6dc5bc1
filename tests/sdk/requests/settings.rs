//! The settings of an assistant, which three types have: one that is created, one that is updated,
//! and one that is made up for a call order.

use revox::models::{
    CallRetryConfig, CallingWindow, CustomTool, DedicatedInstanceModel, HttpMethod, KeyValue,
    LlmModel, OpenrouterModel, OutputField, OutputFieldType, PromptBlock, PromptEdge, PromptFlow,
    PromptNode, PromptNodeType, RealtimeModel, RealtimeProvider, SttContext, SttContextEntry,
    Weekday,
};
use revox::models::{NotificationOutcome, Position, Slack, SlackChannel, Zoho, ZohoFieldMapping};

/// Sets every setting.
macro_rules! all_settings {
    ($assistant:expr) => {
        $assistant
            .after_call_sms_outcomes([NotificationOutcome::Interested])
            .after_call_sms_prompt("Thank {{first_name}}.")
            .background_sound(BackgroundSound::AudioOfficeOgg)
            .background_sound_volume(0.2)
            .calendly(Calendly::new("calendly_bray_solaire", "technician"))
            .call_retry_config(settings::retries())
            .cartesia_dictionary_pronunciation_id("dictionary_2Pb7nF")
            .custom_tools(settings::tools())
            .email_notification_address("sales@bray-solaire.example")
            .email_notification_outcomes(["interested", "none"])
            .end_of_call_sentence("Have a sunny day!")
            .faq_items([FaqItemInput::new(
                "How long does it take?",
                "About two days.",
            )])
            .first_sentence("Hello {{first_name}}, this is Jules.")
            .first_sentence_delay_ms(600)
            .first_sentence_mode(FirstSentenceMode::Static)
            .from_phone_number("+33199001234")
            .human_transfer_mode(HumanTransferMode::Warm)
            .ivr_navigation_enabled(false)
            .llm_model(CustomModel::new(
                "https://llm.example/v1",
                "bray-7b",
                "sk-example",
            ))
            .logo_url("https://www.bray-solaire.example/logo.png")
            .max_call_duration_secs(600)
            .max_duration_end_message("Our time is up. Goodbye!")
            .position(Position::new(120, 40.5))
            .precall_lookup_url("https://crm.bray-solaire.example/?phone={{phone}}")
            .prompt_flow(settings::prompt_flow())
            .slack(settings::slack())
            .sms_enabled(true)
            .sms_template("See you on {{day}}.")
            .structured_output_config(settings::output())
            .structured_output_prompt("Read {{transcript}}.")
            .stt_context(settings::stt_context())
            .stt_model(SttModel::SttRtV5)
            .thinking_sound(ThinkingSound::KeyboardTypingOgg)
            .thinking_sound_probability(0.4)
            .thinking_sound_volume(0.3)
            .transfer_destinations([TransferDestination::new("Sales", "+33199001250")])
            .type_(AssistantType::Standalone)
            .voice(
                Voice::new("voice_fr_jules", VoiceProvider::Cartesia)
                    .speed(1.05)
                    .volume(1.2)
                    .model(VoiceModel::Sonic35),
            )
            .voicemail_message("This is Jules. We will try again.")
            .voicemail_sms_prompt("Say that we called.")
            .warm_transfer_summary_instructions("Two sentences.")
            .webhook_url("https://hooks.bray-solaire.example/revox")
            .zoho(settings::zoho())
    };
}

/// Sets every setting to null that can be.
macro_rules! null_settings {
    ($assistant:expr) => {
        $assistant
            .after_call_sms_outcomes(Null)
            .after_call_sms_prompt(Null)
            .background_sound(Null)
            .calendly(Null)
            .cartesia_dictionary_pronunciation_id(Null)
            .custom_tools(Null)
            .email_notification_address(Null)
            .email_notification_outcomes(Null)
            .from_phone_number(Null)
            .human_transfer_mode(Null)
            .logo_url(Null)
            .max_duration_end_message(Null)
            .position(Null)
            .precall_lookup_url(Null)
            .prompt_flow(Null)
            .slack(Null)
            .sms_template(Null)
            .structured_output_prompt(Null)
            .stt_context(Null)
            .thinking_sound(Null)
            .transfer_destinations(Null)
            .voicemail_message(Null)
            .voicemail_sms_prompt(Null)
            .warm_transfer_summary_instructions(Null)
            .zoho(Null)
    };
}

pub(crate) use {all_settings, null_settings};

/// The kinds of language models but for that of `all_settings`, by name.
pub(crate) fn llm_models() -> [(&'static str, LlmModel); 3] {
    [
        (
            "a model on a dedicated instance",
            DedicatedInstanceModel::new("gpt-4.1").into(),
        ),
        (
            "a model of OpenRouter",
            OpenrouterModel::new("openai/gpt-4.1", "azure").into(),
        ),
        (
            "a realtime model",
            RealtimeModel::new(RealtimeProvider::Openai, "gpt-realtime")
                .realtime_voice_id("cedar")
                .into(),
        ),
    ]
}

pub(crate) fn retries() -> CallRetryConfig {
    CallRetryConfig::new(
        [
            CallingWindow::new("9:30", "12:30", 14_400),
            CallingWindow::new("2:30PM", "6pm", 7_200),
        ],
        [Weekday::Monday, Weekday::Tuesday],
        4,
        false,
    )
    .timezone("Europe/Paris")
}

pub(crate) fn tools() -> [CustomTool; 2] {
    [
        CustomTool::new(
            "book",
            "Books the technician.",
            HttpMethod::Post,
            "https://agenda.bray-solaire.example/bookings",
        )
        .body_template(r#"{"town": "{{town}}"}"#)
        .headers([KeyValue::new("Authorization", "Bearer example-token")])
        .input_schema(output())
        .query_params([KeyValue::new("town", "{{town}}")]),
        CustomTool::new(
            "slots",
            "Tells when the technician is free.",
            "GET",
            "https://agenda.bray-solaire.example/slots",
        ),
    ]
}

pub(crate) fn output() -> [OutputField; 1] {
    [OutputField::new("roof_side", OutputFieldType::Enum, true)
        .description("Side that the roof faces.")
        .enum_options(["north", "south"])]
}

pub(crate) fn prompt_flow() -> PromptFlow {
    let node = |id: &str, title: &str, y: f64| {
        PromptNode::new(
            id,
            PromptBlock::new(title, "You are Jules."),
            Position::new(0, y),
            PromptNodeType::PromptBlock,
        )
    };
    PromptFlow::new(
        [PromptEdge::new("edge_1", "node_1", "node_2")],
        [
            node("node_1", "Who you are", 0.0),
            node("node_2", "What to ask", 220.5),
        ],
    )
}

pub(crate) fn slack() -> Slack {
    Slack::new(
        "slack_bray_solaire",
        [SlackChannel::new("C07BRAY1234").name("solar-enquiries")],
        [NotificationOutcome::Interested],
    )
    .template("{{assistant_name}}: {{summary}}")
}

pub(crate) fn stt_context() -> SttContext {
    SttContext::new(
        [SttContextEntry::new("topic", "solar panels")],
        ["kilowatt-peak", "inverter"],
    )
}

pub(crate) fn zoho() -> Zoho {
    Zoho::new(
        "zoho_bray_solaire",
        "Leads",
        [ZohoFieldMapping::new("roof_side", "Roof_Side__c")],
        [NotificationOutcome::Interested],
        true,
    )
    .template("{{summary}}")
}
