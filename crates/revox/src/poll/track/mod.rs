//! Tracks many call orders, with one search for up to a hundred of them.

mod orders;
mod outcomes;
mod requests;
mod run;
mod tracker;
mod update;

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use revox_api::{BoxFuture, Error};

pub use tracker::Tracker;
pub use update::{TrackChange, TrackSnapshot, TrackUpdate};

use super::reads::Limits;
use super::reads::failures::Failures;
use super::{PollOptions, Schedule};
use crate::Client;
use orders::Id;
use requests::{Job, Outcome};
use tracker::Shared;

/// Call orders in one search. The API does not document how large a page may be.
const BATCH: usize = 100;

/// Default number of requests at once.
const CONCURRENCY: usize = 4;

/// Least and default length of a tick.
const TICK: Duration = Duration::from_secs(1);

/// Number of refused searches in a row after which none is split for a while: the API may be refusing every
/// search.
const MOST_REFUSED: u32 = 64;

/// Interval after which the refused searches are counted from zero again.
const REFUSED_FOR: Duration = Duration::from_secs(60);

/// A stream of changes of any number of call orders.
///
/// Returned by [`CallHandle::track`](crate::CallHandle::track). It is a
/// [`Stream`](futures_core::Stream); [`next`](Self::next) needs no other crate. Each id is tracked once,
/// however often it is passed, until its [last update](TrackUpdate::is_last).
///
/// Updates report statuses and numbers of attempts, not transcripts while they are written; for these,
/// [`watch`](crate::CallHandle::watch) single call orders.
///
/// # Requests
///
/// Each call order is polled when the [schedule](crate::poll) says. Polls that are due in the same
/// [tick](Self::tick) share searches by `call_ids`, with up to 100 call orders in each. So a tick costs no
/// request if nothing is due, and one search for every hundred polls that are. If the last search has room,
/// it also takes polls that are due soon. Further requests are made only if something is wrong:
///
/// - If searches do not find a call order for the
///   [visibility time](crate::PlacingOptions::visibility_time), it is retrieved by its id. If that does not
///   find it either, it is [`NotFound`](TrackChange::NotFound).
/// - If a search is refused (any status from 400 to 499 except 401, 402, 403, 407, 408 and 429), if its
///   response is too large, or if a call order in the response does not decode, the search is split until
///   the cause is a single call order. The others go on, and none fails because of another one. After 64
///   refusals in a row, no search is split for up to a minute.
/// - If a page has fewer call orders than its `total_count` says, the missing ones are searched for at
///   once. Call orders that were not asked for are ignored.
///
/// Other failures are survived as by a [`Wait`](crate::Wait#failures), for each call order separately: a
/// search that fails does not stop the others. If the cause may lie elsewhere, for example if a proxy
/// responds with a page of its own, a call order is given up only after the
/// [longest outage](Self::max_outage). Each request is one of the client, with the client's retries, limits
/// and retry budget.
///
/// # Errors
///
/// Some failures concern the client and no call order: the key is refused (401, or 403 for a search), payment
/// is due (402), a proxy asks for a password (407), or the API has moved (a redirect). The stream then returns
/// one error, and no call order is given up. You decide what follows:
///
/// - If you stop, nothing is lost: resume from the snapshots when the cause is removed.
/// - If you go on, all polls pause: for about a second at first, for up to a minute after repeated failures,
///   or for as long as `Retry-After` says (at most an hour). The next poll that fails in this way returns the
///   next error.
///
/// If the [key provider](crate::ClientBuilder::api_key_provider) fails, the first error comes after about
/// four minutes.
///
/// # Reading the stream
///
/// All work is done while the stream is read. If nobody awaits [`next`](Self::next), no request begins, and
/// requests under way make no progress: if your program works on an update for longer than a request may
/// take, the other requests time out. So send long work through a channel. Besides responses under way, at
/// most one page of call orders is in memory: 10,000 call orders of 19 KB took 14 MB at the peak.
///
/// The stream ends when all call orders are over and none can be added: when no [`Tracker`] is left, or
/// one of them was [closed](Tracker::close). If you never call [`tracker`](Self::tracker), it ends with the
/// last update of the last call order.
///
/// # After a crash
///
/// Each update has a [snapshot](TrackUpdate::snapshot) of its call order. Store the snapshot and the effects
/// of the update in one transaction, one row per call order. When the program starts again, pass all ids to
/// [`track`](crate::CallHandle::track) and all snapshots to [`resume`](Self::resume): wherever it was
/// killed, it misses the end of no call order, and handles each end once. If you cannot store both in one
/// transaction, store the snapshot last; the update may then come a second time.
///
/// After a restart, most call orders are due at once: 10,000 of them cost a hundred searches.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeMap;
/// use revox::{TrackChange, TrackSnapshot};
///
/// # async fn example(
/// #     client: &revox::Client,
/// #     ids: Vec<String>,
/// #     mut table: BTreeMap<String, TrackSnapshot>,
/// # ) -> Result<(), revox::Error> {
/// let mut updates = client.call().track(ids).resume(table.values().cloned());
/// while let Some(update) = updates.next().await {
///     let update = update?;
///     match &update.change {
///         TrackChange::Changed(call) => println!("{}: {}", call.id, call.status),
///         TrackChange::Finished(call) => println!("{}: {:?}", call.id, call.outcome),
///         TrackChange::NotFound => eprintln!("{} does not exist", update.id),
///         TrackChange::Failed(error) => eprintln!("{}: {error}", update.id),
///         _ => {}
///     }
///     // One row for each call order: in the transaction of the above.
///     table.insert(update.id, update.snapshot);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is requested before an update is asked for"]
pub struct Track {
    api: revox_api::Client,
    shared: Arc<Shared>,
    schedule: Schedule,
    limits: Limits,
    tick: Duration,
    concurrency: usize,
    /// Call orders in one search.
    batch: usize,
    next_tick: Duration,
    /// Requests that were not begun yet.
    ready: VecDeque<Job>,
    running: Vec<Running>,
    updates: VecDeque<Result<(Id, TrackUpdate), Error>>,
    sleep: Option<(Duration, BoxFuture<()>)>,
    /// Searches in a row that were refused.
    refused: u32,
    /// Time at which this number is forgotten.
    splits_at: Duration,
    /// Failures since the last request that succeeded, for which the client is the reason.
    client_failures: Failures,
    /// Time until which no request begins because of them.
    held_until: Duration,
}

