mod defaults;
mod extra;
mod headers;
mod options;
mod raw;
mod sending;

use std::fmt;

use http::HeaderMap;
use http::header::ACCEPT;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::from_response::{Decode, FromResponse, from_json};
use crate::{Client, Error, HttpRequest, Operation, Parameters, RequestOptions, path};
use extra::Extra;
pub use headers::{HeaderError, parse_header};
pub use raw::RawBody;
pub use sending::WithResponse;

/// A request to the API that is sent when it is awaited.
///
/// Every operation returns one. Its methods change this request only; awaiting it returns the
/// decoded value.
///
/// # Errors
///
/// Awaiting fails with an [`Error`] if the request is refused before it is sent, if no complete
/// response arrives, if the status is not 2xx, or if the body does not decode.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
///
/// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
/// let call = client.call().retrieve("call_8Zk3vQ").timeout(Duration::from_secs(5)).await?;
/// # Ok(())
/// # }
/// ```
///
/// `P` is the type of the parameters outside the path. The request has the setters of `P`:
///
/// ```
/// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
/// let order = client
///     .call()
///     .create("+33639980142")
///     .assistant_id("assistant_4Tn6yB")
///     .metadata([("crm_lead", "lead-20418")])
///     .await?;
/// # Ok(())
/// # }
/// ```
///
/// A request is not `Clone`: a copy of `call().create(…)` would ring the phone a second time. To
/// send the same parameters several times, keep them and pass them to
/// [`parameters`](Self::parameters).
#[must_use = "a request is sent only when it is awaited"]
pub struct Request<T, P = ()> {
    client: Client,
    operation: &'static Operation,
    http: Result<HttpRequest, Error>,
    parameters: P,
    extra: Extra,
    decode: Decode<T>,
}

impl<T, P: Parameters> Request<T, P> {
    pub(crate) fn new(
        client: &Client,
        operation: &'static Operation,
        in_path: &[(&str, &str)],
        parameters: P,
    ) -> Self
    where
        T: FromResponse,
    {
        let path = path::fill(operation.path, in_path);
        Self::at(client, operation, path, parameters)
    }

    /// Creates a request to `path`, or one that fails with the reason why there is none.
    fn at(
        client: &Client,
        operation: &'static Operation,
        path: Result<String, String>,
        parameters: P,
    ) -> Self
    where
        T: FromResponse,
    {
        let mut http = http_request(operation, path);
        accept::<T>(&mut http);
        Self {
            client: client.clone(),
            operation,
            http,
            parameters,
            extra: Extra::default(),
            decode: T::from_response,
        }
    }

    /// Returns the operation that the request calls.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(client: &revox_api::Client) {
    /// assert_eq!(client.call().retrieve("call_8Zk3vQ").operation().id, "call_retrieve");
    /// # }
    /// ```
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Applies a setter of the parameters.
    pub(crate) fn with(mut self, set: impl FnOnce(P) -> P) -> Self {
        self.parameters = set(self.parameters);
        self
    }

