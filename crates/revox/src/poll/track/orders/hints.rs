//! Hints, which bring polls forward.

use super::{Id, Now, Orders, Stage};
use crate::poll::hint;

impl Orders {
    /// Brings the polls of the call orders forward that `body` names, and returns their number.
    pub(in crate::poll::track) fn hint(&mut self, body: &[u8], now: Now) -> usize {
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
}
