//! Clients that share everything but a few settings with the client they were made from.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Response};
use revox_api::{
    Body, BoxFuture, Error, Finished, HeaderError, HttpRequest, RequestOptions, Transport,
    parse_header,
};

/// Settings for [`Client::with_options`](crate::Client::with_options).
///
/// Settings that you omit keep the client's values.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use revox::ClientOptions;
///
/// # fn example(client: &revox::Client) {
/// let patient = ClientOptions::new().timeout(Duration::from_secs(180)).max_retries(5);
/// let client = client.with_options(patient);
/// # }
/// ```
#[derive(Clone, Default)]
#[must_use = "options do nothing until they are passed to `with_options`"]
pub struct ClientOptions {
    options: RequestOptions,
    headers: HeaderMap,
    query: DefaultQuery,
    /// The reason why a header was refused.
    refusal: Option<HeaderError>,
}

impl ClientOptions {
    /// Creates options that change nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Limits the time of one attempt, as
    /// [`ClientBuilder::timeout`](crate::ClientBuilder::timeout) does.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.options.timeout = Some(limit);
        self
    }

    /// Limits the time of all attempts, as
    /// [`ClientBuilder::deadline`](crate::ClientBuilder::deadline) does.
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.options.deadline = Some(limit);
        self
    }

    /// Limits the number of times that a request is resent, as
    /// [`ClientBuilder::max_retries`](crate::ClientBuilder::max_retries) does.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.options.max_retries = Some(retries);
        self
    }

    /// Declares for every request that the server does nothing when it responds with 429.
    ///
    /// [`Request::rate_limit_is_proof`](crate::Request::rate_limit_is_proof) describes the risk.
    pub fn rate_limit_is_proof(mut self) -> Self {
        self.options.rate_limit_is_proof = true;
        self
    }

    /// Limits the body of a response, as
    /// [`ClientBuilder::max_response_bytes`](crate::ClientBuilder::max_response_bytes) does.
    pub fn max_response_bytes(mut self, limit: u64) -> Self {
        self.options.max_response_bytes = Some(limit);
        self
    }

    /// Adds a header to every request, replacing one of the same name that the client sends.
    ///
    /// If [`parse_header`] refuses the header, every request of the client fails with
    /// [`Error::is_invalid_request`] and is not sent.
    ///
    /// # Examples
    ///
    /// ```
    /// let options = revox::ClientOptions::new().header("x-team", "sales");
    /// ```
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match parse_header(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(refusal) => self.refusal = Some(refusal),
        }
        self
    }

    /// Adds a query parameter to every request that does not set it itself, as
    /// [`ClientBuilder::default_query`](crate::ClientBuilder::default_query) does.
    ///
    /// # Examples
    ///
    /// ```
    /// let options = revox::ClientOptions::new().default_query("tenant", "sales");
    /// ```
    pub fn default_query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.set(name.into(), value.into());
        self
    }
}

// Values of headers and query parameters are private.
impl fmt::Debug for ClientOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientOptions")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// Query parameters that are added to every request that does not set them itself.
#[derive(Clone, Default)]
pub(crate) struct DefaultQuery(Vec<(String, String)>);

impl DefaultQuery {
    /// Sets a parameter, replacing one of the same name.
    pub(crate) fn set(&mut self, name: String, value: String) {
        self.0.retain(|(other, _)| *other != name);
        self.0.push((name, value));
    }

    pub(crate) fn add_to(&self, request: &mut HttpRequest) {
        for (name, value) in &self.0 {
            request.add_default_query(name, value);
        }
    }
}

/// A transport that applies options to each request and passes it on to another transport.
#[derive(Debug)]
pub(crate) struct WithOptions {
    pub(crate) inner: Arc<dyn Transport>,
    pub(crate) options: ClientOptions,
}

impl WithOptions {
    fn complete(&self, mut request: HttpRequest) -> Result<HttpRequest, Error> {
        let defaults = &self.options;
        if let Some(refusal) = &defaults.refusal {
            let refusal = Error::invalid_request(refusal.to_string());
            return Err(refusal.during(request.operation));
        }
        request.options = request.options.or(&defaults.options);
        for (name, value) in &defaults.headers {
            request.add_default_header(name.clone(), value.clone());
        }
        defaults.query.add_to(&mut request);
        Ok(request)
    }
}

impl Transport for WithOptions {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<Response<Bytes>, Error>> {
        match self.complete(request) {
            Ok(request) => self.inner.send(request),
            Err(refusal) => Box::pin(async { Err(refusal) }),
        }
    }

    fn stream(&self, request: HttpRequest) -> BoxFuture<Result<Response<Body>, Error>> {
        match self.complete(request) {
            Ok(request) => self.inner.stream(request),
            Err(refusal) => Box::pin(async { Err(refusal) }),
        }
    }

    fn finished(&self, finished: &Finished<'_>) {
        // The inner transport has not seen a request that was refused.
        if self.options.refusal.is_none() {
            self.inner.finished(finished);
        }
    }
}
