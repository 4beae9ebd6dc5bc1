// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use http::Method;

use crate::models::{
    Assistant, AssistantCreate, AssistantUpdate, Success, UpdatedAssistant,
};
use crate::{Client, Operation, Request, RetryClass};

/// Assistants: the AI agents that hold the calls, and how they go about it.
///
/// Reached as [`client.assistants()`](Client::assistants).
#[derive(Debug)]
pub struct AssistantsResource<'c> {
    client: &'c Client,
}

impl Client {
    /// Assistants: the AI agents that hold the calls, and how they go about it.
    ///
    /// The operations are listed at [`AssistantsResource`].
    pub fn assistants(&self) -> AssistantsResource<'_> {
        AssistantsResource { client: self }
    }
}

impl AssistantsResource<'_> {
    /// Returns the assistants of the account, each with all of its settings. Sub-assistants,
    /// which are steps of a multi-step flow, are left out.
    ///
    /// Sends `GET /assistants`; retry class `read`.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let assistants = client.assistants().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn list(&self) -> Request<Vec<Assistant>> {
        Request::new(self.client, &LIST, &[], ())
    }

    /// Creates an assistant from a name, a prompt and any settings. Calls and campaigns then
    /// refer to it by the ID in the response.
    ///
    /// Sends `POST /assistants`; retry class `once`.
    ///
    /// - `name`: Name of the assistant.
    /// - `prompt`: Instructions that the assistant follows in conversation, given to the
    ///   language model.
    ///
    /// The request has the setters of [`AssistantCreate`].
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::BackgroundSound;
    ///
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let assistant = client
    ///     .assistants()
    ///     .create(
    ///         "Jules, solar panel enquiries",
    ///         "You are Jules, who answers enquiries for Bray Solaire, a solar panel installer. Find out whether {{first_name}} in {{town}} wants a quote, and agree on a time for the technician to call. Transfer questions about money to Billing, and all others to Sales.",
    ///     )
    ///     .background_sound(BackgroundSound::AudioOfficeOgg)
    ///     .end_of_call_sentence("Thank you, and have a sunny day!")
    ///     .first_sentence_delay_ms(600)
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn create(
        &self,
        name: impl Into<String>,
        prompt: impl Into<String>,
    ) -> Request<Assistant, AssistantCreate> {
        Request::new(self.client, &CREATE, &[], AssistantCreate::new(name, prompt))
    }

    /// Returns the assistant with all of its settings.
    ///
    /// Sends `GET /assistants/{id}`; retry class `read`.
    ///
    /// - `id`: ID of the assistant.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let assistant = client.assistants().retrieve("assistant_4Tn6yB").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn retrieve(&self, id: impl AsRef<str>) -> Request<Assistant> {
        Request::new(self.client, &RETRIEVE, &[("id", id.as_ref())], ())
    }

    /// Deletes the assistant for good. Calls that are asked of it afterwards fail; the records
    /// of earlier calls are not affected.
    ///
    /// Sends `DELETE /assistants/{id}`; retry class `idempotent`.
    ///
    /// - `id`: ID of the assistant.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let deleted = client.assistants().delete("assistant_4Tn6yB").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn delete(&self, id: impl AsRef<str>) -> Request<Success> {
        Request::new(self.client, &DELETE, &[("id", id.as_ref())], ())
    }

    /// Changes what the request gives, be it the name, the prompt or any of the settings, and
    /// leaves everything else as it is. The response holds the assistant after the update, and
    /// in some cases a notice about calls that the update did not change.
    ///
    /// Sends `PATCH /assistants/{id}`; retry class `idempotent`.
    ///
    /// - `id`: ID of the assistant.
    ///
    /// The request has the setters of [`AssistantUpdate`].
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::NotificationOutcome;
    ///
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let updated = client
    ///     .assistants()
    ///     .update("assistant_4Tn6yB")
    ///     .max_call_duration_secs(480)
    ///     .email_notification_outcomes([
    ///         NotificationOutcome::Interested,
    ///         NotificationOutcome::RequestedCallbackLater,
    ///         NotificationOutcome::None,
    ///     ])
    ///     .name("Jules, summer offer")
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn update(
        &self,
        id: impl AsRef<str>,
    ) -> Request<UpdatedAssistant, AssistantUpdate> {
        Request::new(
            self.client,
            &UPDATE,
            &[("id", id.as_ref())],
            AssistantUpdate::new(),
        )
    }

    /// Creates a copy of the assistant, with all of its settings and its FAQ entries. The copy
    /// has an ID of its own and a newly generated API key, and its name ends in `(Copy)`.
    ///
    /// Sends `POST /assistants/{id}/clone`; retry class `once`.
    ///
    /// - `id`: ID of the assistant to copy.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let assistant = client.assistants().clone("assistant_4Tn6yB").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn clone(&self, id: impl AsRef<str>) -> Request<Assistant> {
        Request::new(self.client, &CLONE, &[("id", id.as_ref())], ())
    }
}

static LIST: Operation = Operation {
    id: "assistants_list",
    method: Method::GET,
    path: "/assistants",
    retry_class: RetryClass::Read,
    unwrap: Some("assistants"),
};

static CREATE: Operation = Operation {
    id: "assistants_create",
    method: Method::POST,
    path: "/assistants",
    retry_class: RetryClass::Once,
    unwrap: Some("assistant"),
};

static RETRIEVE: Operation = Operation {
    id: "assistants_retrieve",
    method: Method::GET,
    path: "/assistants/{id}",
    retry_class: RetryClass::Read,
    unwrap: None,
};

static DELETE: Operation = Operation {
    id: "assistants_delete",
    method: Method::DELETE,
    path: "/assistants/{id}",
    retry_class: RetryClass::Idempotent,
    unwrap: None,
};

static UPDATE: Operation = Operation {
    id: "assistants_update",
    method: Method::PATCH,
    path: "/assistants/{id}",
    retry_class: RetryClass::Idempotent,
    unwrap: None,
};

static CLONE: Operation = Operation {
    id: "assistants_clone",
    method: Method::POST,
    path: "/assistants/{id}/clone",
    retry_class: RetryClass::Once,
    unwrap: Some("assistant"),
};
