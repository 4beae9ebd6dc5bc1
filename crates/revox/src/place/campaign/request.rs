//! Requests to create and to launch a campaign once.

use std::fmt;
use std::future::IntoFuture;

use revox_api::models::{
    Campaign, CampaignCreate, CampaignLaunch, CampaignLaunched, LaunchFilters, LaunchMode,
    LaunchRows, LaunchRowsMode, LaunchSelection,
};
use revox_api::{BoxFuture, Error, Timestamp};

use super::{Launch, NewCampaign};
use crate::place::placement::place;
use crate::place::run::{Placed, Tries};
use crate::place::subject::Subject;
use crate::place::{InvalidKey, PlaceError, Placement, PlacementKey};
use crate::poll::Start;
use crate::{Client, Wait};

/// The creation of a campaign, which begins when it is awaited.
///
/// Returned by [`CampaignsHandle::create_once`](crate::CampaignsHandle::create_once). Dropping its
/// future cancels it at any point; a request may have left by then, and the next try finds its result.
#[must_use = "nothing is created before it is awaited"]
pub struct CreateOnce {
    client: Client,
    key: Result<PlacementKey, InvalidKey>,
    parameters: CampaignCreate,
}

impl CreateOnce {
    pub(crate) fn new(
        client: Client,
        key: Result<PlacementKey, InvalidKey>,
        parameters: CampaignCreate,
    ) -> Self {
        Self {
            client,
            key,
            parameters,
        }
    }

    async fn run(self) -> Result<Placement<Campaign>, PlaceError> {
        let key = self.key?;
        let campaign = NewCampaign::new(self.client.api(), self.parameters).await;
        place_with_journal(&self.client, key, campaign).await
    }
}

impl IntoFuture for CreateOnce {
    type Output = Result<Placement<Campaign>, PlaceError>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

// The parameters are private.
impl fmt::Debug for CreateOnce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CreateOnce")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// The launch of a campaign, which begins when it is awaited.
///
/// Returned by [`CampaignsHandle::launch_once`](crate::CampaignsHandle::launch_once). Dropping its
/// future cancels it at any point; a request may have left by then, and the next try finds its result.
#[must_use = "nothing is launched before it is awaited"]
pub struct LaunchOnce {
    client: Client,
    id: String,
    parameters: CampaignLaunch,
}

impl LaunchOnce {
    pub(crate) fn new(client: Client, id: String) -> Self {
        let all = LaunchRows::new(LaunchRowsMode::AllExcept, Vec::<String>::new());
        let selection = LaunchSelection::new(LaunchFilters::new(), all);
        Self {
            client,
            id,
            parameters: CampaignLaunch::new(LaunchMode::AiFirst, selection),
        }
    }

    /// Sets the way in which the calls are placed. The default is [`AiFirst`](LaunchMode::AiFirst): the
    /// AI agent places them.
    pub fn mode(mut self, mode: impl Into<LaunchMode>) -> Self {
        self.parameters.mode = mode.into();
        self
    }

    /// Selects the call orders to launch. The default is all call orders of the campaign.
    ///
    /// Only call orders that were never launched can be selected: another status than `not_launched`
    /// is refused.
    pub fn selection(mut self, selection: impl Into<LaunchSelection>) -> Self {
        self.parameters.selection = selection.into();
        self
    }

    /// Sets the time at which the calls are to be placed. The default is at once.
    ///
    /// Choose the time once and store it: another time is a [conflict](PlaceError::Conflict).
    pub fn scheduled_at(mut self, time: impl Into<Timestamp>) -> Self {
        self.parameters = self.parameters.scheduled_at(time);
        self
    }

    /// Launches the campaign, and waits until all its launched rows are done.
    ///
    /// Run again after a crash, it finds the launch and goes on waiting. A deadline of the wait
    /// counts from the start of the launch, which has its own
    /// [`patience`](crate::PlacingOptions::patience).
    ///
    /// # Errors
    ///
    /// Fails with [`WaitError::Place`](crate::WaitError::Place) if the launch fails, and as
    /// [`wait`](crate::CampaignsHandle::wait) does.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::models::Campaign;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::WaitError<Campaign>> {
    /// let campaign = client.campaigns().launch_once("campaign_3Ge8wD").wait().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait(self) -> Wait<Campaign> {
        let client = self.client.clone();
        let launching = Box::pin(async {
            let id = self.id.clone();
            Ok(match self.await? {
                Placement::New(_) => (id, None),
                Placement::Found(campaign) => (id, Some(campaign)),
            })
        });
        Wait::<Campaign>::new(client, Start::Placing(launching)).launched_rows()
    }

    async fn run(self) -> Result<Placement<CampaignLaunched, Campaign>, PlaceError> {
        let key = PlacementKey::parse(format!("launch/{}", self.id))?;
        let launch = Launch::new(self.client.api(), self.id, self.parameters).await;
        place_with_journal(&self.client, key, launch).await
    }
}

impl IntoFuture for LaunchOnce {
    type Output = Result<Placement<CampaignLaunched, Campaign>, PlaceError>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

// The selection holds search terms, which are private.
impl fmt::Debug for LaunchOnce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LaunchOnce")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

async fn place_with_journal<S: Subject>(
    client: &Client,
    key: PlacementKey,
    subject: Result<S, Error>,
) -> Result<Placed<S>, PlaceError> {
    if client.placing().options.journal.is_none() {
        return Err(PlaceError::NoJournal);
    }
    let subject = subject.map_err(PlaceError::Request)?;
    // The journal knows of all tries.
    place(client, key, Tries::Unknown { until: None }, subject).await
}
