use std::fmt;
use std::fs::File;
use std::io;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use redb::backends::FileBackend;
use redb::{Database, DatabaseError, ReadableTable, StorageBackend, StorageError, TableDefinition};
use revox_api::BoxFuture;
use tokio::task::spawn_blocking;

use super::{Change, Entry, Insertion, Journal, JournalError, Reading, Update};
use crate::place::PlacementKey;
use crate::{Clock, SystemClock};

/// Largest size of a file that redb may have begun to create: four times what redb writes at first.
const LARGEST_UNFINISHED: u64 = 4 << 20;

/// Keys, and their entries as JSON.
const PLACEMENTS: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("placements");

/// A journal in a file, for one process (feature `journal-file`).
///
/// Every change is on the disk before a request leaves. The file is locked: a second process, or a
/// second `open` in this one, gets [`JournalError::is_in_use`]. Clones share the file, which is
/// closed with the last of them.
///
/// # Panics
///
/// Its futures need a Tokio runtime, since they leave the disk to its blocking threads.
///
/// # Examples
///
/// ```no_run
/// use revox::{Client, FileJournal, PlacingOptions};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let placing = PlacingOptions::new().journal(FileJournal::open("placements.redb")?);
/// let client = Client::from_env()?.with_placing(placing);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct FileJournal {
    database: Arc<Database>,
    path: PathBuf,
    clock: Arc<dyn Clock>,
}

impl FileJournal {
    /// Opens the journal in this file, and creates the file if it does not exist.
    ///
    /// # Errors
    ///
    /// Fails if the file is open already ([`JournalError::is_in_use`]), cannot be opened, or is not a
    /// journal.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, JournalError> {
        Self::open_with_clock(path, SystemClock::new())
    }

    /// Opens the journal with another clock, for tests.
    ///
    /// # Errors
    ///
    /// Fails as [`open`](Self::open) does.
    pub fn open_with_clock(
        path: impl AsRef<Path>,
        clock: impl Clock,
    ) -> Result<Self, JournalError> {
        let path = path.as_ref().to_owned();
        let database = open_database(&path).map_err(|error| match error {
            DatabaseError::DatabaseAlreadyOpen => JournalError::in_use(error),
            error => JournalError::new(format!("cannot open {}: {error}", path.display())),
        })?;
        let journal = Self {
            database: Arc::new(database),
            path,
            clock: Arc::new(clock),
        };
        // So that there is a table to read.
        journal.write(|_| Ok(()))?;
        Ok(journal)
    }

    /// Runs `work` in a transaction, which is on the disk when this returns.
    fn write<T>(&self, work: impl FnOnce(&mut Table<'_>) -> Result<T, Failure>) -> Outcome<T> {
        let run = || {
            let transaction = self.database.begin_write().map_err(Failure::new)?;
            let result = {
                let mut table = transaction.open_table(PLACEMENTS).map_err(Failure::new)?;
                work(&mut table)?
            };
            transaction.commit().map_err(Failure::new)?;
            Ok(result)
        };
        run().map_err(|Failure(source)| JournalError::new(source))
    }

    fn read<T>(
        &self,
        work: impl FnOnce(&redb::ReadOnlyTable<&'static str, &'static [u8]>) -> Result<T, Failure>,
    ) -> Outcome<T> {
        let run = || {
            let transaction = self.database.begin_read().map_err(Failure::new)?;
            work(&transaction.open_table(PLACEMENTS).map_err(Failure::new)?)
        };
        run().map_err(|Failure(source)| JournalError::new(source))
    }

    fn reading(&self, entry: Entry) -> Reading {
        Reading::new(entry, self.clock.now())
    }

    /// Runs disk work on a thread that may block.
    fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(Self) -> Outcome<T> + Send + 'static,
    ) -> BoxFuture<Outcome<T>> {
        let journal = self.clone();
        Box::pin(async move {
            let task = spawn_blocking(move || work(journal));
            task.await
                .unwrap_or_else(|error| Err(JournalError::new(error)))
        })
    }
}

/// Opens the database, or creates it in a file that is new or was never finished.
fn open_database(path: &Path) -> Result<Database, DatabaseError> {
    let mut options = File::options();
    let file = options.read(true).write(true).create(true).truncate(false);
    // Nobody else has it open from here on.
    let file = FileBackend::new(file.open(path)?)?;
    if is_unfinished(&file)? {
        file.set_len(0)?;
    }
    Database::builder().create_with_backend(file)
}

