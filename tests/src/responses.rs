//! Canned responses, without a server.

use bytes::Bytes;
use revox::models::Call;
use revox::{BoxFuture, Client, Content, Error, HttpRequest, Parameters, Request, Transport};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::requests::{Use, with_request};

/// Returns a client whose requests all get 200 and `body`.
pub fn client_that_receives(body: impl Into<Bytes>) -> Client {
    Client::with_transport(Stored(body.into()))
}

/// Decodes a call order from text, since a value would keep the types of numbers.
pub fn decode(call: &Value) -> Result<Call, serde_json::Error> {
    serde_json::from_str(&call.to_string())
}

/// Decodes a response as an operation does, and encodes the value as JSON again, without the envelope.
pub async fn decoded(operation: &str, response: impl Into<Bytes>) -> Result<Value, Error> {
    with_request(&client_that_receives(response), operation, Ask).await
}

/// Awaits the request, and encodes what it returns.
#[derive(Clone, Copy, Debug)]
pub struct Ask;

impl Use for Ask {
    type Output = BoxFuture<Result<Value, Error>>;

    fn json<T, P>(self, request: Request<T, P>) -> Self::Output
    where
        T: DeserializeOwned + Serialize + JsonSchema + Send + 'static,
        P: Parameters + DeserializeOwned + JsonSchema,
    {
        Box::pin(async { Ok(serde_json::to_value(request.await?).expect("JSON")) })
    }

    fn content<P>(self, _: Request<Content, P>) -> Self::Output
    where
        P: Parameters + DeserializeOwned + JsonSchema,
    {
        panic!("a response that is not JSON");
    }
}

#[derive(Debug)]
struct Stored(Bytes);

impl Transport for Stored {
    fn send(&self, _: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        let response = http::Response::new(self.0.clone());
        Box::pin(async { Ok(response) })
    }
}
