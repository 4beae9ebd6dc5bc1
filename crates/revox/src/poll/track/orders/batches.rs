//! Batches: which call orders are polled together.

use std::time::Duration;

use super::{Id, Now, Orders, Stage};
use crate::poll::Reason;

/// The longest time by which a poll is early to fill a batch.
const MOST_EARLY: Duration = Duration::from_secs(15);

/// The part of its interval by which a poll may be early to fill a batch.
const PART_EARLY: u32 = 4;

impl Orders {
    /// Returns the time of the first poll that is not in a batch yet.
    pub(in crate::poll::track) fn first_due(&self) -> Option<Duration> {
        self.due.first().map(|(at, _)| *at)
    }

    /// Takes all polls that are due, as batches of at most `size`, and fills the last one with some that
    /// are due soon.
    pub(in crate::poll::track) fn gather(
        &mut self,
        elapsed: Duration,
        size: usize,
    ) -> Vec<Vec<Id>> {
        let due = self.due.iter().take_while(|(at, _)| *at <= elapsed);
        let is_alone = |id: &Id| self.get(id).is_some_and(|entry| entry.is_alone);
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
        let Some(entry) = self.get(id) else {
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
    pub(in crate::poll::track) fn send(&mut self, batch: Vec<Id>) -> Vec<Id> {
        let mut batch = batch;
        batch.retain(|id| matches!(self.get(id), Some(entry) if entry.stage == Stage::Gathered));
        for id in &batch {
            self.set_stage(id, Stage::Sent(false));
        }
        batch
    }

    /// Queues a batch again that was sent.
    pub(in crate::poll::track) fn unsend(&mut self, batch: &[Id]) {
        for id in batch {
            if let Some(Stage::Sent(_)) = self.get(id).map(|entry| entry.stage) {
                self.set_stage(id, Stage::Gathered);
            }
        }
    }

    /// Makes the call orders of a batch due at once, whether or not it was sent: the next tick gathers them.
    pub(in crate::poll::track) fn ungather(&mut self, batch: &[Id], now: Now) {
        for id in batch {
            self.plan(id, now, Duration::ZERO);
        }
    }

    /// Polls a call order in batches of its own until that succeeds.
    pub(in crate::poll::track) fn set_alone(&mut self, id: &Id) {
        if let Some(entry) = self.get_mut(id) {
            entry.is_alone = true;
        }
    }
}
