mod delivery;
mod predicates;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::attempt::{Attempt, attempts};
use crate::decode::{self, DecodeError};
use crate::models::ErrorBody;
use crate::response::{is_loggable, request_id};
use crate::retry_after::retry_after_now;
use crate::{Operation, Violation};
pub use delivery::Delivery;

/// A failed request.
///
/// Distinguish failures with the `is_…` methods; minor versions may add kinds. The error keeps
/// whatever arrived: [`status`](Self::status), [`headers`](Self::headers), [`body`](Self::body),
/// [`request_id`](Self::request_id). Before you resend a request, check with
/// [`delivery`](Self::delivery) what it may have done.
///
/// `Display`, `Debug` and the sources show the operation, the status and field names, but never a
/// key, a phone number or any other value from a body, so you can log them as they are.
///
/// # Examples
///
/// ```
/// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
/// match client.call().retrieve("call_8Zk3vQ").await {
///     Ok(call) => println!("{}", call.status),
///     Err(error) if error.is_not_found() => println!("no such call order"),
///     Err(error) => return Err(error),
/// }
/// # Ok(())
/// # }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: Kind,
    operation: Option<&'static Operation>,
    response: Option<http::Response<Bytes>>,
    source: Option<Source>,
    call_id: Option<String>,
    reason: Option<String>,
    attempts: Vec<Attempt>,
}

type Source = Box<dyn StdError + Send + Sync>;

#[derive(Debug)]
enum Kind {
    Invalid(String),
    Violations(Vec<Violation>),
    Connect,
    Timeout,
    Transport,
    Status,
    Redirect,
    TooLarge(u64),
    Decode(DecodeError),
    Inconsistent,
    MissingKey,
}

/// Constructors for implementers of [`Transport`](crate::Transport).
///
/// A source becomes part of the error chain, which people log: remove URLs and bodies from it.
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// use revox::Error;
///
/// fn failed(error: std::io::Error) -> Error {
///     match error.kind() {
///         std::io::ErrorKind::ConnectionRefused => Error::connect(error),
///         std::io::ErrorKind::TimedOut => Error::timeout(error),
///         _ => Error::transport(error),
///     }
/// }
/// assert!(failed(std::io::ErrorKind::TimedOut.into()).is_timeout());
/// ```
impl Error {
    /// Creates an error for a connection that was never made: the server has certainly not seen the
    /// request.
    pub fn connect(source: impl Into<Source>) -> Self {
        Self::new(Kind::Connect, None, None, Some(source.into()))
    }

    /// Creates an error for a response that was not complete in time: the server may have acted on
    /// the request.
    ///
    /// If a response had begun, add it with [`with_response`](Self::with_response).
    pub fn timeout(source: impl Into<Source>) -> Self {
        Self::new(Kind::Timeout, None, None, Some(source.into()))
    }

    /// Creates an error for a request that cannot be sent, with the reason: the server has not seen
    /// it.
    pub fn invalid_request(reason: impl Into<String>) -> Self {
        Self::new(Kind::Invalid(reason.into()), None, None, None)
    }

    /// Creates an error for an attempt that cannot be sent because there is no API key for it: the
    /// server has not seen it.
    pub fn missing_key(source: impl Into<Source>) -> Self {
        Self::new(Kind::MissingKey, None, None, Some(source.into()))
    }

    /// Creates an error for an exchange that failed in any other way: the server may have acted on
    /// the request.
    pub fn transport(source: impl Into<Source>) -> Self {
        Self::new(Kind::Transport, None, None, Some(source.into()))
    }

    /// Creates an error for a redirect that is not followed, with the reason and what to do.
    ///
    /// Add the redirect itself with [`with_response`](Self::with_response).
    pub fn redirect(reason: impl Into<String>) -> Self {
        Self::new(Kind::Redirect, None, None, None).with_reason(reason)
    }

    /// Creates an error for a body of which more than `limit` bytes arrived.
    pub fn too_large(limit: u64) -> Self {
        Self::new(Kind::TooLarge(limit), None, None, None)
    }

    /// Creates an error for a response that decodes but contradicts itself or an earlier one, with
    /// the reason.
    ///
    /// Add the response with [`with_response`](Self::with_response).
    pub fn inconsistent(reason: impl Into<String>) -> Self {
        Self::new(Kind::Inconsistent, None, None, None).with_reason(reason)
    }

    /// Adds a reason to the message, such as the operating system's. People log the message, so the
    /// reason must contain nothing private.
    pub fn with_reason(mut self, reason: impl Into<String>) -> Self {
        self.0.reason = Some(reason.into());
        self
    }

    /// Adds the attempts that the request took; the last of them is this failure.
    pub fn with_attempts(mut self, attempts: Vec<Attempt>) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// Adds the response that had begun when the exchange failed, with as much of the body as
    /// arrived.
    pub fn with_response(mut self, response: http::Response<Bytes>) -> Self {
        self.0.response = Some(response);
        self
    }

    /// Sets the operation that failed, and looks for the id of a call order in the response if the
    /// operation returns one. A [`Request`](crate::Request) does this by itself.
    pub fn during(mut self, operation: &'static Operation) -> Self {
        self.0.operation = Some(operation);
        if operation.unwrap == Some("call")
            && let Some(response) = &self.0.response
            && response.status().is_success()
        {
            self.0.call_id = decode::call_id(response.body());
        }
        self
    }
}

