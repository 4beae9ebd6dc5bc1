use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use serde::de::DeserializeOwned;

use crate::decode::decode;
use crate::{BoxFuture, Client, Error, Operation, Outgoing, Response, path};

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
#[must_use = "a request is sent only when it is awaited"]
pub struct Request<T> {
    client: Client,
    outgoing: Result<Outgoing, Error>,
    value: PhantomData<fn() -> T>,
}

impl<T> Request<T> {
    pub(crate) fn new(
        client: &Client,
        operation: &'static Operation,
        parameters: &[(&str, &str)],
    ) -> Self {
        let outgoing = path::fill(operation.path, parameters)
            .map(|path| Outgoing {
                operation,
                path,
                headers: HeaderMap::new(),
                timeout: None,
            })
            .map_err(|trouble| Error::refused(trouble).during(operation));
        Self {
            client: client.clone(),
            outgoing,
            value: PhantomData,
        }
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
    /// A name or value that HTTP forbids makes the request fail with
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
            // A name that is none may be a key in the wrong place, so it is not repeated.
            let header = HeaderName::try_from(name)
                .map_err(|_| "the name of a header is not one that HTTP allows".to_owned())
                .and_then(|name| match HeaderValue::try_from(value) {
                    Ok(value) => Ok((name, value)),
                    Err(_) => Err(format!(
                        "the value of header `{name}` has a character that HTTP forbids, \
                         such as a line break"
                    )),
                });
            match header {
                Ok((name, mut value)) => {
                    value.set_sensitive(true);
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
    pub fn with_response(self) -> WithResponse<T> {
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
    pub fn as_type<U: DeserializeOwned>(self) -> Request<U> {
        Request {
            client: self.client,
            outgoing: self.outgoing,
            value: PhantomData,
        }
    }
}

impl<T: DeserializeOwned> Request<T> {
    async fn send(self) -> Result<Response<T>, Error> {
        let outgoing = self.outgoing?;
        let operation = outgoing.operation;
        let response = self
            .client
            .transport()
            .send(outgoing)
            .await
            .map_err(|error| error.during(operation))?;
        if !response.status().is_success() {
            return Err(Error::unsuccessful(operation, response));
        }
        match decode(response.body(), operation.unwrap) {
            Ok(value) => Ok(Response::new(response, value)),
            Err(trouble) => Err(Error::decode(operation, response, trouble)),
        }
    }
}

impl<T: DeserializeOwned + Send + 'static> IntoFuture for Request<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { self.send().await.map(Response::into_value) })
    }
}

impl<T> fmt::Debug for Request<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Request").field(&self.outgoing).finish()
    }
}

/// A [`Request`] that gives the whole [`Response`] when it is awaited.
///
/// Fails as the request does.
#[must_use = "a request is sent only when it is awaited"]
#[derive(Debug)]
pub struct WithResponse<T>(Request<T>);

impl<T: DeserializeOwned + Send + 'static> IntoFuture for WithResponse<T> {
    type Output = Result<Response<T>, Error>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.0.send())
    }
}
