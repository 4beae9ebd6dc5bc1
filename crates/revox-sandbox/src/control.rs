//! The control API, for tests in other languages: what [`Sandbox`](crate::Sandbox)'s methods do.
//!
//! It has a prefix of its own, takes no key, and is not on record.

use axum::http::{Method, StatusCode};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::error::PutCallError;
use crate::fault::Fault;
use crate::http::answer::Answer;
use crate::http::server::Server;
use crate::script::Script;

const PREFIX: &str = "/sandbox";

/// Further than this, time is not put in one step: much can happen in between.
const LONGEST_STEP: SignedDuration = SignedDuration::from_hours(24 * 366 * 2);

/// The path below the prefix; `None` if the request is for the API.
pub(crate) fn path(path: &str) -> Option<&str> {
    let rest = path.strip_prefix(PREFIX)?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest.trim_matches('/'))
}

/// How far to put the clock.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    AdvanceSeconds(f64),
    AdvanceTo(Timestamp),
    NextEvent,
}

/// A fault as text, or in the form of JSON.
#[derive(Deserialize)]
#[serde(untagged)]
enum AnyFault {
    Text(String),
    Json(Fault),
}

pub(crate) fn answer(server: &Server, method: &Method, path: &str, body: &[u8]) -> Answer {
    let answered = match (method.as_str(), path) {
        ("GET", "" | "clock") => Ok(about(server)),
        ("POST", "clock") => read(body).and_then(|step| move_clock(server, &step)),
        ("GET", "history") => {
            let history = &server.lock().engine.history;
            Ok(json!({ "history": history.iter().map(ToString::to_string).collect::<Vec<_>>() }))
        }
        ("GET", "requests") => {
            let requests = &server.lock().requests;
            Ok(json!({ "requests": requests.iter().map(|r| r.to_json()).collect::<Vec<_>>() }))
        }
        ("GET", "script") => Ok(json!({ "script": server.lock().engine.settings.script })),
        ("PUT", "script") => read::<Script>(body).map(|script| {
            server.lock().engine.settings.script = script;
            json!({ "success": true })
        }),
        ("GET", "faults") => Ok(json!({ "faults": server.lock().faults.faults() })),
        ("POST", "faults") => read(body).and_then(|fault| inject(server, fault)),
        ("DELETE", "faults") => {
            server.lock().faults.clear();
            Ok(json!({ "success": true }))
        }
        ("POST", "calls") => read(body).and_then(|call| put_call(server, call)),
        ("POST", "reset") => {
            server.reset();
            Ok(json!({ "success": true }))
        }
        _ => Err(Answer::refusal(
            StatusCode::NOT_FOUND,
            "no_control",
            format!(
                "The control API has no {method} {PREFIX}/{path}. It has GET {PREFIX}, \
                 GET and POST /clock, GET /history, GET /requests, GET and PUT /script, \
                 GET, POST and DELETE /faults, POST /calls and POST /reset."
            ),
        )),
    };
    match answered {
        Ok(body) => Answer::json(StatusCode::OK, &body),
        Err(refusal) => refusal,
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Answer> {
    serde_json::from_slice(body).map_err(|error| malformed(error.to_string()))
}

fn malformed(message: String) -> Answer {
    Answer::refusal(StatusCode::BAD_REQUEST, "malformed_control", message)
}

fn about(server: &Server) -> Value {
    let state = server.lock();
    json!({
        "clock": state.clock.time.to_string(),
        "mode": server.mode.to_string(),
        "next_event_at": state.engine.next_event().map(|at| at.to_string()),
        "now": state.engine.now.to_string(),
        "requests": state.requests.len(),
        "seed": state.engine.settings.seed,
    })
}

fn move_clock(server: &Server, step: &Step) -> Result<Value, Answer> {
    let mut state = server.lock();
    let now = state.engine.now;
    let to = match step {
        Step::AdvanceSeconds(seconds) => {
            let by = SignedDuration::try_from_secs_f64(*seconds);
            let by = by.map_err(|error| malformed(error.to_string()))?;
            now.saturating_add(by).unwrap_or(now)
        }
        Step::AdvanceTo(to) => *to,
        Step::NextEvent => state.engine.next_event().unwrap_or(now),
    };
    if to.duration_since(now) > LONGEST_STEP {
        return Err(malformed("The clock is put by two years at most.".into()));
    }
    state.clock.put(to);
    state.catch_up();
    drop(state);
    Ok(about(server))
}

fn inject(server: &Server, fault: AnyFault) -> Result<Value, Answer> {
    let fault = match fault {
        AnyFault::Json(fault) => fault,
        AnyFault::Text(text) => text
            .parse::<Fault>()
            .map_err(|error| malformed(error.to_string()))?,
    };
    server
        .inject(fault)
        .map_err(|error| malformed(error.to_string()))?;
    Ok(json!({ "success": true }))
}

fn put_call(server: &Server, call: Value) -> Result<Value, Answer> {
    server
        .put_call(call)
        .map_err(|error: PutCallError| malformed(error.to_string()))?;
    Ok(json!({ "success": true }))
}
