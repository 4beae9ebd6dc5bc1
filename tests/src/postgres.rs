//! A real PostgreSQL server for tests, in a folder of its own, and journals on it.
//!
//! `REVOX_POSTGRES_URL` names another server to use instead, in which each test has a schema of its
//! own. Where there is neither, tests are skipped as `postgresql`.
//!
//! ```no_run
//! # async fn a_test() {
//! use revox_tests::postgres::Server;
//!
//! let Some(server) = Server::shared() else { return };
//! let journal = server.database().journal().await;
//! # }
//! ```

mod clock;
mod process;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use revox_postgres::{PostgresJournal, PostgresJournalBuilder};
use tokio_postgres::{Client, NoTls};

use crate::skip::skip;
use crate::within::{LIMIT, within};
pub use clock::ServerClock;
use process::Process;
pub use process::Stop;

/// The name of the skip in `.ci/run`.
const SKIP: &str = "postgresql";

/// A server.
#[derive(Debug)]
pub struct Server {
    url: String,
    /// `None` if it is not ours.
    process: Option<Process>,
}

impl Server {
    /// The server that all tests of a binary share, or `None` if there is none: the test is reported as
    /// skipped then, and has to return.
    ///
    /// It does not wait for the disk: tests do not cut the power, and what a killed process has written
    /// stays.
    pub fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Result<Server, String>> = OnceLock::new();
        let started = SHARED.get_or_init(|| match std::env::var("REVOX_POSTGRES_URL") {
            Ok(url) => Ok(Self { url, process: None }),
            Err(_) => Self::start(false),
        });
        reported(started.as_ref().map_err(Clone::clone))
    }

    /// A server for one test, which may stop it. It ends when it is dropped.
    pub fn private() -> Option<Self> {
        reported(Self::start(false))
    }

    /// A server for one measurement, which waits for the disk as a real one does.
    pub fn durable() -> Option<Self> {
        reported(Self::start(true))
    }

    fn start(fsync: bool) -> Result<Self, String> {
        let (process, folder) = Process::start(fsync)?;
        Ok(Self {
            url: format!("postgres://revox@/postgres?host={folder}"),
            process: Some(process),
        })
    }

    /// The URL of a database.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Stops a server of [`private`](Self::private).
    pub fn stop(&self, stop: Stop) {
        self.process.as_ref().unwrap().command(stop.word());
    }

    /// Starts a server again after [`stop`](Self::stop).
    pub fn start_again(&self) {
        self.process.as_ref().unwrap().command("start");
    }

    /// A database for one test: a schema that nobody else uses.
    pub fn database(&self) -> Database {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Database {
            url: self.url.clone(),
            schema: format!("revox_test_{}_{number}", std::process::id()),
            is_ours: self.process.is_some(),
        }
    }
}

fn reported<T>(started: Result<T, String>) -> Option<T> {
    started.map_err(|reason| skip(SKIP, &reason)).ok()
}

/// A schema of a server for one test.
#[derive(Debug)]
pub struct Database {
    /// URL for [`PostgresJournalBuilder::connect`].
    pub url: String,
    /// Name for [`PostgresJournalBuilder::schema`].
    pub schema: String,
    is_ours: bool,
}

impl Database {
    /// Settings of a journal in this schema.
    pub fn builder(&self) -> PostgresJournalBuilder {
        PostgresJournal::builder()
            .schema(&self.schema)
            .timeout(LIMIT)
    }

    /// A journal in this schema, with connections of its own.
    pub async fn journal(&self) -> PostgresJournal {
        let connect = self.builder().connect(&self.url);
        within(LIMIT, "a journal", connect).await.unwrap()
    }

    /// Replaces the clock of the server for all who use this URL from now on.
    pub async fn with_clock(&mut self) -> ServerClock {
        let schema = format!("{}_clock", self.schema);
        let clock = ServerClock::new(&self.url, schema.clone()).await;
        self.url = self.url_with(&format!("options=-c%20search_path%3D{schema}%2Cpg_catalog"));
        clock
    }

    /// A connection for statements of a test.
    pub async fn client(&self) -> Client {
        connect(&self.url).await
    }

    /// The URL with another parameter.
    pub fn url_with(&self, parameter: &str) -> String {
        let separator = if self.url.contains('?') { '&' } else { '?' };
        format!("{}{separator}{parameter}", self.url)
    }
}

async fn connect(url: &str) -> Client {
    let connect = tokio_postgres::connect(url, NoTls);
    let (client, connection) = within(LIMIT, "a connection", connect).await.unwrap();
    tokio::spawn(connection);
    client
}

impl Drop for Database {
    fn drop(&mut self) {
        if self.is_ours {
            return;
        }
        // The server stays, so nothing of ours may.
        let (url, schema) = (self.url.clone(), self.schema.replace('"', "\"\""));
        let drop_schemas = async move {
            let (client, connection) = tokio_postgres::connect(&url, NoTls).await?;
            tokio::spawn(connection);
            let sql = format!("DROP SCHEMA IF EXISTS \"{schema}\", \"{schema}_clock\" CASCADE");
            client.batch_execute(&sql).await
        };
        let work = move || {
            let runtime = tokio::runtime::Builder::new_current_thread();
            let runtime = { runtime }.enable_all().build().unwrap();
            let limit = Duration::from_secs(5);
            runtime.block_on(async { tokio::time::timeout(limit, drop_schemas).await })
        };
        // A panic here would hide that of the test.
        let _ = std::thread::spawn(work).join();
    }
}
