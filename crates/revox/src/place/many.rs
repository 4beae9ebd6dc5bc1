//! Places many call orders, a few at a time.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use revox_api::BoxFuture;
use revox_api::models::CallCreate;

use super::placement::{Place, Placement};
use super::{InvalidKey, PlaceError, PlacementKey};
use crate::{Client, Clock};

/// Default number of placements at once. The API documents no limit; eight do not slow one another.
const CONCURRENCY: usize = 8;

/// Default number of placements that begin in a second.
const PER_SECOND: f64 = 10.0;

/// Longest pause between two placements, which corresponds to a rate of one a day.
const LONGEST_INTERVAL: Duration = Duration::from_secs(24 * 60 * 60);

/// One of many placements, with its outcome.
#[derive(Debug)]
#[non_exhaustive]
pub struct PlacedOne {
    /// Position in the items that were passed to [`place_all`](crate::CallHandle::place_all), from 0.
    pub index: usize,
    /// Key of the placement, if it is valid.
    pub key: Option<PlacementKey>,
    /// Outcome of the placement.
    pub outcome: Result<Placement, PlaceError>,
}

/// Many placements, whose outcomes arrive as they are known.
///
/// Returned by [`CallHandle::place_all`](crate::CallHandle::place_all). It is a
/// [`Stream`](futures_core::Stream); [`next`](Self::next) needs no other crate. Items are taken from
/// the iterator only when there is room for them, so it may read a file as it goes. A placement that
/// fails does not stop the others. Nothing happens while no outcome is requested.
///
/// Without a journal, nothing else may place the keys while it runs. With a journal, a key whose process
/// was killed in the middle of a request is free again after two and a half minutes, and until then it
/// counts towards [`concurrency`](Self::concurrency): allow more if the others must not wait for it.
///
/// Dropping it cancels the placements in progress. To resume, pass the same items again: each key stands for
/// one call order, however often it is passed.
#[must_use = "nothing is placed before an outcome is asked for"]
pub struct PlaceAll<I> {
    client: Client,
    clock: Arc<dyn Clock>,
    items: std::iter::Enumerate<I>,
    /// True once the iterator has ended.
    is_exhausted: bool,
    running: Vec<Running>,
    concurrency: usize,
    interval: Duration,
    begun_at: Option<Duration>,
    next_at: Duration,
    sleep: Option<BoxFuture<()>>,
    /// Keys that came up before. Their tries are not older than this value.
    seen: HashSet<PlacementKey>,
    is_first_try: bool,
}

struct Running {
    index: usize,
    key: Option<PlacementKey>,
    future: BoxFuture<Result<Placement, PlaceError>>,
}

impl<I> PlaceAll<I> {
    /// Limits the number of placements in progress at once, at least 1. The default is 8.
    pub fn concurrency(mut self, most: usize) -> Self {
        self.concurrency = most.max(1);
        self
    }

    /// Limits the number of placements that begin in a second. The default is 10.
    ///
    /// A number that is not positive, or less than one in a day, counts as one in a day. A key that is found
    /// counts like one that is placed.
    pub fn per_second(mut self, most: f64) -> Self {
        let interval = Duration::try_from_secs_f64(1.0 / most).unwrap_or(LONGEST_INTERVAL);
        self.interval = interval.min(LONGEST_INTERVAL);
        self
    }

    /// Declares that none of the keys was ever tried before.
    ///
    /// See [`Place::first_try`](crate::Place::first_try). Without this and without a journal, the first
    /// placements wait for the settling time, and later ones need not.
    ///
    /// Each placement counts its patience from its own beginning, which may be long after that of the
    /// first. So a later try of such a key must not state a time with
    /// [`first_tried_at`](crate::Place::first_tried_at), unless you recorded it after this stream had ended.
    pub fn first_try(mut self) -> Self {
        self.is_first_try = true;
        self
    }
}

impl<I, K> PlaceAll<I>
where
    I: Iterator<Item = (K, CallCreate)>,
    K: TryInto<PlacementKey>,
    InvalidKey: From<K::Error>,
{
    pub(crate) fn new(client: Client, items: I) -> Self {
        Self {
            clock: client.placing().clock(),
            client,
            items: items.enumerate(),
            is_exhausted: false,
            running: Vec::new(),
            concurrency: CONCURRENCY,
            interval: Duration::from_secs_f64(1.0 / PER_SECOND),
            begun_at: None,
            next_at: Duration::ZERO,
            sleep: None,
            seen: HashSet::new(),
            is_first_try: false,
        }
    }

    /// Returns the next outcome, or `None` after the last.
    ///
    /// Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<PlacedOne> {
        poll_fn(|context| self.poll_outcome(context)).await
    }

    fn poll_outcome(&mut self, context: &mut Context<'_>) -> Poll<Option<PlacedOne>> {
        self.begin_what_fits(context);
        for position in 0..self.running.len() {
            let Some(running) = self.running.get_mut(position) else {
                break;
            };
            if let Poll::Ready(outcome) = running.future.as_mut().poll(context) {
                let Running { index, key, .. } = self.running.swap_remove(position);
                return Poll::Ready(Some(PlacedOne {
                    index,
                    key,
                    outcome,
                }));
            }
        }
        match self.is_exhausted && self.running.is_empty() {
            true => Poll::Ready(None),
            false => Poll::Pending,
        }
    }

    fn has_room(&self) -> bool {
        !self.is_exhausted && self.running.len() < self.concurrency
    }

    /// Begins as many placements as concurrency and rate allow.
    fn begin_what_fits(&mut self, context: &mut Context<'_>) {
        while self.has_room() {
            if let Some(sleep) = &mut self.sleep {
                if sleep.as_mut().poll(context).is_pending() {
                    return;
                }
                self.sleep = None;
            }
            let now = self.clock.elapsed();
            if now < self.next_at {
                self.sleep = Some(self.clock.sleep(self.next_at.saturating_sub(now)));
                continue;
            }
            self.next_at = now.saturating_add(self.interval);
            match self.items.next() {
                Some((index, (key, parameters))) => self.begin(index, key, parameters, now),
                None => self.is_exhausted = true,
            }
        }
    }

    fn begin(&mut self, index: usize, key: K, parameters: CallCreate, now: Duration) {
        let begun_at = *self.begun_at.get_or_insert(now);
        let key = key.try_into().map_err(InvalidKey::from);
        let parsed = key.as_ref().ok().cloned();
        let is_repeated = parsed.clone().is_some_and(|key| !self.seen.insert(key));
        let place = Place::new(self.client.clone(), key, parameters);
        let place = match (is_repeated, self.is_first_try) {
            // It was tried a moment ago.
            (true, _) => place,
            (false, true) => place.first_try(),
            // With one writer, all earlier tries ended before the first of these began.
            (false, false) => place.not_tried_since(begun_at),
        };
        self.running.push(Running {
            index,
            key: parsed,
            future: place.into_future(),
        });
    }
}

impl<I, K> Stream for PlaceAll<I>
where
    I: Iterator<Item = (K, CallCreate)> + Unpin,
    K: TryInto<PlacementKey>,
    InvalidKey: From<K::Error>,
{
    type Item = PlacedOne;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<PlacedOne>> {
        self.get_mut().poll_outcome(context)
    }
}

// The parameters are private.
impl<I> fmt::Debug for PlaceAll<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlaceAll")
            .field("running", &self.running.len())
            .field("is_exhausted", &self.is_exhausted)
            .finish_non_exhaustive()
    }
}
