//! Waits until a call order is finished, or a campaign is done.

mod call_order;
mod campaign;
mod error;

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use revox_api::BoxFuture;
use revox_api::models::Call;

pub use error::{WaitError, Waited};

use super::reads::{End, Limits, Reads, Start};
use super::target::Waitable;
use crate::{Client, trace};

/// A wait for the end of a call order or a campaign. It begins when it is awaited.
///
/// Returned by [`CallHandle::wait`](crate::CallHandle::wait),
/// [`CampaignsHandle::wait`](crate::CampaignsHandle::wait), [`Place::wait`](crate::Place::wait) and
/// [`LaunchOnce::wait`](crate::LaunchOnce::wait). Any number of waits may run at once.
///
/// # Cancelling, and crashes
///
/// A wait only reads, and keeps nothing that a later wait needs: drop its future at any point, and
/// wait again with the same id. To survive a crash, a program therefore stores the id and nothing else.
/// The deadline then counts anew, and [`on_change`](Self::on_change) begins with the present state. If the
/// wait began with a placement, store its key, and place and wait again: with a
/// [journal](crate::PlacingOptions::journal) that outlives the program, such as a file, it finds the same
/// call order at once.
///
/// # Cost
///
/// A call order that takes a day costs about a hundred polls; [`poll`](crate::poll) says when they come.
/// Each wait polls on its own. For many call orders, [`track`](crate::CallHandle::track) polls a hundred
/// with one request.
///
/// # Failures
///
/// Each poll is a request of the client, with the client's retries, limits and retry budget. If the
/// retries fail too, the wait usually goes on:
///
/// | failure | the wait |
/// |---|---|
/// | no connection, a timeout, a broken exchange, 408, 429, 5xx | goes on until the deadline, or for [`max_outage`](Self::max_outage) |
/// | a response that does not decode, a key provider that fails | goes on, and ends with [`Failed`](WaitError::Failed) at the tenth such failure in a row |
/// | 404 | goes on for the [visibility time](crate::PlacingOptions::visibility_time), then ends with [`NotFound`](WaitError::NotFound) |
/// | anything else, such as 401, 403 or an invalid id | ends at once with [`Failed`](WaitError::Failed) |
///
/// The pause after a failure is as long as the server asks for with `Retry-After`, at most an hour.
/// Without that header, it grows from 1 to 60 seconds.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
///
/// # async fn example(client: &revox::Client) -> Result<(), revox::WaitError> {
/// let call = client
///     .call()
///     .wait("call_8Zk3vQ")
///     .deadline(Duration::from_secs(3 * 86_400))
///     .on_change(|call| println!("{}", call.status))
///     .await?;
/// println!("{:?}", call.outcome);
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is requested before it is awaited"]
pub struct Wait<S: Waitable = Call> {
    client: Client,
    start: Start<S>,
    limits: Limits,
    on_change: Option<OnChange<S>>,
    polling: S::Polling,
}

type OnChange<S> = Box<dyn FnMut(&S) + Send>;

impl<S: Waitable> Wait<S> {
    fn with(client: Client, start: Start<S>, polling: S::Polling) -> Self {
        Self {
            limits: Limits::new(&client),
            client,
            start,
            on_change: None,
            polling,
        }
    }

