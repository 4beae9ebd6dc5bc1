use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// A successful answer with all that arrived: status, headers, bytes and the decoded value.
///
/// Comes from [`Request::with_response`](crate::Request::with_response). Fields that this version
/// of the crate has no name for can be read from [`bytes`](Self::bytes).
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

    /// The HTTP status, always 2xx.
    pub fn status(&self) -> StatusCode {
        self.http.status()
    }

    /// The headers as they arrived.
    pub fn headers(&self) -> &HeaderMap {
        self.http.headers()
    }

    /// The id that the server gave this exchange, to quote to its support.
    ///
    /// From the header `x-request-id` or `request-id`, whichever is there. The published page
    /// documents no such header, so it may be absent.
    pub fn request_id(&self) -> Option<&str> {
        request_id(self.http.headers())
    }

    /// The body, byte for byte.
    pub fn bytes(&self) -> &Bytes {
        self.http.body()
    }

    /// The decoded value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The decoded value, letting go of the rest.
    pub fn into_value(self) -> T {
        self.value
    }
}

// Headers may hold credentials, and the bytes are the value once more.
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
    ["x-request-id", "request-id"]
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
}
