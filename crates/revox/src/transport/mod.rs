//! Carries requests over HTTP, in layers that can each be read alone.
//!
//! From the wire outwards: [`http`] sends a request once, [`size_limit`] cuts off a response that
//! is too large, [`redirect`] follows redirects where that is safe, [`authorize`] adds the API key.
//! Each layer implements [`Exchange`] and wraps the one before it. [`HttpTransport`] stacks them and
//! runs the stack once for each attempt of [`retry`](crate::retry).

mod authorize;
mod http;
mod http_clients;
mod reason;
mod redirect;
mod size_limit;

use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use ::http::{HeaderMap, HeaderValue, Method};
use bytes::Bytes;
use reqwest::Url;
use revox_api::{
    Body, BoxFuture, Chunks, Error, Finished, HttpRequest, NextChunk, Operation, RequestOptions,
    Transport,
};

use crate::api_key::KeyProvider;
use crate::base_url::BaseUrl;
use crate::drift::DriftHook;
use crate::options::DefaultQuery;
use crate::retry::{Limits, Retry};
use crate::trace::{self, RequestSpan};
use authorize::Authorize;
use http::Http;
pub(crate) use http_clients::HttpClients;
use redirect::Redirect;
use size_limit::SizeLimit;

/// Upper bound of the memory reserved for a body before it arrives, whatever length is announced.
const MOST_RESERVED: u64 = 64 << 20;

/// A layer of the transport: sends a request and returns once its response begins.
trait Exchange: Clone + Send + Sync + 'static {
    type Body: Incoming;

    fn exchange(
        &self,
        request: WireRequest,
    ) -> impl Future<Output = Result<::http::Response<Self::Body>, Error>> + Send;
}

/// The body of a response while it arrives.
trait Incoming: Send + 'static {
    /// Returns the next bytes, decompressed, or `None` after the last.
    fn chunk(&mut self) -> impl Future<Output = Result<Option<Bytes>, Error>> + Send;

    /// Returns the length that the server announced, which need not be true.
    fn announced(&self) -> Option<u64>;
}

/// A request with everything that goes over the wire.
#[derive(Clone)]
struct WireRequest {
    operation: &'static Operation,
    // Shared, because layers keep a copy of the request in case they have to resend it.
    url: Arc<Url>,
    headers: Arc<HeaderMap>,
    body: Option<Bytes>,
    started: Instant,
    limit: TimeLimit,
    max_response_bytes: u64,
}

/// The time for one attempt.
#[derive(Clone, Copy)]
enum TimeLimit {
    Timeout(Duration),
    /// The time left until the deadline, which is shorter than the timeout.
    Deadline(Duration),
}

impl TimeLimit {
    fn time(self) -> Duration {
        match self {
            Self::Timeout(time) | Self::Deadline(time) => time,
        }
    }
}

impl fmt::Display for TimeLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Timeout(time) => write!(f, "{time:?} (`timeout`)"),
            Self::Deadline(_) => f.write_str("the `deadline` has passed"),
        }
    }
}

impl WireRequest {
    /// Returns the request for an attempt that begins now and must end within `left`.
    fn attempt(&self, left: Option<Duration>) -> Self {
        let mut request = self.clone();
        request.started = Instant::now();
        if let Some(left) = left.filter(|left| *left < self.limit.time()) {
            request.limit = TimeLimit::Deadline(left);
        }
        request
    }

    /// Returns the time that is left for the whole exchange.
    fn time_left(&self) -> Duration {
        self.limit.time().saturating_sub(self.started.elapsed())
    }
}

/// Settings for every request of a client.
#[derive(Clone)]
pub(crate) struct Defaults {
    pub(crate) base_url: BaseUrl,
    pub(crate) headers: HeaderMap,
    pub(crate) query: DefaultQuery,
    /// Time for one attempt.
    pub(crate) timeout: Duration,
    pub(crate) deadline: Option<Duration>,
    pub(crate) max_retries: u32,
    pub(crate) max_response_bytes: u64,
    pub(crate) drift_hook: Option<DriftHook>,
}

/// The transport over HTTP.
pub(crate) struct HttpTransport {
    defaults: Defaults,
    layers: Authorize<Redirect<SizeLimit<Http>>>,
    retry: Retry,
}

impl HttpTransport {
    pub(crate) fn new(
        clients: HttpClients,
        defaults: Defaults,
        provider: Option<KeyProvider>,
        retry: Retry,
    ) -> Self {
        let layers = Authorize {
            inner: Redirect::new(SizeLimit(Http(clients)), defaults.base_url.clone()),
            provider,
        };
        Self {
            defaults,
            layers,
            retry,
        }
    }

