mod extra;
mod headers;
mod raw;

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http::header::ACCEPT;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{
    Answer, BoxFuture, Client, Content, Download, Error, Operation, Outgoing, Parameters, Response,
    path,
};
use extra::Extra;
pub use raw::RawBody;

/// One request to the API, sent when it is awaited.
///
/// Every operation returns one. Awaiting it gives the decoded value; the methods change this one
/// request before that.
///
/// # Errors
///
/// Awaiting fails with an [`Error`] when the request is refused before it is sent, when no answer
/// arrives, when the API answers with another status than 2xx, or when the answer does not decode.
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
/// It borrows nothing, so it can run on a task of its own; `tokio::spawn` wants the future:
///
/// ```
/// # async fn example(client: &revox_api::Client) -> Result<(), Box<dyn std::error::Error>> {
/// let retrieval = tokio::spawn(client.call().retrieve("call_8Zk3vQ").into_future());
/// let call = retrieval.await??;
/// # Ok(())
/// # }
/// ```
///
/// `P` is what the operation takes beside its path: its setters are those of `P`, called on the
/// request.
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
/// Setters give the request back, so that one can be called only where there is something to set:
///
/// ```
/// # async fn example(client: &revox_api::Client, from: Option<&str>) -> Result<(), revox_api::Error> {
/// let mut request = client.call().create("+33639980142").assistant_id("assistant_4Tn6yB");
/// if let Some(number) = from {
///     request = request.from_phone_number(number);
/// }
/// let order = request.await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a request is sent only when it is awaited"]
pub struct Request<T, P = ()> {
    client: Client,
    outgoing: Result<Outgoing, Error>,
    parameters: P,
    extra: Extra,
    value: PhantomData<fn() -> T>,
}

impl<T, P: Parameters> Request<T, P> {
    pub(crate) fn new(
        client: &Client,
        operation: &'static Operation,
        in_path: &[(&str, &str)],
        parameters: P,
    ) -> Self {
        let path = path::fill(operation.path, in_path);
        Self::at(client, operation, path, parameters)
    }

    /// A request to `path`, or one that was refused for the reason that stands in its place.
    fn at(
        client: &Client,
        operation: &'static Operation,
        path: Result<String, String>,
        parameters: P,
    ) -> Self {
        let outgoing = path
            .map(|path| Outgoing {
                operation,
                path,
                query: None,
                headers: HeaderMap::new(),
                body: None,
                timeout: None,
            })
            .map_err(|trouble| Error::refused(trouble).during(operation));
        Self {
            client: client.clone(),
            outgoing,
            parameters,
            extra: Extra::default(),
            value: PhantomData,
        }
    }

    /// Changes the parameters by one of their own setters.
    pub(crate) fn with(mut self, set: impl FnOnce(P) -> P) -> Self {
        self.parameters = set(self.parameters);
        self
    }

    /// Sends these parameters instead of all that were set so far, those that the method was given
    /// included: for parameters that were stored, or are sent several times.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox_api::models::{CallSearch, CallStatus};
    ///
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let filters = CallSearch::new().statuses([CallStatus::Completed]).page_size(100);
    /// let mut calls = Vec::new();
    /// for page in 1.. {
    ///     let found = client.call().search().parameters(filters.clone()).page(page).await?;
    ///     let is_last = found.calls.is_empty();
    ///     calls.extend(found.calls);
    ///     if is_last || calls.len() as f64 >= found.total_count {
    ///         break;
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Parameters that were stored as JSON, to be sent later; the number stands in them:
    ///
    /// ```
    /// use revox_api::models::CallCreate;
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

