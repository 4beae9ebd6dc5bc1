//! The resources that a sandbox holds from the start: those of the description's examples.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::engine::{Campaign, Engine, Row, Settings};
use crate::spec::Spec;

/// A new engine with the resources of the examples in it.
///
/// Examples that the description lacks are left out.
pub(crate) fn engine(spec: &Spec, settings: Settings) -> Engine {
    let mut engine = Engine::new(settings);
    let example = |operation: &str| {
        let operation = spec.operation(operation);
        operation.map(|operation| operation.enclosed(&operation.example).clone())
    };
    let list = |operation: &str| match example(operation) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    };
    let id = |value: &Value| value.get("id").and_then(Value::as_str).map(str::to_owned);
    engine.user = example("users_retrieve").unwrap_or_default();
    for assistant in list("assistants_list") {
        if let Some(id) = id(&assistant) {
            engine.assistants.insert(id, Arc::new(assistant));
        }
    }
    for number in list("phone_numbers_list") {
        if let Some(id) = id(&number) {
            engine.phone_numbers.insert(id, number);
        }
    }
    for voice in list("voices_list") {
        if let Some(id) = id(&voice) {
            engine.voices.insert(id, voice);
        }
    }
    if let Some(call) = example("call_retrieve")
        && let Some(id) = id(&call)
    {
        let campaign = example("campaigns_retrieve").and_then(|c| campaign(&c, &call, &engine));
        if let Some(campaign) = campaign {
            engine.campaigns.insert(campaign.id.clone(), campaign);
        }
        engine.put_call(id, call);
    }
    engine
}

/// The campaign of the call order in the examples, with that one as its only row.
fn campaign(campaign: &Value, call: &Value, engine: &Engine) -> Option<Campaign> {
    let text = |value: &Value, name: &str| value.get(name)?.as_str().map(str::to_owned);
    let time = |name: &str| campaign.get(name)?.as_str()?.parse().ok();
    let id = text(campaign, "id")?;
    if call.pointer("/campaign/id")?.as_str() != Some(&id) {
        return None;
    }
    let variables = call.get("prompt_variables").and_then(Value::as_object);
    let row = Row {
        id: "row_1Bc4fH".into(),
        input: variables.cloned().unwrap_or_else(Map::new),
        number: text(call, "to_phone_number")?,
        call_id: text(call, "id")?,
    };
    Some(Campaign {
        id,
        assistant_id: text(campaign, "assistant_id")?,
        name: text(campaign, "name")?,
        config: campaign
            .get("call_retry_config")
            .cloned()
            .unwrap_or_default(),
        from: text(campaign, "from_phone_number"),
        most_calls: campaign.get("max_concurrent_calls").and_then(Value::as_f64),
        created_at: time("created_at").unwrap_or(engine.now),
        updated_at: time("updated_at").unwrap_or(engine.now),
        scheduled_at: time("scheduled_at"),
        is_paused: false,
        is_cancelled: false,
        rows: vec![row],
        before_launch: None,
    })
}

/// A user as other resources refer to it.
pub(crate) fn user_ref(user: &Value) -> Value {
    json!({
        "id": user.get("id"),
        "email": user.get("email"),
        "first_name": user.get("first_name"),
        "last_name": user.get("last_name"),
    })
}

/// Settings that are `null` unless a request gives them.
const UNSET: [&str; 32] = [
    "after_call_sms_outcomes",
    "after_call_sms_prompt",
    "background_sound",
    "calendly",
    "call_retry_config",
    "cartesia_dictionary_pronunciation_id",
    "custom_tools",
    "email_notification_address",
    "email_notification_outcomes",
    "end_of_call_sentence",
    "first_sentence",
    "from_phone_number",
    "human_transfer_mode",
    "logo_url",
    "max_duration_end_message",
    "position",
    "precall_lookup_url",
    "prompt_flow",
    "slack",
    "sms_template",
    "structured_output_config",
    "structured_output_prompt",
    "stt_context",
    "thinking_sound",
    "transfer_destinations",
    "transfer_phone_number",
    "voice",
    "voicemail_message",
    "voicemail_sms_prompt",
    "warm_transfer_summary_instructions",
    "webhook_url",
    "zoho",
];

/// The settings of an assistant for which a request gives nothing.
///
/// A few of these are documented: `first_sentence_delay_ms`, `type`, `stt_model` (the newest), and
/// which are `null`. The others are our assumptions.
pub(crate) fn assistant_defaults() -> Value {
    let mut defaults = json!({
        "background_sound_volume": 0.5,
        "faq_items": [],
        "first_sentence_delay_ms": 400,
        "first_sentence_mode": "generated",
        "is_inbound_receptionist": false,
        "is_realestate_assistant": false,
        "ivr_navigation_enabled": false,
        "llm_model": { "type": "dedicated-instance", "name": "gpt-4.1" },
        "max_call_duration_secs": 600,
        "name": "",
        "pending_faq_count": 0,
        "prompt": "",
        "sms_enabled": false,
        "stt_model": "stt-rt-v5",
        "thinking_sound_probability": 0.5,
        "thinking_sound_volume": 0.5,
        "type": "standalone",
    });
    if let Some(defaults) = defaults.as_object_mut() {
        defaults.extend(UNSET.map(|name| (name.to_owned(), Value::Null)));
    }
    defaults
}
