use std::fmt;
use std::time::Duration;

use revox::JournalError;
use tokio_postgres::Config;
use tokio_postgres::config::TargetSessionAttrs;

use crate::connections::Connections;
use crate::migration::{Schema, migrate};
use crate::{PostgresError, PostgresJournal};

/// Default limit of connections. A placement uses one for about a millisecond at a time.
const CONNECTIONS: usize = 4;

/// Default limit of one operation: half of the time that `place` allows between intent and request.
const TIMEOUT: Duration = Duration::from_secs(15);

/// Time after which the first keepalive is sent on an idle connection, which routers forget within
/// minutes.
const KEEPALIVE: Duration = Duration::from_secs(60);

/// Settings of a [`PostgresJournal`]. [`PostgresJournal::builder`] returns them with their defaults.
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
    /// All workers must use the same schema, because each schema is a journal of its own.
    pub fn schema(mut self, name: impl Into<String>) -> Self {
        self.schema = name.into();
        self
    }

    /// Limits the number of connections. The default is 4, and 0 counts as 1. They are opened as they
    /// are needed.
    ///
    /// Each process of a fleet may open this many. PostgreSQL allows 100 in total by default.
    pub fn connections(mut self, most: usize) -> Self {
        self.connections = most;
        self
    }

    /// Limits the time that one operation of the journal may take, including the wait for a connection.
    /// The default is 15 seconds.
    ///
    /// The server stops the statement after this time, too, so it does not take effect much later.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// Trusts the certificates in this PEM text, beside those of the operating system.
    ///
    /// Can be called several times. Many database providers have a certificate authority of their own,
    /// whose certificate they offer for download.
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(pem.into());
        self
    }

    /// Connects to a database, and creates the tables or updates them to the latest version.
    ///
    /// `url` is a URL such as `postgres://user:password@host:5432/database?sslmode=require`, or a list of
    /// pairs such as `host=/var/run/postgresql dbname=app`. It takes the parameters of
    /// [`tokio_postgres::Config`](https://docs.rs/tokio-postgres/latest/tokio_postgres/config/struct.Config.html).
    /// If it names several hosts, the journal uses the first that accepts writes
    /// (`target_session_attrs=read-write`), which is the primary server and never a replica.
    ///
    /// # Errors
    ///
    /// Fails if the URL or a setting is invalid, if the server cannot be reached or refuses, or if the
    /// tables need a newer version of this crate. The cause is a [`PostgresError`], which says what to do.
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
        // A replica accepts connections, but no entries.
        if config.get_target_session_attrs() == TargetSessionAttrs::Any {
            config.target_session_attrs(TargetSessionAttrs::ReadWrite);
        }
        // The driver's default is two hours.
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

/// Address of a database, without user and password, for `Debug`.
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
