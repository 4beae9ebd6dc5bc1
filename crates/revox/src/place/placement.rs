//! Requests to place, resolve and cancel by key.

use std::fmt;
use std::future::IntoFuture;
use std::time::{Duration, SystemTime};

use revox_api::models::{Call, CallCreate, CallStatus};
use revox_api::{BoxFuture, Error};

use super::call_order::CallOrder;
use super::run::{Job, Placed, Tries, run};
use super::subject::Subject;
use super::{InvalidKey, PlaceError, PlacementKey};
use crate::poll::Start;
use crate::{Client, Wait, Watch};

/// The thing that a key stands for: a call order, or a campaign.
#[derive(Clone, Debug, PartialEq)]
pub enum Placement<N = Call, F = N> {
    /// Placed just now, by a request whose response arrived.
    New(N),
    /// Found by its key: placed by an earlier try, or just now by a request whose response was lost.
    Found(F),
}

impl<N, F> Placement<N, F> {
    /// Returns true if it was placed just now, and the response arrived.
    pub fn is_new(&self) -> bool {
        matches!(self, Self::New(_))
    }
}

impl Placement {
    /// Returns the call order.
    pub fn call(&self) -> &Call {
        match self {
            Self::New(call) | Self::Found(call) => call,
        }
    }

    /// Consumes the placement and returns the call order.
    pub fn into_call(self) -> Call {
        match self {
            Self::New(call) | Self::Found(call) => call,
        }
    }
}

/// A placement that begins when it is awaited.
///
/// Returned by [`CallHandle::place`](crate::CallHandle::place). Dropping its future cancels it at
/// any point. A request may have left by then, so a dropped placement counts as a try.
#[must_use = "nothing is placed before it is awaited"]
pub struct Place {
    client: Client,
    key: Result<PlacementKey, InvalidKey>,
    parameters: CallCreate,
    tries: Tries,
}

impl Place {
    pub(crate) fn new(
        client: Client,
        key: Result<PlacementKey, InvalidKey>,
        parameters: CallCreate,
    ) -> Self {
        Self {
            client,
            key,
            parameters,
            tries: Tries::Unknown { until: None },
        }
    }

    /// Declares that this key was never tried before, so that the first request leaves as soon as a
    /// lookup finds nothing.
    ///
    /// If the key was tried before, a phone can ring twice. So record the time of the first try in your own
    /// storage before you begin it, and pass this time to [`first_try_at`](Self::first_try_at) instead.
    /// With a journal, this has no effect.
    pub fn first_try(mut self) -> Self {
        self.tries = Tries::None { began: None };
        self
    }

    /// Declares that this key was never tried before this try, which began at `time`, as you have just
    /// recorded it.
    ///
    /// Later tries pass the same time to [`first_tried_at`](Self::first_tried_at). Requests leave only
    /// within the [`patience`](crate::PlacingOptions::patience) after `time`, however long it takes from
    /// the record to the request, because later tries rely on that. With a journal, this has no effect.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::SystemTime;
    /// use revox::models::CallCreate;
    ///
    /// # async fn example(client: &revox::Client, now: SystemTime) -> Result<(), revox::PlaceError> {
    /// // The job's row in your database had no time until now.
    /// let lead = CallCreate::new("+33639980142").assistant_id("assistant_4Tn6yB");
    /// let placement = client.call().place("lead-42", lead).first_try_at(now).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn first_try_at(mut self, time: SystemTime) -> Self {
        self.tries = Tries::None { began: Some(time) };
        self
    }

    /// States when the first try with this key began, as you recorded it before.
    ///
    /// Requests leave only within the [`patience`](crate::PlacingOptions::patience) after that time. If
    /// the time is over and the key is not found, the placement has
    /// [lapsed](crate::PlaceError::Lapsed); the older the first try, the less there is to wait for. All
    /// tries must have the same patience, and clocks that agree. With a journal, this has no effect.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::SystemTime;
    /// use revox::models::CallCreate;
    ///
    /// # async fn example(client: &revox::Client, tried: SystemTime) -> Result<(), revox::PlaceError> {
    /// // The process was restarted: the job's row has the time.
    /// let lead = CallCreate::new("+33639980142").assistant_id("assistant_4Tn6yB");
    /// let placement = client.call().place("lead-42", lead).first_tried_at(tried).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn first_tried_at(mut self, time: SystemTime) -> Self {
        self.tries = Tries::FirstAt(time);
        self
    }

    /// Places the call order, and waits until it is finished.
    ///
    /// Run again after a crash, with the same key and call order, it finds what was placed and goes
    /// on waiting. A deadline of the wait counts from the start of the placement, which has its own
    /// [`patience`](crate::PlacingOptions::patience).
    ///
    /// # Errors
    ///
    /// Fails with [`WaitError::Place`](crate::WaitError::Place) if the placement fails, and as
    /// [`wait`](crate::CallHandle::wait) does.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    /// use revox::models::CallCreate;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::WaitError> {
    /// let lead = CallCreate::new("+33639980142").assistant_id("assistant_4Tn6yB");
    /// let wait = client.call().place("lead-42", lead).wait();
    /// let call = wait.deadline(Duration::from_secs(3 * 86_400)).await?;
    /// println!("{}: {:?}", call.status, call.outcome);
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait(self) -> Wait {
        Wait::<Call>::new(self.client.clone(), self.start())
    }

    /// Places the call order, and watches it until it is finished.
    ///
    /// Run again after a crash, with the same key and call order and the snapshot of the last event, it
    /// finds what was placed and goes on with the next event. A deadline of the watch counts from the
    /// start of the placement, which has its own [`patience`](crate::PlacingOptions::patience).
    ///
    /// # Errors
    ///
    /// Fails with [`WatchError::Place`](crate::WatchError::Place) if the placement fails, and as
    /// [`watch`](crate::CallHandle::watch) does.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::models::CallCreate;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::WatchError> {
    /// let lead = CallCreate::new("+33639980142").assistant_id("assistant_4Tn6yB");
    /// let mut events = client.call().place("lead-42", lead).watch();
    /// while let Some(event) = events.next().await {
    ///     println!("{:?}", event?.change);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn watch(self) -> Watch {
        Watch::new(self.client.clone(), self.start())
    }

    fn start(self) -> Start<Call> {
        Start::Placing(Box::pin(async {
            let call = self.await?.into_call();
            Ok((call.id.clone(), Some(call)))
        }))
    }

    /// Declares that there was no try after this time of the clock.
    pub(super) fn not_tried_since(mut self, until: Duration) -> Self {
        self.tries = Tries::Unknown { until: Some(until) };
        self
    }

    async fn run(self) -> Result<Placement, PlaceError> {
        let key = self.key?;
        let order = CallOrder::to_place(self.client.api(), &key, self.parameters).await;
        let order = order.map_err(PlaceError::Request)?;
        place(&self.client, key, self.tries, order).await
    }
}

