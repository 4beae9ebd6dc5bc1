//! The outcomes of polls, and what follows from each for its call order.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use revox_api::Error;
use revox_api::models::Call;

use super::super::update::{End, Seen, TrackChange, TrackSnapshot, TrackUpdate};
use super::{Entry, Id, Now, Orders, Stage};
use crate::poll::Schedule;
use crate::poll::phase::attempts;
use crate::poll::reads::Limits;
use crate::poll::reads::failures::{Failures, Verdict};
use crate::poll::snapshot_version::SnapshotVersion;

/// The next step for a call order that a search did not find.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::poll::track) enum Missing {
    /// It is searched for again later.
    Later,
    /// Only a retrieval can tell.
    Retrieve,
}

/// The next step for a call order whose poll failed.
#[derive(Debug)]
pub(in crate::poll::track) enum Failed {
    /// Another poll after this pause.
    Later(Duration),
    /// Nothing but its last update, if there is one.
    Over(Option<Box<TrackUpdate>>),
}

impl Orders {
    /// Takes a call order that was read. `is_hidden` says that only a retrieval finds it.
    pub(in crate::poll::track) fn read(
        &mut self,
        id: &Id,
        call: Call,
        is_hidden: bool,
        schedule: &Schedule,
        now: Now,
    ) -> Option<TrackUpdate> {
        let entry = self.get_mut(id)?;
        if entry.stage == Stage::Over {
            return None;
        }
        let is_hinted = entry.stage == Stage::Sent(true);
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
            return self.end(id, End::Finished, change);
        };
        let next = match is_hinted {
            true => entry.poll.hint(now.time).unwrap_or(next),
            false => next,
        };
        let snapshot = is_change.then(|| snapshot(id, entry, None));
        self.plan(id, now, next.wait(now.time));
        Some(TrackUpdate {
            id: id.to_string(),
            change: TrackChange::Changed(Box::new(call)),
            snapshot: snapshot?,
        })
    }

    /// Takes a search that succeeded and did not find a call order.
    pub(in crate::poll::track) fn missing(
        &mut self,
        id: &Id,
        limits: Limits,
        now: Now,
        random: f64,
    ) -> Missing {
        let Some(entry) = self.get_mut(id) else {
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

    /// Records a failed poll, and plans the next or gives the call order up.
    pub(in crate::poll::track) fn failed(
        &mut self,
        id: &Id,
        error: &Arc<Error>,
        limits: Limits,
        now: Now,
        random: f64,
    ) -> Failed {
        self.fail(Failures::add, id, error, limits, now, random)
    }

    /// Does the same for a poll that may have failed because of another call order in its batch.
    pub(in crate::poll::track) fn failed_beside_others(
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
        let Some(entry) = self.get_mut(id) else {
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

    /// Makes this the last update of a call order.
    fn end(&mut self, id: &Id, end: End, change: TrackChange) -> Option<TrackUpdate> {
        self.set_stage(id, Stage::Over);
        let entry = self.get(id)?;
        Some(TrackUpdate {
            id: id.to_string(),
            change,
            snapshot: snapshot(id, entry, Some(end)),
        })
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
