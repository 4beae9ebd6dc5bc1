//! Call orders as clients see them.

use serde_json::{Map, Value, json};

use super::contact;
use crate::engine::conversation::speech_events;
use crate::engine::{Attempt, Call, Engine, Order, Status};

/// A `Call`.
pub(crate) fn call(engine: &Engine, call: &Call) -> Value {
    match call {
        Call::Live(order) => live(engine, order),
        Call::Fixed(call) => call.clone(),
    }
}

fn live(engine: &Engine, order: &Order) -> Value {
    // The most recent first.
    let attempts: Vec<Value> = order
        .attempts
        .iter()
        .rev()
        .map(|a| attempt(order, a))
        .collect();
    let campaign = order
        .campaign
        .as_ref()
        .and_then(|id| engine.campaigns.get(id));
    let campaign = campaign.map(|campaign| json!({ "id": campaign.id, "name": campaign.name }));
    let setting = |name: &str| order.assistant.get(name).cloned().unwrap_or_default();
    json!({
        "id": order.id,
        "assignee": null,
        "assistant": *order.assistant,
        "calls_count": order.attempts_made(),
        "last_call_attempt": attempts.first(),
        "call_attempts": attempts,
        "call_retry_config": order.config,
        "campaign": campaign,
        "contact": contact_of(order),
        "created_at": order.created_at.to_string(),
        "direction": "outbound",
        "first_sentence_delay_ms": setting("first_sentence_delay_ms"),
        "follow_up_emails": null,
        "from_phone_number": order.from,
        "is_cancelled": order.status == Status::Cancelled,
        "is_completed": order.status == Status::Completed,
        "llm_model": setting("llm_model"),
        "metadata": order.metadata,
        "organization_id": engine.user.get("organization_id").and_then(Value::as_str).unwrap_or("org"),
        "outcome": order.outcome,
        "outcome_summary": order.summary,
        "prompt_variables": order.variables,
        "scheduled_at": order.scheduled_at.to_string(),
        "slack_channel_ids": null,
        "status": order.status.as_str(),
        "to_phone_number": order.to,
        "updated_at": order.updated_at.to_string(),
    })
}

/// The contact, from the input data and the extracted values.
pub(in crate::api) fn contact_of(order: &Order) -> Value {
    let outputs = order.attempts.iter().rev();
    let mut known: Vec<&Map<String, Value>> = vec![&order.variables];
    known.extend(outputs.filter_map(|attempt| attempt.output.as_object()));
    contact(&known)
}

fn attempt(order: &Order, attempt: &Attempt) -> Value {
    let pickup = attempt.plan.reply.pickup;
    let answered = attempt.answered_at.is_some();
    let is_over = attempt.ended_at.is_some();
    let taken = attempt.plan.turns.get(..attempt.turns).unwrap_or_default();
    let transcript: Vec<&Value> = taken.iter().map(|turn| &turn.entry).collect();
    let is_speed_dial = attempt.plan.end_reason == Some("speed_dial_hangup");
    let talked = answered && pickup == crate::script::Pickup::Human;
    let error = match (pickup, is_over) {
        (crate::script::Pickup::Error(error), true) => Some(error.as_str()),
        _ => None,
    };
    let when = |condition: bool, value: Value| if condition { value } else { Value::Null };
    json!({
        "id": attempt.id,
        "answered_at": attempt.answered_at.map(|at| at.to_string()),
        "assistants_used": when(answered, json!([order.assistant.get("id")])),
        "dial_error": error,
        "email_log": when(attempt.is_analysed && answered, json!(attempt.email_log)),
        "end_reason": attempt.plan.end_reason.filter(|_| is_over),
        "ended_at": attempt.ended_at.map(|at| at.to_string()),
        "ended_by": attempt.plan.ended_by.filter(|_| is_over),
        "handled_by_ai": answered && !is_speed_dial,
        "handled_by_human": talked && is_speed_dial,
        "handled_by_user": null,
        "phone_number": order.to,
        "post_call_transcript": when(attempt.is_analysed && answered, json!(transcript)),
        "recording_url": when(
            is_over && answered,
            format!("https://recordings.example/{}.mp3", attempt.id).into(),
        ),
        "result": pickup.result().filter(|_| answered),
        "sms_log": when(attempt.is_analysed && answered, json!(attempt.sms_log)),
        "speech_events": speech_events(&attempt.id, taken),
        "started_at": attempt.started_at.to_string(),
        "status": attempt.status,
        "structured_output": attempt.output,
        "transcript": when(answered, json!(transcript)),
    })
}
