//! Sends a request and decodes its response.

use std::future::IntoFuture;

use bytes::Bytes;

use super::Request;
use crate::from_response::Decode;
use crate::{
    Body, BoxFuture, Client, Content, Download, Error, Finished, HttpRequest, Operation,
    Parameters, Response, Violation,
};

impl<T: 'static, P: Parameters> Request<T, P> {
    /// Sends the request and returns the decoded value, as awaiting it does.
    ///
    /// The future borrows nothing, so it can run on a task of its own.
    ///
    /// # Errors
    ///
    /// Fails as described at [`Request`].
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let retrieval = tokio::spawn(client.call().retrieve("call_8Zk3vQ").send());
    /// let call = retrieval.await??;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send(self) -> Result<T, Error> {
        let (client, request, decode) = self.encode()?;
        let operation = request.operation;
        let response = client.transport().send(request).await;
        finish(&client, operation, response, decode).map(Response::into_value)
    }

    /// Encodes the request for the transport, or fails if something in it is refused.
    fn encode(self) -> Result<(Client, HttpRequest, Decode<T>), Error> {
        let location = self.parameters.location();
        let json = self.parameters.to_json();
        let violations = self.parameters.violations();
        let request = encoded(self.http?, violations, self.extra.encode(location, json))?;
        Ok((self.client, request, self.decode))
    }
}

// What does not depend on the types of a request is compiled once.
fn encoded(
    request: HttpRequest,
    violations: Vec<Violation>,
    encoded: Result<(Option<String>, Option<Bytes>), String>,
) -> Result<HttpRequest, Error> {
    if !violations.is_empty() {
        return Err(Error::with_violations(violations).during(request.operation));
    }
    match encoded {
        Ok((query, body)) => Ok(HttpRequest {
            query,
            body,
            ..request
        }),
        Err(reason) => Err(Error::invalid_request(reason).during(request.operation)),
    }
}

/// Decodes a response and tells the transport the outcome.
// Not part of the futures that call it, which would move the decoded value from state to state.
fn finish<T>(
    client: &Client,
    operation: &'static Operation,
    response: Result<http::Response<Bytes>, Error>,
    decode: Decode<T>,
) -> Result<Response<T>, Error> {
    let result = succeeded(operation, response)
        .and_then(|response| decode(operation, response))
        .map(|(response, value)| Response::new(response, value));
    let finished = Finished::new(operation, &result);
    client.transport().finished(&finished);
    result
}

fn succeeded(
    operation: &'static Operation,
    response: Result<http::Response<Bytes>, Error>,
) -> Result<http::Response<Bytes>, Error> {
    let response = response.map_err(|error| error.during(operation))?;
    if !response.status().is_success() {
        return Err(Error::unsuccessful(operation, response));
    }
    Ok(response)
}

impl<T: 'static, P: Parameters> IntoFuture for Request<T, P> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// Streams responses that are not JSON.
impl<P: Parameters> Request<Content, P> {
    /// Sends the request and returns its body while it arrives.
    ///
    /// The timeout covers the whole body.
    ///
    /// # Errors
    ///
    /// Fails as the request does, except for errors in the body of a 2xx response, which
    /// [`Download`] reports.
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
        let (client, request, _) = self.encode()?;
        let operation = request.operation;
        let response = client.transport().stream(request).await;
        let result = begun(client.clone(), operation, response).await;
        if let Err(error) = &result {
            let finished = Finished::failed(operation, error);
            client.transport().finished(&finished);
        }
        result
    }
}

/// Returns the stream of a 2xx response. For any other status, reads the body to its end for the
/// error.
async fn begun(
    client: Client,
    operation: &'static Operation,
    response: Result<http::Response<Body>, Error>,
) -> Result<Download, Error> {
    let response = response.map_err(|error| error.during(operation))?;
    let mut download = Download::new(client, operation, response);
    if download.status().is_success() {
        return Ok(download);
    }
    let mut body = Vec::new();
    let failure = loop {
        match download.next().await {
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

/// A [`Request`] that returns the whole [`Response`] when it is awaited.
///
/// It fails as the request does.
#[must_use = "a request is sent only when it is awaited"]
#[derive(Debug)]
pub struct WithResponse<T, P = ()>(pub(super) Request<T, P>);

impl<T: 'static, P: Parameters> WithResponse<T, P> {
    /// Sends the request and returns the whole response, as awaiting it does.
    ///
    /// # Errors
    ///
    /// Fails as described at [`Request`].
    pub async fn send(self) -> Result<Response<T>, Error> {
        let (client, request, decode) = self.0.encode()?;
        let operation = request.operation;
        let response = client.transport().send(request).await;
        finish(&client, operation, response, decode)
    }
}

impl<T: 'static, P: Parameters> IntoFuture for WithResponse<T, P> {
    type Output = Result<Response<T>, Error>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
