//! The control API, for tests in other languages: the methods of [`Sandbox`](crate::Sandbox) over
//! HTTP.
//!
//! It has a prefix of its own, takes no key, and is not on record.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::api::operations::OPERATIONS;
use crate::fault::Fault;
use crate::quirks::Quirks;
use crate::record::{RecordedRequest, RecordedWebhook};
use crate::refusal::{Kind, Refusal};
use crate::script::Script;
use crate::service::Service;
use crate::state::State;

const PREFIX: &str = "/sandbox";

/// The longest time by which one request advances the clock: much can happen in between.
const LONGEST_STEP: SignedDuration = SignedDuration::from_hours(24 * 366 * 2);

type Result<T = Value> = std::result::Result<T, Refusal>;

pub(crate) struct Request<'a> {
    pub(crate) method: &'a str,
    /// The path below the prefix.
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) body: &'a [u8],
}

/// The path below the prefix; `None` if the request is for the API.
pub(crate) fn path(path: &str) -> Option<&str> {
    let rest = path.strip_prefix(PREFIX)?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest.trim_matches('/'))
}

/// A move of the clock.
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

/// Performs a request to the control API.
pub(crate) async fn perform(service: &Service, request: Request<'_>) -> Result {
    let Request {
        method,
        path,
        query,
        body,
    } = request;
    match (method, path) {
        ("GET", "" | "clock") => Ok(about(service)),
        ("POST", "clock") => move_clock(service, decode(body)?).await,
        ("GET", "history") => Ok(history(service)),
        ("GET", "operations") => Ok(operations()),
        ("GET", "requests") => requests(service, &Filter::parse(service, query)?),
        ("GET", "webhooks") => Ok(webhooks(service)),
        ("GET", "script") => Ok(json!({ "script": service.lock().engine.settings.script })),
        ("PUT", "script") => {
            let script: Script = decode(body)?;
            service.lock().engine.settings.script = script;
            Ok(success())
        }
        ("GET", "quirks") => Ok(json!({ "quirks": service.lock().engine.settings.quirks })),
        ("PUT", "quirks") => {
            let quirks: Quirks = decode(body)?;
            service.lock().engine.settings.quirks = quirks;
            Ok(success())
        }
        ("GET", "faults") => Ok(json!({ "faults": service.lock().faults.faults() })),
        ("POST", "faults") => inject(service, decode(body)?),
        ("DELETE", "faults") => {
            service.lock().faults.clear();
            Ok(success())
        }
        ("POST", "calls") => put_call(service, decode(body)?),
        ("POST", "reset") => {
            service.reset();
            Ok(success())
        }
        _ => Err(Refusal::new(
            Kind::NotFound,
            "no_control",
            format!(
                "The control API has no {method} {PREFIX}/{path}. It has GET {PREFIX}, \
                 GET and POST /clock, GET /history, GET /operations, GET /requests, GET /webhooks, \
                 GET and PUT /script, GET and PUT /quirks, GET, POST and DELETE /faults, POST /calls and POST /reset."
            ),
        )),
    }
}

fn success() -> Value {
    json!({ "success": true })
}

fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    serde_json::from_slice(body).map_err(|error| malformed(error.to_string()))
}

fn malformed(message: impl Into<String>) -> Refusal {
    Refusal::new(Kind::Malformed, "malformed_control", message)
}

fn about(service: &Service) -> Value {
    let state = service.lock();
    json!({
        "clock": state.clock.time.to_string(),
        "mode": service.mode.to_string(),
        "next_event_at": state.next_event().map(|at| at.to_string()),
        "now": state.engine.now.to_string(),
        "requests": state.record.total(),
        "seed": state.engine.settings.seed,
    })
}

async fn move_clock(service: &Service, step: Step) -> Result {
    let to = destination(&service.lock(), &step)?;
    service.advance_in_turn(|_| to).await;
    Ok(about(service))
}

