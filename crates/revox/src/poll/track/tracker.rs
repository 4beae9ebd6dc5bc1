//! The handle of a tracker that runs.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::orders::{Now, Orders};
use crate::Clock;

/// A handle that adds call orders to a [`Track`](super::Track), removes them, and passes on hints.
///
/// Returned by [`Track::tracker`](super::Track::tracker). Clones are cheap and share the tracker; it may
/// be used from any thread while the stream is read on another. The stream stays open while a handle
/// exists, until [`close`](Self::close) is called.
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

/// What the stream and its handles share.
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

    /// Tracks one more call order, which is read in the next round.
    ///
    /// Returns false and does nothing if it is tracked already, if the tracker is
    /// [closed](Self::close), or if its stream was dropped. A call order that is over is no longer
    /// tracked: added again, it is read and reported again.
    pub fn add(&self, id: impl Into<String>) -> bool {
        let (id, now) = (id.into(), self.shared.now());
        self.shared.change(|orders| {
            let is_added = !orders.is_closed && orders.add(id, now);
            (is_added, is_added)
        })
    }

    /// Stops tracking a call order. Returns false if it was not tracked.
    ///
    /// No update of it is returned afterwards. The call order itself goes on.
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

    /// Brings the polls of the call orders forward whose ids are in `body`, and returns their number.
    ///
    /// Pass it whatever a webhook delivered, as bytes or text. Its content is not trusted and need not
    /// be understood: it is searched for the ids of tracked call orders, and all that a hint does is that
    /// these are read soon, so a forged one costs a poll and tells nothing false. Any number of hints
    /// costs at most one more poll of a call order in a second, and none while its polls fail. 0 means
    /// that no tracked call order is named, and nothing happens.
    ///
    /// An id is found anywhere in JSON, in a form or in text, if it consists of letters, digits, `_`
    /// and `-` and stands apart from others of these. An id of other characters is found if it is the
    /// whole body. Only the first mebibyte of a body is searched, which takes some milliseconds.
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
        let (body, now) = (body.as_ref(), self.shared.now());
        self.shared.change(|orders| {
            let found = orders.hint(body, now);
            (found, found > 0)
        })
    }

    /// Returns the number of call orders that are tracked: those whose last update was not returned yet.
    pub fn tracked(&self) -> usize {
        self.shared.orders().len()
    }

    /// Lets the stream end once all call orders are over, although handles exist. No further ones can
    /// be added.
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
