//! The journal in PostgreSQL, on a real server: what only it has to do, beside the laws of journals.

mod advice;
mod connections;
mod example;
mod fleet;
mod primary;
mod queue;
mod tables;
mod tls;

use std::error::Error;
use std::time::Duration;

use revox::{Change, Insertion, Journal, JournalError, PlacementKey};
use revox_postgres::{PostgresError, PostgresJournal};

const LEASE: Duration = Duration::from_secs(150);

fn key(name: &str) -> PlacementKey {
    PlacementKey::parse(name).unwrap()
}

/// Inserts a key that is not there, and returns its token.
async fn begin(journal: &PostgresJournal, name: &str) -> u64 {
    let insertion = journal.insert(key(name), "1-a".into(), LEASE);
    match insertion.await.unwrap() {
        Insertion::New(reading) => reading.entry.token,
        existing => panic!("{existing:?}"),
    }
}

fn placed(id: &str) -> Change {
    let call_id = id.to_owned();
    Change::Place { call_id }
}

/// The cause of an error of a journal.
#[track_caller]
fn cause(error: &JournalError) -> &PostgresError {
    let cause = error.source().unwrap();
    cause.downcast_ref().unwrap_or_else(|| panic!("{cause}"))
}
