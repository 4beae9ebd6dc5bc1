//! What is answered, and how an answer becomes a response.

use axum::body::Bytes;
use axum::http::header::{ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A result, or a refusal.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// Later ones take the place of earlier ones.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Bytes,
    /// What a refusal says, for the record.
    pub(crate) refusal: Option<Refusal>,
}

#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) code: String,
    pub(crate) message: String,
}

impl Answer {
    pub(crate) fn json(status: StatusCode, body: &Value) -> Self {
        Self {
            status,
            headers: vec![(CONTENT_TYPE, JSON)],
            body: body.to_string().into(),
            refusal: None,
        }
    }

    pub(crate) fn bytes(media_type: &'static str, body: Vec<u8>) -> Self {
        let media_type = HeaderValue::from_static(media_type);
        Self {
            status: StatusCode::OK,
            headers: vec![(CONTENT_TYPE, media_type)],
            body: body.into(),
            refusal: None,
        }
    }

    pub(crate) fn refusal(status: StatusCode, code: &str, message: impl Into<String>) -> Self {
        Self::refusal_with(status, code, message.into(), None)
    }

    /// A refusal whose `error` tells programs what is wrong.
    pub(crate) fn refusal_with(
        status: StatusCode,
        code: &str,
        message: String,
        error: Option<Value>,
    ) -> Self {
        let mut body = json!({ "message": message, "code": code });
        if let (Some(body), Some(error)) = (body.as_object_mut(), error) {
            body.insert("error".into(), error);
        }
        let refusal = Refusal {
            code: code.to_owned(),
            message,
        };
        Self {
            refusal: Some(refusal),
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

    fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }
}
