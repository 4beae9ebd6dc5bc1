//! The handle of a tracker that runs.

use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::orders::{Now, Orders};
use crate::Clock;
use crate::poll::hint;

/// Words of a body that are looked up at once.
const WORDS: usize = 256;

/// A handle that adds call orders to a [`Track`](super::Track), removes them, and passes on hints.
///
/// Returned by [`Track::tracker`](super::Track::tracker). Clones are cheap and serve the same stream, from
/// any thread. The stream stays open while a handle exists, unless [`close`](Self::close) is called.
///
/// # Examples
///
/// ```
/// # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
/// let mut updates = client.call().track(["call_8Zk3vQ"]);
/// let tracker = updates.tracker();
/// let order = client.call().create("+33639980142").assistant_id("assistant_4Tn6yB").await?;
/// tracker.add(order.id);
/// # Ok(())
/// # }
/// ```
pub struct Tracker {
    shared: Arc<Shared>,
}

/// State that the stream and its handles share.
pub(super) struct Shared {
    orders: Mutex<Orders>,
    clock: Arc<dyn Clock>,
}

impl Shared {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Arc<Self> {
        Arc::new(Self {
            orders: Mutex::default(),
            clock,
        })
    }

    pub(super) fn orders(&self) -> MutexGuard<'_, Orders> {
        self.orders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the call orders, and wakes the stream if `change` returns true beside its outcome.
    fn change<T>(&self, change: impl FnOnce(&mut Orders) -> (T, bool)) -> T {
        let mut orders = self.orders();
        let (outcome, wakes) = change(&mut orders);
        let waker = if wakes { orders.waker.take() } else { None };
        // A waker runs code of others, which may come back or drop the stream.
        drop(orders);
        if let Some(waker) = waker {
            waker.wake();
        }
        outcome
    }

    /// Brings the polls of the call orders forward whose ids are among the words that `scan` passes on, and
    /// returns their number.
    pub(super) fn hint<'b>(&self, scan: impl FnOnce(&mut dyn FnMut(&'b str))) -> usize {
        let lengths = self.orders().lengths();
        let mut named = HashSet::new();
        let mut look_up = |words: &mut Vec<&str>| {
            let now = self.now();
            self.change(|orders| {
                let before = named.len();
                named.extend(words.drain(..).filter_map(|word| orders.hint(word, now)));
                ((), named.len() > before)
            });
        };
        // Polls need the lock: it is not held while the body is scanned, and only for some words at a time.
        let mut words = Vec::new();
        scan(&mut |word| {
            if lengths.contains(&word.len()) {
                words.push(word);
            }
            if words.len() == WORDS {
                look_up(&mut words);
            }
        });
        look_up(&mut words);
        named.len()
    }

    pub(super) fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    pub(super) fn now(&self) -> Now {
        Now {
            elapsed: self.clock.elapsed(),
            time: self.clock.now(),
        }
    }
}

impl Tracker {
    pub(super) fn new(shared: &Arc<Shared>) -> Self {
        shared.orders().handles += 1;
        Self {
            shared: Arc::clone(shared),
        }
    }

    /// Tracks one more call order, and reads it in the next tick.
    ///
    /// Returns false and does nothing if it is tracked already, if the tracker is
    /// [closed](Self::close), or if the stream was dropped. A call order whose
    /// [last update](super::TrackUpdate::is_last) was returned is no longer tracked: if you add it again, it
    /// is read and reported again.
    pub fn add(&self, id: impl Into<String>) -> bool {
        let (id, now) = (id.into(), self.shared.now());
        self.shared.change(|orders| {
            let is_added = !orders.is_closed && orders.add(id, now);
            (is_added, is_added)
        })
    }

    /// Stops tracking a call order. Returns false if it was not tracked.
    ///
    /// The stream returns no further update of it. The call order itself goes on.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(tracker: &revox::Tracker) {
    /// tracker.remove("call_8Zk3vQ");
    /// # }
    /// ```
    pub fn remove(&self, id: &str) -> bool {
        self.shared.change(|orders| {
            let is_removed = orders.remove(id);
            (is_removed, is_removed)
        })
    }

    /// Brings forward the polls of the tracked call orders whose ids occur in `body`, and returns their
    /// number.
    ///
    /// Pass the body of a webhook as it is, as bytes or text, and respond to the webhook without waiting for
    /// the poll. The body is not parsed and not trusted. A hint only makes the tracker read a call order
    /// soon, so a forged webhook may cost a poll, but cannot report anything false. However many hints
    /// come, a call order is polled at most once a second. Hints do not cut the pause after a failed poll
    /// short.
    ///
    /// 0 means that the body names no tracked call order; nothing happens then. A webhook that arrives
    /// before [`add`](Self::add) is therefore ignored, and loses nothing, since `add` reads the call order.
    /// If webhooks are lost, the schedule still sees each change, only later.
    ///
    /// An id is found anywhere in JSON, a form or text, if it consists of letters, digits, `_` and `-`, and
    /// if none of these characters precedes or follows it. An id with other characters is found only if it
    /// is the whole body. The first mebibyte of a body is searched, and the rest is ignored. While 10,000 call
    /// orders are tracked, that takes 3 ms, or 25 ms if all of them are named (processor time in a release
    /// build). Polls go on meanwhile.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn example(tracker: &revox::Tracker) {
    /// let body = r#"{"event": "call.ended", "data": {"call": {"id": "call_8Zk3vQ"}}}"#;
    /// if tracker.hint(body) == 0 {
    ///     println!("a webhook of another program, or a late one");
    /// }
    /// # }
    /// ```
    pub fn hint(&self, body: impl AsRef<[u8]>) -> usize {
        let body = body.as_ref();
        self.shared.hint(|look| hint::words(body, look))
    }

    /// Returns the number of tracked call orders, those whose last update was not returned yet.
    pub fn tracked(&self) -> usize {
        self.shared.orders().len()
    }

    /// Lets the stream end once all call orders are over, even while handles exist. No call order can be
    /// added afterwards.
    pub fn close(&self) {
        self.shared.change(|orders| {
            orders.is_closed = true;
            ((), true)
        });
    }
}

impl Clone for Tracker {
    fn clone(&self) -> Self {
        Self::new(&self.shared)
    }
}

impl Drop for Tracker {
    fn drop(&mut self) {
        self.shared.change(|orders| {
            orders.handles -= 1;
            ((), orders.handles == 0)
        });
    }
}

impl fmt::Debug for Tracker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tracker")
            .field("tracked", &self.tracked())
            .finish_non_exhaustive()
    }
}
