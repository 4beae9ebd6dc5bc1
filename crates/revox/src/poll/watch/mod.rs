//! Tells what changes in a call order.

mod diff;
mod digest;
mod error;
mod event;
mod mark;
mod run;
mod snapshot;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use revox_api::BoxFuture;
#[cfg(feature = "blocking")]
use revox_api::Error;
use revox_api::models::Call;

pub use error::{WatchError, Watched};
pub use event::{CallChange, WatchEvent};
pub use snapshot::WatchSnapshot;

use super::reads::Start;
use super::{PollOptions, Schedule};
use crate::Client;
use run::Run;

/// The changes of a call order, as they are seen: its status, attempts, transcripts, structured output and
/// outcome, and at last that it is finished.
///
/// Returned by [`CallHandle::watch`](crate::CallHandle::watch) and [`Place::watch`](crate::Place::watch).
/// It is a [`Stream`](futures_core::Stream) of [events](WatchEvent); [`next`](Self::next) needs no other
/// crate. Nothing is requested before the first event is asked for. It polls, fails and survives failures
/// as a [`Wait`](super::Wait) does.
///
/// # What is told
///
/// A watch compares each poll with what it has told, and tells the difference: first what changed in
/// attempts that it has told, then a new status, then new attempts, the oldest first, then the outcome. So
/// a watch that begins late tells everything that can still be seen, also of a call order that is
/// finished. Of statuses that follow one another between two polls, it tells the last.
///
/// - New entries of a transcript come once and in order. If an entry that was told grows or is corrected,
///   or if entries go away, an event says so: whoever applies all events has the transcript as it is.
/// - Something that was told and goes away is not told again when it comes back: an attempt that is
///   missing from a response, a transcript, structured output or outcome that is `null` for a while.
/// - An end of an attempt is told once, even if the API shows the attempt as going on after it. A call
///   order may go on after it was `completed`; that is a new status, until `Finished` was told.
/// - A status, outcome or speaker that this version does not know is told like any other. An unknown
///   status is waited for.
///
/// To read a transcript along with the call, limit the time between two polls:
///
/// ```
/// use std::time::Duration;
/// use revox::CallChange;
/// use revox::poll::PollOptions;
///
/// # async fn example(client: &revox::Client) -> Result<(), revox::WatchError> {
/// let live = PollOptions::new().longest_interval(Duration::from_secs(2));
/// let mut events = client.call().watch("call_8Zk3vQ").options(live);
/// while let Some(event) = events.next().await {
///     if let CallChange::Turn { entry, .. } = event?.change {
///         println!("{}: {}", entry.role, entry.content);
///     }
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Stopping and going on
///
/// Each event has the [snapshot](WatchSnapshot) that stands right after it. Store it together with
/// whatever the event makes you do, in one transaction, and [`resume`](Self::resume) from it: however often
/// and wherever the program was killed, no event is lost or repeated, and the last one comes exactly once.
///
/// If you cannot store both together, store the snapshot last. An event may then come twice, with the same
/// [id](WatchEvent::id): the receiver can tell by it. If a poll finds a changed entry differently when it
/// is repeated, that is another event, with another id.
///
/// Dropping the future of [`next`](Self::next) loses nothing: the request goes on when it is called again.
///
/// # Errors
///
/// After an error the stream ends. The error has the snapshot of the last event, to resume from.
#[must_use = "nothing is requested before the first event is asked for"]
pub struct Watch {
    /// `None` while it reads, and after the end.
    run: Option<Box<Run>>,
    reading: Option<Reading>,
}

type Reading = BoxFuture<(Box<Run>, Result<(), WatchError>)>;

impl Watch {
    pub(crate) fn new(client: Client, start: Start<Call>) -> Self {
        Self {
            run: Some(Box::new(Run::new(client, start))),
            reading: None,
        }
    }

