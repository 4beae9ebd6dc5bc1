//! A journal of placements in PostgreSQL, which any number of workers on any number of machines share.
//!
//! [`revox`] places at most one call order per key. A [`Journal`](revox::Journal) remembers the keys, and
//! [`PostgresJournal`] shares them among a fleet of workers.
//!
//! ```no_run
//! use revox::models::CallCreate;
//! use revox::{Client, PlacingOptions};
//! use revox_postgres::PostgresJournal;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let url = std::env::var("DATABASE_URL")?; // postgres://user:password@host/database?sslmode=require
//! let journal = PostgresJournal::connect(&url).await?;
//! let client = Client::from_env()?.with_placing(PlacingOptions::new().journal(journal));
//!
//! // On every worker, as often as you like: one call order.
//! let lead = CallCreate::new("+33639980142").assistant_id("assistant_4Tn6yB");
//! client.call().place("lead-42", lead).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Tables
//!
//! If they are missing, [`connect`](PostgresJournal::connect) creates the schema `revox` and the tables
//! `placements` and `schema_version`. It holds an advisory lock meanwhile, so any number of workers may
//! start at once. A later version of this crate updates the tables in the same way. An older version
//! keeps working with updated tables, unless the newer one has marked them as unusable for it; then
//! `connect` fails. `placements` has a row for each key, with the fields of [`revox::Entry`]: a
//! fingerprint, times and the id of the call order, but no phone numbers and no prompts.
//!
//! All workers must use the same database and the same [`schema`](PostgresJournalBuilder::schema):
//! another database or schema is another journal, and two journals can place two call orders.
//!
//! A role that may not create tables can use the journal after another role has connected once. It needs
//! these privileges:
//!
//! ```sql
//! GRANT USAGE ON SCHEMA revox TO worker;
//! GRANT SELECT ON revox.schema_version TO worker;
//! GRANT SELECT, INSERT, UPDATE, DELETE ON revox.placements TO worker;
//! ```
//!
//! # Durability
//!
//! Each method is one statement and therefore one transaction, which is on the server's disk when the
//! method returns. If a role or database turns `synchronous_commit` off, the journal's sessions turn it
//! on again; `remote_apply` stays. An entry can still disappear, and a phone can then ring twice, in three
//! ways: a server with `fsync = off` loses power, an *asynchronous* replica takes over, or a backup is
//! restored. Afterwards, the journal takes the keys of the missing period for new. Do not place these keys
//! with it, but with a client without a journal, which looks them up.
//!
//! # Time
//!
//! All times come from the server (`now()`), never from a worker. Each statement is a transaction of its
//! own, so `now()` is the moment at which the statement arrived, and is the same in all columns. If the
//! statement has to wait for another worker's change of the same key, this time is a little early. That is
//! the safe side: a takeover may be refused, or a lease may end early, but no request is sent because of
//! it. After the wait, the server checks the conditions against the current row. PostgreSQL counts
//! microseconds. Since all times are its own, none is rounded, except that a lease is rounded up.
//!
//! # Connections
//!
//! A journal opens connections as it needs them, at most [four](PostgresJournalBuilder::connections), and
//! replaces those that break: an operation that fails because the server restarts returns an error, and
//! the next one connects again. A usual placement takes two round trips, one for the intent and one for
//! the result; a key that has a call order already takes one. A connection keeps prepared statements and
//! session settings, so PgBouncer works in session mode only. If yours is in transaction mode, connect to
//! the server directly.
//!
//! # TLS
//!
//! TLS is rustls with ring. It trusts the certificates of the operating system and those added with
//! [`root_certificate`](PostgresJournalBuilder::root_certificate), and always verifies the server's
//! certificate and host name. `sslmode` in the URL decides when TLS is used:
//!
//! | `sslmode` | TLS is used |
//! |---|---|
//! | `require` | always. Use this across a network; other drivers call it `verify-full` |
//! | `prefer`, the default | if the server offers it. A certificate that cannot be verified is an error |
//! | `disable`, or a Unix socket | never |
//!
//! Channel binding (`channel_binding=require`) is supported; client certificates are not.
//!
//! # Logging
//!
//! No `Debug` output, error or log shows a password. At level `debug`, the driver logs its statements
//! with their parameters: keys, fingerprints and ids of call orders.

#![forbid(unsafe_code)]

mod builder;
mod connections;
mod error;
mod journal;
mod migration;
mod row;
mod statements;
mod tls;

pub use builder::PostgresJournalBuilder;
pub use error::PostgresError;
pub use journal::PostgresJournal;
