// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use std::collections::BTreeMap;

use http::Method;

use crate::models::{
    Call, CallCreate, CallExport, CallSearch, CallSearchResult, CsvExport, PhoneHistory,
    Success,
};
use crate::{Client, Operation, Request, RetryClass};

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
    /// Places a call order: the request to reach one phone number, with an existing assistant
    /// (`assistant_id`) or with one made up for it (`assistant`). It starts at once or at a
    /// given time, and may take several attempts over a few days; the service tries again when
    /// a voicemail box answers. Sending the same request again places another call order, and
    /// the phone rings again. If a response was lost, search for the call order before trying
    /// once more.
    ///
    /// Sends `POST /call`; retry class `once`.
    ///
    /// - `phone_number`: Number to call, in E.164 form, such as `+33639980142`.
    ///
    /// The request has the setters of [`CallCreate`].
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::CallConcurrency;
    ///
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let call = client
    ///     .call()
    ///     .create("+33639980175")
    ///     .assistant_id("assistant_4Tn6yB")
    ///     .concurrency(CallConcurrency::new("technicians-normandy"))
    ///     .from_phone_number("+33199001234")
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn create(&self, phone_number: impl Into<String>) -> Request<Call, CallCreate> {
        Request::new(self.client, &CREATE, &[], CallCreate::new(phone_number))
    }

    /// Returns the whole call order: its status, its assistant, all attempts with their
    /// transcripts and recordings, its times, its metadata and the outcome. Poll it until the
    /// call order is complete, then read the results.
    ///
    /// Sends `GET /call/{id}`; retry class `read`.
    ///
    /// - `id`: ID of the call order.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let call = client.call().retrieve("call_8Zk3vQ").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn retrieve(&self, id: impl AsRef<str>) -> Request<Call> {
        Request::new(self.client, &RETRIEVE, &[("id", id.as_ref())], ())
    }

    /// Cancels a call order that is running or scheduled.
    ///
    /// Sends `POST /call/{id}/cancel`; retry class `idempotent`.
    ///
    /// - `id`: ID of the call order.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let cancelled = client.call().cancel("call_8Zk3vQ").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn cancel(&self, id: impl AsRef<str>) -> Request<Success> {
        Request::new(self.client, &CANCEL, &[("id", id.as_ref())], ())
    }

    /// Returns the call attempts that the filters choose, as the text of a CSV file together
    /// with a name for the file. The filters hold a page and a page size as those of a search
    /// do, and the API does not document whether these limit an export: set a page size that is
    /// large enough.
    ///
    /// Sends `POST /call/export`; retry class `read`.
    ///
    /// - `filters`: Filters that choose what is exported, as in a search.
    ///
    /// The request has the setters of [`CallExport`].
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{CallDirection, CallSearch, OutcomeFilter};
    ///
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let export = client
    ///     .call()
    ///     .export(
    ///         CallSearch::new()
    ///             .campaign_ids(["campaign_3Ge8wD"])
    ///             .directions([CallDirection::Outbound])
    ///             .outcomes([
    ///                 OutcomeFilter::Interested,
    ///                 OutcomeFilter::RequestedCallbackLater,
    ///             ]),
    ///     )
    ///     .include_metadata(true)
    ///     .include_structured_output_fields(true)
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn export(
        &self,
        filters: impl Into<CallSearch>,
    ) -> Request<CsvExport, CallExport> {
        Request::new(self.client, &EXPORT, &[], CallExport::new(filters))
    }

    /// Stops the retries of a call order. An attempt that is under way goes on to its end, and
    /// no further one starts until the call order is resumed.
    ///
    /// Sends `POST /call/{id}/pause`; retry class `idempotent`.
    ///
    /// - `id`: ID of the call order.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let paused = client.call().pause("call_8Zk3vQ").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn pause(&self, id: impl AsRef<str>) -> Request<Success> {
        Request::new(self.client, &PAUSE, &[("id", id.as_ref())], ())
    }

    /// Returns the phone numbers that the whole organization has dealt with, each with the
    /// number of calls and the campaigns that go with it. Use it to find out who was reached
    /// before you call again.
    ///
    /// Sends `GET /calls/phone-history`; retry class `read`.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let phone_history = client.call().phone_history().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn phone_history(&self) -> Request<BTreeMap<String, PhoneHistory>> {
        Request::new(self.client, &PHONE_HISTORY, &[], ())
    }

    /// Resumes a paused call order. Its retries continue where they stopped.
    ///
    /// Sends `POST /call/{id}/resume`; retry class `idempotent`.
    ///
    /// - `id`: ID of the call order.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let resumed = client.call().resume("call_8Zk3vQ").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn resume(&self, id: impl AsRef<str>) -> Request<Success> {
        Request::new(self.client, &RESUME, &[("id", id.as_ref())], ())
    }

    /// Returns the call orders that the filters choose, one page at a time and with the number
    /// of all of them: each with its status, phone numbers, assistant, attempts, transcripts
    /// and times.
    ///
    /// Sends `POST /call/search`; retry class `read`.
    ///
    /// The request has the setters of [`CallSearch`].
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let page = client
    ///     .call()
    ///     .search()
    ///     .assignee_ids(["user_9Fk2qA"])
    ///     .assistant_ids(["assistant_4Tn6yB"])
    ///     .campaign_ids(["campaign_3Ge8wD"])
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn search(&self) -> Request<CallSearchResult, CallSearch> {
        Request::new(self.client, &SEARCH, &[], CallSearch::new())
    }
}

static CREATE: Operation = Operation {
    id: "call_create",
    method: Method::POST,
    path: "/call",
    retry_class: RetryClass::Once,
    unwrap: Some("call"),
};

static RETRIEVE: Operation = Operation {
    id: "call_retrieve",
    method: Method::GET,
    path: "/call/{id}",
    retry_class: RetryClass::Read,
    unwrap: Some("call"),
};

static CANCEL: Operation = Operation {
    id: "call_cancel",
    method: Method::POST,
    path: "/call/{id}/cancel",
    retry_class: RetryClass::Idempotent,
    unwrap: None,
};

static EXPORT: Operation = Operation {
    id: "call_export",
    method: Method::POST,
    path: "/call/export",
    retry_class: RetryClass::Read,
    unwrap: None,
};

static PAUSE: Operation = Operation {
    id: "call_pause",
    method: Method::POST,
    path: "/call/{id}/pause",
    retry_class: RetryClass::Idempotent,
    unwrap: None,
};

static PHONE_HISTORY: Operation = Operation {
    id: "call_phone_history",
    method: Method::GET,
    path: "/calls/phone-history",
    retry_class: RetryClass::Read,
    unwrap: Some("phone_history"),
};

static RESUME: Operation = Operation {
    id: "call_resume",
    method: Method::POST,
    path: "/call/{id}/resume",
    retry_class: RetryClass::Idempotent,
    unwrap: None,
};

static SEARCH: Operation = Operation {
    id: "call_search",
    method: Method::POST,
    path: "/call/search",
    retry_class: RetryClass::Read,
    unwrap: None,
};
