use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::Attempt;
use crate::attempt::attempts;

/// A successful response: status, headers, bytes and the decoded value.
///
/// Returned by [`Request::with_response`](crate::Request::with_response). Fields that this version
/// of the crate does not know can be decoded from [`bytes`](Self::bytes).
///
/// # Examples
///
/// ```
/// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
/// let response = client.call().retrieve("call_8Zk3vQ").with_response().await?;
/// println!("{} {:?}", response.status(), response.request_id());
/// let call = response.into_value();
/// println!("{}", call.status);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Response<T> {
    http: http::Response<Bytes>,
    value: T,
}

impl<T> Response<T> {
    pub(crate) fn new(http: http::Response<Bytes>, value: T) -> Self {
        Self { http, value }
    }

    pub(crate) fn http(&self) -> &http::Response<Bytes> {
        &self.http
    }

    /// Returns the HTTP status, always 2xx.
    pub fn status(&self) -> StatusCode {
        self.http.status()
    }

    /// Returns the headers as they arrived.
    pub fn headers(&self) -> &HeaderMap {
        self.http.headers()
    }

    /// Returns the id that the server gave this exchange, to quote to its support.
    ///
    /// Taken from the header `x-request-id` or, failing that, `request-id`. The API documents
    /// neither, so there may be none.
    pub fn request_id(&self) -> Option<&str> {
        request_id(self.http.headers())
    }

    /// Returns the attempts that led to this response, in order; empty if the transport does not
    /// retry.
    pub fn attempts(&self) -> &[Attempt] {
        attempts(&self.http)
    }

    /// Returns the body, byte for byte.
    pub fn bytes(&self) -> &Bytes {
        self.http.body()
    }

    /// Returns the decoded value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Consumes the response and returns the decoded value.
    pub fn into_value(self) -> T {
        self.value
    }
}

// Headers may contain credentials, and the bytes repeat the value.
impl<T: std::fmt::Debug> std::fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("bytes", &self.bytes().len())
            .field("value", &self.value)
            .finish()
    }
}

pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    request_id_header(headers)?.to_str().ok()
}

/// Returns the first header that holds a request id in visible ASCII.
pub(crate) fn request_id_header(headers: &HeaderMap) -> Option<&HeaderValue> {
    ["x-request-id", "request-id"]
        .iter()
        .filter_map(|name| headers.get(*name))
        .find(|id| id.to_str().is_ok())
}

/// Returns true if a request id looks like one: a header can contain anything.
pub(crate) fn is_loggable(id: &str) -> bool {
    let is_id = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.:".contains(&byte);
    id.len() <= 128 && id.bytes().all(is_id)
}
