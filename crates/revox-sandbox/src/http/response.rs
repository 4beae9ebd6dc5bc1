//! Responses as they are decided on, before they are delivered.

use hyper::StatusCode;
use hyper::body::Bytes;
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderName, HeaderValue, WWW_AUTHENTICATE};
use serde_json::{Value, json};

use crate::api::Output;
use crate::refusal::{Kind, Refusal};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// The response to a request, unless a fault changes it on its way.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) status: StatusCode,
    /// Later ones take the place of earlier ones.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Bytes,
    /// Code and message of a refusal, for the record.
    pub(crate) refusal: Option<(String, String)>,
}

impl Response {
    pub(crate) fn json(status: StatusCode, body: &Value) -> Self {
        Self {
            status,
            headers: vec![(CONTENT_TYPE, JSON)],
            body: body.to_string().into(),
            refusal: None,
        }
    }

    /// The result of an operation.
    pub(crate) fn success(status: StatusCode, output: Output) -> Self {
        match output {
            Output::Json(body) => Self::json(status, &body),
            Output::Audio { media_type, bytes } => Self {
                status,
                headers: vec![(CONTENT_TYPE, HeaderValue::from_static(media_type))],
                body: bytes.into(),
                refusal: None,
            },
        }
    }

    pub(crate) fn refusal(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        Self::refusal_with(status, code, message, None)
    }

    /// A refusal whose `error` tells programs where the request is wrong.
    pub(crate) fn refusal_with(
        status: StatusCode,
        code: &str,
        message: impl Into<String>,
        error: Option<Value>,
    ) -> Self {
        let message = message.into();
        let mut body = json!({ "message": message, "code": code });
        if let (Some(body), Some(error)) = (body.as_object_mut(), error) {
            body.insert("error".into(), error);
        }
        Self {
            refusal: Some((code.to_owned(), message)),
            ..Self::json(status, &body)
        }
    }

    pub(crate) fn allowing(self, methods: &str) -> Self {
        match HeaderValue::from_str(methods) {
            Ok(methods) => self.with(ALLOW, methods),
            Err(_) => self,
        }
    }

    pub(crate) fn asking_for_a_key(self) -> Self {
        self.with(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
    }

    pub(crate) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }
}

impl From<Refusal> for Response {
    fn from(refusal: Refusal) -> Self {
        let status = match refusal.kind {
            Kind::Malformed => StatusCode::BAD_REQUEST,
            Kind::Forbidden => StatusCode::FORBIDDEN,
            Kind::NotFound => StatusCode::NOT_FOUND,
            Kind::Conflict => StatusCode::CONFLICT,
            Kind::Unacceptable => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::refusal_with(status, &refusal.code, refusal.message, refusal.details)
    }
}
