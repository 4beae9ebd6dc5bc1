//! The tracked call orders, and when each is polled: no clock, no requests.
//!
//! Invariant: a call order that is tracked has a time at which it is due, or is in a batch, or has an
//! update that was not returned yet.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::task::Waker;
use std::time::{Duration, SystemTime};

use revox_api::Error;
use revox_api::models::Call;

use super::update::{End, Seen, TrackChange, TrackSnapshot, TrackUpdate};
use crate::poll::phase::attempts;
use crate::poll::reads::Limits;
use crate::poll::reads::failures::{Failures, Verdict};
use crate::poll::snapshot_version::SnapshotVersion;
use crate::poll::{PollState, Reason, Schedule, hint};

/// The longest time by which a poll is early to fill a batch.
const MOST_EARLY: Duration = Duration::from_secs(15);

/// The part of its interval by which a poll may be early to fill a batch.
const PART_EARLY: u32 = 4;

/// Both times of a clock.
#[derive(Clone, Copy, Debug)]
pub(super) struct Now {
    /// Never decreases.
    pub(super) elapsed: Duration,
    pub(super) time: SystemTime,
}

pub(super) type Id = Arc<str>;

#[derive(Default)]
pub(super) struct Orders {
    entries: HashMap<Id, Entry>,
    /// Those that wait for their poll, by its time.
    due: BTreeSet<(Duration, Id)>,
    /// How many ids have which length.
    lengths: BTreeMap<usize, usize>,
    /// Number of hints so far.
    hints: u64,
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
    /// Number of the latest hint that named it.
    hint: u64,
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

/// What follows if a search does not find a call order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Missing {
    /// It is searched for again later.
    Later,
    /// Only a retrieval can tell.
    Retrieve,
}

/// What follows if a poll fails.
#[derive(Debug)]
pub(super) enum Failed {
    /// Another poll after this pause.
    Later(Duration),
    /// Nothing but its last update, if there is one.
    Over(Option<Box<TrackUpdate>>),
}

