//! A simulation of polling: call orders whose lives are known, and the polls that follow them.
//!
//! Time is a number, so a week takes no longer than the polls in it. Benchmarks, tests and
//! `docs/polling.md` share this code.

mod law;
mod life;
mod mixture;
mod orders;
pub mod report;
mod theory;

use std::time::{Duration, SystemTime};

use revox::poll::{Next, PollState, Reason, Schedule};

pub use law::Law;
pub use life::{Life, Step};
pub use mixture::mixture;
pub use orders::{KNOWN, Placed, orders};
pub use theory::{Fixed, bound, bound_with_phases};

/// Milliseconds since 1970 in UTC, or a number of them.
pub type Millis = i64;

/// A second.
pub const SECOND: Millis = 1_000;
/// A minute.
pub const MINUTE: Millis = 60 * SECOND;
/// An hour.
pub const HOUR: Millis = 60 * MINUTE;

/// Polls that were made for one call order.
#[derive(Clone, Debug, Default)]
pub struct Followed {
    /// Each poll, with the one that was planned for it.
    pub polls: Vec<Next>,
    /// From the end of the call order until a poll saw it.
    pub delay: Millis,
}

impl Followed {
    /// The number of polls for what the schedule cannot know.
    pub fn safety_polls(&self) -> usize {
        let safety = self
            .polls
            .iter()
            .filter(|poll| poll.reason() == Reason::Safety);
        safety.count()
    }
}

/// Polls a call order as a schedule says, from the response that placed it to its end.
///
/// # Panics
///
/// Panics if the schedule goes back in time, or gives up before the end.
pub fn follow(life: &Life, schedule: &Schedule) -> Followed {
    follow_with(life, schedule, 0, |state| state)
}

/// Follows a call order with a clock that is ahead of the server's by `ahead`, and with a state that
/// goes through `keep` between polls.
///
/// # Panics
///
/// Panics as [`follow`] does.
pub fn follow_with(
    life: &Life,
    schedule: &Schedule,
    ahead: Millis,
    keep: impl Fn(PollState) -> PollState,
) -> Followed {
    let mut followed = Followed::default();
    let mut state = PollState::new();
    let mut now = life.placed_at();
    while let Some(next) = schedule.next(life.call_at(now), &mut state, time(now + ahead)) {
        let at = millis(next.at()) - ahead;
        assert!(at > now, "{next:?} is not after {now}");
        followed.polls.push(next);
        assert!(
            followed.polls.len() < 100_000,
            "polls without end: {next:?}"
        );
        now = at;
        state = keep(state);
    }
    followed.delay = now - life.ended_at();
    assert!(followed.delay >= 0, "given up before the end");
    followed
}

/// Number of polls and delay of polling every `interval` from the response that placed it.
pub fn poll_every(life: &Life, interval: Millis) -> (usize, Millis) {
    let lived = life.ended_at() - life.placed_at();
    let polls = lived.div_euclid(interval) + 1;
    (
        usize::try_from(polls).unwrap_or_default(),
        polls * interval - lived,
    )
}

/// The time of a number of milliseconds since 1970.
pub fn time(at: Millis) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(at).unwrap_or_default())
}

/// The milliseconds of a time since 1970.
pub fn millis(time: SystemTime) -> Millis {
    let since = time
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
}
