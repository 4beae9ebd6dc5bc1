//! What the operations do: from a request that passed all checks to an answer.

mod assistants;
mod calls;
mod campaigns;
mod csv;
mod given;
mod phone_numbers;
mod voices;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::http::answer::Answer;
use crate::http::check::Checked;
use crate::spec::Operation;

pub(crate) use calls::view::call;

/// What an operation gives, out of its envelope; or why it does not.
type Given = Result<Value, Answer>;

/// The first example of an operation.
pub(crate) fn example(operation: &Operation) -> Answer {
    if operation.media_type == "application/json" {
        Answer::json(operation.success, &operation.example)
    } else {
        // What is no JSON has no example.
        voices::sound("")
    }
}

/// Answers from what the sandbox holds.
///
/// An operation that it does not know, such as a new one of the description, gives its example.
pub(crate) fn answer(operation: &Operation, request: &Checked, engine: &mut Engine) -> Answer {
    let body = &request.body;
    let path: Vec<&str> = request.path.iter().map(String::as_str).collect();
    let given = match (operation.id.as_str(), path.as_slice()) {
        ("call_create", []) => calls::create(engine, body),
        ("call_retrieve", [id]) => calls::retrieve(engine, id),
        ("call_cancel", [id]) => calls::cancel(engine, id),
        ("call_pause", [id]) => calls::pause(engine, id),
        ("call_resume", [id]) => calls::resume(engine, id),
        ("call_search", []) => calls::search(engine, body),
        ("call_export", []) => calls::export(engine, body),
        ("call_phone_history", []) => calls::phone_history(engine),
        ("campaigns_list", []) => campaigns::list(engine),
        ("campaigns_create", []) => campaigns::create(engine, body),
        ("campaigns_retrieve", [id]) => campaigns::retrieve(engine, id),
        ("campaigns_update", [id]) => campaigns::update(engine, id, body),
        ("campaigns_delete", [id]) => campaigns::delete(engine, id),
        ("campaigns_cancel", [id]) => campaigns::cancel(engine, id),
        ("campaigns_pause", [id]) => campaigns::pause(engine, id),
        ("campaigns_resume", [id]) => campaigns::resume(engine, id),
        ("campaigns_get_rows", [id]) => campaigns::rows(engine, id),
        ("campaigns_export_rows", [id]) => campaigns::export(engine, id),
        ("campaigns_statistics", [id]) => campaigns::statistics(engine, id),
        ("campaigns_launch", [id]) => campaigns::launch(engine, id, body),
        ("assistants_list", []) => assistants::list(engine),
        ("assistants_create", []) => assistants::create(engine, body),
        ("assistants_retrieve", [id]) => assistants::retrieve(engine, id),
        ("assistants_update", [id]) => assistants::update(engine, id, body),
        ("assistants_delete", [id]) => assistants::delete(engine, id),
        ("assistants_clone", [id]) => assistants::clone(engine, id),
        ("phone_numbers_list", []) => phone_numbers::list(engine),
        ("phone_numbers_update", [id]) => phone_numbers::update(engine, id, body),
        ("phone_numbers_delete", [id]) => phone_numbers::delete(engine, id),
        ("voices_list", []) => voices::list(engine),
        ("voices_retrieve", [id]) => voices::retrieve(engine, id, &request.query),
        ("voices_clone", []) => voices::clone(engine, body),
        ("voices_delete", [id]) => voices::delete(engine, id),
        ("voices_preview", []) => return voices::preview(engine, body).unwrap_or_else(|no| no),
        ("users_retrieve", []) => Ok(engine.user.clone()),
        ("auth_status_retrieve", []) => Ok(json!({ "authenticated": true })),
        _ => return example(operation),
    };
    match given {
        Ok(given) => {
            let body = match &operation.envelope {
                Some(key) => json!({ key: given }),
                None => given,
            };
            Answer::json(operation.success, &body)
        }
        Err(refusal) => refusal,
    }
}

fn success() -> Value {
    json!({ "success": true })
}

fn not_found(what: &str, id: &str) -> Answer {
    let code = match what {
        "call order" => "call_not_found".to_owned(),
        what => format!("{}_not_found", what.replace(' ', "_")),
    };
    let message = format!("There is no {what} with the id {id:?}.");
    Answer::refusal(StatusCode::NOT_FOUND, &code, message)
}

fn conflict(code: &str, message: String) -> Answer {
    Answer::refusal(StatusCode::CONFLICT, code, message)
}

/// A value of the body that is well-formed and not acceptable.
fn unacceptable(pointer: &str, what: impl Into<String>) -> Answer {
    let what = what.into();
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Answer::refusal_with(
        status,
        "unacceptable_value",
        format!("At {pointer}: {what}."),
        Some(json!({ "in": "body", "problems": [{ "pointer": pointer, "problem": what }] })),
    )
}

#[cfg(test)]
mod tests {
    use crate::spec::Spec;

    #[test]
    #[allow(clippy::unwrap_used)]
    fn every_operation_of_the_description_has_an_implementation() {
        let source = include_str!("mod.rs");
        for operation in &Spec::embedded().unwrap().operations {
            let id = &operation.id;
            assert!(
                source.contains(&format!("(\"{id}\", [")),
                "{id} answers with its example"
            );
        }
    }
}
