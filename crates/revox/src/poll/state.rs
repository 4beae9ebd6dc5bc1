use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::phase::PhaseKey;
use super::{Millis, SECOND};

/// The shortest time between a poll and one that a hint asks for.
const BETWEEN_HINTS: Millis = SECOND;

/// The next poll of a call order.
///
/// # Examples
///
/// ```
/// # use std::time::SystemTime;
/// # use revox::poll::{PollState, Schedule};
/// # fn example(schedule: &Schedule, call: &revox::models::Call, state: &mut PollState) {
/// let now = SystemTime::now();
/// if let Some(next) = schedule.next(call, state, now) {
///     println!("asleep for {:?}: {}", next.wait(now), next.reason().as_str());
/// }
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Next {
    pub(super) at: Millis,
    pub(super) reason: Reason,
    #[serde(default)]
    pub(super) event: Option<Millis>,
}

impl Next {
    pub(super) fn new(at: Millis, reason: Reason) -> Self {
        Self {
            at,
            reason,
            event: None,
        }
    }

    pub(super) fn after(event: Millis, pause: Millis, reason: Reason) -> Self {
        Self {
            at: event.saturating_add(pause),
            reason,
            event: Some(event),
        }
    }

    pub(super) fn not_before(mut self, soonest: Millis) -> Self {
        self.at = self.at.max(soonest);
        self
    }

    /// Returns the time of the poll.
    pub fn at(&self) -> SystemTime {
        time(self.at)
    }

    /// Returns the time from `now` until the poll; zero if it is due.
    pub fn wait(&self, now: SystemTime) -> Duration {
        self.at().duration_since(now).unwrap_or_default()
    }

    /// Returns the reason for the poll.
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// Returns the time of the event that the poll looks for, if it is known: the time from which the
    /// next attempt is possible, or at which the calling window closes or the longest duration of a
    /// call is reached. The poll is a little later.
    pub fn event(&self) -> Option<SystemTime> {
        self.event.map(time)
    }
}

/// The reason for a poll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// A call is under way and may have ended.
    UnderWay,
    /// A call has reached the longest duration that its assistant allows.
    CallLimit,
    /// A call has ended, and its processing may have ended as well.
    Processing,
    /// The call order waits in the queue, and its attempt may have started.
    Queued,
    /// The next attempt has become possible.
    AttemptDue,
    /// The calling window has closed: either an attempt has started by now, or none will before the
    /// next window.
    WindowClosed,
    /// A [hint](PollState::hint) said that something changed.
    Hint,
    /// A change that cannot be foreseen, such as a cancellation, may have happened.
    #[serde(other)]
    Safety,
}

impl Reason {
    /// Returns a name for logs, such as `under_way`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnderWay => "under_way",
            Self::CallLimit => "call_limit",
            Self::Processing => "processing",
            Self::Queued => "queued",
            Self::AttemptDue => "attempt_due",
            Self::WindowClosed => "window_closed",
            Self::Hint => "hint",
            Self::Safety => "safety",
        }
    }
}

/// The past of one call order, as far as the time of its next poll depends on it.
///
/// It is small and serializes. A program may store it after each poll, to go on with the same intervals
/// after a restart. If it does not, the call order is read at once, and its intervals begin anew.
///
/// # Examples
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use revox::poll::PollState;
///
/// let state = PollState::new();
/// assert!(state.is_due(SystemTime::now()), "a call order that was never read is read at once");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PollState {
    /// The last read.
    pub(super) read_at: Option<Millis>,
    pub(super) phase: Option<PhaseKey>,
    /// The first read in this phase.
    pub(super) since: Millis,
    /// The last read before this phase.
    pub(super) before: Option<Millis>,
    next: Option<Next>,
}

impl PollState {
    /// Creates the state of a call order that was never read.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the next poll; `None` if the call order was never read, or is finished.
    pub fn next(&self) -> Option<Next> {
        self.next
    }

    /// Returns the time from `now` until the next poll; zero if it is due or none is planned.
    ///
    /// It is at most the time that was planned at the last read: after a clock was set back, a poll may
    /// seem to be years away.
    pub(super) fn wait(&self, now: SystemTime) -> Duration {
        let Some(next) = self.next else {
            return Duration::ZERO;
        };
        let read_at = self.read_at.unwrap_or(next.at);
        let planned = u64::try_from(next.at.saturating_sub(read_at)).unwrap_or_default();
        next.wait(now).min(Duration::from_millis(planned))
    }

    /// Returns true if the call order should be read now.
    pub fn is_due(&self, now: SystemTime) -> bool {
        match self.next {
            Some(next) => next.at <= millis(now),
            None => self.read_at.is_none(),
        }
    }

    /// Brings the next poll forward because something else, such as a webhook, says that the call order
    /// changed. Returns the next poll.
    ///
    /// The poll is due at once, or one second after the last one, so a flood of hints costs at most one
    /// request per second. Returns `None` if the call order is finished.
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::time::SystemTime;
    /// # use revox::poll::{PollState, Reason};
    /// let mut state = PollState::new();
    /// let next = state.hint(SystemTime::now()).unwrap();
    /// assert_eq!(next.reason(), Reason::Hint);
    /// ```
    pub fn hint(&mut self, now: SystemTime) -> Option<Next> {
        let now = millis(now);
        let at = match (self.read_at, self.next) {
            (None, _) => now,
            (Some(_), None) => return None,
            // After a clock was set back, the last read is no reason to wait.
            (Some(read_at), _) => read_at
                .saturating_add(BETWEEN_HINTS)
                .min(now + BETWEEN_HINTS),
        };
        let hinted = Next::new(at.max(now), Reason::Hint);
        self.next = match self.next {
            Some(next) if next.at <= hinted.at => Some(next),
            _ => Some(hinted),
        };
        self.next
    }

    /// Notes a read at `now` that found this phase.
    pub(super) fn enter(&mut self, phase: Option<PhaseKey>, now: Millis) {
        if self.phase != phase || self.read_at.is_none() {
            self.before = self.read_at;
            self.since = now;
            self.phase = phase;
        }
        self.read_at = Some(now);
    }

    pub(super) fn plan(&mut self, next: Option<Next>) -> Option<Next> {
        self.next = next;
        next
    }

    /// Returns the age of this phase, which began at `start` by the server's clock.
    ///
    /// The clocks may differ, so the reads before and in this phase limit what is believed.
    pub(super) fn age(&self, start: Option<Millis>, now: Millis) -> Millis {
        let least = now.saturating_sub(self.since).max(0);
        let most = match self.before {
            Some(before) => now.saturating_sub(before).max(least),
            None => Millis::MAX,
        };
        match start {
            Some(start) => now.saturating_sub(start).clamp(least, most),
            None => least,
        }
    }
}

/// Returns the milliseconds of a time since 1970; those before count as 1970.
pub(super) fn millis(time: SystemTime) -> Millis {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    Millis::try_from(since.unwrap_or_default().as_millis()).unwrap_or(Millis::MAX)
}

fn time(at: Millis) -> SystemTime {
    let since = Duration::from_millis(u64::try_from(at).unwrap_or_default());
    SystemTime::UNIX_EPOCH
        .checked_add(since)
        .unwrap_or(SystemTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests;