/// Returns true if a process ended while it created the file. There are no entries then: redb first
/// fills the file with zeros, then writes everything but its magic number, which comes last.
fn is_unfinished(file: &FileBackend) -> io::Result<bool> {
    let length = file.len()?;
    if length == 0 || length > LARGEST_UNFINISHED {
        return Ok(false);
    }
    let bytes = file.read(0, usize::try_from(length).unwrap_or_default())?;
    let has_no_magic_number = bytes.starts_with(&[0; 9]);
    let has_page_size = bytes.get(12..16) == Some(&4_096_u32.to_le_bytes());
    Ok(has_no_magic_number && (has_page_size || bytes.iter().all(|byte| *byte == 0)))
}

type Outcome<T> = Result<T, JournalError>;
type Table<'t> = redb::Table<'t, &'static str, &'static [u8]>;

/// Any error on the way to an entry.
struct Failure(Box<dyn std::error::Error + Send + Sync>);

impl Failure {
    fn new(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self(error.into())
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        Self::new(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::new(error)
    }
}

fn find(
    table: &impl ReadableTable<&'static str, &'static [u8]>,
    key: &PlacementKey,
) -> Result<Option<Entry>, Failure> {
    match table.get(key.as_str())? {
        Some(stored) => Ok(Some(serde_json::from_slice(stored.value())?)),
        None => Ok(None),
    }
}

fn store(table: &mut Table<'_>, entry: &Entry) -> Result<(), Failure> {
    let stored = serde_json::to_vec(entry)?;
    table.insert(entry.key.as_str(), stored.as_slice())?;
    Ok(())
}

impl Journal for FileJournal {
    fn insert(
        &self,
        key: PlacementKey,
        fingerprint: String,
        lease: Duration,
    ) -> BoxFuture<Outcome<Insertion>> {
        self.blocking(move |journal| {
            journal.write(|table| {
                if let Some(entry) = find(table, &key)? {
                    return Ok(Insertion::Existing(journal.reading(entry)));
                }
                let entry = Entry::new(key, fingerprint, lease, journal.clock.now());
                store(table, &entry)?;
                Ok(Insertion::New(journal.reading(entry)))
            })
        })
    }

    fn update(&self, key: PlacementKey, token: u64, change: Change) -> BoxFuture<Outcome<Update>> {
        self.blocking(move |journal| {
            journal.write(|table| {
                let Some(entry) = find(table, &key)? else {
                    return Ok(Update::Refused(None));
                };
                match entry.changed(token, &change, journal.clock.now()) {
                    Some(changed) => {
                        store(table, &changed)?;
                        Ok(Update::Applied(journal.reading(changed)))
                    }
                    None => Ok(Update::Refused(Some(journal.reading(entry)))),
                }
            })
        })
    }

    fn get(&self, key: PlacementKey) -> BoxFuture<Outcome<Option<Reading>>> {
        self.blocking(move |journal| {
            let entry = journal.read(|table| find(table, &key))?;
            Ok(entry.map(|entry| journal.reading(entry)))
        })
    }

    fn unresolved(
        &self,
        after: Option<PlacementKey>,
        limit: usize,
    ) -> BoxFuture<Outcome<Vec<Reading>>> {
        self.blocking(move |journal| {
            journal.read(|table| {
                let start = match &after {
                    Some(key) => Bound::Excluded(key.as_str()),
                    None => Bound::Unbounded,
                };
                let mut readings = Vec::new();
                for item in table.range::<&str>((start, Bound::Unbounded))? {
                    if readings.len() >= limit {
                        break;
                    }
                    let entry: Entry = serde_json::from_slice(item?.1.value())?;
                    if entry.is_unresolved() {
                        readings.push(journal.reading(entry));
                    }
                }
                Ok(readings)
            })
        })
    }

    fn forget(&self, unchanged_for: Duration) -> BoxFuture<Outcome<u64>> {
        self.blocking(move |journal| {
            journal.write(|table| {
                let now = journal.clock.now();
                let mut old = Vec::new();
                for item in table.iter()? {
                    let entry: Entry = serde_json::from_slice(item?.1.value())?;
                    if entry.may_be_forgotten(unchanged_for, now) {
                        old.push(entry.key);
                    }
                }
                for key in &old {
                    table.remove(key.as_str())?;
                }
                Ok(old.len() as u64)
            })
        })
    }
}

impl fmt::Debug for FileJournal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileJournal")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