fn destination(state: &State, step: &Step) -> Result<Timestamp> {
    let now = state.engine.now;
    let to = match step {
        Step::AdvanceSeconds(seconds) => {
            let by = SignedDuration::try_from_secs_f64(*seconds);
            let by = by.map_err(|error| malformed(error.to_string()))?;
            now.saturating_add(by).unwrap_or(now)
        }
        Step::AdvanceTo(to) => *to,
        Step::NextEvent => state.next_event().unwrap_or(now),
    };
    if to.duration_since(now) > LONGEST_STEP {
        return Err(malformed(
            "One request advances the clock by two years at most.",
        ));
    }
    Ok(to)
}

fn history(service: &Service) -> Value {
    let state = service.lock();
    let history = &state.engine.history;
    let lines: Vec<String> = history.iter().map(ToString::to_string).collect();
    json!({ "history": lines, "discarded": history.discarded() })
}

/// The requests that a listing is about: `?operation=call_create&since=req_17`.
#[derive(Default)]
struct Filter {
    operation: Option<String>,
    /// The number of the last request that the client knows.
    since: usize,
}

impl Filter {
    fn parse(service: &Service, query: &str) -> Result<Self> {
        let mut filter = Self::default();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("operation", id)) => {
                    service.check_operation(id).map_err(malformed)?;
                    filter.operation = Some(id.to_owned());
                }
                Some(("since", id)) => {
                    let number = id.strip_prefix("req_").unwrap_or(id).parse();
                    filter.since = number.map_err(|_| {
                        malformed(format!(
                            "`since` is a request's id, as in `req_17`, not {id:?}."
                        ))
                    })?;
                }
                _ => {
                    let message = format!(
                        "{pair:?} is not a filter. Requests are filtered by `operation=ID` and \
                         `since=req_17`."
                    );
                    return Err(malformed(message));
                }
            }
        }
        Ok(filter)
    }

    fn admits(&self, request: &RecordedRequest) -> bool {
        let operation = self.operation.as_deref();
        request.number() > self.since
            && operation.is_none_or(|operation| request.operation_id() == Some(operation))
    }
}

fn requests(service: &Service, filter: &Filter) -> Result {
    let state = service.lock();
    let record = &state.record;
    let discarded = record.discarded();
    let chosen = record.iter().filter(|request| filter.admits(request));
    let chosen: Vec<RecordedRequest> = chosen.cloned().collect();
    drop(state);
    let listed: Vec<Value> = chosen.iter().map(RecordedRequest::to_json).collect();
    Ok(json!({ "requests": listed, "discarded": discarded }))
}

fn webhooks(service: &Service) -> Value {
    let state = service.lock();
    let record = state.record.webhooks();
    let (discarded, undelivered) = (record.discarded(), state.outbox.undelivered());
    let webhooks: Vec<RecordedWebhook> = record.iter().cloned().collect();
    drop(state);
    let listed: Vec<Value> = webhooks.iter().map(RecordedWebhook::to_json).collect();
    json!({ "webhooks": listed, "discarded": discarded, "undelivered": undelivered })
}

/// The names that faults and filters know operations by.
fn operations() -> Value {
    let rows = OPERATIONS
        .iter()
        .map(|row| json!({ "id": row.id, "method": row.method, "path": row.path }));
    json!({ "operations": rows.collect::<Vec<_>>() })
}

fn inject(service: &Service, fault: AnyFault) -> Result {
    let fault = match fault {
        AnyFault::Json(fault) => Ok(fault),
        AnyFault::Text(text) => text.parse::<Fault>(),
    };
    fault
        .and_then(|fault| service.inject(fault))
        .map_err(|error| malformed(error.to_string()))?;
    Ok(success())
}

fn put_call(service: &Service, call: Value) -> Result {
    service
        .put_call(call)
        .map_err(|error| malformed(error.to_string()))?;
    Ok(success())
}
