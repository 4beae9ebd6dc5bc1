//! Call orders and their attempts, as the engine keeps them.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::conversation::Plan;
use super::retry::RetryPolicy;
use crate::bounded::{Bounded, Bounds};

/// The attempts of a call order that are kept; the README states the number.
pub(crate) const ATTEMPTS: Bounds = Bounds {
    items: 100,
    bytes: usize::MAX,
};

/// A call order that lives.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) id: String,
    pub(crate) to: String,
    pub(crate) from: String,
    /// As it was when the call order was placed, or last patched.
    pub(crate) assistant: Arc<Value>,
    pub(crate) campaign: Option<String>,
    /// As it is shown; the policy is read from it.
    pub(crate) config: Value,
    pub(crate) policy: RetryPolicy,
    pub(crate) skips_window: bool,
    pub(crate) concurrency_key: Option<String>,
    /// The speed dial session that dials it, instead of the AI agent.
    pub(crate) session: Option<String>,
    pub(crate) metadata: Value,
    pub(crate) variables: Map<String, Value>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    /// The time of the next attempt; once there is none, that of the last one.
    pub(crate) scheduled_at: Timestamp,
    pub(crate) status: Status,
    /// It makes no attempts until it is resumed.
    pub(crate) is_paused: bool,
    /// Its time came while its campaign was paused.
    pub(crate) is_held: bool,
    /// There is no further attempt, whatever the result of this one.
    pub(crate) is_stopped: bool,
    /// Tells plans that count from those that were given up.
    pub(crate) epoch: u32,
    /// The latest ones, the oldest of them first.
    pub(crate) attempts: Bounded<Attempt>,
    pub(crate) outcome: Option<String>,
    pub(crate) summary: Option<String>,
}

impl Order {
    /// The attempt that is under way.
    pub(crate) fn live_attempt(&mut self) -> Option<&mut Attempt> {
        let last = self.attempts.last_mut();
        last.filter(|attempt| attempt.ended_at.is_none())
    }

    /// The number of attempts that were made.
    pub(crate) fn attempts_made(&self) -> u64 {
        self.attempts.total() as u64
    }

    /// Nothing will happen to it any more by itself.
    pub(crate) fn is_over(&self) -> bool {
        matches!(
            self.status,
            Status::Completed | Status::Cancelled | Status::Errored
        )
    }
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Status {
    Initializing,
    QueuedForCalling,
    Calling,
    Scheduled,
    Completed,
    Cancelled,
    Errored,
    PostProcessing,
    NotLaunched,
    Paused,
}

impl Status {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Initializing => "initializing",
            Self::QueuedForCalling => "queued_for_calling",
            Self::Calling => "calling",
            Self::Scheduled => "scheduled",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
            Self::Errored => "errored",
            Self::PostProcessing => "post_processing",
            Self::NotLaunched => "not_launched",
            Self::Paused => "paused",
        }
    }
}

/// One call to the number.
#[derive(Debug)]
pub(crate) struct Attempt {
    pub(crate) id: String,
    pub(crate) status: &'static str,
    pub(crate) started_at: Timestamp,
    pub(crate) answered_at: Option<Timestamp>,
    pub(crate) ended_at: Option<Timestamp>,
    pub(crate) plan: Plan,
    /// The number of turns of the plan that were taken.
    pub(crate) turns: usize,
    pub(crate) is_analysed: bool,
    pub(crate) output: Value,
    pub(crate) sms_log: Vec<Value>,
    pub(crate) email_log: Vec<Value>,
}
