//! Places at most one call order per key.
//!
//! [`decision`] is the policy, a pure function; [`run`] carries out its steps; [`lookup`] and
//! [`journal`] are where it learns from; [`hold`] is a key held in a journal.

mod decision;
mod error;
mod fingerprint;
mod hold;
mod journal;
mod key;
mod locks;
mod lookup;
mod many;
mod options;
mod placement;
mod run;

use std::sync::Arc;

pub use error::{PlaceError, Undecided, UndecidedReason};
#[cfg(feature = "journal-file")]
pub use journal::FileJournal;
pub use journal::{
    Change, Entry, EntryState, Insertion, Journal, JournalError, MemoryJournal, Reading,
    SHORTEST_RETENTION, Update,
};
pub use key::{InvalidKey, PlacementKey};
pub(crate) use locks::KeyLocks;
pub use many::{PlaceAll, PlacedOne};
pub use options::{DECISION_TIME, PATIENCE, PlacingOptions, SENDING_TIME, VISIBILITY_TIME};
pub use placement::{Place, Placement, Resolve};

use crate::{Clock, SystemClock};

/// What the placements of a client share.
#[derive(Clone, Debug)]
pub(crate) struct Placing {
    pub(crate) options: PlacingOptions,
    /// The clock of the client, unless the options have another.
    default_clock: Arc<dyn Clock>,
    pub(crate) locks: Arc<KeyLocks>,
}

impl Placing {
    pub(crate) fn new(default_clock: Arc<dyn Clock>) -> Self {
        Self {
            options: PlacingOptions::new(),
            default_clock,
            locks: Arc::default(),
        }
    }

    pub(crate) fn with_options(&self, options: PlacingOptions) -> Self {
        Self {
            options,
            ..self.clone()
        }
    }

    fn clock(&self) -> Arc<dyn Clock> {
        let clock = self.options.clock.as_ref();
        Arc::clone(clock.unwrap_or(&self.default_clock))
    }
}

impl Default for Placing {
    fn default() -> Self {
        Self::new(Arc::new(SystemClock::new()))
    }
}
