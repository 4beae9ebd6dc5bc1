//! Placing and launching call orders.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use super::order::ATTEMPTS;
use super::retry::RetryPolicy;
use super::{Call, Engine, Event, Order, Status};
use crate::bounded::Bounded;
use crate::clock;

/// The time that setting up a call order takes. Our assumption.
const SET_UP: SignedDuration = SignedDuration::from_secs(1);

/// The settings of a call order that is to be placed.
pub(crate) struct NewOrder {
    pub(crate) to: String,
    pub(crate) from: String,
    pub(crate) assistant: Arc<Value>,
    pub(crate) campaign: Option<String>,
    pub(crate) config: Value,
    pub(crate) policy: RetryPolicy,
    pub(crate) skips_window: bool,
    pub(crate) concurrency_key: Option<String>,
    pub(crate) metadata: Value,
    pub(crate) variables: Map<String, Value>,
}

/// The time at which a call order is launched.
#[derive(Clone, Copy)]
pub(crate) enum Launch {
    Never,
    Now,
    At(Timestamp),
}

impl Engine {
    /// Takes a call order in, and returns its id.
    pub(crate) fn place(&mut self, new: NewOrder, launch: Launch) -> String {
        let id = self.ids.next("call");
        let index = self.calls.len();
        self.note_receiver(&new.assistant);
        let order = Order {
            id: id.clone(),
            to: new.to,
            from: new.from,
            assistant: new.assistant,
            campaign: new.campaign,
            config: new.config,
            policy: new.policy,
            skips_window: new.skips_window,
            concurrency_key: new.concurrency_key,
            session: None,
            metadata: new.metadata,
            variables: new.variables,
            created_at: self.now,
            updated_at: self.now,
            scheduled_at: self.now,
            status: Status::NotLaunched,
            is_paused: false,
            is_held: false,
            is_stopped: false,
            epoch: 0,
            attempts: Bounded::new(ATTEMPTS),
            outcome: None,
            summary: None,
        };
        self.calls.insert(id.clone(), Call::Live(Box::new(order)));
        match launch {
            Launch::Never => self.log(index, "status not_launched".into()),
            Launch::Now => self.launch(index, None, None),
            Launch::At(at) => self.launch(index, Some(at), None),
        }
        id
    }

    /// Starts a call order that was not launched, waits, or is over; at a given time or at once.
    pub(crate) fn launch(&mut self, index: usize, at: Option<Timestamp>, session: Option<String>) {
        let now = self.now;
        self.leave_line(index);
        let Some(order) = self.order(index) else {
            return;
        };
        order.session = session;
        order.is_paused = false;
        order.is_held = false;
        order.epoch += 1;
        let epoch = order.epoch;
        match at {
            Some(at) if at > now => self.plan_attempt(index, at),
            _ => {
                order.scheduled_at = now;
                self.set_status(index, Status::Initializing);
                let at = now.saturating_add(SET_UP).unwrap_or(now);
                self.queue
                    .plan(at, Some((index, Event::Prepared { epoch })));
            }
        }
    }

    pub(super) fn prepared(&mut self, index: usize, epoch: u32) {
        let now = self.now;
        if self.order(index).is_some_and(|order| order.epoch == epoch) {
            self.plan_attempt(index, now);
        }
    }

    /// Plans the next attempt, at `earliest` or when the calling windows allow.
    pub(super) fn plan_attempt(&mut self, index: usize, earliest: Timestamp) {
        let Some(order) = self.order(index) else {
            return;
        };
        let at = match order.skips_window && order.attempts_made() == 0 {
            true => Some(earliest),
            false => order.policy.windows.next_open(earliest),
        };
        match at {
            Some(at) => self.schedule(index, at),
            // The clock does not get there, and windows so late cannot be computed.
            None if earliest >= clock::end() => self.schedule(index, earliest),
            // No window opens before the end of time.
            None => self.set_status(index, Status::Errored),
        }
    }

    pub(super) fn schedule(&mut self, index: usize, at: Timestamp) {
        let now = self.now;
        let Some(order) = self.order(index) else {
            return;
        };
        order.epoch += 1;
        order.scheduled_at = at;
        let epoch = order.epoch;
        if order.is_paused {
            return self.set_status(index, Status::Paused);
        }
        self.queue.plan(at, Some((index, Event::Due { epoch })));
        let status = match at > now {
            true => Status::Scheduled,
            false => Status::QueuedForCalling,
        };
        self.set_status(index, status);
    }
}