/// Places a subject with the settings of this client.
pub(super) async fn place<S: Subject>(
    client: &Client,
    key: PlacementKey,
    tries: Tries,
    subject: S,
) -> Result<Placed<S>, PlaceError> {
    let _lock = client.placing().locks.lock(&key).await;
    let placed = run(job(client, key, tries, subject)).await?;
    placed.ok_or_else(|| PlaceError::Request(Error::invalid_request("there is nothing to send")))
}

/// Returns the job of working on a key with the settings of this client.
fn job<S: Subject>(client: &Client, key: PlacementKey, tries: Tries, subject: S) -> Job<S> {
    let placing = client.placing();
    Job {
        client: client.api().clone(),
        clock: placing.clock(),
        options: placing.options.clone(),
        key,
        tries,
        subject,
    }
}

impl IntoFuture for Place {
    type Output = Result<Placement, PlaceError>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

// The parameters are private.
impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Place")
            .field("key", &self.key)
            .field("tries", &self.tries)
            .finish_non_exhaustive()
    }
}

/// A lookup of the call order of a key, which places nothing.
///
/// Returned by [`CallHandle::resolve`](crate::CallHandle::resolve) and
/// [`CallHandle::cancel_by_key`](crate::CallHandle::cancel_by_key).
#[must_use = "nothing is requested before it is awaited"]
pub struct Resolve {
    client: Client,
    key: Result<PlacementKey, InvalidKey>,
    number: String,
    tries: Tries,
    cancels: bool,
}

impl Resolve {
    pub(crate) fn new(
        client: Client,
        key: Result<PlacementKey, InvalidKey>,
        number: String,
        cancels: bool,
    ) -> Self {
        Self {
            client,
            key,
            number,
            tries: Tries::Unknown { until: None },
            cancels,
        }
    }

    /// States when the first try with this key began, such as
    /// [`Undecided::since`](crate::Undecided::since), so that an old key needs no waiting.
    ///
    /// See [`Place::first_tried_at`].
    pub fn first_tried_at(mut self, time: SystemTime) -> Self {
        self.tries = Tries::FirstAt(time);
        self
    }

    async fn run(self) -> Result<Option<Call>, PlaceError> {
        let key = self.key?;
        let _lock = self.client.placing().locks.lock(&key).await;
        let order = CallOrder::to_resolve(self.client.api(), self.number).await;
        let order = order.map_err(PlaceError::Request)?;
        let job = job(&self.client, key.clone(), self.tries, order);
        let Some(found) = run(job).await? else {
            return Ok(None);
        };
        let call = found.into_call();
        if !self.cancels || call.status == CallStatus::Cancelled {
            return Ok(Some(call));
        }
        let calls = self.client.api().call();
        let cancelled = async {
            calls.cancel(&call.id).await?;
            calls.retrieve(&call.id).await
        };
        let cancelled = cancelled.await.map(Some);
        cancelled.map_err(|error| PlaceError::NotCancelled {
            key,
            id: call.id.clone(),
            error,
        })
    }
}

impl IntoFuture for Resolve {
    type Output = Result<Option<Call>, PlaceError>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

// The number is private.
impl fmt::Debug for Resolve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resolve")
            .field("key", &self.key)
            .field("tries", &self.tries)
            .field("cancels", &self.cancels)
            .finish_non_exhaustive()
    }
}
