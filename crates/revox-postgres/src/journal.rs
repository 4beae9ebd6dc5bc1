use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use revox::place::SHORTEST_RETENTION;
use revox::{BoxFuture, Change, Insertion, Journal, JournalError, PlacementKey, Reading, Update};
use tokio_postgres::Row;

use crate::PostgresError;
use crate::builder::{Address, PostgresJournalBuilder};
use crate::connections::{Connections, Parameters};
use crate::migration::Schema;
use crate::row::{microseconds, reading};
use crate::statements::Statements;

/// Number of tries to insert a row before it is certain that the table drops it. A second one is needed if
/// somebody else inserts the row at the same moment.
const INSERTIONS: u32 = 5;

/// A journal in a PostgreSQL database, for any number of workers on any number of machines.
///
/// Every change is on the server's disk before a request leaves. Clones share the connections. See the
/// [documentation of the crate](crate) for tables, durability, time and TLS.
///
/// # Panics
///
/// Its futures need a Tokio runtime with I/O and time enabled.
///
/// # Examples
///
/// ```no_run
/// use revox::{Client, PlacingOptions};
/// use revox_postgres::PostgresJournal;
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let journal = PostgresJournal::connect("postgres://worker:secret@localhost/app").await?;
/// let client = Client::from_env()?.with_placing(PlacingOptions::new().journal(journal));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct PostgresJournal(Arc<Inner>);

struct Inner {
    connections: Connections,
    statements: Statements,
    schema: String,
    address: Address,
}

impl PostgresJournal {
    /// Connects to a database with the default settings, and creates the tables if they are missing.
    ///
    /// # Errors
    ///
    /// Fails as [`PostgresJournalBuilder::connect`] does.
    pub async fn connect(url: &str) -> Result<Self, JournalError> {
        Self::builder().connect(url).await
    }

    /// Returns a builder for other settings.
    pub fn builder() -> PostgresJournalBuilder {
        PostgresJournalBuilder::new()
    }

    pub(crate) fn new(connections: Connections, schema: &Schema, address: Address) -> Self {
        Self(Arc::new(Inner {
            connections,
            statements: Statements::new(&schema.quoted),
            schema: schema.quoted.clone(),
            address,
        }))
    }
}

impl Inner {
    /// Runs a statement that returns at most one row.
    async fn one(
        &self,
        sql: &str,
        parameters: Parameters<'_>,
    ) -> Result<Option<Row>, PostgresError> {
        Ok(self
            .connections
            .query(sql, parameters)
            .await?
            .into_iter()
            .next())
    }

    async fn insert(
        &self,
        key: &PlacementKey,
        fingerprint: &str,
        lease: Duration,
    ) -> Result<Insertion, PostgresError> {
        for _ in 0..INSERTIONS {
            let parameters: Parameters<'_> = &[&key.as_str(), &fingerprint, &granted(lease)];
            // There is no row if somebody else inserted one while this statement ran, which does not
            // see it then.
            if let Some(row) = self.one(&self.statements.insert, parameters).await? {
                let is_new = row
                    .try_get(10)
                    .map_err(|error| PostgresError::lost(&error))?;
                let reading = reading(&row)?;
                return Ok(match is_new {
                    true => Insertion::New(reading),
                    false => Insertion::Existing(reading),
                });
            }
        }
        Err(PostgresError::misuse(
            "the table of the journal took a row, but does not return it: remove the trigger, the rule or \
             the row security policy on `placements` that drops or hides rows",
        ))
    }

    async fn update(
        &self,
        key: &PlacementKey,
        token: u64,
        change: &Change,
    ) -> Result<Update, PostgresError> {
        // No entry has a token beyond those of PostgreSQL.
        let changed = match i64::try_from(token) {
            Ok(token) => self.change(key.as_str(), token, change).await?,
            Err(_) => None,
        };
        match changed {
            Some(row) => Ok(Update::Applied(reading(&row)?)),
            None => Ok(Update::Refused(self.get(key).await?)),
        }
    }

