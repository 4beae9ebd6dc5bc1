//! Carries out the steps that [`decide`] chooses, one after the other.

mod holding;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use revox_api::models::{Call, CallCreate};
use revox_api::{Delivery, Error};

use super::decision::{Effect, Finding, Look, NotConnected, Situation, Step, Verdict, decide};
use super::error::{PlaceError, Undecided, UndecidedReason};
use super::hold::Hold;
use super::journal::{Change, Reading};
use super::lookup::{Found, Wanted, lookup};
use super::{JournalError, PlacementKey, PlacingOptions};
use crate::Clock;

/// Knowledge of earlier tries with a key, without a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tries {
    /// There may have been tries until this time of the clock ([`Clock::elapsed`]), or until now.
    Unknown { until: Option<Duration> },
    /// There was none.
    None,
    /// The first was at this time.
    FirstAt(SystemTime),
}

/// Work on one key.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) client: revox_api::Client,
    pub(super) options: PlacingOptions,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) key: PlacementKey,
    pub(super) number: String,
    pub(super) tries: Tries,
    /// Request to send; `None` to resolve the key only.
    pub(super) order: Option<Order>,
}

/// A call order to place.
#[derive(Clone, Debug)]
pub(super) struct Order {
    /// Parameters with the entries of the placement in the metadata.
    pub(super) parameters: CallCreate,
    pub(super) fingerprint: String,
}

/// A call order with the key.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) call: Call,
    /// True if the response to this run's own request said so.
    pub(super) is_new: bool,
}

/// A run of a job.
struct Run {
    job: Job,
    started: Duration,
    ends_at: Duration,
    sends_until: Option<Duration>,
    /// Time of the first try, if it is known.
    since: Option<SystemTime>,
    started_at: SystemTime,
    effect: Effect,
    look: Option<Look>,
    not_connected: Option<NotConnected>,
    has_sent: bool,
    hold: Option<Hold>,
    /// True if there is a journal, and this run does not know what it says of the key now.
    is_lost: bool,
    /// The journal's entry of the call order, if it says that there is one.
    placed: Option<Reading>,
    spent: BTreeSet<String>,
    call_ids: Vec<String>,
    call: Option<Call>,
    error: Option<Error>,
}

/// Runs a job. Returns `None` if there is no call order and none was to be placed.
pub(super) async fn run(job: Job) -> Result<Option<Placed>, PlaceError> {
    let mut run = Run::new(job);
    match run.job.options.journal {
        Some(_) => run.is_lost = true,
        None => run.recall_tries(),
    }
    loop {
        run.keep_hold().await?;
        if run.is_lost && !run.claim().await? {
            return Ok(None);
        }
        match decide(&run.situation()) {
            Step::Lookup => run.look_up().await,
            Step::Retrieve => run.retrieve().await,
            Step::Send => {
                if let Some(placed) = run.send().await? {
                    return Ok(Some(placed));
                }
            }
            Step::Wait(time) => run.wait(time).await,
            Step::Finish(Verdict::Placed) if run.is_replaceable() => run.replace().await?,
            Step::Finish(verdict) => return run.finish(verdict).await,
        }
    }
}

impl Run {
    fn new(job: Job) -> Self {
        let started = job.clock.elapsed();
        let ends_at = started.saturating_add(job.options.patience);
        Self {
            started,
            ends_at,
            sends_until: job.order.is_some().then_some(ends_at),
            since: None,
            started_at: job.clock.now(),
            effect: Effect::Nothing,
            look: None,
            not_connected: None,
            has_sent: false,
            hold: None,
            is_lost: false,
            placed: None,
            spent: BTreeSet::new(),
            call_ids: Vec::new(),
            call: None,
            error: None,
            job,
        }
    }

    fn now(&self) -> Duration {
        self.job.clock.elapsed()
    }

