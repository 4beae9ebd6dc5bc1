//! The protocol between a test and a process that places a call order for it: the task as an argument,
//! then reports and commands, a line of JSON each, over the output and input of the process.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The number that is called.
pub const NUMBER: &str = "+33639980175";

/// The key of the call order.
pub const KEY: &str = "lead-42";

/// A moment at which a process can be stopped.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum Point {
    /// The intent is about to be recorded: in the journal, or else by the caller, who writes down
    /// when the first try began.
    BeforeIntent,
    /// The intent is recorded.
    AfterIntent,
    /// The request is about to leave.
    BeforeSending,
    /// The request has left, and its response has not been read.
    Sent,
    /// The request has failed, and nobody has reacted to that.
    Failed,
    /// The response is there, and its call order is about to be recorded.
    BeforeResult,
    /// The call order is recorded, and the caller has not heard of it; without a journal, the caller
    /// has heard of it, and not recorded it.
    AfterResult,
    /// A lookup after a request is under way.
    DuringLookup,
    /// The request was refused, and the journal is about to let the key go, or has just done so;
    /// without a journal, nothing has been done about it.
    DuringRelease,
}

/// Journal that records intents.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum JournalAt {
    /// Nowhere: lookups protect.
    Nowhere,
    /// In a file.
    File(PathBuf),
    /// On a PostgreSQL server.
    Postgres {
        /// URL of the database.
        url: String,
        /// Schema of the tables.
        schema: String,
    },
}

/// The caller's knowledge of earlier tries.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub enum Tries {
    /// There was none.
    None,
    /// Nothing.
    Unknown,
    /// The first was this long after the epoch.
    FirstAt(Duration),
}

/// The work of a process.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum Work {
    /// Places a call order.
    Place(Task),
    /// Records one intent and its result after the other until it is killed.
    Record {
        /// The file of the journal.
        path: PathBuf,
        /// The first number.
        from: u32,
    },
}

/// A call order to place.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Task {
    /// The sandbox's.
    pub base_url: String,
    /// The sandbox's.
    pub api_key: String,
    /// A file with the time: eight bytes, the nanoseconds since the epoch, least significant first.
    pub clock: PathBuf,
    /// Journal that records intents.
    pub journal: JournalAt,
    /// True if a request that may have had an effect is never sent again.
    pub at_most_once: bool,
    /// Knowledge of earlier tries.
    pub tries: Tries,
    /// Points at which the process stops, reports, and waits for a command.
    pub stops: Vec<Point>,
}

/// Report of a process.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub enum Report {
    /// It sleeps until this time.
    Sleeps {
        /// Time since the epoch.
        until: Duration,
    },
    /// It has stopped at a point.
    At(Point),
    /// It is done, and waits for [`Command::Again`], or for the end of its input.
    Done(Outcome),
    /// The intent of this number is recorded.
    Intended(u32),
    /// The result of this number is recorded.
    Placed(u32),
}

/// Outcome of a placement.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub enum Outcome {
    /// Placed by this request.
    New {
        /// ID of the call order.
        id: String,
    },
    /// Found.
    Found {
        /// ID of the call order.
        id: String,
    },
    /// Nobody can tell, for the reason of this name.
    Undecided(String),
    /// The journal is open already.
    InUse(String),
    /// Another error.
    Failed(String),
    /// The task that placed it panicked.
    Panicked,
}

impl Outcome {
    /// The id of the call order, if there is one for certain.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::New { id } | Self::Found { id } => Some(id),
            _ => None,
        }
    }
}

/// Command to a process.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub enum Command {
    /// Go on from a point, or look at the clock.
    Go,
    /// Panic at the point.
    Panic,
    /// Place it again.
    Again(Tries),
}