struct Running {
    job: Job,
    outcome: BoxFuture<Outcome>,
}

impl Track {
    pub(crate) fn new(client: &Client, ids: impl Iterator<Item = String>) -> Self {
        let shared = Shared::new(client.placing().clock());
        let now = shared.now();
        let mut orders = shared.orders();
        for id in ids {
            orders.add(id, now);
        }
        drop(orders);
        Self {
            api: client.api().clone(),
            shared,
            schedule: Schedule::new(&PollOptions::new()),
            limits: Limits::new(client),
            tick: TICK,
            concurrency: CONCURRENCY,
            batch: BATCH,
            next_tick: Duration::ZERO,
            ready: VecDeque::new(),
            running: Vec::new(),
            updates: VecDeque::new(),
            sleep: None,
            refused: 0,
            splits_at: Duration::ZERO,
            client_failures: Failures::default(),
            held_until: Duration::ZERO,
        }
    }

    /// Sets when each call order is polled. [`PollOptions`] lists the defaults.
    pub fn options(mut self, options: PollOptions) -> Self {
        self.schedule = Schedule::new(&options);
        self
    }

    /// Sets the length of a tick: the shortest time between two rounds of searches. All polls that are due
    /// in a round share its searches. The default is 1 second, also the minimum.
    ///
    /// A longer tick costs fewer requests, and delays each update by at most its length.
    pub fn tick(mut self, length: Duration) -> Self {
        self.tick = length.max(TICK);
        self
    }

    /// Sets the largest number of requests under way at the same time, at least 1. The default is 4.
    pub fn concurrency(mut self, most: usize) -> Self {
        self.concurrency = most.max(1);
        self
    }

    /// Sets how long the polls of a call order may keep failing before the tracker
    /// [gives it up](TrackChange::Failed). The default is 24 hours. Some failures end it earlier: see
    /// [`Wait`](crate::Wait#failures).
    pub fn max_outage(mut self, limit: Duration) -> Self {
        self.limits.max_outage = limit;
        self
    }

    /// Resumes from stored snapshots, one for each call order. You may pass their ids to
    /// [`track`](crate::CallHandle::track) as well, but need not.
    ///
    /// A call order that is [over](TrackSnapshot::is_over) according to its snapshot is not tracked, even if
    /// its id was passed to `track`. One whose polls failed is tracked again. The state in a snapshot is
    /// not reported again: the next update comes when the call order has changed.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(client: &revox::Client, ids: Vec<String>, rows: Vec<String>) -> serde_json::Result<()> {
    /// let snapshots: Vec<_> = rows.iter().map(|row| serde_json::from_str(row)).collect::<Result<_, _>>()?;
    /// let updates = client.call().track(ids).resume(snapshots);
    /// # Ok(())
    /// # }
    /// ```
    pub fn resume(self, snapshots: impl IntoIterator<Item = TrackSnapshot>) -> Self {
        let now = self.shared.now();
        for snapshot in snapshots {
            self.shared.orders().resume(snapshot, now);
        }
        self
    }

    /// Returns a handle that adds call orders, removes them, and passes on hints.
    pub fn tracker(&self) -> Tracker {
        Tracker::new(&self.shared)
    }

    /// Returns the next update; `None` once all call orders are over and none can be added.
    ///
    /// Dropping the future loses nothing: the next call continues the same requests. So a limit of the time
    /// is a `tokio::time::timeout` around it.
    ///
    /// # Errors
    ///
    /// Fails if [no request can succeed](Self#errors). The next call is another try, after a pause.
    pub async fn next(&mut self) -> Option<Result<TrackUpdate, Error>> {
        poll_fn(|context| self.poll_update(context)).await
    }
}

impl Stream for Track {
    type Item = Result<TrackUpdate, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_update(context)
    }
}

impl Drop for Track {
    fn drop(&mut self) {
        // Handles may outlive it. The waker is dropped without the lock.
        let before = self.shared.orders().clear();
        drop(before);
    }
}

impl fmt::Debug for Track {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Track")
            .field("tracked", &self.shared.orders().len())
            .field("running", &self.running.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
