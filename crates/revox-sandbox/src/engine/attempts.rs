//! The life of an attempt: queued, ringing, ongoing, over; and the step after it.

use jiff::SignedDuration;
use serde_json::Value;

use super::conversation::plan;
use super::ids::chance;
use super::lines::DIALLING;
use super::retry::{Ended, Next, after_attempt};
use super::{Attempt, Call, Engine, Event, Status};
use crate::script::Pickup;
use crate::webhook::Reason;

/// The time that the analysis of a call takes. Our assumption.
const ANALYSIS: SignedDuration = SignedDuration::from_secs(8);

impl Engine {
    pub(super) fn start_attempt(&mut self, index: usize) {
        let (now, seed) = (self.now, self.settings.seed);
        let id = self.ids.next("attempt");
        let Some((_, Call::Live(order))) = self.calls.get_index(index) else {
            return;
        };
        let made = order.attempts.total();
        let mut chance = chance(seed, index as u64, made as u64);
        let reply = self.settings.script.reply(&order.to, made, &mut chance);
        let Some(order) = self.order(index) else {
            return;
        };
        let is_speed_dial = order.session.is_some();
        let attempt = Attempt {
            id,
            status: "queued",
            started_at: now,
            answered_at: None,
            ended_at: None,
            plan: plan(reply, &order.assistant, &order.variables, is_speed_dial),
            turns: 0,
            is_analysed: false,
            output: Value::Null,
            sms_log: Vec::new(),
            email_log: Vec::new(),
        };
        // They are bounded by their number alone.
        order.attempts.push(attempt, 0);
        self.take_line(index);
        self.set_status(index, Status::Calling);
        self.log_attempt(index, "queued");
        self.plan_in(index, DIALLING, Event::Rings);
    }

    pub(super) fn log_attempt(&mut self, index: usize, event: &str) {
        let number = self.order(index).map(|order| order.attempts_made());
        self.log(index, format!("attempt {} {event}", number.unwrap_or(0)));
    }

    pub(super) fn rings(&mut self, index: usize) {
        let Some(order) = self.order(index) else {
            return;
        };
        let number = order.to.clone();
        let Some(attempt) = order.live_attempt() else {
            return;
        };
        attempt.status = "ringing";
        let rings = SignedDuration::from_millis(attempt.plan.rings_ms);
        self.log_attempt(index, &format!("rings {number}"));
        self.notify_of_ringing(index);
        self.plan_in(index, rings, Event::PickedUp);
    }

    pub(super) fn picked_up(&mut self, index: usize) {
        let now = self.now;
        let Some(attempt) = self.order(index).and_then(|order| order.live_attempt()) else {
            return;
        };
        if let Pickup::Error(error) = attempt.plan.reply.pickup {
            attempt.status = "error";
            attempt.ended_at = Some(now);
            attempt.is_analysed = true;
            self.log_attempt(index, &format!("error {}", error.as_str()));
            self.free_line(index);
            return self.follow(index);
        }
        attempt.status = "ongoing";
        attempt.answered_at = Some(now);
        let result = attempt.plan.reply.pickup.result().unwrap_or_default();
        let lasts = SignedDuration::from_millis(attempt.plan.lasts_ms);
        self.log_attempt(index, &format!("answered {result}"));
        self.plan_in(index, lasts, Event::HungUp);
        self.plan_turn(index);
    }

    fn plan_turn(&mut self, index: usize) {
        let now = self.now;
        let attempt = self.order(index).and_then(|order| order.live_attempt());
        let next = attempt.and_then(|attempt| {
            let turn = attempt.plan.turns.get(attempt.turns)?;
            let ends = SignedDuration::from_millis(turn.ends_ms);
            Some(attempt.answered_at? + ends)
        });
        if let Some(at) = next {
            self.plan_in(index, at.duration_since(now), Event::TurnTaken);
        }
    }

    pub(super) fn turn_taken(&mut self, index: usize) {
        let Some(attempt) = self.order(index).and_then(|order| order.live_attempt()) else {
            return;
        };
        let Some(turn) = attempt.plan.turns.get(attempt.turns) else {
            return;
        };
        let text = |name: &str| turn.entry.get(name).and_then(Value::as_str);
        let (role, content) = (text("role"), text("content"));
        let said = format!(
            "turn {}: {}",
            role.unwrap_or_default(),
            content.unwrap_or_default()
        );
        attempt.turns += 1;
        self.log_attempt(index, &said);
        self.plan_turn(index);
    }

    pub(super) fn hung_up(&mut self, index: usize) {
        let now = self.now;
        let Some(attempt) = self.order(index).and_then(|order| order.live_attempt()) else {
            return;
        };
        attempt.status = "completed";
        attempt.ended_at = Some(now);
        // A turn that ends in this very moment counts.
        attempt.turns = attempt.plan.turns.len();
        self.log_attempt(index, "completed");
        self.free_line(index);
        self.set_status(index, Status::PostProcessing);
        self.plan_in(index, ANALYSIS, Event::Analysed);
    }

    /// Decides what becomes of the call order now that an attempt is behind it.
    pub(super) fn follow(&mut self, index: usize) {
        let Some(order) = self.order(index) else {
            return;
        };
        let Some(attempt) = order.attempts.last() else {
            return;
        };
        let Some(ended_at) = attempt.ended_at else {
            return;
        };
        let ended = Ended {
            started_at: attempt.started_at,
            ended_at,
            pickup: attempt.plan.reply.pickup,
        };
        let reached = ended.pickup == Pickup::Human;
        let next = after_attempt(&order.policy, order.attempts_made(), &ended);
        let (is_stopped, is_speed_dial) = (order.is_stopped, order.session.is_some());
        let is_cancelled = order.status == Status::Cancelled;
        let was_over = order.is_over();
        match next {
            _ if is_cancelled => {}
            _ if is_stopped && !reached => self.set_status(index, Status::Cancelled),
            // An operator decides about further attempts, by launching again.
            Next::Again(_) if is_speed_dial => self.set_status(index, Status::Completed),
            Next::Again(at) => self.schedule(index, at),
            Next::Completed => self.set_status(index, Status::Completed),
            Next::Errored => self.set_status(index, Status::Errored),
        }
        // A call order that finishes gives notice of that instead.
        if was_over || self.order(index).is_some_and(|order| !order.is_over()) {
            self.notify_of_change(index, Reason::AttemptEnded);
        }
    }
}
