//! A recorded request.

use std::fmt;

use hyper::body::Bytes;
use hyper::header::{AUTHORIZATION, Entry};
use hyper::http::request::Parts;
use hyper::{HeaderMap, Method, Uri};
use jiff::Timestamp;
use serde_json::{Value, json};

/// The bytes that a header takes beside its name and value.
const HEADER_OVERHEAD: usize = 96;

/// A request that the sandbox received, with what became of it.
///
/// `Debug` shows neither the value of the `Authorization` header nor the body.
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
    number: usize,
    at: Timestamp,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
    operation_id: Option<String>,
    accepted: u32,
    status: Option<u16>,
    /// Code and message.
    refusal: Option<(String, String)>,
    fault: Option<&'static str>,
}

/// The fate of a request: all that is recorded beside the request itself.
pub(crate) struct Fate {
    pub(crate) operation_id: Option<String>,
    pub(crate) accepted: u32,
    /// `None` if there is no response.
    pub(crate) status: Option<u16>,
    /// Code and message.
    pub(crate) refusal: Option<(String, String)>,
    pub(crate) fault: Option<&'static str>,
}

impl RecordedRequest {
    pub(crate) fn new(number: usize, at: Timestamp, head: Parts, body: Bytes, fate: Fate) -> Self {
        let Parts {
            method,
            uri,
            mut headers,
            ..
        } = head;
        // `Debug` hides the values of sensitive headers.
        if let Entry::Occupied(mut values) = headers.entry(AUTHORIZATION) {
            values
                .iter_mut()
                .for_each(|value| value.set_sensitive(true));
        }
        Self {
            number,
            at,
            method,
            uri,
            headers,
            body,
            operation_id: fate.operation_id,
            accepted: fate.accepted,
            status: fate.status,
            refusal: fate.refusal,
            fault: fate.fault,
        }
    }

    /// Returns the number in the `x-request-id` of its response, which is `req_1` for the first
    /// request.
    pub fn number(&self) -> usize {
        self.number
    }

    /// About the memory that it takes.
    pub(crate) fn size(&self) -> usize {
        let headers = self.headers.iter();
        let headers: usize = headers
            .map(|(name, value)| name.as_str().len() + value.len() + HEADER_OVERHEAD)
            .sum();
        let message = self
            .refusal
            .as_ref()
            .map_or(0, |(_, message)| message.len());
        let target = self.path().len() + self.query().map_or(0, str::len);
        size_of::<Self>() + target + headers + message + self.body.len()
    }

    /// Returns the sandbox's time at which the request arrived.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Returns the number of times that the request took effect: 1, or 0 if it was refused. A
    /// [`Fault`](crate::Fault) can change that.
    pub fn accepted(&self) -> u32 {
        self.accepted
    }

    /// Returns the `code` of the refusal, or `None` if the request was not refused.
    pub fn refusal(&self) -> Option<&str> {
        self.refusal.as_ref().map(|(code, _)| code.as_str())
    }

    /// Returns the fault that hit the request, as a word of [`Fault`](crate::Fault)'s text form.
    pub fn fault(&self) -> Option<&str> {
        self.fault
    }

    /// Returns the method as received: methods are case-sensitive.
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// Returns the path as received: not decoded, including the base URL's path, without the query.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// Returns the query as received, without the question mark, or `None` if there was none.
    pub fn query(&self) -> Option<&str> {
        self.uri.query()
    }

    /// Returns the value of the header `name`, which is not case-sensitive; the first value if it
    /// was sent several times.
    ///
    /// Returns `None` if the header was not sent or is not visible ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the body, cut off after 16 MiB; empty if there was none, or if it was not read.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Returns the HTTP status of the response, or 0 if a fault prevented one.
    pub fn status(&self) -> u16 {
        self.status.unwrap_or_default()
    }

    /// Returns the `operationId` for the path and method, even if a later check refused the
    /// request; `None` if there is no such operation.
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
            .field("accepted", &self.accepted)
            .field("fault", &self.fault)
            .finish()
    }
}

/// One line for people: the request, its status, and the reason for it. Nothing of the body.
impl fmt::Display for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, at, method, uri) = (self.number, self.at, self.method(), &self.uri);
        write!(f, "{at:.0} req_{number:<4} {method:<6} {uri} -> ")?;
        match self.status {
            Some(status) => write!(f, "{status}")?,
            None => write!(f, "no response")?,
        }
        if let Some(operation) = &self.operation_id {
            write!(f, " {operation}")?;
        }
        if self.accepted > 1 {
            write!(f, " accepted {} times", self.accepted)?;
        }
        if let Some(fault) = self.fault {
            write!(f, " [fault: {fault}]")?;
        }
        if let Some((code, message)) = &self.refusal {
            write!(f, " {code}: {message}")?;
        }
        Ok(())
    }
}

impl RecordedRequest {
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "id": format!("req_{}", self.number()),
            "at": self.at.to_string(),
            "method": self.method(),
            "path": self.path(),
            "query": self.query(),
            "operation_id": self.operation_id,
            "body": String::from_utf8_lossy(&self.body),
            "status": self.status,
            "accepted": self.accepted,
            "refusal": self.refusal(),
            "fault": self.fault,
        })
    }
}
