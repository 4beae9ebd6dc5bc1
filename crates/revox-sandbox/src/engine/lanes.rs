//! Limits on simultaneous calls: of the organization, of concurrency keys, of campaigns.
//!
//! The API documents none of the numbers. Speed dial sessions dial one call at a time.

use std::collections::HashMap;

/// A group of calls that has a limit.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) enum Lane {
    Organization,
    Key(String),
    Campaign(String),
    Session(String),
}

/// Calls that are under way, by lane.
#[derive(Debug, Default)]
pub(crate) struct Lanes {
    taken: HashMap<Lane, usize>,
}

impl Lanes {
    pub(crate) fn has_room(&self, lane: &Lane, limit: usize) -> bool {
        self.taken.get(lane).copied().unwrap_or_default() < limit
    }

    pub(crate) fn take(&mut self, lanes: impl IntoIterator<Item = Lane>) {
        for lane in lanes {
            *self.taken.entry(lane).or_default() += 1;
        }
    }

    pub(crate) fn free(&mut self, lanes: impl IntoIterator<Item = Lane>) {
        for lane in lanes {
            if let Some(taken) = self.taken.get_mut(&lane) {
                *taken = taken.saturating_sub(1);
                if *taken == 0 {
                    self.taken.remove(&lane);
                }
            }
        }
    }
}
