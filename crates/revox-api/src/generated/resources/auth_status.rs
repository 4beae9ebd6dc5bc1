// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use http::Method;

use crate::models::AuthStatus;
use crate::{Client, Operation, Request, RetryClass};

/// Authentication status: whether an API key is still valid.
///
/// Reached as [`client.auth_status()`](Client::auth_status).
#[derive(Debug)]
pub struct AuthStatusResource<'c> {
    client: &'c Client,
}

impl Client {
    /// Authentication status: whether an API key is still valid.
    ///
    /// The operations are listed at [`AuthStatusResource`].
    pub fn auth_status(&self) -> AuthStatusResource<'_> {
        AuthStatusResource { client: self }
    }
}

impl AuthStatusResource<'_> {
    /// Tells whether the API key of the request is still valid. The API does not document how
    /// it answers a key that is not: with `false`, or with status 401.
    ///
    /// Sends `GET /auth-status`; retry class `read`.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let status = client.auth_status().retrieve().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn retrieve(&self) -> Request<AuthStatus> {
        Request::new(self.client, &RETRIEVE, &[], ())
    }
}

static RETRIEVE: Operation = Operation {
    id: "auth_status_retrieve",
    method: Method::GET,
    path: "/auth-status",
    retry_class: RetryClass::Read,
    unwrap: None,
};
