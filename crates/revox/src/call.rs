//! The handle for call orders: the generated operations, and methods that combine several of them.

use std::ops::Deref;

use revox_api::models::{Call, CallCreate, CallSearch};
use revox_api::resources::CallResource;

use crate::poll::Start;
use crate::{
    Calls, Client, InvalidKey, Place, PlaceAll, PlacementKey, Resolve, Track, Wait, Watch,
};

/// Call orders: the operations of [`CallResource`], and methods that combine several of them.
///
/// Returned by [`Client::call`].
///
/// # Examples
///
/// ```
/// # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
/// let call = client.call().retrieve("call_8Zk3vQ").await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct CallHandle<'c> {
    client: &'c Client,
    operations: CallResource<'c>,
}

impl<'c> CallHandle<'c> {
    pub(crate) fn new(client: &'c Client) -> Self {
        Self {
            client,
            operations: client.api().call(),
        }
    }

    /// Searches for call orders and reads all pages of the result as they are needed.
    ///
    /// [`Calls`] describes its guarantees while call orders come and go, and its errors.
    ///
    /// Leave [`page`](CallSearch::page) alone: a search with another page than the first fails.
    /// [`page_size`](CallSearch::page_size), 50 by default, is the largest size of a page; values
    /// below 20 count as 20.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::models::{CallSearch, CallStatus};
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
    /// let search = CallSearch::new().statuses([CallStatus::Completed]).page_size(100);
    /// let mut calls = client.call().all(search);
    /// while let Some(call) = calls.next().await {
    ///     println!("{}", call?.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn all(&self, search: CallSearch) -> Calls {
        Calls::new(self.client.api().clone(), search)
    }

    /// Places a call order at most once per key: however often the same key is placed, one phone
    /// rings once.
    ///
    /// Without a journal, a key may have only one writer, and a placement that does not say that it
    /// is the [first try](Place::first_try) waits for the settling time of two and a half minutes.
    /// [`place`](crate::place) states the promise and its assumptions.
    ///
    /// # Errors
    ///
    /// Fails with [`PlaceError`](crate::PlaceError) when it is awaited.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::Placement;
    /// use revox::models::CallCreate;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::PlaceError> {
    /// let lead = CallCreate::new("+33639980142").assistant_id("assistant_4Tn6yB");
    /// match client.call().place("lead-42", lead).await? {
    ///     Placement::New(call) => println!("placed as {}", call.id),
    ///     Placement::Found(call) => println!("placed before as {}", call.id),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn place<K>(&self, key: K, order: CallCreate) -> Place
    where
        K: TryInto<PlacementKey>,
        InvalidKey: From<K::Error>,
    {
        let key = key.try_into().map_err(InvalidKey::from);
        Place::new(self.client.clone(), key, order)
    }

    /// Places many call orders, each at most once per key, a few at a time.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::models::CallCreate;
    ///
    /// # async fn example(client: &revox::Client, leads: Vec<(u32, String)>) {
    /// let orders = leads.into_iter().map(|(id, number)| {
    ///     let order = CallCreate::new(number).assistant_id("assistant_4Tn6yB");
    ///     (format!("spring/lead-{id}"), order)
    /// });
    /// let mut placements = client.call().place_all(orders).concurrency(16).per_second(20.0);
    /// while let Some(placed) = placements.next().await {
    ///     match placed.outcome {
    ///         Ok(placement) => println!("{}: {}", placed.index, placement.call().id),
    ///         Err(error) => eprintln!("{}: {error}", placed.index),
    ///     }
    /// }
    /// # }
    /// ```
    pub fn place_all<I, K>(&self, orders: I) -> PlaceAll<I::IntoIter>
    where
        I: IntoIterator<Item = (K, CallCreate)>,
        K: TryInto<PlacementKey>,
        InvalidKey: From<K::Error>,
    {
        PlaceAll::new(self.client.clone(), orders.into_iter())
    }

    /// Finds out what became of a key, without placing anything.
    ///
    /// Returns the call order, or `None` if there is certainly none: the requests with the key have
    /// settled, or it was never tried. To know that, it waits for at most the settling time.
    /// `phone_number` is the number of the call order.
    ///
    /// # Errors
    ///
    /// Fails with [`PlaceError::Undecided`](crate::PlaceError::Undecided) while nobody can tell.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox::Client) -> Result<(), revox::PlaceError> {
    /// match client.call().resolve("lead-42", "+33639980142").await? {
    ///     Some(call) => println!("placed as {}", call.id),
    ///     None => println!("never placed"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn resolve<K>(&self, key: K, phone_number: impl Into<String>) -> Resolve
    where
        K: TryInto<PlacementKey>,
        InvalidKey: From<K::Error>,
    {
        let key = key.try_into().map_err(InvalidKey::from);
        Resolve::new(self.client.clone(), key, phone_number.into(), false)
    }

    /// Cancels the call order of a key, whatever its id.
    ///
    /// [Resolves](Self::resolve) the key first, so that a request that is still under way is not
    /// missed. Returns the call order, or `None` if there is certainly none. The key is not blocked:
    /// whoever places it again without a call order places one.
    ///
    /// # Errors
    ///
    /// Fails as `resolve` does, and with [`PlaceError::Request`](crate::PlaceError::Request) if the
    /// API does not cancel the call order, for example because it is completed.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox::Client) -> Result<(), revox::PlaceError> {
    /// if let Some(call) = client.call().cancel_by_key("lead-42", "+33639980142").await? {
    ///     println!("{} is {}", call.id, call.status);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn cancel_by_key<K>(&self, key: K, phone_number: impl Into<String>) -> Resolve
    where
        K: TryInto<PlacementKey>,
        InvalidKey: From<K::Error>,
    {
        let key = key.try_into().map_err(InvalidKey::from);
        Resolve::new(self.client.clone(), key, phone_number.into(), true)
    }

    /// Waits until a call order is finished: completed, cancelled or errored.
    ///
    /// Polls are frequent while a call is under way, and rare while the call order waits for days:
    /// [`poll`](crate::poll) says when they come. The wait goes on while the status is `paused`,
    /// `not_launched` or one that this version does not know; [`or_status`](Wait::or_status) also ends it
    /// at other statuses. It has no time limit unless you set a [`deadline`](Wait::deadline).
    ///
    /// A wait survives outages, and dropping its future loses nothing: [`Wait`] has the details.
    ///
    /// # Errors
    ///
    /// Fails with [`WaitError`](crate::WaitError) when it is awaited.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let order = client.call().create("+33639980142").assistant_id("assistant_4Tn6yB").await?;
    /// let call = client.call().wait(&order.id).deadline(Duration::from_secs(3 * 86_400)).await?;
    /// println!("{}: {:?}", call.status, call.outcome);
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait(&self, id: impl Into<String>) -> Wait {
        Wait::<Call>::new(self.client.clone(), Start::new(id.into()))
    }

    /// Watches a call order until it is finished: a stream of the changes of its status, attempts,
    /// transcripts, structured output and outcome.
    ///
    /// It can be stopped at any event and resumed from the event's snapshot, also by another program.
    /// [`Watch`] lists the events and their order.
    ///
    /// # Errors
    ///
    /// The stream ends with a [`WatchError`](crate::WatchError) if it cannot go on.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::CallChange;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::WatchError> {
    /// let mut events = client.call().watch("call_8Zk3vQ");
    /// while let Some(event) = events.next().await {
    ///     match event?.change {
    ///         CallChange::Status { status, .. } => println!("now {status}"),
    ///         CallChange::Turn { entry, .. } => println!("{}: {}", entry.role, entry.content),
    ///         _ => {}
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn watch(&self, id: impl Into<String>) -> Watch {
        Watch::new(self.client.clone(), Start::new(id.into()))
    }

    /// Tracks any number of call orders until they are finished, and reads up to a hundred of them with
    /// one search.
    ///
    /// Each is polled when [`poll`](crate::poll) says, or soon after a webhook
    /// [hints](crate::Tracker::hint) at it. [`Track`] is a stream of their changes, which a program can
    /// resume after a restart.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox::Client, ids: Vec<String>) -> Result<(), revox::Error> {
    /// let mut updates = client.call().track(ids);
    /// while let Some(update) = updates.next().await {
    ///     let update = update?;
    ///     println!("{}: {:?}", update.id, update.change);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn track(&self, ids: impl IntoIterator<Item = impl Into<String>>) -> Track {
        Track::new(self.client, ids.into_iter().map(Into::into))
    }
}

/// Provides the generated operations as methods.
impl<'c> Deref for CallHandle<'c> {
    type Target = CallResource<'c>;

    fn deref(&self) -> &CallResource<'c> {
        &self.operations
    }
}
