use bytes::Bytes;
use http::HeaderValue;
use serde::de::DeserializeOwned;

use crate::decode::decode;
use crate::{Content, Error, Operation};

/// A value that can be decoded from a successful response: any type that serde decodes from JSON,
/// or [`Content`].
///
/// All of these implement it already.
pub trait FromResponse: Sized + Send + 'static {
    /// Media types to ask for instead of JSON.
    #[doc(hidden)]
    const ACCEPT: Option<HeaderValue> = None;

    #[doc(hidden)]
    fn from_response(
        operation: &'static Operation,
        response: http::Response<Bytes>,
    ) -> Result<(http::Response<Bytes>, Self), Error>;
}

impl<T: DeserializeOwned + Send + 'static> FromResponse for T {
    fn from_response(
        operation: &'static Operation,
        response: http::Response<Bytes>,
    ) -> Result<(http::Response<Bytes>, Self), Error> {
        match decode(response.body(), operation.unwrap) {
            Ok(value) => Ok((response, value)),
            Err(error) => Err(Error::decode(operation, response, error)),
        }
    }
}

impl FromResponse for Content {
    // The official library sends the same: the description has no narrower type than `audio/*`, and
    // error bodies are JSON.
    const ACCEPT: Option<HeaderValue> = Some(HeaderValue::from_static("*/*"));

    fn from_response(
        _: &'static Operation,
        response: http::Response<Bytes>,
    ) -> Result<(http::Response<Bytes>, Self), Error> {
        let content = Self::new(&response);
        Ok((response, content))
    }
}
