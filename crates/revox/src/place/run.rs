//! Carries out the steps that [`decide`] chooses, one after the other.

mod holding;
mod looking;

use std::collections::BTreeSet;
use std::mem::discriminant;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use revox_api::{Delivery, Error};

use super::decision::{Effect, Look, NotConnected, Situation, Step, Verdict, decide};
use super::error::{PlaceError, Undecided, UndecidedReason};
use super::hold::Hold;
use super::journal::{Change, Reading};
use super::moment::Moment;
use super::subject::Subject;
use super::waiting::Waiting;
use super::{JournalError, Placement, PlacementKey, PlacingOptions};
use crate::Clock;
use crate::trace::{self, PlacementSpan};

/// Knowledge of earlier tries with a key, without a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tries {
    /// There may have been tries until this time of the clock ([`Clock::elapsed`]), or until now.
    Unknown { until: Option<Duration> },
    /// There was none before this one, which began at this time, or now.
    None { began: Option<SystemTime> },
    /// The first was at this time.
    FirstAt(SystemTime),
}

/// Work on one key.
#[derive(Debug)]
pub(super) struct Job<S> {
    pub(super) client: revox_api::Client,
    pub(super) options: PlacingOptions,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) key: PlacementKey,
    pub(super) tries: Tries,
    pub(super) subject: S,
}

/// Outcome of a run that did not fail: `New` if the response to its own request said so.
pub(super) type Placed<S> = Placement<<S as Subject>::Sent, <S as Subject>::Read>;

/// A run of a job.
struct Run<S: Subject> {
    job: Job<S>,
    started: Duration,
    started_moment: Moment,
    ends_at: Duration,
    sends_until: Option<Duration>,
    /// Time of the first try, if it is known.
    since: Option<SystemTime>,
    started_at: SystemTime,
    effect: Effect,
    look: Option<Look>,
    not_connected: Option<NotConnected>,
    /// Requests sent so far, without lookups.
    requests: u32,
    /// True if one of them may have taken effect.
    has_sent: bool,
    waiting: Option<Waiting>,
    hold: Option<Hold>,
    /// True if there is a journal, and this run does not know its current entry of the key.
    is_lost: bool,
    /// The journal's entry with the result, if it has one.
    placed: Option<Reading>,
    spent: BTreeSet<String>,
    /// IDs for the error.
    ids: Vec<String>,
    /// The retrieved subject.
    read: Option<S::Read>,
    error: Option<Error>,
}

/// Runs a job. Returns `None` if there is nothing with the key and nothing was to be placed.
pub(super) async fn run<S: Subject>(job: Job<S>) -> Result<Option<Placed<S>>, PlaceError> {
    let span = PlacementSpan::new(job.subject.operation());
    let mut run = Run::new(job);
    let outcome = span.run(pin!(run.decide_and_act())).await;
    span.end(run.requests, &outcome);
    outcome
}

impl<S: Subject> Run<S> {
    fn new(job: Job<S>) -> Self {
        let started = job.clock.elapsed();
        let ends_at = started.saturating_add(job.options.patience);
        Self {
            started,
            started_moment: Moment::new(&*job.clock),
            ends_at,
            sends_until: job.subject.fingerprint().map(|_| ends_at),
            since: None,
            started_at: job.clock.now(),
            effect: Effect::Nothing,
            look: None,
            not_connected: None,
            requests: 0,
            has_sent: false,
            waiting: None,
            hold: None,
            is_lost: false,
            placed: None,
            spent: BTreeSet::new(),
            ids: Vec::new(),
            read: None,
            error: None,
            job,
        }
    }

