//! The numbers of the organization.

use serde_json::Value;

use super::given::{set, text};
use super::{Resource, not_found, success, unacceptable};
use crate::engine::Engine;
use crate::refusal::Refusal;

const KIND: &str = "phone number";

pub(super) fn list(engine: &Engine) -> Resource {
    let ids: Vec<&String> = engine.phone_numbers.keys().collect();
    ids.into_iter().map(|id| shown(engine, id)).collect()
}

/// A number as it is shown, with the assistant for incoming calls as that is now.
fn shown(engine: &Engine, id: &str) -> Resource {
    let number = engine
        .phone_numbers
        .get(id)
        .ok_or_else(|| not_found(KIND, id))?;
    let mut number = number.clone();
    let assistant = number.get("inbound_assistant").and_then(Value::as_str);
    let assistant = assistant.and_then(|id| engine.assistants.get(id));
    let assistant = assistant.map_or(Value::Null, |assistant| Value::clone(assistant));
    set(&mut number, "inbound_assistant", assistant);
    Ok(number)
}

/// Checks that calls can be placed from the number that a body names, if it names one.
pub(super) fn check_owned(engine: &Engine, body: &Value, at: &str) -> Result<(), Refusal> {
    let Some(from) = text(body, "from_phone_number") else {
        return Ok(());
    };
    let mut numbers = engine.phone_numbers.values();
    match numbers.any(|number| text(number, "phone_number") == Some(from)) {
        true => Ok(()),
        false => {
            let what = format!("{from:?} does not belong to the organization");
            Err(unacceptable(&format!("{at}/from_phone_number"), what))
        }
    }
}

pub(super) fn update(engine: &mut Engine, id: &str, body: &Value) -> Resource {
    let number = engine
        .phone_numbers
        .get_mut(id)
        .ok_or_else(|| not_found(KIND, id))?;
    if let Some(assistant) = body.get("inbound_assistant_id") {
        let known = assistant
            .as_str()
            .is_none_or(|id| engine.assistants.contains_key(id));
        if !known {
            let what = format!("there is no assistant {assistant}");
            return Err(unacceptable("/inbound_assistant_id", what));
        }
        set(number, "inbound_assistant", assistant.clone());
    }
    if let Some(label) = body.get("label") {
        set(number, "label", label.clone());
    }
    shown(engine, id)
}

pub(super) fn delete(engine: &mut Engine, id: &str) -> Resource {
    let deleted = engine.phone_numbers.shift_remove(id);
    deleted
        .map(|_| success())
        .ok_or_else(|| not_found(KIND, id))
}
