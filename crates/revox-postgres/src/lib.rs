//! A journal of placements in PostgreSQL, which any number of workers on any number of machines share.
//!
//! [`revox`] places at most one call order per key. A [`Journal`](revox::Journal) remembers the keys;
//! [`PostgresJournal`] is the one for a fleet.
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
//! [`connect`](PostgresJournal::connect) creates the schema `revox` with the tables `placements` and
//! `schema_version` if they are not there, under an advisory lock, so that any number of workers may
//! start at once. A later version of this crate changes them in the same way; it refuses tables only
//! if a newer version says that this one can no longer use them. `placements` has a row for each key,
//! with the fields of [`revox::Entry`]: a fingerprint, times and the id of the call order, but no phone
//! numbers and no prompts.
//!
//! All workers must use the same database and the same
//! [`schema`](PostgresJournalBuilder::schema). Each pair of them is a journal of its own, and two
//! journals are two calls.
//!
//! A role that may not create tables can work once another has connected, with these privileges:
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
//! method returns. A role or database that turns `synchronous_commit` off has it turned on again for
//! these sessions; `remote_apply` stays. Three things can still make an entry disappear, and then a
//! phone can ring twice: a server with `fsync = off` that loses power, a failover to an *asynchronous*
//! replica, and a backup that is restored. After one of them, do not place keys of the time that is
//! missing with this journal, which takes them for new: a client without a journal looks them up.
//!
//! # Time
//!
//! All times are those of the server (`now()`), never those of a worker. In a statement that is a
//! transaction of its own, `now()` is the moment at which the statement arrived, and the same in all of
//! its columns. If the statement then waits for another worker's change of the same key, its time is a
//! little early: a takeover is then rather refused, and a lease rather ends early, which is the side on
//! which nobody sends. After the wait, the server checks the conditions against the row as it is by
//! then. PostgreSQL counts microseconds. As all times are its own, none is rounded; a lease is rounded
//! up.
//!
//! # Connections
//!
//! A journal opens connections as it needs them, at most
//! [four](PostgresJournalBuilder::connections), and replaces those that break: a call that fails
//! because the server restarts returns an error, and the next one connects again. In a usual placement,
//! there are two round trips, one for the intent and one for the result; a key that is there already
//! takes one. A connection prepares each statement once, so PgBouncer works in session mode, and in
//! transaction mode only without its prepared statements and settings: connect past it.
//!
//! # TLS
//!
//! TLS is rustls with ring. It trusts the certificates of the operating system and those added with
//! [`root_certificate`](PostgresJournalBuilder::root_certificate), and it verifies certificate and host
//! name whenever it is used. `sslmode` in the URL decides when that is:
//!
//! | `sslmode` | |
//! |---|---|
//! | `require` | always. This is `verify-full` of other drivers; use it across a network |
//! | `prefer`, the default | if the server offers it. A certificate that cannot be verified is an error |
//! | `disable`, or a Unix socket | never |
//!
//! Channel binding (`channel_binding=require`) is supported, client certificates are not.
//!
//! # What is logged
//!
//! Passwords appear in no `Debug`, no error and no log. At level `debug`, the driver logs its
//! statements with their parameters: keys, fingerprints and ids of call orders.

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