    /// Replaces the parameters of the body or the query, including those that were passed to the operation's
    /// method. Those of the path stay.
    ///
    /// Use it for parameters that are stored, or sent several times.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{CallSearch, CallStatus};
    ///
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let filters = CallSearch::new().statuses([CallStatus::Completed]).page_size(100);
    /// let mut calls = Vec::new();
    /// for page in 1.. {
    ///     let found = client.call().search().parameters(filters.clone()).page(page).await?;
    ///     if found.calls.is_empty() {
    ///         break;
    ///     }
    ///     calls.extend(found.calls);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Parameters that were stored as JSON, the phone number among them:
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::CallCreate;
    ///
    /// # async fn example(client: &revox_api::Client, stored: &str) -> Result<(), Box<dyn std::error::Error>> {
    /// let order: CallCreate = serde_json::from_str(stored)?;
    /// let call = client.call().create(&order.phone_number).parameters(order.clone()).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn parameters(mut self, parameters: P) -> Self {
        self.parameters = parameters;
        self
    }

    /// Adds an undocumented query parameter, which replaces a documented one of the same name.
    ///
    /// A parameter that is added twice is sent twice. The value is percent-encoded, and appears in
    /// no log, error or `Debug` output.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let call = client.call().retrieve("call_8Zk3vQ").extra_query("expand", "contact").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn extra_query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.extra.query.push((name.into(), value.into()));
        self
    }

    /// Adds an undocumented field to the body, which replaces a documented one of the same name.
    ///
    /// An operation without a body gets one. If the value cannot be encoded as JSON, the request
    /// fails with [`Error::is_invalid_request`] before it is sent. No limits are checked, and a
    /// number that is not finite is sent as `null`, since JSON has no such numbers.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let order = client
    ///     .call()
    ///     .create("+33639980142")
    ///     .assistant_id("assistant_4Tn6yB")
    ///     .extra_body("priority", 2)
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn extra_body(mut self, name: impl Into<String>, value: impl Serialize) -> Self {
        self.extra.add_to_body(name.into(), value);
        self
    }

    /// Applies `set` if there is a value, for parameters that may be absent.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client, from: Option<&str>) -> Result<(), revox_api::Error> {
    /// let order = client
    ///     .call()
    ///     .create("+33639980142")
    ///     .assistant_id("assistant_4Tn6yB")
    ///     .maybe(from, |request, number| request.from_phone_number(number))
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn maybe<V>(self, value: Option<V>, set: impl FnOnce(Self, V) -> Self) -> Self {
        match value {
            Some(value) => set(self, value),
            None => self,
        }
    }

    /// Adds a header to the request, replacing one of the same name that the client sends.
    ///
    /// If [`parse_header`](crate::parse_header) refuses the header, the request fails with
    /// [`Error::is_invalid_request`] before it is sent. The value appears in no log or `Debug`
    /// output.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client, trace: &str) -> Result<(), revox_api::Error> {
    /// let call = client.call().retrieve("call_8Zk3vQ").header("traceparent", trace).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Ok(http) = &mut self.http {
            match parse_header(name, value) {
                Ok((name, value)) => {
                    http.headers.insert(name, value);
                }
                Err(refusal) => {
                    let refusal = Error::invalid_request(refusal.to_string());
                    self.http = Err(refusal.during(http.operation));
                }
            }
        }
        self
    }

    /// Makes the request return the whole [`Response`](crate::Response): status, headers, request
    /// id and bytes along with the value.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let response = client.call().retrieve("call_8Zk3vQ").with_response().await?;
    /// println!("{} bytes", response.bytes().len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_response(self) -> WithResponse<T, P> {
        WithResponse(self)
    }

    /// Decodes the response into `U`, a type of your own that has only the fields you need.
    ///
    /// `U` replaces `T`: if the API wraps the value, as in `{"call": {…}}`, `U` decodes from the
    /// inner value.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// #[derive(serde::Deserialize)]
    /// struct Progress {
    ///     status: String,
    ///     calls_count: i64,
    /// }
    ///
    /// let progress = client.call().retrieve("call_8Zk3vQ").as_type::<Progress>().await?;
    /// println!("{} after {} attempts", progress.status, progress.calls_count);
    /// # Ok(())
    /// # }
    /// ```
    pub fn as_type<U: DeserializeOwned>(self) -> Request<U, P>
    where
        T: DeserializeOwned,
    {
        self.decoding_with(from_json)
    }
}

impl<T, P> Request<T, P> {
    /// Replaces the decoder.
    fn decoding_with<U>(self, decode: Decode<U>) -> Request<U, P> {
        Request {
            client: self.client,
            operation: self.operation,
            http: self.http,
            parameters: self.parameters,
            extra: self.extra,
            decode,
        }
    }
}

fn http_request(
    operation: &'static Operation,
    path: Result<String, String>,
) -> Result<HttpRequest, Error> {
    match path {
        Ok(path) => Ok(HttpRequest {
            operation,
            path,
            query: None,
            headers: HeaderMap::new(),
            body: None,
            options: RequestOptions::default(),
        }),
        Err(reason) => Err(Error::invalid_request(reason).during(operation)),
    }
}

/// Sets `Accept` for the type of the result, unless the caller has set it.
fn accept<T: FromResponse>(http: &mut Result<HttpRequest, Error>) {
    if let (Ok(http), Some(types)) = (http, T::ACCEPT) {
        http.headers.entry(ACCEPT).or_insert(types);
    }
}

// The parameters are private.
impl<T, P> fmt::Debug for Request<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Request").field(&self.http).finish()
    }
}
