//! Differences between a snapshot and a read, one event at a time.
//!
//! Invariants: a step changes the snapshot if and only if it returns an event, and the snapshot then
//! stands right after this event. So what comes after an event depends on nothing but its snapshot and
//! the reads that follow: whoever stored both can go on from there. No two events of a call order have
//! the same id.

use std::collections::HashMap;

use revox_api::models::Call;

use super::digest::{AttemptDigest, Digest};
use super::event::CallChange;
use super::mark::Mark;
use super::snapshot::{AttemptSnapshot, WatchSnapshot};
use crate::poll::Millis;

/// The comparison of one read with a snapshot, one step at a time.
///
/// All steps take the same snapshot, and nothing else may change it meanwhile. If the comparison begins again
/// after any step, the remaining events are the same.
#[derive(Debug)]
pub(crate) struct Diff {
    digest: Digest,
    at: Millis,
    /// True if the watch ends with this read if the call order is finished.
    is_last: bool,
    /// Indexes of the attempts in the snapshot.
    known: Vec<Option<usize>>,
    next: Part,
    /// Number of entries in the transcript of this attempt that need not be compared again.
    compared: usize,
}

/// A part of the read. In those before it, nothing is left to tell.
#[derive(Clone, Copy, Debug)]
enum Part {
    /// The attempt with this index, if it was told before.
    Known(usize),
    Status,
    /// The attempt with this index, whether or not it was told.
    Any(usize),
    Rest,
}

impl Diff {
    /// Creates the comparison of a read at the time `at`.
    pub(crate) fn new(snapshot: &WatchSnapshot, digest: Digest, at: Millis, is_last: bool) -> Self {
        let mut indexes = HashMap::new();
        for (index, attempt) in snapshot.attempts.iter().enumerate() {
            indexes.entry(attempt.id.as_str()).or_insert(index);
        }
        let attempts = digest.attempts.iter();
        let known = attempts.map(|attempt| indexes.get(attempt.id.as_str()).copied());
        Self {
            known: known.collect(),
            digest,
            at,
            is_last,
            next: Part::Known(0),
            compared: 0,
        }
    }

    /// Returns the first change that the snapshot does not have, with the id of its event, and adds it to
    /// the snapshot. Returns `None` if it has all. `call` is the call order as read.
    pub(crate) fn step(
        &mut self,
        snapshot: &mut WatchSnapshot,
        call: &Call,
    ) -> Option<(String, CallChange)> {
        if snapshot.is_finished {
            return None;
        }
        loop {
            // Changes of known attempts come before the new status, which their end brings, and new attempts
            // after it, since it announces them.
            let (event, next) = match self.next {
                Part::Known(index) if self.known.get(index).is_some() => {
                    let event = self.changed_attempt(snapshot, index, call);
                    (event, Part::Known(index + 1))
                }
                Part::Known(_) => (None, Part::Status),
                Part::Status => (snapshot.enter_status(&self.digest, self.at), Part::Any(0)),
                Part::Any(index) if self.known.get(index).is_some() => {
                    let event = self
                        .new_attempt(snapshot, index)
                        .or_else(|| self.changed_attempt(snapshot, index, call));
                    (event, Part::Any(index + 1))
                }
                Part::Any(_) => (None, Part::Rest),
                Part::Rest => return self.rest(snapshot, call),
            };
            if event.is_some() {
                return event;
            }
            self.next = next;
            self.compared = 0;
        }
    }

    fn new_attempt(
        &mut self,
        snapshot: &mut WatchSnapshot,
        index: usize,
    ) -> Option<(String, CallChange)> {
        let (digest, known) = (self.digest.attempts.get(index)?, self.known.get_mut(index)?);
        if known.is_some() || !digest.has_begun {
            return None;
        }
        *known = Some(snapshot.attempts.len());
        let id = digest.id.clone();
        snapshot.attempts.push(AttemptSnapshot {
            id: id.clone(),
            ..AttemptSnapshot::default()
        });
        let event = format!("started:{id}");
        Some((event, CallChange::AttemptStarted { attempt_id: id }))
    }

    fn changed_attempt(
        &mut self,
        snapshot: &mut WatchSnapshot,
        index: usize,
        call: &Call,
    ) -> Option<(String, CallChange)> {
        let known = (*self.known.get(index)?)?;
        let known = snapshot.attempts.get_mut(known)?;
        known.change(self.digest.attempts.get(index)?, &mut self.compared, call)
    }

    fn rest(&self, snapshot: &mut WatchSnapshot, call: &Call) -> Option<(String, CallChange)> {
        if let (Some(hash), Some(outcome)) = (self.digest.outcome, &call.outcome)
            && let Some(mark) = replaced(&mut snapshot.outcome, hash)
        {
            let outcome = outcome.clone();
            return Some((format!("outcome:{mark}"), CallChange::Outcome { outcome }));
        }
        if self.digest.is_finished && self.is_last {
            snapshot.is_finished = true;
            return Some(("finished".to_owned(), CallChange::Finished));
        }
        None
    }
}

impl WatchSnapshot {
    fn enter_status(&mut self, digest: &Digest, at: Millis) -> Option<(String, CallChange)> {
        if self.status.as_deref() == Some(digest.status.as_str()) {
            return None;
        }
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
        Some((id, CallChange::Status { status }))
    }
}

impl AttemptSnapshot {
    /// Returns the first change of an attempt that was told. The first `compared` entries of its
    /// transcript have none, and `compared` grows to the number of those that have none afterwards.
    fn change(
        &mut self,
        digest: &AttemptDigest,
        compared: &mut usize,
        call: &Call,
    ) -> Option<(String, CallChange)> {
        let id = &digest.id;
        let attempt = digest.attempt(call)?;
        if let Some(turn) = self.next_turn(&digest.turns, compared) {
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
        if digest.is_over && !self.is_over {
            self.is_over = true;
            let attempt_id = id.clone();
            return Some((
                format!("ended:{id}"),
                CallChange::AttemptEnded { attempt_id },
            ));
        }
        if let (Some(hash), Some(entries)) =
            (digest.final_transcript, &attempt.post_call_transcript)
            && let Some(mark) = replaced(&mut self.final_transcript, hash)
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
            && let Some(mark) = replaced(&mut self.output, hash)
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
    /// gone, then new ones. A transcript that is absent is not known, rather than empty. The first
    /// `compared` entries have no change.
    fn next_turn(&mut self, hashes: &[u64], compared: &mut usize) -> Option<Turn> {
        if hashes.is_empty() {
            return None;
        }
        let len = self.turns.len().saturating_sub(self.removed);
        let told = self.turns.iter_mut().enumerate().take(len).skip(*compared);
        for ((index, turn), hash) in told.zip(hashes.iter().skip(*compared)) {
            *compared = index + 1;
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
        *compared = len + 1;
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