    /// Limits the whole wait, from the moment at which it is awaited. By default there is no limit,
    /// since a call order may be scheduled for any time and paused for any length of time.
    ///
    /// Five seconds before the deadline there is one more poll, so that the snapshot in
    /// [`WaitError::Deadline`] is fresh. A poll has at least a second, even if the deadline is
    /// sooner. The deadline ends the wait, not the call order.
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.limits.deadline = Some(limit);
        self
    }

    /// Sets how long polls may keep failing before the wait gives up. The default is 24 hours.
    pub fn max_outage(mut self, limit: Duration) -> Self {
        self.limits.max_outage = limit;
        self
    }

    /// Calls `observe` with the first state that is read, and with each later one that differs in the
    /// status or the number of attempts (of a call order), or in the status or the numbers of rows (of a
    /// campaign).
    ///
    /// Several changes between two polls are seen as one. For a stream of changes with transcripts, which
    /// can be resumed after a crash, use [`watch`](crate::CallHandle::watch). A later `on_change` replaces
    /// an earlier one. The wait stands still until `observe` returns, so send long work through a channel.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox::Client) -> Result<(), revox::WaitError> {
    /// let (changes, mut progress) = tokio::sync::mpsc::unbounded_channel();
    /// let wait = client.call().wait("call_8Zk3vQ").on_change(move |call| {
    ///     // An error means that nobody listens any more.
    ///     let _ = changes.send(call.status.clone());
    /// });
    /// let report = async {
    ///     while let Some(status) = progress.recv().await {
    ///         println!("{status}");
    ///     }
    /// };
    /// let (call, ()) = tokio::join!(wait.into_future(), report);
    /// # call.map(|_| ())
    /// # }
    /// ```
    pub fn on_change(mut self, observe: impl FnMut(&S) + Send + 'static) -> Self {
        self.on_change = Some(Box::new(observe));
        self
    }

    /// Begins with a state that was just read, such as the response to `create`. This saves the first
    /// poll. [`on_change`](Self::on_change) is not called for it.
    ///
    /// By default, the wait begins with a poll. The state is ignored if it has another id, or if the
    /// wait begins with a placement or a launch.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let order = client.call().create("+33639980142").assistant_id("assistant_4Tn6yB").await?;
    /// let call = client.call().wait(&order.id).from_snapshot(order).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn from_snapshot(mut self, state: S) -> Self {
        if let Start::Known { id, snapshot } = &mut self.start
            && id == state.id()
        {
            *snapshot = Some(state);
        }
        self
    }

    /// Returns the id, if it is known before the wait begins.
    #[cfg(feature = "blocking")]
    pub(crate) fn id(&self) -> Option<&str> {
        self.start.id()
    }

    async fn run(self) -> Result<S, WaitError<S>> {
        let begun = self.client.placing().clock().elapsed();
        let (id, snapshot) = self.start.begin().await.map_err(WaitError::Place)?;
        let run = Run {
            reads: Reads::new(&self.client, id, self.limits, begun),
            on_change: self.on_change,
            polling: self.polling,
            snapshot: None,
        };
        run.poll(snapshot).await
    }
}

/// A wait under way.
struct Run<S: Waitable> {
    reads: Reads,
    on_change: Option<OnChange<S>>,
    polling: S::Polling,
    snapshot: Option<S>,
}

impl<S: Waitable> Run<S> {
    async fn poll(mut self, snapshot: Option<S>) -> Result<S, WaitError<S>> {
        let mut pause = Duration::ZERO;
        if let Some(state) = snapshot {
            match self.plan(&state) {
                Some(next) => pause = next,
                None => return Ok(state),
            }
            self.snapshot = Some(state);
        }
        loop {
            let state: S = match self.reads.next(pause).await {
                Ok(state) => state,
                Err(end) => return Err(self.ended(end)),
            };
            self.observe(&state);
            match self.plan(&state) {
                Some(next) => pause = next,
                None => return Ok(state),
            }
            self.snapshot = Some(state);
        }
    }

    /// Returns the pause after this state, or `None` if the wait is over.
    fn plan(&mut self, state: &S) -> Option<Duration> {
        let pause = state.next(&mut self.polling, self.reads.now())?;
        trace::next_poll(pause.length, pause.reason);
        Some(pause.length)
    }

    fn observe(&mut self, state: &S) {
        let before = self.snapshot.as_ref();
        let is_change = before.is_none_or(|before| state.is_change(before));
        if let Some(observe) = &mut self.on_change
            && is_change
        {
            observe(state);
        }
    }

    fn ended(self, end: End) -> WaitError<S> {
        let waited = Box::new(Waited {
            id: self.reads.id,
            snapshot: self.snapshot,
            error: self.reads.error,
        });
        match end {
            End::Deadline => WaitError::Deadline(waited),
            End::NotFound => WaitError::NotFound(waited),
            End::Failed => WaitError::Failed(waited),
        }
    }
}

impl<S: Waitable> IntoFuture for Wait<S> {
    type Output = Result<S, WaitError<S>>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

// A snapshot is private.
impl<S: Waitable> fmt::Debug for Wait<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("id", &self.start.id())
            .field("deadline", &self.limits.deadline)
            .field("polling", &self.polling)
            .finish_non_exhaustive()
    }
}