    async fn decide_and_act(&mut self) -> Result<Option<Placed<S>>, PlaceError> {
        match self.job.options.journal {
            Some(_) => self.is_lost = true,
            None => self.recall_tries(),
        }
        loop {
            self.keep_hold().await?;
            if self.is_lost && !self.claim().await? {
                return Ok(None);
            }
            match decide(&self.situation()) {
                Step::Lookup => self.look_up().await,
                Step::Retrieve => self.retrieve().await,
                Step::Send => {
                    if let Some(sent) = self.send().await? {
                        return Ok(Some(Placement::New(sent)));
                    }
                }
                Step::Wait(time) => self.wait(time).await,
                Step::Finish(Verdict::Placed) if self.is_replaceable() => self.replace().await?,
                Step::Finish(verdict) if self.lets_go(verdict).await => {
                    return self.finish(verdict).await;
                }
                Step::Finish(_) => {}
            }
        }
    }

    fn now(&self) -> Duration {
        self.job.clock.elapsed()
    }

    fn situation(&self) -> Situation<'_> {
        Situation {
            now: self.now(),
            ends_at: self.ends_at,
            sends_until: self.sends_until(),
            may_resend: self.job.options.may_resend,
            // A call order that was replaced has the key, too, and must be told apart later.
            looks_first: self.hold.is_none() || self.job.subject.may_replace(&self.job.options),
            effect: &self.effect,
            look: self.look,
            not_connected: self.not_connected,
        }
    }

    /// Returns the time of the clock up to which requests may leave. Others count on it by the date, so
    /// that a suspension of this machine counts, too.
    fn sends_until(&self) -> Option<Duration> {
        let uncounted = Moment::new(&*self.job.clock).uncounted_since(self.started_moment);
        self.sends_until
            .map(|until| until.saturating_sub(uncounted))
    }

    /// Derives the possible effect of earlier tries from the caller's knowledge of them.
    fn recall_tries(&mut self) {
        let settling = self.job.options.settling_time();
        match self.job.tries {
            Tries::None { began } => {
                self.since = Some(began.unwrap_or(self.started_at));
                if let Some(began) = began {
                    self.send_within_patience_of(began);
                }
            }
            // With one writer, nobody sends beside this run.
            Tries::Unknown { until } => {
                let last_sent = until.unwrap_or(self.started);
                self.effect = Effect::Possible {
                    settled_at: last_sent.saturating_add(settling),
                };
            }
            Tries::FirstAt(first) => {
                self.since = Some(first);
                let age = self.send_within_patience_of(first);
                // No request left later than this after the first try.
                let over = age.saturating_sub(self.job.options.patience);
                let settled_at = self.started.saturating_add(settling.saturating_sub(over));
                self.effect = Effect::Possible { settled_at };
            }
        }
    }

    /// Limits requests to the patience after the first try, on which later tries rely. Returns the
    /// time since the first try.
    fn send_within_patience_of(&mut self, first: SystemTime) -> Duration {
        let age = self.started_at.duration_since(first).unwrap_or_default();
        let left = self.job.options.patience.saturating_sub(age);
        self.sends_until = self.sends_until.map(|_| self.started.saturating_add(left));
        age
    }

    async fn wait(&mut self, time: Duration) {
        let (reason, until) = Waiting::new(&self.situation());
        self.waits_for(reason, until);
        let longest = self.hold.as_ref().map_or(time, Hold::longest_pause);
        // A lease of no length is extended at each step; a pause of no length would never end.
        let longest = longest.max(Duration::from_millis(100));
        self.job.clock.sleep(time.min(longest)).await;
    }

    /// Logs the reason for which the run waits, unless it was the same before.
    fn waits_for(&mut self, reason: Waiting, until: Duration) {
        let before = self.waiting.replace(reason);
        if before.map(|before| discriminant(&before)) != Some(discriminant(&reason)) {
            trace::waiting(&reason, until.saturating_sub(self.now()));
        }
    }

    /// Notes that the key has taken effect.
    fn exists(&mut self, id: Option<String>) {
        self.ids = id.iter().cloned().collect();
        let found_by = self.now().saturating_add(self.job.options.visibility_time);
        self.change_effect(Effect::Certain { id, found_by });
    }

    fn change_effect(&mut self, effect: Effect) {
        self.effect = effect;
        self.waiting = None;
        self.look = None;
        self.not_connected = None;
    }

    /// Sends the request. Returns its response, or `None` if the run goes on.
    async fn send(&mut self) -> Result<Option<S::Sent>, PlaceError> {
        if !self.has_intent().await? {
            return Ok(None);
        }
        let begun = self.now();
        self.requests = self.requests.saturating_add(1);
        let error = match self.job.subject.send(&self.job.client).await {
            Ok((call_id, sent)) => {
                self.record(Change::Place { call_id }).await;
                return Ok(Some(sent));
            }
            Err(error) => error,
        };
        let ended = self.now();
        match error.delivery() {
            Delivery::NotSent if error.is_connect() => {
                let before = self.not_connected.map_or(0, |failure| failure.count);
                self.not_connected = Some(NotConnected {
                    ended,
                    count: before.saturating_add(1),
                });
            }
            Delivery::NotSent | Delivery::Rejected => {
                if self.free().await {
                    return Err(PlaceError::Request(error));
                }
            }
            Delivery::Unknown => {
                self.has_sent = true;
                let options = &self.job.options;
                let decided_at = begun.saturating_add(options.decision_time).max(ended);
                let settled_at = decided_at.saturating_add(options.visibility_time);
                self.change_effect(Effect::Possible { settled_at });
            }
            Delivery::Accepted => {
                self.has_sent = true;
                let id = self.job.subject.id_after(&error);
                if let Some(call_id) = id.clone() {
                    self.record(Change::Place { call_id }).await;
                }
                self.exists(id);
            }
        }
        self.error = Some(error);
        Ok(None)
    }

    async fn finish(&mut self, verdict: Verdict) -> Result<Option<Placed<S>>, PlaceError> {
        let key = self.job.key.clone();
        match verdict {
            Verdict::Placed => match (self.read.take(), self.id()) {
                (Some(read), Some(call_id)) => {
                    self.record(Change::Place { call_id }).await;
                    Ok(Some(Placement::Found(read)))
                }
                _ => Err(self.undecided(UndecidedReason::Vanished)),
            },
            Verdict::NotPlaced => Ok(None),
            Verdict::Lapsed => {
                let since = self.since.unwrap_or(self.started_at);
                Err(PlaceError::Lapsed { key, since })
            }
            Verdict::Failed => match self.error.take() {
                Some(error) => Err(PlaceError::Request(error)),
                None => Err(self.undecided(UndecidedReason::LookupFailed)),
            },
            Verdict::Conflict => {
                self.record(Change::Release).await;
                Err(self.conflict())
            }
            Verdict::Undecided(doubt) => {
                self.record(Change::Release).await;
                Err(self.undecided(UndecidedReason::new(doubt)))
            }
        }
    }

    /// Returns the id of what the key stands for, if it is known.
    fn id(&self) -> Option<String> {
        match &self.effect {
            Effect::Certain { id, .. } => id.clone(),
            _ => None,
        }
    }

    fn conflict(&mut self) -> PlaceError {
        // There may be another one besides the one that was found.
        if self.has_sent {
            return self.undecided(UndecidedReason::Several);
        }
        PlaceError::Conflict {
            key: self.job.key.clone(),
            id: self.ids.pop(),
        }
    }

    fn undecided(&mut self, reason: UndecidedReason) -> PlaceError {
        PlaceError::Undecided(Undecided {
            key: self.job.key.clone(),
            since: self.since.unwrap_or(self.started_at),
            reason,
            ids: std::mem::take(&mut self.ids),
            error: self.error.take(),
        })
    }

    fn journal_error(&self, error: JournalError) -> PlaceError {
        PlaceError::Journal {
            key: self.job.key.clone(),
            error,
        }
    }
}
