// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use http::Method;

use crate::models::User;
use crate::{Client, Operation, Request, RetryClass};

/// Users: the person whom an API key authenticates.
///
/// Reached as [`client.users()`](Client::users).
#[derive(Debug)]
pub struct UsersResource<'c> {
    client: &'c Client,
}

impl Client {
    /// Users: the person whom an API key authenticates.
    ///
    /// The operations are listed at [`UsersResource`].
    pub fn users(&self) -> UsersResource<'_> {
        UsersResource { client: self }
    }
}

impl UsersResource<'_> {
    /// Returns the user whom the API key of the request authenticates, with the ID and the
    /// country of the organization to which the user belongs.
    ///
    /// Sends `GET /users/me`; retry class `read`.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let user = client.users().retrieve().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn retrieve(&self) -> Request<User> {
        Request::new(self.client, &RETRIEVE, &[], ())
    }
}

static RETRIEVE: Operation = Operation {
    id: "users_retrieve",
    method: Method::GET,
    path: "/users/me",
    retry_class: RetryClass::Read,
    unwrap: Some("user"),
};
