use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use crate::{Body, Error, Finished, Operation};

/// A boxed future that may move between threads.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Carries a request to the API and returns the response.
///
/// It separates the generated operations from policy: base URL, keys, timeouts, retries, redirects.
/// A response of any status is `Ok`; the caller of the transport turns a status into an [`Error`]
/// and bytes into a value, the same way for all operations. `Err` means that no complete response
/// arrived: create it with [`Error::connect`], [`Error::timeout`] or [`Error::transport`], and add
/// a response that had begun with [`Error::with_response`].
///
/// To distinguish requests, use the [`Operation::id`] of [`HttpRequest::operation`]. Their contents
/// are in [`path`](HttpRequest::path), [`query`](HttpRequest::query) and
/// [`body`](HttpRequest::body).
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// use revox::bytes::Bytes;
/// use revox::{BoxFuture, Error, HttpRequest, Transport, http};
///
/// /// Records every body and returns a fixed response for each operation.
/// #[derive(Debug)]
/// struct Double(std::sync::Mutex<Vec<Bytes>>);
///
/// impl Transport for Double {
///     fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
///         let body = match request.operation.id {
///             "call_cancel" => r#"{"success": true}"#,
///             _ => r#"{"message": "the test expects no such operation"}"#,
///         };
///         if let Some(sent) = request.body {
///             self.0.lock().unwrap().push(sent);
///         }
///         Box::pin(async move { Ok(http::Response::new(Bytes::from_static(body.as_bytes()))) })
///     }
/// }
/// ```
pub trait Transport: fmt::Debug + Send + Sync + 'static {
    /// Sends `request` and collects the whole response.
    ///
    /// # Errors
    ///
    /// Fails if no complete response arrives.
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>>;

    /// Sends `request` and returns the body while it arrives.
    ///
    /// Used only for operations whose response is not JSON. The default implementation collects
    /// the whole response first.
    ///
    /// # Errors
    ///
    /// Fails if no response begins.
    fn stream(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Body>, Error>> {
        let response = self.send(request);
        Box::pin(async { Ok(response.await?.map(Body::from)) })
    }

    /// Receives the outcome of a request that has finished: its response was decoded, its stream
    /// ended, or it failed.
    ///
    /// Called once for each request that was passed to [`send`](Self::send) or
    /// [`stream`](Self::stream), unless the caller drops its future or its
    /// [`Download`](crate::Download) first. If your transport wraps another, pass the call on. The
    /// default implementation does nothing.
    fn finished(&self, finished: &Finished<'_>) {
        let _ = finished;
    }
}

/// A request as it is handed to the [`Transport`].
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpRequest {
    /// The endpoint.
    pub operation: &'static Operation,
    /// The path below the base URL, with its parameters filled in and percent-encoded. It begins
    /// with `/`, and no parameter adds an empty, `.` or `..` segment to it.
    pub path: String,
    /// The percent-encoded query without its question mark, as in `provider=cartesia`.
    pub query: Option<String>,
    /// Headers of this request, which replace the transport's own of the same name.
    pub headers: HeaderMap,
    /// The JSON body, for which the transport sets `Content-Type`.
    pub body: Option<Bytes>,
    /// Policy of this request.
    pub options: RequestOptions,
}

// Paths, queries and bodies contain phone numbers, and headers contain keys: none is printed.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("operation", &self.operation.id)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// Policy of one request, which replaces the transport's own.
///
/// `None` leaves the decision to the transport.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct RequestOptions {
    /// Longest time for one attempt, from connecting to the last byte of the response.
    pub timeout: Option<Duration>,
    /// Longest time for all attempts and the pauses between them.
    pub deadline: Option<Duration>,
    /// Largest number of times that the request is resent.
    pub max_retries: Option<u32>,
    /// Declares that the server does nothing when it responds with 429, so that the request may be
    /// resent even if its retry class is [`Once`](crate::RetryClass::Once).
    pub rate_limit_is_proof: bool,
    /// Largest number of bytes in the body of the response.
    pub max_response_bytes: Option<u64>,
}
