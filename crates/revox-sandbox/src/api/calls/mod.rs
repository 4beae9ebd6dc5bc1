//! Call orders: placing, reading, halting them.

mod export;
pub(super) mod facets;
mod filters;
pub(super) mod phone_history;
mod search;
pub(super) mod view;

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value};

pub(super) use export::export;
pub(super) use filters::Filters;
pub(super) use phone_history::phone_history;
pub(super) use search::search;

use super::given::{is_true, map_of_texts, text};
use super::{Resource, assistants, conflict, not_found, phone_numbers, success, unacceptable};
use crate::engine::retry::RetryPolicy;
use crate::engine::{Conflict, Engine, Launch, NewOrder};
use crate::refusal::Refusal;

const KIND: &str = "call order";

/// The default number of the organization, where it has none.
const DEFAULT_NUMBER: &str = "+33199001234";

pub(super) fn create(engine: &mut Engine, body: &Value) -> Resource {
    let to = text(body, "phone_number").unwrap_or_default().to_owned();
    let launch = match body.get("scheduled_at") {
        None => Launch::Now,
        Some(at) => Launch::At(moment(at, "/scheduled_at")?),
    };
    phone_numbers::check_owned(engine, body, "")?;
    let assistant = assistant(engine, body)?;
    let config = assistant
        .get("call_retry_config")
        .cloned()
        .unwrap_or_default();
    let at = "/assistant/call_retry_config";
    let policy = RetryPolicy::read(&config, &to).map_err(|what| unacceptable(at, what))?;
    let from = text(body, "from_phone_number").or_else(|| text(&assistant, "from_phone_number"));
    let from = from.map_or_else(|| default_number(engine), str::to_owned);
    let metadata = match body.get("metadata") {
        None => Value::Null,
        Some(_) if engine.settings.quirks.drops_metadata() => Value::Null,
        Some(_) => map_of_texts(body, "metadata").into(),
    };
    let key = body.pointer("/concurrency/key").and_then(Value::as_str);
    let new = NewOrder {
        to,
        from,
        assistant,
        campaign: None,
        config,
        policy,
        skips_window: is_true(body, "skip_calling_window"),
        concurrency_key: key.map(str::to_owned),
        metadata,
        variables: map_of_texts(body, "prompt_variables"),
    };
    let id = engine.place(new, launch);
    // The response shows it, even if search does not find it yet.
    let call = engine.calls.get(&id).ok_or_else(|| not_found(KIND, &id))?;
    Ok(view::call(engine, call))
}

/// A moment in a property whose type the API leaves open.
pub(super) fn moment(value: &Value, pointer: &str) -> Result<Timestamp, Refusal> {
    let moment = value.as_str().and_then(crate::moment::parse);
    moment.ok_or_else(|| {
        let what =
            format!("{value} is not a moment in ISO 8601 form, as in `2026-06-09T08:05:00Z`");
        unacceptable(pointer, what)
    })
}

/// The assistant that exists, or the one that is made up; exactly one of the two has to be given.
fn assistant(engine: &mut Engine, body: &Value) -> Result<Arc<Value>, Refusal> {
    match (body.get("assistant_id"), body.get("assistant")) {
        (Some(id), None) => {
            let known = id.as_str().and_then(|id| engine.assistants.get(id));
            let what = || unacceptable("/assistant_id", format!("there is no assistant {id}"));
            known.cloned().ok_or_else(what)
        }
        (None, Some(settings)) => {
            assistants::check(engine, settings, "/assistant")?;
            Ok(Arc::new(assistants::made_from(engine, settings)))
        }
        (None, None) => Err(unacceptable(
            "/assistant_id",
            "neither this nor `assistant` is given",
        )),
        (Some(_), Some(_)) => Err(unacceptable(
            "/assistant",
            "both this and `assistant_id` are given",
        )),
    }
}

/// The number that places calls for which nothing says another.
pub(super) fn default_number(engine: &Engine) -> String {
    let first = engine.phone_numbers.values().next();
    let number = first.and_then(|number| text(number, "phone_number"));
    number.unwrap_or(DEFAULT_NUMBER).to_owned()
}

pub(super) fn retrieve(engine: &Engine, id: &str) -> Resource {
    let call = engine.calls.get(id).filter(|call| engine.is_visible(call));
    let call = call.ok_or_else(|| not_found(KIND, id))?;
    Ok(view::call(engine, call))
}

pub(super) fn cancel(engine: &mut Engine, id: &str) -> Resource {
    halt(engine, id, "cancelled", Engine::cancel)
}

pub(super) fn pause(engine: &mut Engine, id: &str) -> Resource {
    halt(engine, id, "paused", Engine::pause)
}

pub(super) fn resume(engine: &mut Engine, id: &str) -> Resource {
    halt(engine, id, "resumed", Engine::resume)
}

fn halt(
    engine: &mut Engine,
    id: &str,
    done: &str,
    change: impl Fn(&mut Engine, usize) -> Result<(), Conflict>,
) -> Resource {
    let index = engine
        .calls
        .get_index_of(id)
        .ok_or_else(|| not_found(KIND, id))?;
    change(engine, index).map_err(|Conflict { status }| {
        let message = format!("The call order {id:?} is {status}: it cannot be {done} any more.");
        conflict("call_not_changeable", message)
    })?;
    Ok(success())
}

/// The person's contact data, from values under the usual names.
pub(super) fn contact(maps: &[&Map<String, Value>]) -> Value {
    let names = ["company", "email", "first_name", "last_name", "job_title"];
    let fields = names.map(|name| {
        let known = maps.iter().find_map(|map| map.get(name)?.as_str());
        (name.to_owned(), known.map_or(Value::Null, Value::from))
    });
    Value::Object(Map::from_iter(fields))
}
