//! What the sandbox remembers of a request.

use std::fmt;

use axum::body::Bytes;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, Uri};

/// A request that the sandbox received, and how it was answered.
///
/// Its `Debug` shows neither the `Authorization` header's value nor the body.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sandbox = revox_sandbox::Sandbox::start().await?;
/// reqwest::Client::new()
///     .get(format!("{}/call/call%201", sandbox.base_url()))
///     .bearer_auth(sandbox.api_key())
///     .header("x-trace", "42")
///     .send()
///     .await?;
///
/// let request = &sandbox.requests()[0];
/// assert_eq!(request.method(), "GET");
/// assert_eq!(request.path(), "/api/call/call%201");
/// assert_eq!(request.query(), None);
/// assert_eq!(request.header("X-Trace"), Some("42"));
/// assert!(request.body().is_empty());
/// assert_eq!(request.operation_id(), Some("call_retrieve"));
/// assert_eq!(request.status(), 404);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct RecordedRequest {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
    status: StatusCode,
    operation_id: Option<String>,
}

impl RecordedRequest {
    pub(crate) fn new(
        head: Parts,
        body: Bytes,
        status: StatusCode,
        operation_id: Option<String>,
    ) -> Self {
        let Parts {
            method,
            uri,
            mut headers,
            ..
        } = head;
        // `Debug` hides the values of sensitive headers.
        if let axum::http::header::Entry::Occupied(mut values) = headers.entry(AUTHORIZATION) {
            values
                .iter_mut()
                .for_each(|value| value.set_sensitive(true));
        }
        Self {
            method,
            uri,
            headers,
            body,
            status,
            operation_id,
        }
    }

    /// The method, as received: methods are case-sensitive.
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The path as received, with the base URL's path, not decoded, and without the query.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// The query as received, without the question mark; `None` if there was no question mark.
    pub fn query(&self) -> Option<&str> {
        self.uri.query()
    }

    /// The value of the header `name`, in any case; the first, if it was sent several times.
    ///
    /// `None` if it was not sent or is not visible ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body, cut off after 1 MiB; empty if there was none.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The HTTP status of the answer.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The `operationId` of the operation that path and method led to, even if a later check
    /// refused the request; `None` if there is no such operation.
    pub fn operation_id(&self) -> Option<&str> {
        self.operation_id.as_deref()
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedRequest")
            .field("method", &self.method)
            .field("path", &self.path())
            .field("query", &self.query())
            .field("headers", &self.headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("status", &self.status())
            .field("operation_id", &self.operation_id)
            .finish()
    }
}
