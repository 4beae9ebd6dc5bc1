//! Requests to endpoints that the API description does not have.

use http::Method;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::parameters::{Parameters, Place, sealed};
use crate::{Client, Content, Operation, Request, RetryClass, Violation, path};

/// The body of a request to an undocumented endpoint.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RawBody(Option<Value>);

impl Serialize for RawBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Parameters for RawBody {
    fn place(&self) -> Place {
        match self.0 {
            Some(_) => Place::Body,
            None => Place::Nowhere,
        }
    }

    fn violations(&self) -> Vec<Violation> {
        Vec::new()
    }
}

impl sealed::Sealed for RawBody {}

/// Endpoints that this version of the library has no method for.
///
/// They are sent with the same key, limits of time, retries and errors as all others. `path` is
/// what follows the base URL and begins with `/`; what stands in it is sent as it is, so that
/// whatever is not plain has to be percent-encoded. The answer is any JSON; decode it with
/// [`Request::as_type`], or take the bytes with [`Request::content`]. Nothing is unwrapped.
///
/// # Errors
///
/// Fails as described at [`Request`]; a path that could lead out of the API is refused.
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
/// let order = client
///     .post("/call/call_8Zk3vQ/notes")
///     .json(serde_json::json!({ "text": "Ask for Camille." }))
///     .await?;
/// # Ok(())
/// # }
/// ```
impl Client {
    /// Sends `GET`; retry class `read`.
    pub fn get(&self, path: &str) -> Request<Value, RawBody> {
        self.raw(&GET, path)
    }

    /// Sends `POST`; retry class `once`, since nobody knows what it does.
    pub fn post(&self, path: &str) -> Request<Value, RawBody> {
        self.raw(&POST, path)
    }

    /// Sends `PUT`; retry class `once`, since nobody knows what it does.
    pub fn put(&self, path: &str) -> Request<Value, RawBody> {
        self.raw(&PUT, path)
    }

    /// Sends `PATCH`; retry class `once`, since nobody knows what it does.
    pub fn patch(&self, path: &str) -> Request<Value, RawBody> {
        self.raw(&PATCH, path)
    }

    /// Sends `DELETE`; retry class `once`, since nobody knows what it does.
    pub fn delete(&self, path: &str) -> Request<Value, RawBody> {
        self.raw(&DELETE, path)
    }

    fn raw(&self, operation: &'static Operation, path: &str) -> Request<Value, RawBody> {
        Request::at(self, operation, path::checked(path), RawBody::default())
    }
}

impl<T> Request<T, RawBody> {
    /// Takes the answer as bytes, whatever it is: for what is no JSON, or empty.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let answer = client.delete("/call/call_8Zk3vQ/notes/1").content().await?;
    /// assert!(answer.bytes().is_empty());
    /// # Ok(())
    /// # }
    /// ```
    pub fn content(self) -> Request<Content, RawBody> {
        self.giving()
    }

    /// Sends `body` as JSON.
    ///
    /// What cannot be written as JSON makes the request fail with
    /// [`Error::is_invalid_request`](crate::Error::is_invalid_request) before it is sent.
    pub fn json(mut self, body: impl Serialize) -> Self {
        match serde_json::to_value(body) {
            Ok(body) => self.parameters.0 = Some(body),
            Err(_) => self.extra.trouble = Some("the body cannot be written as JSON".to_owned()),
        }
        self
    }
}

/// Errors and logs name an operation by its path, and this one may hold anything.
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
