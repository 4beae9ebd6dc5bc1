//! The tracked call orders, and when each is polled: no clock, no requests.
//!
//! Invariant: a call order that is tracked has a time at which it is due, or is in a batch, or has an
//! update that was not returned yet.

mod batches;
mod hints;
mod outcomes;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::task::Waker;
use std::time::{Duration, SystemTime};

pub(super) use outcomes::{Failed, Missing};

use super::update::{Seen, TrackSnapshot, TrackUpdate};
use crate::poll::PollState;
use crate::poll::reads::failures::Failures;

/// Both times of a clock.
#[derive(Clone, Copy, Debug)]
pub(super) struct Now {
    /// Never decreases.
    pub(super) elapsed: Duration,
    pub(super) time: SystemTime,
}

/// ID of a tracked call order.
///
/// If a call order is removed and added again, its ID has another allocation: what is known of the one
/// before, such as the outcome of a request, does not count for it.
pub(super) type Id = Arc<str>;

#[derive(Default)]
pub(super) struct Orders {
    entries: HashMap<Id, Entry>,
    /// Those that wait for their poll, by its time.
    due: BTreeSet<(Duration, Id)>,
    /// Number of ids by length: a word of another length is no id.
    lengths: BTreeMap<usize, usize>,
    /// Wakes the stream.
    pub(super) waker: Option<Waker>,
    /// Number of handles.
    pub(super) handles: usize,
    pub(super) is_closed: bool,
}

struct Entry {
    poll: PollState,
    seen: Option<Seen>,
    failures: Failures,
    stage: Stage,
    /// Time at which the next poll was planned.
    planned_at: Duration,
    /// It spoils the batches that it is in.
    is_alone: bool,
    /// Searches do not find it, and a retrieval does.
    is_hidden: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// Its next poll is at this time.
    Due(Duration),
    /// It is in a batch that was not sent yet.
    Gathered,
    /// It is in a batch that was sent; true if a hint has come since.
    Sent(bool),
    /// Its last update was not returned yet.
    Over,
}

impl Orders {
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns the state of a call order, unless it was removed since this ID was handed out.
    fn get(&self, id: &Id) -> Option<&Entry> {
        let (known, entry) = self.entries.get_key_value(id)?;
        Arc::ptr_eq(known, id).then_some(entry)
    }

    fn get_mut(&mut self, id: &Id) -> Option<&mut Entry> {
        self.get(id)?;
        self.entries.get_mut(id)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Forgets everything, since nobody reads updates any more. Returns what there was.
    pub(super) fn clear(&mut self) -> Self {
        let empty = Self {
            handles: self.handles,
            is_closed: true,
            ..Self::default()
        };
        std::mem::replace(self, empty)
    }

    /// Returns true if no update can follow.
    pub(super) fn is_done(&self) -> bool {
        self.is_empty() && (self.is_closed || self.handles == 0)
    }

    /// Tracks a call order. Returns false if it is tracked already.
    pub(super) fn add(&mut self, id: String, now: Now) -> bool {
        let id = Id::from(id);
        let is_new = !self.entries.contains_key(&id);
        if is_new {
            self.insert(id, None, PollState::new(), now);
        }
        is_new
    }

    /// Goes on from a snapshot, which replaces what is known of the call order.
    pub(super) fn resume(&mut self, snapshot: TrackSnapshot, now: Now) {
        self.remove(&snapshot.id);
        if snapshot.is_over() {
            return;
        }
        let poll = match snapshot.end {
            None => snapshot.poll,
            Some(_) => PollState::new(),
        };
        self.insert(Id::from(snapshot.id), snapshot.seen, poll, now);
    }

    fn insert(&mut self, id: Id, seen: Option<Seen>, poll: PollState, now: Now) {
        let due = now.elapsed.saturating_add(poll.wait(now.time));
        let entry = Entry {
            poll,
            seen,
            failures: Failures::default(),
            stage: Stage::Due(due),
            planned_at: now.elapsed,
            is_alone: false,
            is_hidden: false,
        };
        self.due.insert((due, Id::clone(&id)));
        *self.lengths.entry(id.len()).or_default() += 1;
        self.entries.insert(id, entry);
    }

    pub(super) fn remove(&mut self, id: &str) -> bool {
        let Some((id, entry)) = self.entries.remove_entry(id) else {
            return false;
        };
        if let Some(count) = self.lengths.get_mut(&id.len()) {
            *count -= 1;
            if *count == 0 {
                self.lengths.remove(&id.len());
            }
        }
        if let Stage::Due(at) = entry.stage {
            self.due.remove(&(at, id));
        }
        true
    }

    /// Notes that an update is returned. Returns false if nobody wants it any more.
    pub(super) fn deliver(&mut self, id: &Id, update: &TrackUpdate) -> bool {
        if self.get(id).is_none() {
            return false;
        }
        if update.is_last() {
            self.remove(id);
        }
        true
    }

    fn plan(&mut self, id: &Id, now: Now, pause: Duration) {
        let Some(entry) = self.get_mut(id) else {
            return;
        };
        if entry.stage != Stage::Over {
            entry.planned_at = now.elapsed;
            self.set_stage(id, Stage::Due(now.elapsed.saturating_add(pause)));
        }
    }

    fn set_stage(&mut self, id: &Id, stage: Stage) {
        let Some(entry) = self.get_mut(id) else {
            return;
        };
        let before = std::mem::replace(&mut entry.stage, stage);
        if let Stage::Due(at) = before {
            self.due.remove(&(at, Id::clone(id)));
        }
        if let Stage::Due(at) = stage {
            self.due.insert((at, Id::clone(id)));
        }
    }
}

#[cfg(test)]
mod tests;
