use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use revox_api::BoxFuture;

use super::{Change, Entry, Insertion, Journal, JournalError, Reading, Update};
use crate::place::PlacementKey;
use crate::{Clock, SystemClock};

/// A journal in memory, for tests and for programs that start nothing twice.
///
/// It protects from lost responses and from two tasks with one key, but not from the end of the
/// process. Clones share the entries.
///
/// # Examples
///
/// ```
/// use revox::{MemoryJournal, PlacingOptions};
///
/// # fn example(client: &revox::Client) {
/// let client = client.with_placing(PlacingOptions::new().journal(MemoryJournal::new()));
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct MemoryJournal {
    entries: Arc<Mutex<BTreeMap<PlacementKey, Entry>>>,
    clock: Arc<dyn Clock>,
}

impl MemoryJournal {
    /// Creates an empty journal with the clock of the operating system.
    #[allow(clippy::new_without_default)] // A journal that is not shared protects from nothing.
    pub fn new() -> Self {
        Self::with_clock(SystemClock::new())
    }

    /// Creates an empty journal with another clock, for tests.
    pub fn with_clock(clock: impl Clock) -> Self {
        Self {
            entries: Arc::default(),
            clock: Arc::new(clock),
        }
    }

    fn entries(&self) -> MutexGuard<'_, BTreeMap<PlacementKey, Entry>> {
        // Each method leaves the map whole, wherever it might panic.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reading(&self, entry: &Entry) -> Reading {
        Reading::new(entry.clone(), self.clock.now())
    }
}

impl Journal for MemoryJournal {
    fn insert(
        &self,
        key: PlacementKey,
        fingerprint: String,
        lease: Duration,
    ) -> BoxFuture<Result<Insertion, JournalError>> {
        let mut entries = self.entries();
        let insertion = match entries.get(&key) {
            Some(entry) => Insertion::Existing(self.reading(entry)),
            None => {
                let entry = Entry::new(key.clone(), fingerprint, lease, self.clock.now());
                let reading = self.reading(&entry);
                entries.insert(key, entry);
                Insertion::New(reading)
            }
        };
        Box::pin(async { Ok(insertion) })
    }

    fn update(
        &self,
        key: PlacementKey,
        token: u64,
        change: Change,
    ) -> BoxFuture<Result<Update, JournalError>> {
        let mut entries = self.entries();
        let update = match entries.get_mut(&key) {
            None => Update::Refused(None),
            Some(entry) => match entry.changed(token, &change, self.clock.now()) {
                Some(changed) => {
                    *entry = changed;
                    Update::Applied(self.reading(entry))
                }
                None => Update::Refused(Some(self.reading(entry))),
            },
        };
        Box::pin(async { Ok(update) })
    }

    fn get(&self, key: PlacementKey) -> BoxFuture<Result<Option<Reading>, JournalError>> {
        let reading = self.entries().get(&key).map(|entry| self.reading(entry));
        Box::pin(async { Ok(reading) })
    }

    fn unresolved(
        &self,
        after: Option<PlacementKey>,
        limit: usize,
    ) -> BoxFuture<Result<Vec<Reading>, JournalError>> {
        let start = after.map_or(Bound::Unbounded, Bound::Excluded);
        let entries = self.entries();
        let unresolved = entries
            .range((start, Bound::Unbounded))
            .map(|(_, entry)| entry)
            .filter(|entry| entry.is_unresolved());
        let readings = unresolved
            .take(limit)
            .map(|entry| self.reading(entry))
            .collect();
        Box::pin(async { Ok(readings) })
    }

    fn forget(&self, unchanged_for: Duration) -> BoxFuture<Result<u64, JournalError>> {
        let mut entries = self.entries();
        let before = entries.len();
        let now = self.clock.now();
        entries.retain(|_, entry| !entry.may_be_forgotten(unchanged_for, now));
        let forgotten = (before - entries.len()) as u64;
        Box::pin(async move { Ok(forgotten) })
    }
}
