//! Requests to endpoints that the API description lacks.

use http::Method;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::accept;
use crate::from_response::FromResponse;
use crate::parameters::{ParameterLocation, Parameters, sealed};
use crate::{Client, Content, Operation, Request, RetryClass, Violation, path};

/// Body of a request to an undocumented endpoint.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawBody(Option<Value>);

impl Serialize for RawBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Parameters for RawBody {
    fn location(&self) -> ParameterLocation {
        match self.0 {
            Some(_) => ParameterLocation::Body,
            None => ParameterLocation::None,
        }
    }

    fn violations(&self) -> Vec<Violation> {
        Vec::new()
    }

    fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}

impl sealed::Sealed for RawBody {}

/// Requests to endpoints that this version of the library has no method for.
///
/// They use the same key, timeouts and errors as all others. `path` follows the base URL and begins
/// with `/`; it is sent unchanged, so percent-encode special characters. The response may be any
/// JSON value, which is not unwrapped: decode it with [`Request::as_type`], or take its bytes with
/// [`Request::content`].
///
/// # Errors
///
/// Fails as described at [`Request`]; a path that could lead outside the API is refused.
///
/// # Examples
///
/// ```
/// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
/// #[derive(serde::Deserialize)]
/// struct Balance {
///     credits: f64,
/// }
///
/// let balance = client.get("/billing/balance").as_type::<Balance>().await?;
///
/// let note = client
///     .post("/call/call_8Zk3vQ/notes")
///     .json(serde_json::json!({ "text": "Ask for Camille." }))
///     .await?;
/// # Ok(())
/// # }
/// ```
impl Client {
    /// Creates a `GET` request of retry class `read`.
    pub fn get(&self, path: &str) -> Request<Value, RawBody> {
        self.raw(&GET, path)
    }

    /// Creates a `POST` request of retry class `once`, since its effect is unknown.
    pub fn post(&self, path: &str) -> Request<Value, RawBody> {
        self.raw(&POST, path)
    }

    /// Creates a `PUT` request of retry class `once`, since its effect is unknown.
    pub fn put(&self, path: &str) -> Request<Value, RawBody> {
        self.raw(&PUT, path)
    }

    /// Creates a `PATCH` request of retry class `once`, since its effect is unknown.
    pub fn patch(&self, path: &str) -> Request<Value, RawBody> {
        self.raw(&PATCH, path)
    }

    /// Creates a `DELETE` request of retry class `once`, since its effect is unknown.
    pub fn delete(&self, path: &str) -> Request<Value, RawBody> {
        self.raw(&DELETE, path)
    }

    fn raw(&self, operation: &'static Operation, path: &str) -> Request<Value, RawBody> {
        Request::at(self, operation, path::checked(path), RawBody::default())
    }
}

impl<T> Request<T, RawBody> {
    /// Makes the request return the bytes of the response, for bodies that are empty or not JSON.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let content = client.delete("/call/call_8Zk3vQ/notes/1").content().await?;
    /// assert!(content.bytes().is_empty());
    /// # Ok(())
    /// # }
    /// ```
    pub fn content(mut self) -> Request<Content, RawBody> {
        accept::<Content>(&mut self.http);
        self.decoding_with(Content::from_response)
    }

    /// Sets the body, encoded as JSON.
    ///
    /// If `body` cannot be encoded, the request fails with
    /// [`Error::is_invalid_request`](crate::Error::is_invalid_request) before it is sent.
    pub fn json(mut self, body: impl Serialize) -> Self {
        match serde_json::to_value(body) {
            Ok(body) => self.parameters.0 = Some(body),
            Err(_) => self.extra.defect = Some("the body cannot be encoded as JSON".to_owned()),
        }
        self
    }
}

/// Placeholder for errors and logs, which name an operation by its path: the real path may contain
/// anything.
const PATH: &str = "/… (undocumented)";

const fn undocumented(id: &'static str, method: Method, retry_class: RetryClass) -> Operation {
    Operation {
        id,
        method,
        path: PATH,
        retry_class,
        unwrap: None,
    }
}

static GET: Operation = undocumented("get", Method::GET, RetryClass::Read);
static POST: Operation = undocumented("post", Method::POST, RetryClass::Once);
static PUT: Operation = undocumented("put", Method::PUT, RetryClass::Once);
static PATCH: Operation = undocumented("patch", Method::PATCH, RetryClass::Once);
static DELETE: Operation = undocumented("delete", Method::DELETE, RetryClass::Once);
