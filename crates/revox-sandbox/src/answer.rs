//! What the operations answer, and how an answer becomes a response.

use axum::body::Body;
use axum::http::header::{ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use crate::spec::Operation;
use crate::store::{CALL_RETRIEVE, Store};

/// Answers a request that every check let through.
///
/// `path` holds the values of the path's parameters, decoded, in order. An operation that has no
/// state behind it answers with its first example.
pub(crate) fn answer(
    operation: &Operation,
    path: &[String],
    store: &Store,
) -> Result<Answer, Answer> {
    let body = match (operation.id.as_str(), path) {
        (CALL_RETRIEVE, [id]) => {
            let call = store.call(id).ok_or_else(|| call_not_found(id))?;
            operation.enclose(call.clone())
        }
        _ => operation.first_example.clone(),
    };
    Ok(Answer {
        status: operation.success,
        is_json: operation.media_type == JSON,
        body,
        header: None,
    })
}

const JSON: &str = "application/json";

/// What stands for content that is no JSON: the head of a sound file without sound.
const NO_JSON: &str = "RIFF\x04\0\0\0WAVE";

fn call_not_found(id: &str) -> Answer {
    Answer::refusal(
        StatusCode::NOT_FOUND,
        "call_not_found",
        format!("There is no call order with the id {id:?}. `Sandbox::put_call` adds one."),
    )
}

/// A JSON answer: a result, or a refusal.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) is_json: bool,
    pub(crate) body: Value,
    header: Option<(HeaderName, HeaderValue)>,
}

impl Answer {
    pub(crate) fn refusal(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        Self {
            status,
            is_json: true,
            body: json!({ "message": message.into(), "code": code }),
            header: None,
        }
    }

    /// Names the parameter at fault.
    pub(crate) fn about(mut self, place: &str, parameter: &str) -> Self {
        if let Value::Object(body) = &mut self.body {
            body.insert(
                "error".into(),
                json!({ "in": place, "parameter": parameter }),
            );
        }
        self
    }

    pub(crate) fn allowing(mut self, methods: &str) -> Self {
        self.header = HeaderValue::from_str(methods).ok().map(|v| (ALLOW, v));
        self
    }

    pub(crate) fn asking_for_a_key(mut self) -> Self {
        self.header = Some((WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")));
        self
    }

    pub(crate) fn into_response(self) -> Response {
        let (media_type, body) = match self.is_json {
            true => (JSON, self.body.to_string()),
            false => ("audio/wav", NO_JSON.to_owned()),
        };
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status;
        response
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        response.headers_mut().extend(self.header);
        response
    }
}
