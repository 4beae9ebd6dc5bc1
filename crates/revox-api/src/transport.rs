use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use crate::{Body, Error, Operation};

/// A boxed future that may move between threads.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Carries a request to the API and brings the response back.
///
/// The seam between generated operations and everything that is policy: base URL, keys, timeouts,
/// retries, redirects. A response of any status is `Ok`; turning a status into an [`Error`] and
/// bytes into a value happens above the transport, once for all operations. `Err` means that no
/// complete response arrived: use [`Error::connect`], [`Error::timeout`] or [`Error::transport`],
/// with [`Error::with_response`] where a response had begun.
///
/// To tell requests apart, look at [`Operation::id`] of [`HttpRequest::operation`]. Their contents
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
/// /// Records every body and answers with a fixed response per operation.
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
    /// Fails when no complete response arrived.
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>>;

    /// Sends `request` and hands over the body while it arrives.
    ///
    /// Used only for operations whose response is not JSON. The default implementation collects
    /// the whole response first.
    ///
    /// # Errors
    ///
    /// Fails when no response began.
    fn stream(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Body>, Error>> {
        let response = self.send(request);
        Box::pin(async { Ok(response.await?.map(Body::from)) })
    }
}

/// A request as it is handed to the [`Transport`].
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpRequest {
    /// The endpoint.
    pub operation: &'static Operation,
    /// The path below the base URL, with its parameters filled in and percent-encoded. Begins with
    /// `/`; no parameter adds an empty, `.` or `..` segment to it.
    pub path: String,
    /// The percent-encoded query without its question mark, as in `provider=cartesia`.
    pub query: Option<String>,
    /// Headers of this request; they replace the transport's own of the same name.
    pub headers: HeaderMap,
    /// The JSON body; the transport declares it in `Content-Type`.
    pub body: Option<Bytes>,
    /// Policy of this request.
    pub options: RequestOptions,
}

// Paths, queries and bodies hold phone numbers, and headers hold keys: none is printed.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("operation", &self.operation.id)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// Policy of one request, in place of the transport's own.
///
/// `None` leaves the choice to the transport.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct RequestOptions {
    /// The time that one attempt may take, from connecting to the last byte of the response.
    pub timeout: Option<Duration>,
    /// The time that all attempts and the pauses between them may take.
    pub deadline: Option<Duration>,
    /// The number of times that the request may be resent.
    pub max_retries: Option<u32>,
    /// Declares that the server does nothing when it responds with 429, so that the request may be
    /// resent even if its retry class is [`Once`](crate::RetryClass::Once).
    pub rate_limit_is_proof: bool,
    /// The number of bytes that the body of the response may have.
    pub max_response_bytes: Option<u64>,
}
