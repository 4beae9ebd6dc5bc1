//! The life of a call order, as reads of it would show it.

use revox::models::{AttemptStatus, Call, CallAttempt, CallRetryConfig, CallStatus};
use serde_json::json;

use super::Millis;

/// A call order in a state that lasts from this time on.
#[derive(Clone, Debug)]
pub struct Step {
    /// Begin of the state.
    pub at: Millis,
    /// The call order in it.
    pub call: Call,
}

/// The states of a call order in the order of their times; the last is its end.
#[derive(Clone, Debug)]
pub struct Life {
    steps: Vec<Step>,
    now: Millis,
    call: Call,
}

impl Life {
    /// Begins the life of a call order that is placed at `at`, for `planned`.
    pub fn new(at: Millis, planned: Millis, number: &str, config: Option<CallRetryConfig>) -> Self {
        let call = json!({"id": "call_1", "status": "initializing", "to_phone_number": number});
        let mut call: Call = serde_json::from_value(call).expect("a call order");
        call.direction = "outbound".into();
        call.call_retry_config = config;
        call.created_at = text(at);
        call.scheduled_at = text(planned);
        let steps = vec![Step {
            at,
            call: call.clone(),
        }];
        Self {
            steps,
            now: at,
            call,
        }
    }

    /// Changes the status at `at`.
    pub fn status(&mut self, at: Millis, status: CallStatus) {
        self.call.status = status;
        self.push(at);
    }

    /// Plans an attempt for `planned`.
    pub fn schedule(&mut self, at: Millis, planned: Millis) {
        self.call.scheduled_at = text(planned);
        self.status(at, CallStatus::Scheduled);
    }

    /// Starts an attempt.
    pub fn dial(&mut self, at: Millis) {
        let attempt = json!({"id": "attempt_1", "status": "ringing"});
        let mut attempt: CallAttempt = serde_json::from_value(attempt).expect("an attempt");
        attempt.started_at = text(at);
        self.call.last_call_attempt = Some(attempt);
        self.call.calls_count += 1;
        self.status(at, CallStatus::Calling);
    }

    /// The attempt is picked up.
    pub fn answer(&mut self, at: Millis) {
        if let Some(attempt) = &mut self.call.last_call_attempt {
            attempt.status = AttemptStatus::Ongoing;
            attempt.answered_at = text(at);
        }
        self.push(at);
    }

    /// The attempt is over; `status` is that of the call order then.
    pub fn hang_up(&mut self, at: Millis, status: CallStatus) {
        if let Some(attempt) = &mut self.call.last_call_attempt {
            attempt.status = AttemptStatus::Completed;
            attempt.ended_at = text(at);
        }
        self.status(at, status);
    }

    fn push(&mut self, at: Millis) {
        assert!(at >= self.now, "lives go forward");
        self.now = at;
        let call = self.call.clone();
        self.steps.push(Step { at, call });
    }

    /// The states so far.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The number of attempts begun.
    pub fn attempts(&self) -> i64 {
        self.call.calls_count
    }

    /// A read of the call order at this time.
    pub fn call_at(&self, at: Millis) -> &Call {
        let after = self.steps.partition_point(|step| step.at <= at);
        &self.steps[after.saturating_sub(1)].call
    }

    /// The time of the placing.
    pub fn placed_at(&self) -> Millis {
        self.steps[0].at
    }

    /// The time of the last change.
    pub fn ended_at(&self) -> Millis {
        self.now
    }
}

fn text(at: Millis) -> revox::Timestamp {
    let time = revox::jiff::Timestamp::from_millisecond(at).unwrap_or_default();
    time.into()
}
