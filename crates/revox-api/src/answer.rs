use bytes::Bytes;
use http::HeaderValue;
use serde::de::DeserializeOwned;

use crate::decode::decode;
use crate::{Content, Error, Operation};

/// What an operation answers with: JSON that decodes into a type, or [`Content`].
///
/// Implemented for everything that serde can decode; nothing else needs it.
pub trait Answer: Sized + Send + 'static {
    /// What is asked for instead of JSON.
    #[doc(hidden)]
    const ACCEPT: Option<HeaderValue> = None;

    #[doc(hidden)]
    fn read(
        operation: &'static Operation,
        response: http::Response<Bytes>,
    ) -> Result<(http::Response<Bytes>, Self), Error>;
}

impl<T: DeserializeOwned + Send + 'static> Answer for T {
    fn read(
        operation: &'static Operation,
        response: http::Response<Bytes>,
    ) -> Result<(http::Response<Bytes>, Self), Error> {
        match decode(response.body(), operation.unwrap) {
            Ok(value) => Ok((response, value)),
            Err(trouble) => Err(Error::decode(operation, response, trouble)),
        }
    }
}

impl Answer for Content {
    // As the official library asks: the description names no type more closely than `audio/*`, and
    // errors are JSON.
    const ACCEPT: Option<HeaderValue> = Some(HeaderValue::from_static("*/*"));

    fn read(
        _: &'static Operation,
        response: http::Response<Bytes>,
    ) -> Result<(http::Response<Bytes>, Self), Error> {
        let content = Self::of(&response);
        Ok((response, content))
    }
}
