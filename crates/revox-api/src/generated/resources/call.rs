// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use http::Method;
use crate::{Client, Operation, Request, RetryClass};
use crate::models::Call;

/// Call orders: phone calls to be held by an AI agent, and what came of them.
///
/// Reached as [`client.call()`](Client::call).
#[derive(Debug)]
pub struct CallResource<'c> {
    client: &'c Client,
}

impl Client {
    /// Call orders: phone calls to be held by an AI agent, and what came of them.
    ///
    /// The operations are listed at [`CallResource`].
    pub fn call(&self) -> CallResource<'_> {
        CallResource { client: self }
    }
}

impl CallResource<'_> {
    /// Retrieve a call order by its ID.
    ///
    /// Returns the whole call order: its status, its assistant, all attempts with their
    /// transcripts and recordings, its times, its metadata and the outcome. It serves to wait
    /// for a call order to complete, by asking again from time to time, and to read the results
    /// afterwards.
    ///
    /// Sends `GET /call/{id}`; retry class `read`.
    ///
    /// - `id`: ID of the call order.
    ///
    /// # Errors
    ///
    /// Fails as described at [`Request`].
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let call = client.call().retrieve("call_8Zk3vQ").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn retrieve(&self, id: &str) -> Request<Call> {
        Request::new(self.client, &RETRIEVE, &[("id", id)])
    }
}

static RETRIEVE: Operation = Operation {
    id: "call_retrieve",
    method: Method::GET,
    path: "/call/{id}",
    retry_class: RetryClass::Read,
    unwrap: Some("call"),
};
