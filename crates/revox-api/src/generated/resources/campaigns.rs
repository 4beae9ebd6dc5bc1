// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use http::Method;

use crate::models::{
    Campaign, CampaignContact, CampaignCreate, CampaignLaunch, CampaignLaunched,
    CampaignRow, CampaignStatistics, CampaignUpdate, CsvExport, LaunchMode,
    LaunchSelection, Success,
};
use crate::{Client, Operation, Request, RetryClass};

/// Campaigns: groups of call orders that are launched, followed and halted together.
///
/// Reached as [`client.campaigns()`](Client::campaigns).
#[derive(Debug)]
pub struct CampaignsResource<'c> {
    client: &'c Client,
}

impl Client {
    /// Campaigns: groups of call orders that are launched, followed and halted together.
    ///
    /// The operations are listed at [`CampaignsResource`].
    pub fn campaigns(&self) -> CampaignsResource<'_> {
        CampaignsResource { client: self }
    }
}

impl CampaignsResource<'_> {
    /// Returns all campaigns of the organization, those under way as well as the completed
    /// ones.
    ///
    /// Sends `GET /campaigns`; retry class `read`.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let campaigns = client.campaigns().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn list(&self) -> Request<Vec<Campaign>> {
        Request::new(self.client, &LIST, &[], ())
    }

    /// Creates a campaign of outbound calls. Each contact becomes a call order with the status
    /// `not_launched`, and nothing is dialled yet; `POST /campaigns/{id}/launch-calls` places
    /// the calls.
    ///
    /// Sends `POST /campaigns`; retry class `once`.
    ///
    /// - `name`: Name of the campaign.
    /// - `assistant_id`: ID of the assistant that is to conduct the calls.
    /// - `contacts`: Contacts to call.
    ///
    /// The request has the setters of [`CampaignCreate`].
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::CampaignContact;
    ///
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let campaign = client
    ///     .campaigns()
    ///     .create(
    ///         "Website enquiries, June 2026",
    ///         "assistant_4Tn6yB",
    ///         [
    ///             CampaignContact::new("+33639980142")
    ///                 .prompt_variables([
    ///                     ("first_name", serde_json::json!("Camille")),
    ///                     ("town", serde_json::json!("Gournay-en-Bray")),
    ///                 ]),
    ///             CampaignContact::new("+33639980157")
    ///                 .prompt_variables([
    ///                     ("first_name", serde_json::json!("Hugo")),
    ///                     ("town", serde_json::json!("Forges-les-Eaux")),
    ///                 ]),
    ///         ],
    ///     )
    ///     .from_phone_number("+33199001234")
    ///     .max_concurrent_calls(5)
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn create(
        &self,
        name: impl Into<String>,
        assistant_id: impl Into<String>,
        contacts: impl IntoIterator<Item = impl Into<CampaignContact>>,
    ) -> Request<Campaign, CampaignCreate> {
        Request::new(
            self.client,
            &CREATE,
            &[],
            CampaignCreate::new(name, assistant_id, contacts),
        )
    }

    /// Returns the campaign with its settings, its status and the number of its rows in each
    /// state. Poll it until the campaign is complete.
    ///
    /// Sends `GET /campaigns/{id}`; retry class `read`.
    ///
    /// - `id`: ID of the campaign.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let campaign = client.campaigns().retrieve("campaign_3Ge8wD").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn retrieve(&self, id: impl AsRef<str>) -> Request<Campaign> {
        Request::new(self.client, &RETRIEVE, &[("id", id.as_ref())], ())
    }

    /// Deletes a campaign and all of its rows for good; this cannot be undone. Calls in
    /// progress go on, but no new ones are placed. To keep the campaign on record, cancel it
    /// instead.
    ///
    /// Sends `DELETE /campaigns/{id}`; retry class `idempotent`.
    ///
    /// - `id`: ID of the campaign.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let deleted = client.campaigns().delete("campaign_3Ge8wD").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn delete(&self, id: impl AsRef<str>) -> Request<Success> {
        Request::new(self.client, &DELETE, &[("id", id.as_ref())], ())
    }

    /// Changes the name of a campaign, its outbound number, its retry settings or its limit on
    /// concurrent calls. The changes apply to those of its call orders that have not completed
    /// yet. The assistant cannot be changed. Contacts are added by `POST /campaigns/{id}/rows`,
    /// which is not part of this description, and `POST /campaigns/{id}/launch-calls` decides
    /// when calls are placed.
    ///
    /// Sends `PATCH /campaigns/{id}`; retry class `idempotent`.
    ///
    /// - `id`: ID of the campaign.
    ///
    /// The request has the setters of [`CampaignUpdate`].
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let campaign = client
    ///     .campaigns()
    ///     .update("campaign_3Ge8wD")
    ///     .from_phone_number("+33199001234")
    ///     .max_concurrent_calls(8)
    ///     .name("Website enquiries, June 2026 (evenings)")
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn update(&self, id: impl AsRef<str>) -> Request<Campaign, CampaignUpdate> {
        Request::new(self.client, &UPDATE, &[("id", id.as_ref())], CampaignUpdate::new())
    }

    /// Cancels a campaign that is running or scheduled. Pending and queued calls are aborted;
    /// calls in progress are allowed to finish. The campaign and its rows are kept on record,
    /// which deleting it would not do.
    ///
    /// Sends `POST /campaigns/{id}/cancel`; retry class `idempotent`.
    ///
    /// - `id`: ID of the campaign.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let cancelled = client.campaigns().cancel("campaign_3Ge8wD").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn cancel(&self, id: impl AsRef<str>) -> Request<Success> {
        Request::new(self.client, &CANCEL, &[("id", id.as_ref())], ())
    }

    /// Returns all rows of a campaign as the text of a CSV file, for analysis or reports
    /// elsewhere.
    ///
    /// Sends `GET /campaigns/{id}/export`; retry class `read`.
    ///
    /// - `id`: ID of the campaign.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let export = client.campaigns().export_rows("campaign_3Ge8wD").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn export_rows(&self, id: impl AsRef<str>) -> Request<CsvExport> {
        Request::new(self.client, &EXPORT_ROWS, &[("id", id.as_ref())], ())
    }

    /// Returns all rows of a campaign: its contacts, each with the data that came with it and
    /// its call order.
    ///
    /// Sends `GET /campaigns/{id}/rows`; retry class `read`.
    ///
    /// - `id`: ID of the campaign.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let rows = client.campaigns().get_rows("campaign_3Ge8wD").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn get_rows(&self, id: impl AsRef<str>) -> Request<Vec<CampaignRow>> {
        Request::new(self.client, &GET_ROWS, &[("id", id.as_ref())], ())
    }

    /// Pauses a running campaign, so that it places no further calls. Calls in progress are
    /// allowed to finish; pending and scheduled ones are held until the campaign is resumed.
    /// The time of a scheduled retry does not shift: if the campaign is resumed before that
    /// time, the call goes out on schedule, otherwise in the next calling window.
    ///
    /// Sends `POST /campaigns/{id}/pause`; retry class `idempotent`.
    ///
    /// - `id`: ID of the campaign.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let paused = client.campaigns().pause("campaign_3Ge8wD").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn pause(&self, id: impl AsRef<str>) -> Request<Success> {
        Request::new(self.client, &PAUSE, &[("id", id.as_ref())], ())
    }

    /// Resumes a paused campaign, which can place calls again from then on. The calls that were
    /// held continue where they stood; those whose time passed during the pause are placed in
    /// the next calling window.
    ///
    /// Sends `POST /campaigns/{id}/resume`; retry class `idempotent`.
    ///
    /// - `id`: ID of the campaign.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let resumed = client.campaigns().resume("campaign_3Ge8wD").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn resume(&self, id: impl AsRef<str>) -> Request<Success> {
        Request::new(self.client, &RESUME, &[("id", id.as_ref())], ())
    }

    /// Returns the report on a campaign: how many contacts were called, reached, spoken with
    /// and won as hot leads; how the exchanges divide among the outcomes; who the hot leads
    /// are; and which data is extracted. According to the provider, all counts are of distinct
    /// phone numbers, normalized to E.164 form, and whatever depends on an outcome comes from
    /// the outcomes of the call orders alone.
    ///
    /// Sends `GET /campaigns/{id}/statistics`; retry class `read`.
    ///
    /// - `id`: ID of the campaign.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let statistics = client.campaigns().statistics("campaign_3Ge8wD").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn statistics(&self, id: impl AsRef<str>) -> Request<CampaignStatistics> {
        Request::new(self.client, &STATISTICS, &[("id", id.as_ref())], ())
    }

    /// Launches the call orders of a campaign that match a selection: phones will ring. In the
    /// mode `ai_first`, each of them is handed to the scheduler of the service for the
    /// requested time, and follows its retry settings from there. In the mode `speed_dial`, a
    /// live session with an operator dials them; a call order that waits for a retry by the AI
    /// agent is first taken off the schedule, so that no contact is dialled twice. Call orders
    /// that the AI agent is already dialling are skipped, and so are those that have used up
    /// their attempts.
    ///
    /// Sends `POST /campaigns/{id}/launch-calls`; retry class `once`.
    ///
    /// - `id`: ID of the campaign.
    /// - `mode`: In which way the calls are placed.
    /// - `selection`: Call orders of the campaign that are launched.
    ///
    /// The request has the setters of [`CampaignLaunch`].
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{
    ///     CallDirection, LaunchFilters, LaunchMode, LaunchRows, LaunchRowsMode,
    ///     LaunchSelection, OutcomeFilter,
    /// };
    ///
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let launched = client
    ///     .campaigns()
    ///     .launch(
    ///         "campaign_3Ge8wD",
    ///         LaunchMode::AiFirst,
    ///         LaunchSelection::new(
    ///             LaunchFilters::new()
    ///                 .assignee_ids(["user_9Fk2qA"])
    ///                 .directions([CallDirection::Outbound])
    ///                 .outcomes([OutcomeFilter::None]),
    ///             LaunchRows::new(LaunchRowsMode::AllExcept, ["call_2Wn7gJ"]),
    ///         ),
    ///     )
    ///     .scheduled_at("2026-06-09T08:05:00Z")
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn launch(
        &self,
        id: impl AsRef<str>,
        mode: impl Into<LaunchMode>,
        selection: impl Into<LaunchSelection>,
    ) -> Request<CampaignLaunched, CampaignLaunch> {
        Request::new(
            self.client,
            &LAUNCH,
            &[("id", id.as_ref())],
            CampaignLaunch::new(mode, selection),
        )
    }
}

