//! Assistants, and what becomes of call orders when one changes.

use std::sync::Arc;

use serde_json::{Value, json};

use super::given::{overlay, set, text};
use super::{Resource, not_found, phone_numbers, success, unacceptable, voices};
use crate::engine::conversation::placeholders;
use crate::engine::retry::RetryPolicy;
use crate::engine::{Call, Engine};
use crate::refusal::Refusal;
use crate::seed;

const KIND: &str = "assistant";

pub(super) fn list(engine: &Engine) -> Resource {
    let assistants = engine.assistants.values();
    let listed = assistants.filter(|assistant| text(assistant, "type") != Some("sub-assistant"));
    Ok(listed.map(|assistant| Value::clone(assistant)).collect())
}

pub(super) fn retrieve(engine: &Engine, id: &str) -> Resource {
    let assistant = engine
        .assistants
        .get(id)
        .ok_or_else(|| not_found(KIND, id))?;
    Ok(Value::clone(assistant))
}

pub(super) fn create(engine: &mut Engine, body: &Value) -> Resource {
    check(engine, body, "")?;
    let assistant = made_from(engine, body);
    Ok(keep(engine, assistant))
}

/// An assistant with the settings of a body, and the service's defaults for all others.
pub(super) fn made_from(engine: &mut Engine, body: &Value) -> Value {
    let mut assistant = seed::assistant_defaults();
    overlay(&mut assistant, body);
    set(&mut assistant, "id", engine.ids.next(KIND));
    set(&mut assistant, "created_at", engine.now.to_string());
    set(&mut assistant, "updated_at", engine.now.to_string());
    set(&mut assistant, "created_by", seed::user_ref(&engine.user));
    let organization = engine.user.get("organization_id").cloned();
    set(
        &mut assistant,
        "organization_id",
        organization.unwrap_or_default(),
    );
    tidy_questions(engine, &mut assistant);
    assistant
}

fn keep(engine: &mut Engine, assistant: Value) -> Value {
    let id = text(&assistant, "id").unwrap_or_default().to_owned();
    engine.assistants.insert(id, Arc::new(assistant.clone()));
    assistant
}

/// Questions get an id when they come; those of a request were answered by a person.
fn tidy_questions(engine: &mut Engine, assistant: &mut Value) {
    let items = assistant.get("faq_items").and_then(Value::as_array);
    let items: Vec<Value> = items.cloned().unwrap_or_default();
    let mut pending = 0;
    let items = items.into_iter().map(|mut item| {
        if item.get("id").is_none() {
            set(&mut item, "id", engine.ids.next("faq"));
            set(&mut item, "needs_human_answer", false);
            set(&mut item, "source", "human");
        }
        pending += u32::from(item.get("needs_human_answer") == Some(&Value::Bool(true)));
        item
    });
    let items: Value = items.collect();
    set(assistant, "faq_items", items);
    set(assistant, "pending_faq_count", pending);
}

/// Checks what a schema cannot express.
pub(super) fn check(engine: &Engine, body: &Value, at: &str) -> Result<(), Refusal> {
    if let Some(config) = body.get("call_retry_config") {
        RetryPolicy::read(config, "")
            .map_err(|what| unacceptable(&format!("{at}/call_retry_config"), what))?;
    }
    phone_numbers::check_owned(engine, body, at)?;
    match body.get("voice") {
        Some(voice) => voices::check(engine, voice, "id", &format!("{at}/voice")),
        None => Ok(()),
    }
}

pub(super) fn update(engine: &mut Engine, id: &str, body: &Value) -> Resource {
    let assistant = engine
        .assistants
        .get(id)
        .ok_or_else(|| not_found(KIND, id))?;
    let mut assistant = Value::clone(assistant);
    check(engine, body, "")?;
    overlay(&mut assistant, body);
    set(&mut assistant, "updated_at", engine.now.to_string());
    tidy_questions(engine, &mut assistant);
    let assistant = keep(engine, assistant);
    let notice = patch_calls(engine, id);
    Ok(json!({ "assistant": assistant, "unpatchedCallsNotice": notice }))
}

/// Brings call orders along that are not over, and tells of those that cannot be: their variables
/// lack one that the prompt has now.
fn patch_calls(engine: &mut Engine, id: &str) -> Value {
    let Some(assistant) = engine.assistants.get(id).cloned() else {
        return Value::Null;
    };
    let needed = placeholders(text(&assistant, "prompt").unwrap_or_default());
    engine.note_receiver(&assistant);
    let (mut count, mut missing) = (0, Vec::<String>::new());
    for call in engine.calls.values_mut() {
        let Call::Live(order) = call else {
            continue;
        };
        if order.is_over() || text(&order.assistant, "id") != Some(id) {
            continue;
        }
        let lacking = needed
            .iter()
            .filter(|name| !order.variables.contains_key(*name));
        let lacking: Vec<&String> = lacking.collect();
        if lacking.is_empty() {
            order.assistant = Arc::clone(&assistant);
            continue;
        }
        count += 1;
        for name in lacking {
            if !missing.contains(name) {
                missing.push(name.clone());
            }
        }
    }
    match count {
        0 => Value::Null,
        _ => json!({ "count": count, "variables": missing }),
    }
}

/// The records of earlier calls keep the assistant as it was.
pub(super) fn delete(engine: &mut Engine, id: &str) -> Resource {
    let deleted = engine.assistants.shift_remove(id);
    deleted
        .map(|_| success())
        .ok_or_else(|| not_found(KIND, id))
}

pub(super) fn clone(engine: &mut Engine, id: &str) -> Resource {
    let original = engine
        .assistants
        .get(id)
        .ok_or_else(|| not_found(KIND, id))?;
    let mut copy = Value::clone(original);
    let name = format!("{} (Copy)", text(&copy, "name").unwrap_or_default());
    set(&mut copy, "name", name);
    set(&mut copy, "id", engine.ids.next(KIND));
    set(&mut copy, "created_at", engine.now.to_string());
    set(&mut copy, "updated_at", engine.now.to_string());
    Ok(keep(engine, copy))
}