    /// Changes the row, if the token is its own and the change is allowed.
    async fn change(
        &self,
        key: &str,
        token: i64,
        change: &Change,
    ) -> Result<Option<Row>, PostgresError> {
        let sql = &self.statements;
        match change {
            Change::Take { lease } => self.one(&sql.take, &[&key, &token, &granted(*lease)]).await,
            Change::Intend { fingerprint, lease } => {
                let lease = granted(*lease);
                self.one(&sql.intend, &[&key, &token, &lease, fingerprint])
                    .await
            }
            Change::Renew { lease } => {
                self.one(&sql.renew, &[&key, &token, &granted(*lease)])
                    .await
            }
            Change::Release => self.one(&sql.release, &[&key, &token]).await,
            Change::Free => self.one(&sql.free, &[&key, &token]).await,
            Change::Place { call_id } => self.one(&sql.place, &[&key, &token, call_id]).await,
        }
    }

    async fn get(&self, key: &PlacementKey) -> Result<Option<Reading>, PostgresError> {
        let row = self.one(&self.statements.get, &[&key.as_str()]).await?;
        row.as_ref().map(reading).transpose()
    }

    async fn unresolved(
        &self,
        after: Option<&PlacementKey>,
        limit: usize,
    ) -> Result<Vec<Reading>, PostgresError> {
        // Every key comes after the empty text.
        let after = after.map_or("", PlacementKey::as_str);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let sql = &self.statements.unresolved;
        let rows = self.connections.query(sql, &[&after, &limit]).await?;
        rows.iter().map(reading).collect()
    }

    async fn forget(&self, unchanged_for: Duration) -> Result<u64, PostgresError> {
        // Nothing is older than the calendar.
        let Some(age) = microseconds(unchanged_for.max(SHORTEST_RETENTION)) else {
            return Ok(0);
        };
        let row = self.one(&self.statements.forget, &[&age]).await?;
        let count = row.map_or(Ok(0_i64), |row| row.try_get(0));
        let count = count.map_err(|error| PostgresError::lost(&error))?;
        Ok(count.unsigned_abs())
    }
}

/// A lease that no clock can express is not granted.
fn granted(lease: Duration) -> i64 {
    microseconds(lease).unwrap_or_default()
}

impl Journal for PostgresJournal {
    fn insert(
        &self,
        key: PlacementKey,
        fingerprint: String,
        lease: Duration,
    ) -> BoxFuture<Result<Insertion, JournalError>> {
        let journal = self.clone();
        Box::pin(async move { Ok(journal.0.insert(&key, &fingerprint, lease).await?) })
    }

    fn update(
        &self,
        key: PlacementKey,
        token: u64,
        change: Change,
    ) -> BoxFuture<Result<Update, JournalError>> {
        let journal = self.clone();
        Box::pin(async move { Ok(journal.0.update(&key, token, &change).await?) })
    }

    fn get(&self, key: PlacementKey) -> BoxFuture<Result<Option<Reading>, JournalError>> {
        let journal = self.clone();
        Box::pin(async move { Ok(journal.0.get(&key).await?) })
    }

    fn unresolved(
        &self,
        after: Option<PlacementKey>,
        limit: usize,
    ) -> BoxFuture<Result<Vec<Reading>, JournalError>> {
        let journal = self.clone();
        Box::pin(async move { Ok(journal.0.unresolved(after.as_ref(), limit).await?) })
    }

    fn forget(&self, unchanged_for: Duration) -> BoxFuture<Result<u64, JournalError>> {
        let journal = self.clone();
        Box::pin(async move { Ok(journal.0.forget(unchanged_for).await?) })
    }
}

impl fmt::Debug for PostgresJournal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresJournal")
            .field("hosts", &self.0.address.hosts)
            .field("database", &self.0.address.database)
            .field("schema", &self.0.schema)
            .finish_non_exhaustive()
    }
}