    fn situation(&self) -> Situation<'_> {
        Situation {
            now: self.now(),
            ends_at: self.ends_at,
            sends_until: self.sends_until,
            may_resend: self.job.options.may_resend,
            // A call order that was replaced has the key, too, and must be told apart later.
            looks_first: self.hold.is_none() || self.job.options.replaces_any(),
            effect: &self.effect,
            look: self.look,
            not_connected: self.not_connected,
        }
    }

    /// Derives from what the caller knows of earlier tries what they may have done.
    fn recall_tries(&mut self) {
        let options = &self.job.options;
        let settling = options.settling_time();
        let (last_sent, sends_until) = match self.job.tries {
            Tries::None => {
                self.since = Some(self.started_at);
                return;
            }
            // With one writer, nobody sends beside this run.
            Tries::Unknown { until } => (until.unwrap_or(self.started), self.ends_at),
            Tries::FirstAt(first) => {
                self.since = Some(first);
                let age = self.started_at.duration_since(first).unwrap_or_default();
                // No request left later than this after the first try.
                let over = age.saturating_sub(options.patience);
                let settled_at = self.started.saturating_add(settling.saturating_sub(over));
                self.effect = Effect::Possible { settled_at };
                let left = options.patience.saturating_sub(age);
                self.sends_until = self.sends_until.map(|_| self.started.saturating_add(left));
                return;
            }
        };
        self.effect = Effect::Possible {
            settled_at: last_sent.saturating_add(settling),
        };
        self.sends_until = self.sends_until.map(|_| sends_until);
    }

    async fn wait(&mut self, time: Duration) {
        let longest = self.hold.as_ref().map_or(time, Hold::longest_pause);
        // A lease of no length is extended at each step; a pause of no length would never end.
        let longest = longest.max(Duration::from_millis(100));
        self.job.clock.sleep(time.min(longest)).await;
    }

    async fn look_up(&mut self) {
        let began = self.now();
        let job = &self.job;
        let wanted = Wanted {
            key: &job.key,
            number: &job.number,
            fingerprint: job.order.as_ref().map(|order| order.fingerprint.as_str()),
            since: self.since,
        };
        // What this run has placed itself counts, whatever became of it.
        let spends = job.order.is_some() && !self.has_sent;
        let found = lookup(&job.client, &wanted, &job.options, spends, &mut self.spent).await;
        self.call_ids.clear();
        let finding = match found {
            Ok(Found::One { id }) => return self.exists(Some(id)),
            Ok(Found::Nothing) => Finding::Absent,
            Ok(Found::Incomplete) => Finding::Incomplete,
            Ok(Found::OtherParameters { id }) => {
                self.call_ids.push(id);
                Finding::OtherParameters
            }
            Ok(Found::Unverifiable { id }) => {
                self.call_ids.push(id);
                Finding::Unverifiable
            }
            Ok(Found::Several { ids }) => {
                self.call_ids = ids;
                Finding::Several
            }
            Ok(Found::Unmarked { ids }) => {
                self.call_ids = ids;
                Finding::Unmarked
            }
            Err(error) => {
                self.error = Some(error);
                Finding::Failed
            }
        };
        self.looked(began, finding);
    }

    async fn retrieve(&mut self) {
        let Effect::Certain {
            call_id: Some(id), ..
        } = &self.effect
        else {
            return;
        };
        let began = self.now();
        let finding = match self.job.client.call().retrieve(id).await {
            Ok(call) => {
                self.call = Some(call);
                Finding::Retrieved
            }
            Err(error) => {
                let is_absent = error.is_not_found();
                self.error = Some(error);
                match is_absent {
                    true => Finding::Absent,
                    false => Finding::Failed,
                }
            }
        };
        self.looked(began, finding);
    }

    fn looked(&mut self, began: Duration, finding: Finding) {
        let before = self.look.map_or(0, |look| look.count);
        self.look = Some(Look {
            began,
            ended: self.now(),
            finding,
            count: before.saturating_add(1),
        });
    }

    /// Notes that there is a call order.
    fn exists(&mut self, call_id: Option<String>) {
        self.call_ids = call_id.iter().cloned().collect();
        let found_by = self.now().saturating_add(self.job.options.visibility_time);
        self.change_effect(Effect::Certain { call_id, found_by });
    }

    fn change_effect(&mut self, effect: Effect) {
        self.effect = effect;
        self.look = None;
        self.not_connected = None;
    }

    /// Sends the request. Returns the call order, or `None` if the run goes on.
    async fn send(&mut self) -> Result<Option<Placed>, PlaceError> {
        let Some(order) = self.job.order.clone() else {
            return Ok(None);
        };
        if !self.has_intent(&order).await? {
            return Ok(None);
        }
        let begun = self.now();
        self.has_sent = true;
        let request = self
            .job
            .client
            .call()
            .create(order.parameters.phone_number.clone());
        // A retry below this would leave long after the intent.
        let request = request.parameters(order.parameters).max_retries(0);
        let error = match request.send().await {
            Ok(call) => {
                self.record(Change::Place {
                    call_id: call.id.clone(),
                })
                .await;
                return Ok(Some(Placed { call, is_new: true }));
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
                self.record(Change::Free).await;
                return Err(PlaceError::Request(error));
            }
            Delivery::Unknown => {
                let options = &self.job.options;
                let decided_at = begun.saturating_add(options.decision_time).max(ended);
                let settled_at = decided_at.saturating_add(options.visibility_time);
                self.change_effect(Effect::Possible { settled_at });
            }
            Delivery::Accepted => self.exists(error.call_id().map(str::to_owned)),
        }
        self.error = Some(error);
        Ok(None)
    }

    async fn finish(mut self, verdict: Verdict) -> Result<Option<Placed>, PlaceError> {
        let key = self.job.key.clone();
        match verdict {
            Verdict::Placed => match self.call.take() {
                Some(call) => {
                    self.record(Change::Place {
                        call_id: call.id.clone(),
                    })
                    .await;
                    let is_new = false;
                    Ok(Some(Placed { call, is_new }))
                }
                None => Err(self.undecided(UndecidedReason::Vanished)),
            },
            Verdict::NotPlaced => {
                self.record(Change::Free).await;
                Ok(None)
            }
            Verdict::Lapsed => {
                self.record(Change::Free).await;
                let since = self.since.unwrap_or(self.started_at);
                Err(PlaceError::Lapsed { key, since })
            }
            Verdict::Failed => {
                self.record(Change::Free).await;
                match self.error.take() {
                    Some(error) => Err(PlaceError::Request(error)),
                    None => Err(self.undecided(UndecidedReason::LookupFailed)),
                }
            }
            Verdict::Conflict => {
                self.record(Change::Release).await;
                let call_id = self.call_ids.pop();
                Err(PlaceError::Conflict { key, call_id })
            }
            Verdict::Undecided(doubt) => {
                self.record(Change::Release).await;
                Err(self.undecided(UndecidedReason::new(doubt)))
            }
        }
    }

    fn undecided(&mut self, reason: UndecidedReason) -> PlaceError {
        PlaceError::Undecided(Undecided {
            key: self.job.key.clone(),
            since: self.since.unwrap_or(self.started_at),
            reason,
            call_ids: std::mem::take(&mut self.call_ids),
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