    fn limits(&self, options: &RequestOptions) -> Limits {
        Limits {
            max_retries: options.max_retries.unwrap_or(self.defaults.max_retries),
            deadline: options.deadline.or(self.defaults.deadline),
            rate_limit_is_proof: options.rate_limit_is_proof,
        }
    }

    fn wire_request(&self, mut request: HttpRequest) -> WireRequest {
        let defaults = &self.defaults;
        defaults.query.add_to(&mut request);
        let mut headers = defaults.headers.clone();
        // Headers of the request replace the client's.
        headers.extend(request.headers);
        if request.body.is_some() {
            headers
                .entry(CONTENT_TYPE)
                .or_insert(HeaderValue::from_static("application/json"));
        } else if takes_body(&request.operation.method) {
            // Proxies want a length, which the HTTP client omits for an empty body.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let options = request.options;
        WireRequest {
            operation: request.operation,
            url: Arc::new(
                defaults
                    .base_url
                    .join(&request.path, request.query.as_deref()),
            ),
            headers: Arc::new(headers),
            body: request.body,
            started: Instant::now(),
            limit: TimeLimit::Timeout(options.timeout.unwrap_or(defaults.timeout)),
            max_response_bytes: options
                .max_response_bytes
                .unwrap_or(defaults.max_response_bytes),
        }
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<::http::Response<Bytes>, Error>> {
        let (retry, limits) = (self.retry.clone(), self.limits(&request.options));
        let request = self.wire_request(request);
        let layers = self.layers.clone();
        let span = RequestSpan::new(request.operation);
        Box::pin(async move {
            let attempt = |left| {
                let (layers, request) = (&layers, request.attempt(left));
                async move { collect(layers.exchange(request).await?).await }
            };
            let attempts = pin!(retry.run(request.operation, limits, attempt, |body| body));
            span.run(attempts).await
        })
    }

    fn stream(&self, request: HttpRequest) -> BoxFuture<Result<::http::Response<Body>, Error>> {
        let (retry, limits) = (self.retry.clone(), self.limits(&request.options));
        let request = self.wire_request(request);
        let layers = self.layers.clone();
        let span = RequestSpan::new(request.operation);
        Box::pin(async move {
            let attempt = |left| {
                let (layers, request) = (&layers, request.attempt(left));
                async move {
                    let response = layers.exchange(request).await?;
                    Ok(response.map(|body| Body::new(Stream(body))))
                }
            };
            let attempts = pin!(retry.run(request.operation, limits, attempt, Body::from));
            span.run(attempts).await
        })
    }

    fn finished(&self, finished: &Finished<'_>) {
        trace::finished(finished);
        if let Some(hook) = &self.defaults.drift_hook {
            hook.finished(finished);
        }
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport")
            .field("base_url", &self.defaults.base_url.as_str())
            .field("timeout", &self.defaults.timeout)
            .finish_non_exhaustive()
    }
}

/// A body as callers read it, piece by piece.
struct Stream<B>(B);

impl<B: Incoming> Chunks for Stream<B> {
    fn next(&mut self) -> NextChunk<'_> {
        Box::pin(async { self.0.chunk().await.transpose() })
    }
}

/// Reads the body to its end. An error keeps what arrived before it.
async fn collect<B: Incoming>(
    response: ::http::Response<B>,
) -> Result<::http::Response<Bytes>, Error> {
    let (head, mut incoming) = response.into_parts();
    let announced = incoming.announced().unwrap_or_default().min(MOST_RESERVED);
    // A body that arrives as one chunk, as most do, is not copied.
    let mut only = Bytes::new();
    // Otherwise the chunks are joined; if the length is known, the memory is reserved at once.
    let mut joined = Vec::new();
    let failure = loop {
        match incoming.chunk().await {
            Ok(Some(chunk)) if only.is_empty() && joined.is_empty() => only = chunk,
            Ok(Some(chunk)) => {
                if joined.is_empty() {
                    joined.reserve_exact(usize::try_from(announced).unwrap_or_default());
                    joined.extend_from_slice(&std::mem::take(&mut only));
                }
                joined.extend_from_slice(&chunk);
            }
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
    };
    // A body of unknown length grew by doubling, so up to half of its memory is unused.
    joined.shrink_to_fit();
    let body = if joined.is_empty() {
        only
    } else {
        Bytes::from(joined)
    };
    let response = ::http::Response::from_parts(head, body);
    match failure {
        None => Ok(response),
        Some(error) => Err(error.with_response(response)),
    }
}

fn takes_body(method: &Method) -> bool {
    matches!(*method, Method::POST | Method::PUT | Method::PATCH)
}
