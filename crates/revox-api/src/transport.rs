use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use crate::{Body, Error, Operation};

/// A boxed future that may move between threads.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Carries a request to the API and brings the answer back.
///
/// The seam between generated operations and everything that is policy: base URL, keys, timeouts,
/// retries, redirects. An answer of any status is `Ok`; turning a status into an [`Error`] and
/// bytes into a value is done above the transport, once for all operations. `Err` means that there
/// was no complete answer: use [`Error::connect`], [`Error::timeout`] or [`Error::transport`], with
/// [`Error::with_response`] where an answer had begun.
///
/// To tell requests apart, look at [`Operation::id`] of [`Outgoing::operation`]; what they hold is in
/// [`path`](Outgoing::path), [`query`](Outgoing::query) and [`body`](Outgoing::body).
///
/// # Examples
///
/// ```
/// use bytes::Bytes;
/// use revox_api::{BoxFuture, Error, Outgoing, Transport};
///
/// /// Takes note of the call orders that are placed, and answers with one that is there.
/// #[derive(Debug)]
/// struct Double(std::sync::Mutex<Vec<Bytes>>);
///
/// impl Transport for Double {
///     fn send(&self, request: Outgoing) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
///         let answer = match request.operation.id {
///             "call_cancel" => r#"{"success": true}"#,
///             _ => r#"{"message": "the test knows no such operation"}"#,
///         };
///         if let Some(body) = request.body {
///             self.0.lock().unwrap().push(body);
///         }
///         Box::pin(async move { Ok(http::Response::new(Bytes::from_static(answer.as_bytes()))) })
///     }
/// }
/// ```
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends `request` and collects the whole answer.
    ///
    /// # Errors
    ///
    /// When no complete answer arrived.
    fn send(&self, request: Outgoing) -> BoxFuture<Result<http::Response<Bytes>, Error>>;

    /// Sends `request` and hands over the body while it arrives.
    ///
    /// Only what answers with something else than JSON is asked for in this way. Unless a transport
    /// does it itself, the whole answer is collected first.
    ///
    /// # Errors
    ///
    /// When no answer began.
    fn stream(&self, request: Outgoing) -> BoxFuture<Result<http::Response<Body>, Error>> {
        let answer = self.send(request);
        Box::pin(async { Ok(answer.await?.map(Body::from)) })
    }
}

/// A request on its way to the [`Transport`].
#[derive(Clone)]
#[non_exhaustive]
pub struct Outgoing {
    /// The endpoint that is asked.
    pub operation: &'static Operation,
    /// The path below the base URL, with its parameters filled in and percent-encoded. Begins with
    /// `/`; has no empty, `.` or `..` segment that came out of a parameter.
    pub path: String,
    /// The query, percent-encoded and without its question mark, as in `provider=cartesia`.
    pub query: Option<String>,
    /// Headers of this request alone; they go over the transport's own.
    pub headers: HeaderMap,
    /// The body, which is JSON; the transport says so in `Content-Type`.
    pub body: Option<Bytes>,
    /// The time this request may take in all, instead of the transport's own limit.
    pub timeout: Option<Duration>,
}

// Paths, queries and bodies hold phone numbers, and headers hold keys: none is printed.
impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing")
            .field("operation", &self.operation.id)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