impl Orders {
    pub(super) fn len(&self) -> usize {
        self.entries.len()
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
            hint: 0,
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

    /// Returns the time of the first poll that is not in a batch yet.
    pub(super) fn first_due(&self) -> Option<Duration> {
        self.due.first().map(|(at, _)| *at)
    }

    /// Takes all polls that are due, as batches of at most `size`, and fills the last one with some that
    /// are due soon.
    pub(super) fn gather(&mut self, elapsed: Duration, size: usize) -> Vec<Vec<Id>> {
        let due = self.due.iter().take_while(|(at, _)| *at <= elapsed);
        let is_alone = |id: &Id| self.entries.get(id).is_some_and(|entry| entry.is_alone);
        let (alone, mut together): (Vec<Id>, Vec<Id>) =
            due.map(|(_, id)| Id::clone(id)).partition(is_alone);
        let room = together.len().next_multiple_of(size) - together.len();
        let soon = self.due.iter().skip(alone.len() + together.len());
        let early = soon
            .take_while(|(at, _)| *at <= elapsed.saturating_add(MOST_EARLY))
            .filter(|(at, id)| self.may_be_early(id, *at - elapsed))
            .map(|(_, id)| Id::clone(id));
        together.extend(early.take(room));
        let batches: Vec<Vec<Id>> = alone
            .into_iter()
            .map(|id| vec![id])
            .chain(together.chunks(size).map(<[Id]>::to_vec))
            .collect();
        for id in batches.iter().flatten() {
            self.set_stage(id, Stage::Gathered);
        }
        batches
    }

    /// Returns true if the poll of a call order may come this much too early.
    fn may_be_early(&self, id: &Id, early: Duration) -> bool {
        let Some(entry) = self.entries.get(id) else {
            return false;
        };
        let Stage::Due(at) = entry.stage else {
            return false;
        };
        // Before an event that is foreseen, a poll finds nothing; and some polls have to keep their
        // distance from the one before.
        let keeps_its_time = entry
            .poll
            .next()
            .is_none_or(|next| next.event().is_some() || matches!(next.reason(), Reason::Hint));
        let interval = at.saturating_sub(entry.planned_at);
        !keeps_its_time
            && !entry.is_alone
            && entry.failures.is_empty()
            && early.saturating_mul(PART_EARLY) <= interval
    }

    /// Notes that a batch is sent now. Returns those of it that are still to be read.
    pub(super) fn send(&mut self, batch: Vec<Id>) -> Vec<Id> {
        let mut batch = batch;
        batch.retain(|id| match self.entries.get(id) {
            Some(entry) => entry.stage == Stage::Gathered,
            None => false,
        });
        for id in &batch {
            self.set_stage(id, Stage::Sent(false));
        }
        batch
    }

    /// Puts a batch that was sent back into the queue of batches.
    pub(super) fn unsend(&mut self, batch: &[Id]) {
        for id in batch {
            if let Some(Stage::Sent(_)) = self.entries.get(id).map(|entry| entry.stage) {
                self.set_stage(id, Stage::Gathered);
            }
        }
    }

    /// Takes a call order that was read. `is_hidden` says that only a retrieval finds it.
    pub(super) fn read(
        &mut self,
        call: Call,
        is_hidden: bool,
        schedule: &Schedule,
        now: Now,
    ) -> Option<TrackUpdate> {
        let (id, entry) = self.entries.get_key_value(call.id.as_str())?;
        if entry.stage == Stage::Over {
            return None;
        }
        let id = Id::clone(id);
        let is_hinted = entry.stage == Stage::Sent(true);
        let entry = self.entries.get_mut(&id)?;
        entry.failures = Failures::default();
        entry.is_alone = false;
        entry.is_hidden = is_hidden;
        let next = schedule.next(&call, &mut entry.poll, now.time);
        let seen = Seen {
            status: call.status.clone(),
            attempts: attempts(&call),
        };
        let is_change = entry.seen.as_ref() != Some(&seen);
        entry.seen = Some(seen);
        let Some(next) = next else {
            let change = TrackChange::Finished(Box::new(call));
            return self.end(&id, End::Finished, change);
        };
        let next = match is_hinted {
            true => entry.poll.hint(now.time).unwrap_or(next),
            false => next,
        };
        let snapshot = is_change.then(|| snapshot(&id, entry, None));
        self.plan(&id, now, next.wait(now.time));
        Some(TrackUpdate {
            id: id.to_string(),
            change: TrackChange::Changed(Box::new(call)),
            snapshot: snapshot?,
        })
    }

    /// Takes a search that succeeded and did not find a call order.
    pub(super) fn missing(&mut self, id: &Id, limits: Limits, now: Now, random: f64) -> Missing {
        let Some(entry) = self.entries.get_mut(id) else {
            return Missing::Later;
        };
        if entry.stage == Stage::Over {
            return Missing::Later;
        }
        if entry.is_hidden {
            return Missing::Retrieve;
        }
        let verdict = entry.failures.add_missing(limits, now.elapsed, random);
        match verdict {
            Verdict::Retry(pause) => {
                self.plan(id, now, pause);
                Missing::Later
            }
            Verdict::NotFound | Verdict::GiveUp => Missing::Retrieve,
        }
    }

    /// Takes a poll that failed.
    pub(super) fn failed(
        &mut self,
        id: &Id,
        error: &Arc<Error>,
        limits: Limits,
        now: Now,
        random: f64,
    ) -> Failed {
        self.fail(Failures::add, id, error, limits, now, random)
    }

    /// Takes a poll that failed, perhaps because of another call order in its batch.
    pub(super) fn failed_beside_others(
        &mut self,
        id: &Id,
        error: &Arc<Error>,
        limits: Limits,
        now: Now,
        random: f64,
    ) -> Failed {
        self.fail(Failures::add_of_others, id, error, limits, now, random)
    }

    fn fail(
        &mut self,
        add: fn(&mut Failures, &Error, Limits, (Duration, SystemTime), f64) -> Verdict,
        id: &Id,
        error: &Arc<Error>,
        limits: Limits,
        now: Now,
        random: f64,
    ) -> Failed {
        let Some(entry) = self.entries.get_mut(id) else {
            return Failed::Over(None);
        };
        if entry.stage == Stage::Over {
            return Failed::Over(None);
        }
        let times = (now.elapsed, now.time);
        let (end, change) = match add(&mut entry.failures, error, limits, times, random) {
            Verdict::Retry(pause) => {
                self.plan(id, now, pause);
                return Failed::Later(pause);
            }
            Verdict::NotFound => (End::NotFound, TrackChange::NotFound),
            Verdict::GiveUp => (End::Failed, TrackChange::Failed(Arc::clone(error))),
        };
        Failed::Over(self.end(id, end, change).map(Box::new))
    }

    /// Polls a call order in batches of its own until that succeeds.
    pub(super) fn set_alone(&mut self, id: &Id) {
        if let Some(entry) = self.entries.get_mut(id) {
            entry.is_alone = true;
        }
    }

    /// Brings the polls of the call orders forward that `body` names, and returns their number.
    pub(super) fn hint(&mut self, body: &[u8], now: Now) -> usize {
        self.hints += 1;
        let (number, mut found) = (self.hints, 0);
        hint::words(body, |word| {
            if !self.lengths.contains_key(&word.len()) {
                return;
            }
            let Some((id, entry)) = self.entries.get_key_value(word) else {
                return;
            };
            // Named before in this body.
            if entry.hint == number || entry.stage == Stage::Over {
                return;
            }
            found += 1;
            let id = Id::clone(id);
            self.hint_one(&id, number, now);
        });
        found
    }

    fn hint_one(&mut self, id: &Id, number: u64, now: Now) {
        let Some(entry) = self.entries.get_mut(id) else {
            return;
        };
        entry.hint = number;
        match entry.stage {
            Stage::Due(at) if entry.failures.is_empty() => {
                let Some(next) = entry.poll.hint(now.time) else {
                    return;
                };
                let hinted = now.elapsed.saturating_add(next.wait(now.time));
                if hinted < at {
                    self.set_stage(id, Stage::Due(hinted));
                }
            }
            Stage::Sent(_) => entry.stage = Stage::Sent(true),
            // It is read soon, or has to wait.
            Stage::Due(_) | Stage::Gathered | Stage::Over => {}
        }
    }

    /// Notes that an update is returned. Returns false if nobody wants it any more.
    pub(super) fn deliver(&mut self, update: &TrackUpdate) -> bool {
        let stage = self
            .entries
            .get(update.id.as_str())
            .map(|entry| entry.stage);
        match (stage, update.is_last()) {
            (Some(Stage::Over), true) => self.remove(&update.id),
            // It was removed, and added again.
            (_, true) => false,
            (stage, false) => stage.is_some(),
        }
    }

    /// Makes this the last update of a call order.
    fn end(&mut self, id: &Id, end: End, change: TrackChange) -> Option<TrackUpdate> {
        self.set_stage(id, Stage::Over);
        let entry = self.entries.get(id)?;
        Some(TrackUpdate {
            id: id.to_string(),
            change,
            snapshot: snapshot(id, entry, Some(end)),
        })
    }

    fn plan(&mut self, id: &Id, now: Now, pause: Duration) {
        let Some(entry) = self.entries.get_mut(id) else {
            return;
        };
        if entry.stage != Stage::Over {
            entry.planned_at = now.elapsed;
            self.set_stage(id, Stage::Due(now.elapsed.saturating_add(pause)));
        }
    }

    fn set_stage(&mut self, id: &Id, stage: Stage) {
        let Some(entry) = self.entries.get_mut(id) else {
            return;
        };
        if let Stage::Due(at) = entry.stage {
            self.due.remove(&(at, Id::clone(id)));
        }
        entry.stage = stage;
        if let Stage::Due(at) = stage {
            self.due.insert((at, Id::clone(id)));
        }
    }
}

fn snapshot(id: &Id, entry: &Entry, end: Option<End>) -> TrackSnapshot {
    TrackSnapshot {
        version: SnapshotVersion,
        id: id.to_string(),
        end,
        seen: entry.seen.clone(),
        poll: entry.poll,
    }
}

#[cfg(test)]
mod tests;