    /// Goes on after the event that had this snapshot. `None` begins at the beginning, as a database
    /// without a snapshot has it.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::{CallChange, WatchSnapshot};
    ///
    /// # struct Database;
    /// # impl Database {
    /// #     fn snapshot(&self, id: &str) -> Option<WatchSnapshot> { None }
    /// #     fn store(&self, id: &str, change: &CallChange, snapshot: &WatchSnapshot) {}
    /// # }
    /// # async fn example(client: &revox::Client, database: Database) -> Result<(), revox::WatchError> {
    /// let stored = database.snapshot("call_8Zk3vQ");
    /// let mut events = client.call().watch("call_8Zk3vQ").resume(stored);
    /// while let Some(event) = events.next().await {
    ///     let event = event?;
    ///     // In one transaction.
    ///     database.store(&event.id, &event.change, &event.snapshot);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The first event is [`WatchError::OtherSnapshot`] if the snapshot is one of another call order.
    pub fn resume(self, snapshot: impl Into<Option<WatchSnapshot>>) -> Self {
        self.with(|run| run.resumed = snapshot.into())
    }

    /// Sets when the call order is polled. [`poll`](crate::poll) says what the defaults are.
    pub fn options(self, options: PollOptions) -> Self {
        self.with(|run| run.schedule = Schedule::new(&options))
    }

    /// Limits the whole watch, as [`Wait::deadline`](super::Wait::deadline) does, from the moment at which
    /// the first event is asked for. By default there is no limit.
    pub fn deadline(self, limit: Duration) -> Self {
        self.with(|run| run.limits.deadline = Some(limit))
    }

    /// Sets for how long polls may fail one after the other before the watch gives up. The default is 24
    /// hours.
    pub fn max_outage(self, limit: Duration) -> Self {
        self.with(|run| run.limits.max_outage = limit)
    }

    /// Goes on for this time after the call order was first seen to be finished, for what comes late. The
    /// default is zero.
    ///
    /// The better transcript, which is made from the recording, may not be ready when a call order is
    /// `completed`, and the API does not document whether structured output and the outcome are. With a
    /// time to linger, there are polls every 5 seconds at first and every minute later, and
    /// [`Finished`](CallChange::Finished) comes at the end of it.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::WatchError> {
    /// let mut events = client.call().watch("call_8Zk3vQ").linger(Duration::from_secs(300));
    /// while let Some(event) = events.next().await {
    ///     println!("{:?}", event?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn linger(self, time: Duration) -> Self {
        self.with(|run| run.linger = time)
    }

    fn with(mut self, set: impl FnOnce(&mut Run)) -> Self {
        if let Some(run) = &mut self.run {
            set(run);
        }
        self
    }

    /// Returns the next event, or `None` after the last and after an error.
    ///
    /// # Errors
    ///
    /// Fails with [`WatchError`] if the watch ends before the call order is finished.
    pub async fn next(&mut self) -> Option<Result<WatchEvent, WatchError>> {
        poll_fn(|context| self.poll_event(context)).await
    }

    /// Ends with an error without which the watch cannot be polled at all.
    #[cfg(feature = "blocking")]
    pub(crate) fn fail(&mut self, error: Error) -> Option<WatchError> {
        self.reading = None;
        self.run.take().map(|run| run.fail(error))
    }

    fn poll_event(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<WatchEvent, WatchError>>> {
        loop {
            if let Some(reading) = &mut self.reading {
                let (run, outcome) = ready!(reading.as_mut().poll(context));
                self.reading = None;
                if let Err(error) = outcome {
                    return Poll::Ready(Some(Err(error)));
                }
                self.run = Some(run);
            }
            let Some(mut run) = self.run.take() else {
                return Poll::Ready(None);
            };
            if let Some(event) = run.next_event() {
                self.run = Some(run);
                return Poll::Ready(Some(Ok(event)));
            }
            if run.is_over() {
                return Poll::Ready(None);
            }
            self.reading = Some(Box::pin(async {
                let outcome = run.read().await;
                (run, outcome)
            }));
        }
    }
}

impl Stream for Watch {
    type Item = Result<WatchEvent, WatchError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_event(context)
    }
}

// The call order is private.
impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch")
            .field("id", &self.run.as_ref().and_then(|run| run.id()))
            .finish_non_exhaustive()
    }
}
