//! The handle for campaigns: the generated operations, and methods that do something once.

use std::ops::Deref;

use revox_api::models::{Campaign, CampaignCreate};
use revox_api::resources::CampaignsResource;

use crate::poll::Start;
use crate::{Client, CreateOnce, InvalidKey, LaunchOnce, PlacementKey, Wait};

/// Campaigns: the operations of [`CampaignsResource`], and methods that do something once.
///
/// Returned by [`Client::campaigns`].
///
/// # Examples
///
/// ```
/// # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
/// let campaign = client.campaigns().retrieve("campaign_3Ge8wD").await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct CampaignsHandle<'c> {
    client: &'c Client,
    operations: CampaignsResource<'c>,
}

impl<'c> CampaignsHandle<'c> {
    pub(crate) fn new(client: &'c Client) -> Self {
        Self {
            client,
            operations: client.api().campaigns(),
        }
    }

    /// Creates a campaign at most once per key: however often the same key is used, there is one
    /// campaign.
    ///
    /// Needs a [journal](crate::PlacingOptions::journal). If the response is lost, the campaign is
    /// recognized by its name, so give each campaign a name of its own: if the name is not unique, the
    /// creation is then [undecided](crate::PlaceError::Undecided).
    /// [`place`](crate::place#campaigns) states the promise and its assumptions.
    ///
    /// # Errors
    ///
    /// Fails with [`PlaceError`](crate::PlaceError) when it is awaited.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::models::{CampaignContact, CampaignCreate};
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::PlaceError> {
    /// let contacts = [CampaignContact::new("+33639980142"), CampaignContact::new("+33639980157")];
    /// let june = CampaignCreate::new("Website enquiries, June 2026", "assistant_4Tn6yB", contacts);
    /// let campaign = client.campaigns().create_once("enquiries-2026-06", june).await?;
    /// let id = &campaign.campaign().id;
    /// # Ok(())
    /// # }
    /// ```
    pub fn create_once<K>(&self, key: K, campaign: CampaignCreate) -> CreateOnce
    where
        K: TryInto<PlacementKey>,
        InvalidKey: From<K::Error>,
    {
        let key = key.try_into().map_err(InvalidKey::from);
        CreateOnce::new(self.client.clone(), key, campaign)
    }

    /// Launches a campaign at most once: however often this is called, its phones ring once.
    ///
    /// Needs a [journal](crate::PlacingOptions::journal); the key is the campaign's id. By default, the
    /// AI agent calls all contacts, at once; [`LaunchOnce`] has setters for other modes, selections and
    /// times. The request only ever selects call orders that were never launched, so a campaign that
    /// somebody else has launched does not ring again. If the response is lost, the state of the
    /// campaign's rows decides. [`place`](crate::place#campaigns) states the promise and its
    /// assumptions.
    ///
    /// To call again those who did not pick up, use [`launch`](CampaignsResource::launch).
    ///
    /// # Errors
    ///
    /// Fails with [`PlaceError`](crate::PlaceError) when it is awaited.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::Placement;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::PlaceError> {
    /// match client.campaigns().launch_once("campaign_3Ge8wD").await? {
    ///     Placement::New(launched) => println!("{} call orders launched", launched.launched),
    ///     Placement::Found(campaign) => println!("launched before; now {}", campaign.status),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn launch_once(&self, id: impl Into<String>) -> LaunchOnce {
        LaunchOnce::new(self.client.clone(), id.into())
    }

    /// Waits until all rows of a campaign are done.
    ///
    /// By default, the wait also goes on while there are rows that nobody has launched; with
    /// [`launched_rows`](Wait::launched_rows) it does not. A cancelled campaign is done once its last
    /// call is over. [`poll`](crate::poll#campaigns) says when it is polled. To launch a
    /// campaign and wait in one, use [`LaunchOnce::wait`].
    ///
    /// # Errors
    ///
    /// Fails with [`WaitError`](crate::WaitError) when it is awaited.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::models::Campaign;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::WaitError<Campaign>> {
    /// let wait = client.campaigns().wait("campaign_3Ge8wD").on_change(|campaign| {
    ///     if let Some(rows) = &campaign.row_stats {
    ///         println!("{} of {} completed", rows.completed, rows.total);
    ///     }
    /// });
    /// let campaign = wait.await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait(&self, id: impl Into<String>) -> Wait<Campaign> {
        Wait::<Campaign>::new(self.client.clone(), Start::new(id.into()))
    }
}

/// Provides the generated operations as methods.
impl<'c> Deref for CampaignsHandle<'c> {
    type Target = CampaignsResource<'c>;

    fn deref(&self) -> &CampaignsResource<'c> {
        &self.operations
    }
}
