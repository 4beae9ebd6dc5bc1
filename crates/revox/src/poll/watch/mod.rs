//! Watches a call order: a stream of what changes in it.

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

/// A stream of the changes of a call order: its status, attempts, transcripts, structured output and
/// outcome. The last event says that it is finished.
///
/// Returned by [`CallHandle::watch`](crate::CallHandle::watch) and [`Place::watch`](crate::Place::watch).
/// It is a [`Stream`](futures_core::Stream) of [events](WatchEvent); [`next`](Self::next) needs no other
/// crate. Nothing is requested before the first event is asked for. A watch polls when a
/// [`Wait`](super::Wait) does, costs as many requests, and survives the same
/// [failures](super::Wait#failures).
///
/// # Events
///
/// A watch compares each poll with what it has reported so far, and reports the differences in this order:
/// changes of attempts that it has reported before, a new status, new attempts (the oldest first), and the
/// outcome. A watch that begins late, even after the end of the call order, therefore reports everything
/// that the API still shows. If the status changes several times between two polls, only the last one is
/// reported.
///
/// - Each new entry of a transcript is reported once, in order. If a reported entry grows or is corrected,
///   or if entries are removed, an event says so. A program that applies all events has the current
///   transcript.
/// - An attempt may be missing from a response, and a transcript, structured output or outcome may be
///   `null` for a while. Neither is reported, nor is the return of the same value.
/// - The end of an attempt is reported once, even if a later response shows it as still under way. If a
///   call order goes on after it was `completed`, that is a new status; after
///   [`Finished`](CallChange::Finished), the watch is over and does not see it.
/// - A status, outcome or speaker that this version does not know is reported like any other. The watch
///   does not end at an unknown status.
///
/// To follow a transcript during the call, limit the time between two polls. With 2 seconds, a call of five
/// minutes costs about 150 requests:
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
/// # After a crash
///
/// Each event has a [snapshot](WatchSnapshot), the position right after it. Store the snapshot and the
/// effects of the event in one transaction, and [`resume`](Self::resume) from the stored snapshot when the
/// program starts again. However often and wherever it is killed, no event is then lost or repeated.
/// If a value changes several times while the program is down, only the last change is seen.
///
/// If you cannot store both in one transaction, store the snapshot last. After a crash, an event may then
/// come a second time, with the same [id](WatchEvent::id), so that the receiver can skip it. Only if the API
/// has changed the text meanwhile is it a different event, with another id.
///
/// Dropping the future of [`next`](Self::next) loses nothing: the next call continues the same request.
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

    /// Resumes after the event that had this snapshot. `None` begins at the beginning, so you can pass
    /// the result of a database query as it is.
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
    /// The first event is [`WatchError::OtherSnapshot`] if the snapshot belongs to another call order.
    pub fn resume(self, snapshot: impl Into<Option<WatchSnapshot>>) -> Self {
        self.with(|run| run.resumed = snapshot.into())
    }

    /// Sets when the call order is polled. [`PollOptions`] lists the defaults.
    pub fn options(self, options: PollOptions) -> Self {
        self.with(|run| run.schedule = Schedule::new(&options))
    }

    /// Limits the whole watch, as [`Wait::deadline`](super::Wait::deadline) does, from the moment at which
    /// the first event is asked for. By default there is no limit.
    pub fn deadline(self, limit: Duration) -> Self {
        self.with(|run| run.limits.deadline = Some(limit))
    }

    /// Sets how long polls may keep failing before the watch gives up. The default is 24 hours.
    pub fn max_outage(self, limit: Duration) -> Self {
        self.with(|run| run.limits.max_outage = limit)
    }

    /// Keeps polling for this long after the first poll that finds the call order finished, for data that
    /// arrives late. The default is zero.
    ///
    /// The final transcript, which is made from the recording, may not be ready when a call order is
    /// `completed`, and the API does not document whether structured output and the outcome are. While it
    /// lingers, the watch polls every 5 seconds at first and every minute later.
    /// [`Finished`](CallChange::Finished) comes when the time is over. The time also passes while the program
    /// is down.
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

    /// Returns the next event; `None` after the last event or an error.
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
