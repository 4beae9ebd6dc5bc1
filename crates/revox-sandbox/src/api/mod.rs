//! The operations: from a request that passed all checks to its result, or to a refusal.
//!
//! Nothing here knows HTTP beyond what the table of [`operations`] names.

mod assistants;
mod calls;
mod campaigns;
mod csv;
mod given;
pub(crate) mod operations;
mod phone_numbers;
mod voices;

use serde_json::{Value, json};

use crate::engine::Engine;
use crate::refusal::{Kind, Refusal};
use crate::spec::Operation;
use operations::Handler;

pub(crate) use calls::view::call;

/// A request whose form has been checked.
#[derive(Debug, Default)]
pub(crate) struct Request {
    /// The values of the path's parameters, decoded, in order.
    pub(crate) path: Vec<String>,
    /// Names and values of the query, decoded.
    pub(crate) query: Vec<(String, String)>,
    /// `null` if the operation takes none.
    pub(crate) body: Value,
}

impl Request {
    /// The id in the path; empty if there is none.
    fn id(&self) -> &str {
        self.path.first().map(String::as_str).unwrap_or_default()
    }
}

/// The result of an operation.
#[derive(Debug)]
pub(crate) enum Output {
    Json(Value),
    Audio {
        media_type: &'static str,
        bytes: Vec<u8>,
    },
}

/// A resource, without the envelope of its response.
type Resource = Result<Value, Refusal>;

/// The first example of an operation.
pub(crate) fn example(operation: &Operation) -> Output {
    match operation.media_type.as_str() {
        "application/json" => Output::Json(operation.example.clone()),
        // Only JSON has examples.
        _ => voices::silence(""),
    }
}

/// Performs an operation on the engine's resources. One that is not in the table, such as a new one
/// of the description, gives its example.
pub(crate) fn perform(
    operation: &Operation,
    request: &Request,
    engine: &mut Engine,
) -> Result<Output, Refusal> {
    match operations::find(&operation.id).map(|row| &row.handler) {
        Some(Handler::Json(handler)) => {
            let resource = handler(engine, request)?;
            Ok(Output::Json(match &operation.envelope {
                Some(key) => json!({ key: resource }),
                None => resource,
            }))
        }
        Some(Handler::Audio(handler)) => handler(engine, request),
        None => Ok(example(operation)),
    }
}

fn success() -> Value {
    json!({ "success": true })
}

fn not_found(kind: &str, id: &str) -> Refusal {
    let code = match kind {
        "call order" => "call_not_found".to_owned(),
        kind => format!("{}_not_found", kind.replace(' ', "_")),
    };
    let message = format!("There is no {kind} with the id {id:?}.");
    Refusal::new(Kind::NotFound, code, message)
}

fn conflict(code: &str, message: String) -> Refusal {
    Refusal::new(Kind::Conflict, code, message)
}

/// A value of the body that is well-formed and not acceptable.
fn unacceptable(pointer: &str, error: impl Into<String>) -> Refusal {
    let error = error.into();
    let message = format!("At {pointer}: {error}.");
    let details = json!({ "in": "body", "problems": [{ "pointer": pointer, "problem": error }] });
    Refusal::new(Kind::Unacceptable, "unacceptable_value", message).with_details(details)
}
