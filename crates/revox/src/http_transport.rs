//! Carries requests by reqwest: once, to the one host that the key is for.

use std::fmt;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use reqwest::Url;
use revox_api::{Body, BoxFuture, Chunks, Error, NextChunk, HttpRequest, RetryClass, Transport};

use crate::base_url::BaseUrl;

/// How many redirects a read follows before it gives up.
const MAX_REDIRECTS: usize = 5;

/// How much memory is taken on the word of a server that announces a long body.
const MOST_RESERVED: usize = 64 << 20;

/// The transport over HTTP.
#[derive(Clone)]
pub(crate) struct Http {
    client: reqwest::Client,
    base_url: BaseUrl,
    headers: HeaderMap,
    timeout: Duration,
}

impl Http {
    pub(crate) fn new(
        client: reqwest::Client,
        base_url: BaseUrl,
        headers: HeaderMap,
        timeout: Duration,
    ) -> Self {
        Self {
            client,
            base_url,
            headers,
            timeout,
        }
    }

    /// Sends the request, following the redirects it may follow, until a response begins.
    async fn carry(self, request: HttpRequest) -> Result<reqwest::Response, Error> {
        let started = Instant::now();
        let limit = request.options.timeout.unwrap_or(self.timeout);
        let mut headers = self.headers;
        // Over the client's own of the same name.
        headers.extend(request.headers);
        let method = &request.operation.method;
        if request.body.is_some() {
            headers
                .entry(CONTENT_TYPE)
                .or_insert(HeaderValue::from_static("application/json"));
        } else if takes_body(method) {
            // Proxies want a length, which the HTTP client omits for an empty body.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let follows_redirects = follows_redirects(request.operation.retry_class);
        let mut url = self
            .base_url
            .join(&request.path, request.query.as_deref());
        let mut redirects = 0;
        loop {
            let mut http = self
                .client
                .request(method.clone(), url.clone())
                .headers(headers.clone())
                .timeout(limit.saturating_sub(started.elapsed()));
            if let Some(body) = &request.body {
                // Clones share the bytes.
                http = http.body(body.clone());
            }
            let response = match http.send().await {
                Ok(response) => response,
                // The server has seen what it redirected.
                Err(error) if redirects > 0 && error.is_connect() => {
                    return Err(Error::transport(error.without_url()));
                }
                Err(error) => return Err(failed(error)),
            };
            match redirect(&response, method, &url) {
                Some(target)
                    if follows_redirects
                        && redirects < MAX_REDIRECTS
                        && self.base_url.has_origin_of(&target) =>
                {
                    url = target;
                    redirects += 1;
                }
                _ => return Ok(response),
            }
        }
    }
}

impl Transport for Http {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        let response = self.clone().carry(request);
        Box::pin(async { collect(response.await?).await })
    }

    fn stream(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Body>, Error>> {
        let response = self.clone().carry(request);
        Box::pin(async {
            let mut response = response.await?;
            let head = head(&mut response);
            Ok(head.map(|()| Body::new(Arriving(response))))
        })
    }
}

/// A body that is read as it arrives.
struct Arriving(reqwest::Response);

impl Chunks for Arriving {
    fn next(&mut self) -> NextChunk<'_> {
        Box::pin(async { self.0.chunk().await.map_err(failed).transpose() })
    }
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Http")
            .field("base_url", &self.base_url.as_str())
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

fn takes_body(method: &Method) -> bool {
    matches!(*method, Method::POST | Method::PUT | Method::PATCH)
}

/// Whether a request may go where an answer sends it: only if it may be sent any number of times.
fn follows_redirects(class: RetryClass) -> bool {
    match class {
        RetryClass::Read => true,
        RetryClass::Idempotent | RetryClass::Once => false,
    }
}

/// Where the answer sends a request that can go there unchanged.
fn redirect(response: &reqwest::Response, method: &Method, url: &Url) -> Option<Url> {
    let unchanged = match response.status() {
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER => {
            method == Method::GET
        }
        _ => false,
    };
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    unchanged.then(|| url.join(location).ok()).flatten()
}

/// Reads the body to its end; what came before a failure goes along with the error.
async fn collect(mut response: reqwest::Response) -> Result<http::Response<Bytes>, Error> {
    // Where the length is known, the bytes are held once and never moved.
    let length = response.content_length().unwrap_or_default();
    let mut body = Vec::with_capacity(
        usize::try_from(length)
            .unwrap_or_default()
            .min(MOST_RESERVED),
    );
    let failure = loop {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => break None,
            Err(error) => break Some(error),
        }
    };
    // Where it is not, they grew by doubling: up to half of the memory is not needed.
    body.shrink_to_fit();
    let answer = head(&mut response).map(|()| Bytes::from(body));
    match failure {
        None => Ok(answer),
        Some(error) => Err(failed(error).with_response(answer)),
    }
}

/// Status and headers.
fn head(response: &mut reqwest::Response) -> http::Response<()> {
    let mut head = http::Response::new(());
    *head.status_mut() = response.status();
    *head.headers_mut() = std::mem::take(response.headers_mut());
    head
}

fn failed(error: reqwest::Error) -> Error {
    // URLs hold ids and phone numbers.
    let error = error.without_url();
    if error.is_builder() {
        Error::invalid_request(format!("it cannot be written as an HTTP request: {error}"))
    } else if error.is_connect() {
        Error::connect(error)
    } else if error.is_timeout() {
        Error::timeout(error)
    } else {
        Error::transport(error)
    }
}
