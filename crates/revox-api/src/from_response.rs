//! Decodes the body of a successful response.

use bytes::Bytes;
use http::HeaderValue;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::decode::decode;
use crate::{Content, Error, Operation};

/// Turns a successful response into a value.
pub(crate) type Decode<T> =
    fn(&'static Operation, http::Response<Bytes>) -> Result<(http::Response<Bytes>, T), Error>;

/// A result of an operation.
pub(crate) trait FromResponse: Sized {
    /// Media types to ask for instead of JSON.
    const ACCEPT: Option<HeaderValue> = None;

    fn from_response(
        operation: &'static Operation,
        response: http::Response<Bytes>,
    ) -> Result<(http::Response<Bytes>, Self), Error>;
}

/// Decodes a value of any type from the JSON of a response.
pub(crate) fn from_json<T: DeserializeOwned>(
    operation: &'static Operation,
    response: http::Response<Bytes>,
) -> Result<(http::Response<Bytes>, T), Error> {
    match decode(response.body(), operation.unwrap) {
        Ok(value) => Ok((response, value)),
        Err(error) => Err(Error::decode(operation, response, error)),
    }
}

/// Implements [`FromResponse`] for a result that decodes from JSON.
///
/// Decoding a call order takes much code. The results that are listed by name are decoded by the crate
/// `revox` and by nearly every program: their code is compiled here once, with `never` because the compiler
/// would otherwise copy it into all of them. That of all other results is compiled by the programs that use
/// them.
macro_rules! result {
    (Call) => { result!(@ never Call); };
    (CallSearchResult) => { result!(@ never CallSearchResult); };
    (Campaign) => { result!(@ never Campaign); };
    (CampaignLaunched) => { result!(@ never CampaignLaunched); };
    (Success) => { result!(@ never Success); };
    (Vec<Campaign>) => { result!(@ never Vec<Campaign>); };
    ($result:ty) => { result!(@ always $result); };
    (@ $inlined:ident $result:ty) => {
        impl $crate::from_response::FromResponse for $result {
            #[inline($inlined)]
            fn from_response(
                operation: &'static $crate::Operation,
                response: ::http::Response<::bytes::Bytes>,
            ) -> Result<(::http::Response<::bytes::Bytes>, Self), $crate::Error> {
                $crate::from_response::from_json(operation, response)
            }
        }
    };
}

result!(Value);

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
