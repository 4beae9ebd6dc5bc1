//! What changed between a snapshot and a read, one event at a time.
//!
//! Invariants: a step changes the snapshot if and only if it returns an event, and the snapshot then
//! stands right after this event. So what comes after an event depends on nothing but its snapshot and
//! the reads that follow: whoever stored both can go on from there. No two events of a call order have
//! the same id.

use revox_api::models::Call;

use super::digest::{AttemptDigest, Digest};
use super::event::CallChange;
use super::mark::Mark;
use super::snapshot::{AttemptSnapshot, WatchSnapshot};
use crate::poll::Millis;

/// A read of a call order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Read<'r> {
    pub(crate) call: &'r Call,
    /// The digest of `call`.
    pub(crate) digest: &'r Digest,
    pub(crate) at: Millis,
    /// True if nothing more is awaited of it once it is finished.
    pub(crate) is_last: bool,
}

impl WatchSnapshot {
    /// Returns the first change that this snapshot does not have, with the id of its event, and adds it
    /// to the snapshot. Returns `None` if it has all.
    pub(crate) fn step(&mut self, read: Read<'_>) -> Option<(String, CallChange)> {
        if self.is_finished {
            return None;
        }
        let digest = read.digest;
        // An attempt that was told goes on before the status that its end brings; a new status comes
        // before the attempt that it announces.
        for attempt in &digest.attempts {
            if let Some(event) = self.changed_attempt(attempt, read.call) {
                return Some(event);
            }
        }
        if self.status.as_deref() != Some(digest.status.as_str()) {
            return Some(self.enter_status(digest, read.at));
        }
        for attempt in &digest.attempts {
            if let Some(event) = self.new_attempt(attempt) {
                return Some(event);
            }
        }
        if let (Some(hash), Some(outcome)) = (digest.outcome, &read.call.outcome)
            && let Some(mark) = replaced(&mut self.outcome, hash)
        {
            let outcome = outcome.clone();
            return Some((format!("outcome:{mark}"), CallChange::Outcome { outcome }));
        }
        if digest.is_finished && read.is_last {
            self.is_finished = true;
            return Some(("finished".to_owned(), CallChange::Finished));
        }
        None
    }

    fn enter_status(&mut self, digest: &Digest, at: Millis) -> (String, CallChange) {
        let status = digest.status.as_str().to_owned();
        if digest.count > self.count {
            self.count = digest.count;
            self.statuses.clear();
        }
        let times = self.statuses.entry(status.clone()).or_default();
        *times = times.saturating_add(1);
        let id = format!("status:{}:{times}:{status}", self.count);
        self.status = Some(status);
        self.finished_at = digest.is_finished.then(|| self.finished_at.unwrap_or(at));
        let status = digest.status.clone();
        (id, CallChange::Status { status })
    }

    fn new_attempt(&mut self, digest: &AttemptDigest) -> Option<(String, CallChange)> {
        let id = &digest.id;
        if !digest.has_begun || self.attempts.iter().any(|known| known.id == *id) {
            return None;
        }
        self.attempts.push(AttemptSnapshot {
            id: id.clone(),
            ..AttemptSnapshot::default()
        });
        let attempt_id = id.clone();
        Some((
            format!("started:{id}"),
            CallChange::AttemptStarted { attempt_id },
        ))
    }

    fn changed_attempt(
        &mut self,
        digest: &AttemptDigest,
        call: &Call,
    ) -> Option<(String, CallChange)> {
        let id = &digest.id;
        let known = self.attempts.iter_mut().find(|known| known.id == *id)?;
        let attempt = digest.attempt(call)?;
        if let Some(turn) = known.next_turn(&digest.turns) {
            let attempt_id = id.clone();
            let entry = |index: usize| attempt.transcript.as_ref()?.get(index).cloned();
            return Some(match turn {
                Turn::New { index, mark } => (
                    format!("turn:{index}:{mark}:{id}"),
                    CallChange::Turn {
                        attempt_id,
                        index,
                        entry: entry(index)?,
                    },
                ),
                Turn::Revised { index, mark } => (
                    format!("turn:{index}:{mark}:{id}"),
                    CallChange::TurnRevised {
                        attempt_id,
                        index,
                        entry: entry(index)?,
                    },
                ),
                Turn::Removed { len, number } => (
                    format!("removed:{number}:{id}"),
                    CallChange::TurnsRemoved { attempt_id, len },
                ),
            });
        }
        if digest.is_over && !known.is_over {
            known.is_over = true;
            let attempt_id = id.clone();
            return Some((
                format!("ended:{id}"),
                CallChange::AttemptEnded { attempt_id },
            ));
        }
        if let (Some(hash), Some(entries)) =
            (digest.final_transcript, &attempt.post_call_transcript)
            && let Some(mark) = replaced(&mut known.final_transcript, hash)
        {
            return Some((
                format!("transcript:{mark}:{id}"),
                CallChange::FinalTranscript {
                    attempt_id: id.clone(),
                    entries: entries.clone(),
                },
            ));
        }
        if let (Some(hash), Some(output)) = (digest.output, &attempt.structured_output)
            && let Some(mark) = replaced(&mut known.output, hash)
        {
            return Some((
                format!("output:{mark}:{id}"),
                CallChange::StructuredOutput {
                    attempt_id: id.clone(),
                    output: output.clone(),
                },
            ));
        }
        None
    }
}

/// A change of a transcript.
enum Turn {
    New { index: usize, mark: Mark },
    Revised { index: usize, mark: Mark },
    Removed { len: usize, number: u32 },
}

impl AttemptSnapshot {
    /// Finds the first change of the transcript: entries that have another text, then entries that are
    /// gone, then new ones. A transcript that is absent is not known, rather than empty.
    fn next_turn(&mut self, hashes: &[u64]) -> Option<Turn> {
        if hashes.is_empty() {
            return None;
        }
        let len = self.turns.len().saturating_sub(self.removed);
        let told = self.turns.iter_mut().zip(hashes).take(len).enumerate();
        for (index, (turn, hash)) in told {
            if turn.hash != *hash {
                *turn = Mark::replace(Some(*turn), *hash);
                return Some(Turn::Revised { index, mark: *turn });
            }
        }
        if hashes.len() < len {
            self.removed += len - hashes.len();
            self.removals = self.removals.saturating_add(1);
            return Some(Turn::Removed {
                len: hashes.len(),
                number: self.removals,
            });
        }
        let hash = *hashes.get(len)?;
        let mark = match self.turns.get_mut(len) {
            // One that was removed comes back, or another one in its stead.
            Some(turn) => {
                *turn = Mark::replace(Some(*turn), hash);
                self.removed = self.removed.saturating_sub(1);
                *turn
            }
            None => {
                let mark = Mark::new(hash);
                self.turns.push(mark);
                mark
            }
        };
        Some(Turn::New { index: len, mark })
    }
}

/// Replaces a mark if the hash is another one, and returns the new mark.
fn replaced(mark: &mut Option<Mark>, hash: u64) -> Option<Mark> {
    if mark.is_some_and(|mark| mark.hash == hash) {
        return None;
    }
    *mark = Some(Mark::replace(*mark, hash));
    *mark
}

#[cfg(test)]
mod tests;