static LIST: Operation = Operation {
    id: "campaigns_list",
    method: Method::GET,
    path: "/campaigns",
    retry_class: RetryClass::Read,
    unwrap: Some("campaigns"),
};

static CREATE: Operation = Operation {
    id: "campaigns_create",
    method: Method::POST,
    path: "/campaigns",
    retry_class: RetryClass::Once,
    unwrap: Some("campaign"),
};

static RETRIEVE: Operation = Operation {
    id: "campaigns_retrieve",
    method: Method::GET,
    path: "/campaigns/{id}",
    retry_class: RetryClass::Read,
    unwrap: Some("campaign"),
};

static DELETE: Operation = Operation {
    id: "campaigns_delete",
    method: Method::DELETE,
    path: "/campaigns/{id}",
    retry_class: RetryClass::Idempotent,
    unwrap: None,
};

static UPDATE: Operation = Operation {
    id: "campaigns_update",
    method: Method::PATCH,
    path: "/campaigns/{id}",
    retry_class: RetryClass::Idempotent,
    unwrap: Some("campaign"),
};

static CANCEL: Operation = Operation {
    id: "campaigns_cancel",
    method: Method::POST,
    path: "/campaigns/{id}/cancel",
    retry_class: RetryClass::Idempotent,
    unwrap: None,
};

