// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use http::Method;

use crate::models::{PhoneNumber, PhoneNumberUpdate, Success};
use crate::{Client, Operation, Request, RetryClass};

/// Phone numbers: the numbers of the organization, and who takes calls to them.
///
/// Reached as [`client.phone_numbers()`](Client::phone_numbers).
#[derive(Debug)]
pub struct PhoneNumbersResource<'c> {
    client: &'c Client,
}

impl Client {
    /// Phone numbers: the numbers of the organization, and who takes calls to them.
    ///
    /// The operations are listed at [`PhoneNumbersResource`].
    pub fn phone_numbers(&self) -> PhoneNumbersResource<'_> {
        PhoneNumbersResource {
            client: self,
        }
    }
}

impl PhoneNumbersResource<'_> {
    /// Returns the phone numbers of the organization, each with its provider and with the
    /// assistant for incoming calls.
    ///
    /// Sends `GET /phone-numbers`; retry class `read`.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let phone_numbers = client.phone_numbers().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn list(&self) -> Request<Vec<PhoneNumber>> {
        Request::new(self.client, &LIST, &[], ())
    }

    /// Deletes a phone number from the organization. The API does not document what becomes of
    /// the number at its provider.
    ///
    /// Sends `DELETE /phone-numbers/{id}`; retry class `idempotent`.
    ///
    /// - `id`: ID of the phone number. It is not the number itself.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let deleted = client.phone_numbers().delete("phone_6Vd4sL").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn delete(&self, id: impl AsRef<str>) -> Request<Success> {
        Request::new(self.client, &DELETE, &[("id", id.as_ref())], ())
    }

    /// Changes the label of a phone number, the assistant for its incoming calls, or both, and
    /// returns the phone number as it is afterwards. What the request leaves out stays as it
    /// is.
    ///
    /// Sends `PATCH /phone-numbers/{id}`; retry class `idempotent`.
    ///
    /// - `id`: ID of the phone number. It is not the number itself.
    ///
    /// The request has the setters of [`PhoneNumberUpdate`].
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let phone_number = client
    ///     .phone_numbers()
    ///     .update("phone_6Vd4sL")
    ///     .label("Solar panel enquiries")
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn update(
        &self,
        id: impl AsRef<str>,
    ) -> Request<PhoneNumber, PhoneNumberUpdate> {
        Request::new(
            self.client,
            &UPDATE,
            &[("id", id.as_ref())],
            PhoneNumberUpdate::new(),
        )
    }
}

static LIST: Operation = Operation {
    id: "phone_numbers_list",
    method: Method::GET,
    path: "/phone-numbers",
    retry_class: RetryClass::Read,
    unwrap: Some("phone_numbers"),
};

static DELETE: Operation = Operation {
    id: "phone_numbers_delete",
    method: Method::DELETE,
    path: "/phone-numbers/{id}",
    retry_class: RetryClass::Idempotent,
    unwrap: None,
};

static UPDATE: Operation = Operation {
    id: "phone_numbers_update",
    method: Method::PATCH,
    path: "/phone-numbers/{id}",
    retry_class: RetryClass::Idempotent,
    unwrap: Some("phone_number"),
};
