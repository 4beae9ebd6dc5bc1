//! Records of placements, which survive a process.

mod entry;
#[cfg(feature = "journal-file")]
mod file;
mod memory;

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime};

use revox_api::BoxFuture;

use super::PlacementKey;
pub use entry::{Change, Entry, EntryState};
#[cfg(feature = "journal-file")]
pub use file::FileJournal;
pub use memory::MemoryJournal;

/// Shortest time for which a journal keeps a key after its entry last changed: 30 days. A key that
/// is forgotten can be placed again, but lookups still find its old call order and may take it for
/// the new one: do not use a key again after it may have been forgotten.
pub const SHORTEST_RETENTION: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A record of placements that all writers of a key share.
///
/// The intent to place a call order is recorded before the request leaves, its result afterwards.
/// An entry holds a key, a fingerprint, times and the id of the call order, but no phone numbers
/// and no prompts.
///
/// [`MemoryJournal`] is for tests and for programs that never repeat a placement after a restart,
/// `FileJournal` (feature `journal-file`) for one process on one machine, and `PostgresJournal` of the crate `revox-postgres`
/// for any number of workers on any number of machines.
///
/// # Implementing a journal
///
/// Store the fields of [`Entry`], and let [`Entry::new`] and [`Entry::changed`] decide: they are
/// pure functions that all journals share. Each method must be one transaction, which is durable when
/// the method returns: if a journal forgets an intent after a crash, a phone can ring twice. Take all
/// times from the journal's clock, never from the clocks of the workers.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
/// use std::time::Duration;
/// use revox::{Change, Insertion, Journal, MemoryJournal, PlacementKey, Update};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let journal = MemoryJournal::new();
/// let key = PlacementKey::parse("lead-42")?;
/// let lease = Duration::from_secs(150);
/// let Insertion::New(reading) = journal.insert(key.clone(), "1-00".into(), lease).await? else {
///     panic!("the key is there already");
/// };
/// let token = reading.entry.token;
///
/// // Somebody else takes over meanwhile, as soon as the lease allows it …
/// let taken = journal.update(key.clone(), token, Change::Take { lease }).await?;
/// assert!(matches!(taken, Update::Refused(_)), "the lease is not over");
///
/// // … and whoever holds the token records the result.
/// let change = Change::Place { call_id: "call_8Zk3vQ".into() };
/// assert!(matches!(journal.update(key, token, change).await?, Update::Applied(_)));
/// # Ok(())
/// # }
/// ```
pub trait Journal: fmt::Debug + Send + Sync + 'static {
    /// Inserts the entry of [`Entry::new`] if there is none with this key.
    ///
    /// # Errors
    ///
    /// Fails if the journal cannot be used. The entry may have been inserted nevertheless.
    fn insert(
        &self,
        key: PlacementKey,
        fingerprint: String,
        lease: Duration,
    ) -> BoxFuture<Result<Insertion, JournalError>>;

    /// Replaces the entry with the result of [`Entry::changed`], if there is one.
    ///
    /// # Errors
    ///
    /// Fails if the journal cannot be used. The change may have been made nevertheless.
    fn update(
        &self,
        key: PlacementKey,
        token: u64,
        change: Change,
    ) -> BoxFuture<Result<Update, JournalError>>;

    /// Returns the entry with this key.
    ///
    /// # Errors
    ///
    /// Fails if the journal cannot be read.
    fn get(&self, key: PlacementKey) -> BoxFuture<Result<Option<Reading>, JournalError>>;

    /// Returns up to `limit` entries whose result is not known, in the order of their keys,
    /// beginning after `after`.
    ///
    /// # Errors
    ///
    /// Fails if the journal cannot be read.
    fn unresolved(
        &self,
        after: Option<PlacementKey>,
        limit: usize,
    ) -> BoxFuture<Result<Vec<Reading>, JournalError>>;

    /// Forgets the entries that [`Entry::may_be_forgotten`], and returns their number. An entry
    /// whose result is not known is never forgotten.
    ///
    /// The time counts from the change of the entry, not from the end of the call order: choose more
    /// than the longest time for which you schedule call orders ahead. With a journal,
    /// [`resolve`](crate::CallHandle::resolve) and [`cancel_by_key`](crate::CallHandle::cancel_by_key)
    /// do not find the call order of a key that is forgotten.
    ///
    /// # Errors
    ///
    /// Fails if the journal cannot be used. Some entries may have been removed nevertheless.
    fn forget(&self, unchanged_for: Duration) -> BoxFuture<Result<u64, JournalError>>;
}

/// An entry as it was at a time of the journal's clock.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reading {
    /// The entry.
    pub entry: Entry,
    /// Time at which it was read.
    pub at: SystemTime,
}

impl Reading {
    /// Creates a reading.
    pub fn new(entry: Entry, at: SystemTime) -> Self {
        Self { entry, at }
    }

    /// Returns the time since the latest intent.
    pub(super) fn age_of_intent(&self) -> Duration {
        self.at
            .duration_since(self.entry.intended_at)
            .unwrap_or_default()
    }

    /// Returns the time until the lease is over.
    pub(super) fn lease_left(&self) -> Duration {
        self.entry.lease_left(self.at)
    }
}

/// Outcome of [`Journal::insert`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Insertion {
    /// The entry is new, and the caller holds it.
    New(Reading),
    /// There is an entry with this key already.
    Existing(Reading),
}

/// Outcome of [`Journal::update`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Update {
    /// The entry was changed to this one.
    Applied(Reading),
    /// The entry is not the one that the caller expected, or is gone; nothing was changed.
    Refused(Option<Reading>),
}

/// The error of a journal that cannot be used.
#[derive(Debug)]
pub struct JournalError {
    is_in_use: bool,
    source: Box<dyn StdError + Send + Sync>,
}

impl JournalError {
    /// Creates an error from its cause, which must contain nothing private, because errors are logged.
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            is_in_use: false,
            source: source.into(),
        }
    }

    #[cfg(feature = "journal-file")]
    pub(super) fn in_use(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            is_in_use: true,
            source: source.into(),
        }
    }

    /// Returns true if another process, or another value in this one, has the journal open.
    ///
    /// # Troubleshooting
    ///
    /// A file journal is for one process. Within the process, clone one value. If another process has
    /// the file open, end that process, or use a journal on a database server.
    pub fn is_in_use(&self) -> bool {
        self.is_in_use
    }
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_in_use {
            true => f.write_str(
                "the file of the placement journal is open already, in another process or in this \
                 one: end that process, share one value (clone it), or use a journal on a database \
                 server",
            ),
            false => f.write_str("the placement journal cannot be used"),
        }
    }
}

impl StdError for JournalError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
