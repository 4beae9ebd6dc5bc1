mod delivery;
mod details;
mod message;
mod predicates;

use std::error::Error as StdError;

use bytes::Bytes;

use crate::attempt::Attempt;
use crate::decode::{self, DecodeError};
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

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