static EXPORT_ROWS: Operation = Operation {
    id: "campaigns_export_rows",
    method: Method::GET,
    path: "/campaigns/{id}/export",
    retry_class: RetryClass::Read,
    unwrap: None,
};

static GET_ROWS: Operation = Operation {
    id: "campaigns_get_rows",
    method: Method::GET,
    path: "/campaigns/{id}/rows",
    retry_class: RetryClass::Read,
    unwrap: Some("rows"),
};

static PAUSE: Operation = Operation {
    id: "campaigns_pause",
    method: Method::POST,
    path: "/campaigns/{id}/pause",
    retry_class: RetryClass::Idempotent,
    unwrap: None,
};

static RESUME: Operation = Operation {
    id: "campaigns_resume",
    method: Method::POST,
    path: "/campaigns/{id}/resume",
    retry_class: RetryClass::Idempotent,
    unwrap: None,
};

static STATISTICS: Operation = Operation {
    id: "campaigns_statistics",
    method: Method::GET,
    path: "/campaigns/{id}/statistics",
    retry_class: RetryClass::Read,
    unwrap: Some("statistics"),
};

static LAUNCH: Operation = Operation {
    id: "campaigns_launch",
    method: Method::POST,
    path: "/campaigns/{id}/launch-calls",
    retry_class: RetryClass::Once,
    unwrap: None,
};
