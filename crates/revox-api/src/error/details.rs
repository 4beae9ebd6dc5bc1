//! Details of a failed request, for the program that sent it.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

use super::{Error, Kind};
use crate::attempt::{Attempt, attempts};
use crate::models::ErrorBody;
use crate::response::request_id;
use crate::retry_after::retry_after_now;
use crate::{Operation, Violation};

/// Details of the failure.
///
/// # Examples
///
/// ```
/// # async fn example(client: &revox_api::Client) {
/// if let Err(error) = client.call().retrieve("call_8Zk3vQ").await {
///     eprintln!("{error}"); // nothing private in it
///     let support = (error.status(), error.request_id());
///     let from_the_api = (error.code(), error.message());
///     let kept = (error.call_id(), error.decode_path(), error.body().map(|body| body.len()));
/// }
/// # }
/// ```
impl Error {
    /// Returns the operation that failed, if the error comes from a request.
    pub fn operation(&self) -> Option<&'static Operation> {
        self.0.operation
    }

    /// Returns the HTTP status if a response began to arrive; it is 2xx if the body did not decode.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.response.as_ref().map(http::Response::status)
    }

    /// Returns the headers if a response began to arrive.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.response.as_ref().map(http::Response::headers)
    }

    pub(crate) fn extensions(&self) -> Option<&http::Extensions> {
        self.0.response.as_ref().map(http::Response::extensions)
    }

    /// Returns as much of the body as arrived, byte for byte.
    ///
    /// Private: it can contain phone numbers and transcripts.
    pub fn body(&self) -> Option<&Bytes> {
        self.0.response.as_ref().map(http::Response::body)
    }

    /// Returns the id that the server gave this exchange, to quote to its support.
    ///
    /// Taken from the same headers as [`Response::request_id`](crate::Response::request_id).
    pub fn request_id(&self) -> Option<&str> {
        self.headers().and_then(request_id)
    }

    /// Returns the API's explanation from the error body: the string `message`, the string
    /// `message` of the object `error`, or the string `error`.
    ///
    /// Error bodies are not documented, so there may be none. Private: it can quote the request.
    pub fn message(&self) -> Option<String> {
        let body = self.error_body()?;
        let nested = |error: &Value| text(error.get("message").cloned());
        text(body.message)
            .or_else(|| body.error.as_ref().and_then(nested))
            .or_else(|| text(body.error))
    }

    /// Returns the API's code from the error body: the string `code`, or that of the object
    /// `error`.
    ///
    /// Error bodies are not documented, so there may be none.
    pub fn code(&self) -> Option<String> {
        let body = self.error_body()?;
        text(body.code).or_else(|| text(body.error?.get("code").cloned()))
    }

    /// Returns the decoded body of an error status if it is a JSON object.
    ///
    /// Private, as [`message`](Self::message) is.
    pub fn error_body(&self) -> Option<ErrorBody> {
        self.status().filter(|status| !status.is_success())?;
        serde_json::from_slice(self.body()?).ok()
    }

    /// Returns the id of the call order in a 2xx response that did not decode or broke off.
    ///
    /// The call order exists on the server even though its response could not be decoded.
    pub fn call_id(&self) -> Option<&str> {
        self.0.call_id.as_deref()
    }

    /// Returns the attempts that the request took, in order; empty if it was refused before it was
    /// sent, or if the transport does not retry.
    pub fn attempts(&self) -> &[Attempt] {
        match &self.0.response {
            Some(response) if self.0.attempts.is_empty() => attempts(response),
            _ => &self.0.attempts,
        }
    }

    /// Returns the pause that the server asks for in the `Retry-After` header, as a number of
    /// seconds or a date.
    ///
    /// Retries wait that long by themselves, unless the pause is longer than 60 seconds or would
    /// exceed the deadline.
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after_now(self.headers()?)
    }

    /// Returns a violation for every value in the request outside a documented limit; empty for any
    /// other error.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) {
    /// if let Err(error) = client.call().create("0639980142").await {
    ///     for violation in error.violations() {
    ///         println!("{}: {}", violation.path(), violation.limit());
    ///     }
    /// }
    /// # }
    /// ```
    pub fn violations(&self) -> &[Violation] {
        match &self.0.kind {
            Kind::Violations(violations) => violations,
            _ => &[],
        }
    }

    /// Returns the JSON path of the value that did not decode, as in
    /// `call.call_attempts[0].status`.
    ///
    /// Present only if [`is_decode`](Self::is_decode) is true; `.` stands for the whole body.
    pub fn decode_path(&self) -> Option<&str> {
        match &self.0.kind {
            Kind::Decode(error) => Some(&error.path),
            _ => None,
        }
    }
}

fn text(value: Option<Value>) -> Option<String> {
    Some(value?.as_str()?.to_owned())
}
