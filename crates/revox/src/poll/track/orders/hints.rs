//! Hints, which bring polls forward.

use std::collections::BTreeSet;
use std::time::Duration;

use super::{Id, Now, Orders, Stage};

impl Orders {
    /// Returns the lengths of all ids.
    pub(in crate::poll::track) fn lengths(&self) -> BTreeSet<usize> {
        self.lengths.keys().copied().collect()
    }

    /// Brings the poll of the call order with this id forward, and returns the id if it is tracked.
    pub(in crate::poll::track) fn hint(&mut self, id: &str, now: Now) -> Option<Id> {
        let (id, entry) = self.entries.get_key_value(id)?;
        let (id, stage) = (Id::clone(id), entry.stage);
        match stage {
            Stage::Over => return None,
            Stage::Due(at) => self.hint_due(&id, at, now),
            Stage::Sent(_) => self.set_stage(&id, Stage::Sent(true)),
            // It is read soon.
            Stage::Gathered => {}
        }
        Some(id)
    }

    fn hint_due(&mut self, id: &Id, at: Duration, now: Now) {
        let Some(entry) = self.get_mut(id) else {
            return;
        };
        // After a failure, it has to wait.
        if !entry.failures.is_empty() {
            return;
        }
        if let Some(next) = entry.poll.hint(now.time) {
            let hinted = now.elapsed.saturating_add(next.wait(now.time));
            self.set_stage(id, Stage::Due(hinted.min(at)));
        }
    }
}
