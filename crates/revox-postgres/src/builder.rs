use std::fmt;
use std::time::Duration;

use revox::JournalError;
use tokio_postgres::Config;

use crate::connections::Connections;
use crate::migration::{Schema, migrate};
use crate::{PostgresError, PostgresJournal};

/// Connections of a journal. A placement uses one for about a millisecond at a time.
const CONNECTIONS: usize = 4;

/// Limit of one use of the journal: half of the time that `place` allows between intent and request.
const TIMEOUT: Duration = Duration::from_secs(15);

/// Time after which an idle connection is kept alive: routers forget them within minutes.
const KEEPALIVE: Duration = Duration::from_secs(60);

/// Settings of a [`PostgresJournal`], made by [`PostgresJournal::builder`].
///
/// # Examples
///
/// ```no_run
/// use revox_postgres::PostgresJournal;
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let journal = PostgresJournal::builder()
///     .schema("telephony")
///     .root_certificate(std::fs::read("rds-global-bundle.pem")?)
///     .connect("postgres://worker:secret@db.example.com/app?sslmode=require")
///     .await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "a builder does nothing until `connect` is called"]
pub struct PostgresJournalBuilder {
    schema: String,
    connections: usize,
    timeout: Duration,
    root_certificates: Vec<Vec<u8>>,
}

impl PostgresJournalBuilder {
    pub(crate) fn new() -> Self {
        Self {
            schema: "revox".to_owned(),
            connections: CONNECTIONS,
            timeout: TIMEOUT,
            root_certificates: Vec::new(),
        }
    }

    /// Sets the schema of the tables, a name of 1 to 63 bytes. The default is `revox`.
    ///
    /// All workers must use the same: each schema is a journal of its own.
    pub fn schema(mut self, name: impl Into<String>) -> Self {
        self.schema = name.into();
        self
    }

    /// Limits the number of connections, at least 1. The default is 4; they are opened as they are
    /// needed.
    ///
    /// A fleet needs this many for each of its processes, and the server allows 100 by default.
    pub fn connections(mut self, most: usize) -> Self {
        self.connections = most;
        self
    }

    /// Limits the time that one use of the journal may take, including the wait for a connection. The
    /// default is 15 seconds.
    ///
    /// The server stops the statement, too, so that it takes no effect later.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// Trusts the certificates in this PEM text, beside those of the operating system.
    ///
    /// Several calls add up. Providers of databases often have an authority of their own.
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(pem.into());
        self
    }

    /// Connects to a database, and creates the tables or brings them to the latest version.
    ///
    /// `url` is a URL, `postgres://user:password@host:5432/database?sslmode=require`, or pairs such as
    /// `host=/var/run/postgresql dbname=app`. The parameters are those of
    /// [`tokio_postgres::Config`](https://docs.rs/tokio-postgres/latest/tokio_postgres/config/struct.Config.html).
    ///
    /// # Errors
    ///
    /// Fails if the URL or a setting is wrong, the server cannot be reached or refuses, or the tables
    /// need a newer version of this crate. The cause is a [`PostgresError`], which says what to do.
    ///
    /// # Panics
    ///
    /// Panics outside a Tokio runtime with I/O and time enabled.
    pub async fn connect(self, url: &str) -> Result<PostgresJournal, JournalError> {
        let config = self.config(url)?;
        let address = Address::new(&config);
        let schema = Schema::new(&self.schema)?;
        let connections = Connections::new(
            config,
            &self.root_certificates,
            self.connections,
            self.timeout,
        )?;
        migrate(&connections, &schema).await?;
        Ok(PostgresJournal::new(connections, &schema, address))
    }

    fn config(&self, url: &str) -> Result<Config, PostgresError> {
        let parsed = url.parse::<Config>();
        let mut config = parsed.map_err(|error| PostgresError::unparsable(&error))?;
        if config.get_application_name().is_none() {
            config.application_name("revox-postgres");
        }
        // Two hours by default.
        config.keepalives_idle(config.get_keepalives_idle().min(KEEPALIVE));
        Ok(config)
    }
}

impl fmt::Debug for PostgresJournalBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresJournalBuilder")
            .field("schema", &self.schema)
            .field("connections", &self.connections)
            .field("timeout", &self.timeout)
            .field("root_certificates", &self.root_certificates.len())
            .finish()
    }
}

/// Address of a database for `Debug`: without user and password.
#[derive(Debug)]
pub(crate) struct Address {
    pub(crate) hosts: Vec<String>,
    pub(crate) database: Option<String>,
}

impl Address {
    fn new(config: &Config) -> Self {
        let hosts = config.get_hosts().iter();
        Self {
            hosts: hosts.map(|host| format!("{host:?}")).collect(),
            database: config.get_dbname().map(str::to_owned),
        }
    }
}
