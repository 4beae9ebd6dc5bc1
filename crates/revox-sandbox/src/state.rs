//! Everything that changes while the sandbox runs.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use crate::api::{self, Request};
use crate::clock::Clock;
use crate::engine::Engine;
use crate::fault::Rules;
use crate::record::Record;
use crate::spec::Spec;
use crate::webhook::Outbox;

/// The longest time for which catching up keeps everybody else waiting.
const SLICE: Duration = Duration::from_millis(2);

/// The number of events between two looks at how long it has taken.
const EVENTS: u32 = 16;

/// A request that takes effect after its response.
struct Deferred {
    at: Timestamp,
    operation_id: String,
    request: Request,
}

pub(crate) struct State {
    pub(crate) engine: Engine,
    pub(crate) clock: Clock,
    pub(crate) faults: Rules,
    pub(crate) record: Record,
    spec: Arc<Spec>,
    /// Requests that take effect later, in the order of their times.
    deferred: Vec<Deferred>,
    /// The number of threads and tasks that are putting the clock forward.
    pub(crate) advancing: usize,
    pub(crate) outbox: Outbox,
    /// Whoever sends webhooks knows that there are receivers.
    pub(crate) is_sender_awake: bool,
    /// Chance of forged webhooks.
    pub(crate) forgers: fastrand::Rng,
}

impl State {
    pub(crate) fn new(spec: Arc<Spec>, engine: Engine, clock: Clock, faults: Rules) -> Self {
        Self {
            outbox: Outbox::default(),
            is_sender_awake: false,
            forgers: fastrand::Rng::with_seed(engine.settings.seed),
            spec,
            deferred: Vec::new(),
            engine,
            clock,
            faults,
            record: Record::new(),
            advancing: 0,
        }
    }

    /// Lets events happen that have become due, for a few milliseconds; `true` if all of them have
    /// happened. The engine's time is behind the clock's until then.
    pub(crate) fn catch_up(&mut self) -> bool {
        let is_at_end = self.let_events_happen();
        self.send_webhooks();
        is_at_end
    }

    fn let_events_happen(&mut self) -> bool {
        let (now, start) = (self.clock.now(), Instant::now());
        loop {
            for _ in 0..EVENTS {
                let deferred_until = self.deferred.first().map(|request| request.at);
                let due = deferred_until.filter(|at| *at <= now);
                if self.engine.step(due.unwrap_or(now)) {
                    continue;
                }
                if due.is_none() {
                    return true;
                }
                self.perform_deferred();
            }
            if start.elapsed() > SLICE {
                return false;
            }
        }
    }

    /// Lets a request take effect after this time.
    pub(crate) fn defer(&mut self, by: SignedDuration, operation_id: &str, request: Request) {
        let Ok(at) = self.engine.now.saturating_add(by) else {
            return;
        };
        let position = self.deferred.partition_point(|other| other.at <= at);
        let operation_id = operation_id.to_owned();
        let deferred = Deferred {
            at,
            operation_id,
            request,
        };
        self.deferred.insert(position, deferred);
    }

    fn perform_deferred(&mut self) {
        let Deferred {
            operation_id,
            request,
            ..
        } = self.deferred.remove(0);
        if let Some(operation) = self.spec.operation(&operation_id) {
            // Nobody waits for the response.
            let _ = api::perform(operation, &request, &mut self.engine);
        }
    }

    /// Forgets the requests that have not taken effect, and the webhooks that were not delivered.
    pub(crate) fn forget_deferred(&mut self) {
        self.deferred.clear();
        self.outbox.clear();
        self.is_sender_awake = false;
        self.forgers = fastrand::Rng::with_seed(self.engine.settings.seed);
    }

    /// The time at which something happens next.
    pub(crate) fn next_event(&self) -> Option<Timestamp> {
        let deferred = self.deferred.first().map(|request| request.at);
        let others = deferred.into_iter().chain(self.outbox.next_at());
        self.engine.next_event().into_iter().chain(others).min()
    }
}