impl Error {
    pub(crate) fn with_violations(violations: Vec<Violation>) -> Self {
        Self::new(Kind::Violations(violations), None, None, None)
    }

    pub(crate) fn unsuccessful(
        operation: &'static Operation,
        response: http::Response<Bytes>,
    ) -> Self {
        Self::new(Kind::Status, Some(operation), Some(response), None)
    }

    pub(crate) fn decode(
        operation: &'static Operation,
        response: http::Response<Bytes>,
        error: DecodeError,
    ) -> Self {
        Self::new(Kind::Decode(error), None, Some(response), None).during(operation)
    }

    fn new(
        kind: Kind,
        operation: Option<&'static Operation>,
        response: Option<http::Response<Bytes>>,
        source: Option<Source>,
    ) -> Self {
        Self(Box::new(Inner {
            kind,
            operation,
            response,
            source,
            call_id: None,
            reason: None,
            attempts: Vec::new(),
        }))
    }
}

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

    /// Returns the media type of a body that is not JSON, such as a proxy's error page.
    fn other_content_type(&self) -> Option<&str> {
        let content_type = self
            .headers()?
            .get(http::header::CONTENT_TYPE)?
            .to_str()
            .ok()?;
        let media_type = content_type.split(';').next()?.trim();
        let is_media_type = media_type
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"/+-.".contains(&byte));
        // A header can hold anything: what is not a plain media type is not shown.
        let is_plain = is_media_type && media_type.contains('/') && media_type.len() <= 64;
        let is_json = media_type.to_ascii_lowercase().ends_with("json");
        (is_plain && !is_json).then_some(media_type)
    }

    /// Returns the API's code if it is a plain token, such as `invalid_number`.
    ///
    /// A server can put anything there, so anything that could be a phone number, a key or a
    /// sentence is not shown.
    fn shown_code(&self) -> Option<String> {
        self.code().filter(|code| {
            let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
            let digits = code.bytes().filter(u8::is_ascii_digit).count();
            code.len() <= 40
                && digits <= 4
                && code.starts_with(|first: char| first.is_ascii_alphabetic())
                && code.bytes().all(is_token)
        })
    }

    /// Returns the request id if it may be logged.
    fn shown_request_id(&self) -> Option<&str> {
        self.request_id().filter(|id| is_loggable(id))
    }
}

fn text(value: Option<Value>) -> Option<String> {
    Some(value?.as_str()?.to_owned())
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{} {}: ", operation.method, operation.path)?;
        }
        match (&self.0.kind, self.status()) {
            (Kind::Invalid(reason), _) => write!(f, "not sent: {reason}")?,
            (Kind::Violations(violations), _) => {
                let all: Vec<_> = violations.iter().map(ToString::to_string).collect();
                write!(f, "not sent: {}", all.join("; "))?;
            }
            (Kind::MissingKey, _) => f.write_str("not sent: there is no API key")?,
            (Kind::Connect, _) => f.write_str("no connection to the server could be made")?,
            (Kind::Timeout, None) => f.write_str("no response within the time allowed")?,
            (Kind::Transport, None) => {
                f.write_str("the connection broke before a response arrived")?
            }
            (_, Some(status)) => write!(f, "the server responded with {status}")?,
            (Kind::TooLarge(_) | Kind::Inconsistent, None) => {
                f.write_str("the server responded")?
            }
            (Kind::Status | Kind::Redirect | Kind::Decode(_), None) => {}
        }
        match (&self.0.kind, self.status()) {
            (Kind::Timeout, Some(_)) => {
                f.write_str(", but the body was not complete within the time allowed")?;
            }
            (Kind::Transport, Some(_)) => {
                f.write_str(", but the connection broke before the end of the body")?
            }
            (Kind::Redirect, _) => f.write_str(", a redirect that was not followed")?,
            (Kind::TooLarge(limit), _) => write!(
                f,
                ", but the body is larger than {limit} bytes (`max_response_bytes`)"
            )?,
            (Kind::Decode(error), _) => {
                f.write_str(", but the body does not decode: ")?;
                if let Some(other) = self.other_content_type() {
                    write!(f, "it is `{other}`, not JSON; ")?;
                }
                write!(
                    f,
                    "{} at `{}` (line {}, column {})",
                    error.message, error.path, error.line, error.column
                )?;
            }
            (Kind::Inconsistent, _) => f.write_str(", but the response contradicts itself")?,
            _ => {}
        }
        if let (Kind::Status, Some(code)) = (&self.0.kind, self.shown_code()) {
            write!(f, " (code `{code}`)")?;
        }
        if let Some(reason) = &self.0.reason {
            write!(f, ": {reason}")?;
        }
        if let Some(warning) = self.warning() {
            write!(f, "; {warning}")?;
        }
        if let attempts @ 2.. = self.attempts().len() {
            write!(f, " (after {attempts} attempts)")?;
        }
        match self.shown_request_id() {
            Some(id) => write!(f, " [request id {id}]"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("operation", &self.0.operation.map(|operation| operation.id))
            .field("delivery", &self.delivery())
            .field("attempts", &self.attempts())
            .field("status", &self.status())
            .field("request_id", &self.shown_request_id())
            .field("body_bytes", &self.body().map(Bytes::len))
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
