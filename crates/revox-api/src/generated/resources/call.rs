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
    /// Place an outbound call order.
    ///
    /// Places a call order: the request to reach one phone number, with an existing assistant
    /// (`assistant_id`) or with one made up for it (`assistant`). It starts at once or at a
    /// given time, and may take several attempts over a few days; the service tries again when
    /// a voicemail box answers. Sending the same request again places another call order, and
    /// the phone rings again. Where an answer got lost, search for the call order before trying
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
    /// Fails as described at [`Request`].
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
    #[inline]
    pub fn retrieve(&self, id: impl AsRef<str>) -> Request<Call> {
        Request::new(self.client, &RETRIEVE, &[("id", id.as_ref())], ())
    }

    /// Cancel a call order.
    ///
    /// Cancels a call order that is running or scheduled.
    ///
    /// Sends `POST /call/{id}/cancel`; retry class `idempotent`.
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
    /// let cancelled = client.call().cancel("call_8Zk3vQ").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn cancel(&self, id: impl AsRef<str>) -> Request<Success> {
        Request::new(self.client, &CANCEL, &[("id", id.as_ref())], ())
    }

    /// Export call attempts as a CSV file.
    ///
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
    /// Fails as described at [`Request`].
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

    /// Pause a call order.
    ///
    /// Stops the retries of a call order. An attempt that is under way goes on to its end, and
    /// no further one starts until the call order is resumed.
    ///
    /// Sends `POST /call/{id}/pause`; retry class `idempotent`.
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
    /// let paused = client.call().pause("call_8Zk3vQ").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn pause(&self, id: impl AsRef<str>) -> Request<Success> {
        Request::new(self.client, &PAUSE, &[("id", id.as_ref())], ())
    }

    /// Retrieve what is known of each phone number.
    ///
    /// Returns the phone numbers that the whole organization has dealt with, each with the
    /// number of calls and the campaigns that go with it. It serves to find out who has been
    /// reached already, before calling again.
    ///
    /// Sends `GET /calls/phone-history`; retry class `read`.
    ///
    /// # Errors
    ///
    /// Fails as described at [`Request`].
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

    /// Resume a paused call order.
    ///
    /// Goes on with a call order that was paused. Its retries go on from where they stood.
    ///
    /// Sends `POST /call/{id}/resume`; retry class `idempotent`.
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
    /// let resumed = client.call().resume("call_8Zk3vQ").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn resume(&self, id: impl AsRef<str>) -> Request<Success> {
        Request::new(self.client, &RESUME, &[("id", id.as_ref())], ())
    }

    /// Search for call orders.
    ///
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
    /// Fails as described at [`Request`].
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
