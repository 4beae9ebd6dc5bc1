//! Steps of a run that keep the journal informed. Without a journal, they do nothing.

use std::time::{Duration, SystemTime};

use super::{Job, Run};
use crate::place::decision::{Effect, Verdict, pause};
use crate::place::error::{PlaceError, UndecidedReason};
use crate::place::hold::{Claim, Hold, claim};
use crate::place::journal::Change;
use crate::place::moment::Moment;
use crate::place::subject::Subject;
use crate::place::waiting::Waiting;

impl<S: Subject> Run<S> {
    /// Waits until this run holds the key, or the journal has its result. Returns false if the journal
    /// does not know the key.
    pub(super) async fn claim(&mut self) -> Result<bool, PlaceError> {
        self.is_lost = false;
        let Some(journal) = self.job.options.journal.clone() else {
            return Ok(true);
        };
        self.read = None;
        self.change_effect(Effect::Nothing);
        for count in 1.. {
            let job = &self.job;
            let claim = claim(&journal, &job.key, &job.subject, &job.options, &*job.clock);
            match claim.await.map_err(|error| self.journal_error(error))? {
                Claim::Held {
                    hold,
                    since,
                    unresolved,
                } => {
                    self.hold = Some(hold);
                    if let Some(reading) = unresolved {
                        self.tried_since(reading.entry.first_intended_at);
                        // The holder before may have sent until the end of its sending time.
                        let options = &self.job.options;
                        let settling = options
                            .settling_time()
                            .saturating_add(options.sending_time)
                            .saturating_sub(reading.age_of_intent());
                        self.effect = Effect::Possible {
                            settled_at: self.now().saturating_add(settling),
                        };
                    } else {
                        self.tried_since(since);
                    }
                    return Ok(true);
                }
                Claim::Placed { reading, call_id } => {
                    self.tried_since(reading.entry.first_intended_at);
                    self.placed = Some(reading);
                    self.exists(Some(call_id));
                    return Ok(true);
                }
                Claim::Conflict => {
                    self.ids.clear();
                    // Whoever has it now found that nothing had come of it, or replaced that.
                    self.has_sent &= self.job.subject.may_replace(&self.job.options);
                    return Err(self.conflict());
                }
                Claim::Unknown => return Ok(false),
                Claim::Busy(reading) => {
                    self.tried_since(reading.entry.first_intended_at);
                    let left = self.ends_at.saturating_sub(self.now());
                    if left.is_zero() {
                        return Err(self.undecided(UndecidedReason::Held));
                    }
                    let lease = reading.lease_left();
                    self.waits_for(Waiting::Held { lease }, self.ends_at);
                    let lease = lease.max(Duration::from_millis(1));
                    self.job
                        .clock
                        .sleep(pause(count).min(left).min(lease))
                        .await;
                }
            }
        }
        Err(self.undecided(UndecidedReason::Held))
    }

    /// Notes the time of the first try by the journal's clock. The date of this machine counts if it is
    /// earlier: what was created after the first try must not seem older.
    fn tried_since(&mut self, time: SystemTime) {
        self.since = Some(time.min(self.started_at));
    }

    /// Extends the lease, or notes that somebody else holds the key.
    pub(super) async fn keep_hold(&mut self) -> Result<(), PlaceError> {
        let Some(mut hold) = self.hold.take() else {
            return Ok(());
        };
        match hold.keep(&*self.job.clock).await {
            Ok(true) => self.hold = Some(hold),
            Ok(false) => self.is_lost = true,
            Err(error) => return Err(self.journal_error(error)),
        }
        Ok(())
    }

    /// Makes sure that a request that leaves now leaves within the sending time of its intent.
    /// Returns false if too much time has passed, or if somebody else holds the key, so that the run
    /// has to decide again.
    pub(super) async fn has_intent(&mut self) -> Result<bool, PlaceError> {
        let (Some(mut hold), Some(fingerprint)) =
            (self.hold.take(), self.job.subject.fingerprint())
        else {
            return Ok(true);
        };
        let (clock, limit) = (&*self.job.clock, self.job.options.sending_time);
        if !hold.may_send(Moment::new(clock), limit) {
            match hold.intend(fingerprint, clock).await {
                Ok(true) => {}
                Ok(false) => {
                    self.is_lost = true;
                    return Ok(false);
                }
                Err(error) => return Err(self.journal_error(error)),
            }
        }
        let is_in_time = hold.may_send(Moment::new(clock), limit);
        self.hold = Some(hold);
        if !is_in_time {
            // The journal takes longer than the sending time: it is not asked again without a pause.
            clock.sleep(pause(1)).await;
        }
        Ok(is_in_time)
    }

    /// Returns true if what was found leaves its key to another.
    pub(super) fn is_replaceable(&self) -> bool {
        let Job {
            subject, options, ..
        } = &self.job;
        // What this run may have placed itself counts, whatever became of it.
        self.placed.is_some()
            && !self.has_sent
            && self.sends_until.is_some()
            && self
                .read
                .as_ref()
                .is_some_and(|read| subject.is_replaceable(read, options))
    }

    /// Takes the key over from what was found.
    pub(super) async fn replace(&mut self) -> Result<(), PlaceError> {
        let options = &self.job.options;
        let (Some(journal), Some(placed)) = (options.journal.clone(), self.placed.take()) else {
            return Ok(());
        };
        let hold = Hold::replace(&journal, &placed, options, &*self.job.clock).await;
        match hold.map_err(|error| self.journal_error(error))? {
            Some((hold, since)) => {
                self.hold = Some(hold);
                self.spent.extend(self.id());
                self.read = None;
                self.tried_since(since);
                self.ids.clear();
                self.change_effect(Effect::Nothing);
            }
            // Whoever was faster places another.
            None => self.is_lost = true,
        }
        Ok(())
    }

    /// Frees the key if nothing was placed. Returns false if somebody else may have placed it
    /// meanwhile, so that the run has to ask again.
    pub(super) async fn lets_go(&mut self, verdict: Verdict) -> bool {
        match verdict {
            // Whoever resolves may have another number in mind than whoever placed: the key stays with
            // its request.
            Verdict::NotPlaced => {
                self.record(Change::Release).await;
                true
            }
            Verdict::Lapsed | Verdict::Failed => self.free().await,
            Verdict::Placed | Verdict::Conflict | Verdict::Undecided(_) => true,
        }
    }

    /// Records that there is no call order. Returns false if somebody else holds the key: this run
    /// was paused for longer than its lease.
    pub(super) async fn free(&mut self) -> bool {
        if let Some(hold) = self.hold.take() {
            self.is_lost = !hold.end(Change::Free).await;
        }
        !self.is_lost
    }

    /// Records the end in the journal, if this run holds the key.
    pub(super) async fn record(&mut self, change: Change) {
        if let Some(hold) = self.hold.take() {
            hold.end(change).await;
        }
    }
}