    /// Adds a query parameter that the API does not document, or not yet; it takes the place of a
    /// documented one of the same name. Given twice, it is sent twice.
    ///
    /// The value is percent-encoded. It appears in no log, error or `Debug`.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let calls = client.call().retrieve("call_8Zk3vQ").extra_query("expand", "contact").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn extra_query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.extra.query.push((name.into(), value.into()));
        self
    }

    /// Adds a field to the body that the API does not document, or not yet; it takes the place of one
    /// of the same name.
    ///
    /// An operation without a body gets one. What cannot be written as JSON makes the request fail
    /// with [`Error::is_invalid_request`] before it is sent. No limit is checked, and a number that is
    /// not finite goes out as `null`, since JSON has no other.
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

    /// Gives this request as long as `limit` in all, connecting and reading the body included.
    ///
    /// Without it the client's own limit holds. Running out of time is an error with
    /// [`Error::is_timeout`].
    pub fn timeout(mut self, limit: Duration) -> Self {
        if let Ok(outgoing) = &mut self.outgoing {
            outgoing.timeout = Some(limit);
        }
        self
    }

    /// Sends this header with the request, in place of one of the same name that the client sends.
    ///
    /// A name or value that HTTP forbids, or a header that the HTTP client makes itself, makes the request fail with
    /// [`Error::is_invalid_request`] before it is sent. The value appears in no log or `Debug`.
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
        if let Ok(outgoing) = &mut self.outgoing {
            match headers::parse(name, value) {
                Ok((name, value)) => {
                    outgoing.headers.insert(name, value);
                }
                Err(trouble) => {
                    self.outgoing = Err(Error::refused(trouble).during(outgoing.operation));
                }
            }
        }
        self
    }

    /// Asks for status, headers, request id and bytes beside the value.
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

    /// Decodes the answer into `U` instead, a type of your own that reads only what you need.
    ///
    /// `U` stands in the place of `T`: where the API wraps its answer, as in `{"call": {…}}`, it
    /// decodes the inner value.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// #[derive(serde::Deserialize)]
    /// struct Progress {
    ///     status: String,
    ///     calls_count: f64,
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
        self.giving()
    }
}

impl<T, P> Request<T, P> {
    /// The same request, whose answer is read as a `U`.
    fn giving<U>(self) -> Request<U, P> {
        Request {
            client: self.client,
            outgoing: self.outgoing,
            parameters: self.parameters,
            extra: self.extra,
            value: PhantomData,
        }
    }
}

/// For operations that answer with something else than JSON.
impl<P: Parameters> Request<Content, P> {
    /// Sends the request, and hands over the body while it arrives.
    ///
    /// The limit of time holds for all of the body.
    ///
    /// # Errors
    ///
    /// As the request itself, but for what can happen to the body.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut audio = client.voices().preview("voice_fr_jules", "cartesia").stream().await?;
    /// println!("{:?}", audio.media_type());
    /// while let Some(chunk) = audio.chunk().await? {
    ///     println!("{} bytes", chunk.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn stream(self) -> Result<Download, Error> {
        let (client, outgoing) = self.finished()?;
        let operation = outgoing.operation;
        let fail = |error: Error| error.during(operation);
        let answer = client.transport().stream(outgoing).await.map_err(fail)?;
        let mut download = Download::new(operation, answer);
        if download.status().is_success() {
            return Ok(download);
        }
        let mut body = Vec::new();
        let failure = loop {
            match download.chunk().await {
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break None,
                Err(error) => break Some(error),
            }
        };
        let response = download.finished_with(Bytes::from(body));
        Err(match failure {
            None => Error::unsuccessful(operation, response),
            Some(error) => error.with_response(response),
        })
    }
}

impl<T: Answer, P: Parameters> Request<T, P> {
    /// The request as it goes out, unless something about it is refused.
    fn finished(self) -> Result<(Client, Outgoing), Error> {
        let mut outgoing = self.outgoing?;
        let operation = outgoing.operation;
        let violations = self.parameters.violations();
        if !violations.is_empty() {
            return Err(Error::violated(violations).during(operation));
        }
        if let Some(accept) = T::ACCEPT {
            outgoing.headers.entry(ACCEPT).or_insert(accept);
        }
        match self.extra.encode(&self.parameters) {
            Ok((query, body)) => {
                outgoing.query = query;
                outgoing.body = body;
                Ok((self.client, outgoing))
            }
            Err(trouble) => Err(Error::refused(trouble).during(operation)),
        }
    }

    async fn send(self) -> Result<Response<T>, Error> {
        let (client, outgoing) = self.finished()?;
        let operation = outgoing.operation;
        let answer = client.transport().send(outgoing).await;
        let response = answer.map_err(|error| error.during(operation))?;
        if !response.status().is_success() {
            return Err(Error::unsuccessful(operation, response));
        }
        let (response, value) = T::read(operation, response)?;
        Ok(Response::new(response, value))
    }
}

impl<T: Answer, P: Parameters> IntoFuture for Request<T, P> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { self.send().await.map(Response::into_value) })
    }
}

// The parameters are private.
impl<T, P> fmt::Debug for Request<T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Request").field(&self.outgoing).finish()
    }
}

/// A [`Request`] that gives the whole [`Response`] when it is awaited.
///
/// Fails as the request does.
#[must_use = "a request is sent only when it is awaited"]
#[derive(Debug)]
pub struct WithResponse<T, P = ()>(Request<T, P>);

impl<T: Answer, P: Parameters> IntoFuture for WithResponse<T, P> {
    type Output = Result<Response<T>, Error>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.0.send())
    }
}
