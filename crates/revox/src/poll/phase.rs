//! The phase in which a call order is, as last read.

use revox_api::Timestamp;
use revox_api::models::{AttemptStatus, Call, CallAttempt, CallStatus};
use serde::{Deserialize, Serialize};

use super::Millis;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Phase<'c> {
    /// Nothing more happens to it.
    Finished,
    /// It does nothing until somebody wants it to.
    Idle,
    /// It waits for its next attempt.
    Waiting,
    /// This attempt is under way; `None` if the response does not show it.
    UnderWay(Option<&'c CallAttempt>),
    /// This attempt is over and is processed.
    Processing(Option<&'c CallAttempt>),
    /// It has a status that this version does not know.
    Unknown,
}

/// Tells one phase of a call order from another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct PhaseKey {
    kind: Kind,
    attempts: i64,
    planned: Option<Millis>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Idle,
    Waiting,
    UnderWay,
    Processing,
    #[serde(other)]
    Unknown,
}

impl<'c> Phase<'c> {
    pub(super) fn read(call: &'c Call) -> Self {
        let latest = latest_attempt(call);
        let live = latest.filter(|attempt| is_live(attempt));
        match &call.status {
            CallStatus::Completed | CallStatus::Cancelled | CallStatus::Errored => Self::Finished,
            CallStatus::PostProcessing => Self::Processing(latest),
            // The status of the call order may lag behind that of its attempt.
            _ if live.is_some() => Self::UnderWay(live),
            CallStatus::Calling => match latest {
                Some(attempt) if is_over(attempt) => Self::Processing(latest),
                _ => Self::UnderWay(latest),
            },
            CallStatus::Paused | CallStatus::NotLaunched => Self::Idle,
            CallStatus::Initializing | CallStatus::QueuedForCalling | CallStatus::Scheduled => {
                Self::Waiting
            }
            _ => Self::Unknown,
        }
    }

    /// Returns the key of this phase of `call`; `None` if it is finished.
    pub(super) fn key(&self, call: &Call) -> Option<PhaseKey> {
        let kind = match self {
            Self::Finished => return None,
            Self::Idle => Kind::Idle,
            Self::Waiting => Kind::Waiting,
            Self::UnderWay(_) => Kind::UnderWay,
            Self::Processing(_) => Kind::Processing,
            Self::Unknown => Kind::Unknown,
        };
        // Another time for the next attempt is another wait.
        let planned = match kind {
            Kind::Waiting => millis(&call.scheduled_at),
            _ => None,
        };
        Some(PhaseKey {
            kind,
            attempts: attempts(call),
            planned,
        })
    }
}

/// Returns the number of attempts that were begun.
pub(super) fn attempts(call: &Call) -> i64 {
    let listed = i64::try_from(call.call_attempts.len()).unwrap_or(i64::MAX);
    let last = i64::from(call.last_call_attempt.is_some());
    call.calls_count.max(listed).max(last)
}

pub(super) fn latest_attempt(call: &Call) -> Option<&CallAttempt> {
    let last = call.last_call_attempt.as_ref();
    last.or_else(|| call.call_attempts.first())
}

/// The phone rings, or somebody has picked up.
fn is_live(attempt: &CallAttempt) -> bool {
    let status = matches!(
        attempt.status,
        AttemptStatus::Ringing | AttemptStatus::Ongoing
    );
    status && attempt.ended_at.is_null()
}

pub(super) fn is_over(attempt: &CallAttempt) -> bool {
    let status = matches!(
        attempt.status,
        AttemptStatus::Completed | AttemptStatus::Error
    );
    status || !attempt.ended_at.is_null()
}

/// Returns the moment of a time in a response.
#[cfg(feature = "jiff")]
pub(super) fn millis(time: &Timestamp) -> Option<Millis> {
    Some(time.instant()?.as_millisecond())
}

/// Returns `None`: without `jiff`, no time can be read.
#[cfg(not(feature = "jiff"))]
pub(super) fn millis(_: &Timestamp) -> Option<Millis> {
    None
}

#[cfg(test)]
mod tests;
