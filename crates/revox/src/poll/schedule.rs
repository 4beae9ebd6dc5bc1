use std::time::{Duration, SystemTime};

use revox_api::models::{Call, CallAttempt, CallStatus};

use super::options::PollOptions;
use super::pace::Pace;
use super::phase::{Phase, millis};
use super::plan::Plan;
use super::state::{self, Next, PollState, Reason};
use super::{Millis, SECOND};

/// The pause after the end of a phase is known, for clocks that differ and servers that lag.
const MARGIN: Millis = 5 * SECOND;

/// The first safety poll of a phase.
const FIRST_SAFETY: Millis = 60 * SECOND;

/// The part of the time waited that passes until the next poll in a queue: a quarter, and once that
/// is the longest interval, a sixteenth if it is more.
const PART_OF_WAIT: Millis = 4;
const PART_OF_LONG_WAIT: Millis = 16;

/// A century: longer intervals count as this one, so that no sum is out of range.
const LONGEST_SPAN: Millis = 36_525 * 86_400 * SECOND;

/// Decides when to poll a call order next.
///
/// One schedule serves all call orders. A decision takes microseconds, reads no clock and sends no
/// request. The past of each call order is in a [`PollState`] of its own. The [module](crate::poll) says
/// what is polled when, and [`PollOptions`] what can be set.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use revox::poll::{PollOptions, Schedule};
///
/// let schedule = Schedule::new(&PollOptions::new().mean_delay(Duration::from_secs(10)));
/// ```
#[derive(Clone, Debug)]
pub struct Schedule {
    options: PollOptions,
    calls: Pace,
    processing: Pace,
    /// From the start of an attempt to the first poll.
    first: Millis,
}

impl Schedule {
    /// Creates a schedule.
    pub fn new(options: &PollOptions) -> Self {
        let mean_delay = options.mean_delay.as_secs_f64();
        let calls = Pace::new(options.call_duration, mean_delay);
        let interval = interval(&calls, 0);
        Self {
            processing: Pace::new(options.processing_duration, mean_delay),
            calls,
            first: within_limits(interval, options),
            options: options.clone(),
        }
    }

    /// Returns the next poll of a call order that was read at `now`, or `None` if it is finished.
    ///
    /// `state` belongs to this call order. Call this after each read of it, in order.
    ///
    /// The poll comes no later than the next change that can be foreseen plus the interval that the
    /// [module](crate::poll) states for it. It also comes within the
    /// [safety interval](PollOptions::safety_interval), or up to a minute after it if an attempt is due by
    /// then.
    pub fn next(&self, call: &Call, state: &mut PollState, now: SystemTime) -> Option<Next> {
        let now = state::millis(now);
        let phase = Phase::read(call);
        state.enter(phase.key(call), now);
        let next = match phase {
            Phase::Finished => None,
            Phase::Idle => Some(self.safety(state, now, FIRST_SAFETY)),
            Phase::Unknown => Some(self.unknown(state, now)),
            Phase::Waiting => Some(self.waiting(call, state, now)),
            Phase::UnderWay(attempt) => Some(self.under_way(call, attempt, state, now)),
            Phase::Processing(attempt) => {
                let ended = attempt.and_then(|attempt| millis(&attempt.ended_at));
                let interval = interval(&self.processing, state.age(ended, now));
                let interval = within_limits(interval, &self.options);
                Some(Next::new(now + interval, Reason::Processing))
            }
        };
        let soonest = now + span(self.options.shortest_interval);
        state.plan(next.map(|next| next.not_before(soonest)))
    }

    fn under_way(
        &self,
        call: &Call,
        attempt: Option<&CallAttempt>,
        state: &PollState,
        now: Millis,
    ) -> Next {
        let started = attempt.and_then(|attempt| millis(&attempt.started_at));
        let interval = interval(&self.calls, state.age(started, now));
        let paced = Next::new(
            now + within_limits(interval, &self.options),
            Reason::UnderWay,
        );
        let limit = attempt.and_then(|attempt| call_limit(call, attempt));
        let limit = limit.map(|limit| Next::after(limit, MARGIN, Reason::CallLimit));
        match limit {
            Some(limit) if limit.at > now && limit.at <= paced.at => limit,
            _ => paced,
        }
    }

    fn waiting(&self, call: &Call, state: &PollState, now: Millis) -> Next {
        let skips = self.options.skips_calling_window;
        let zone = self.options.time_zone.as_deref();
        let plan = Plan::read(call, now, skips == Some(true), zone);
        let Some(earliest) = plan.earliest else {
            return self.without_a_plan(call, state, now);
        };
        // It may skip its windows, which only the first attempt can.
        let may_skip = plan.is_first && skips.is_none();
        let start = match now < earliest && may_skip {
            true => Some(earliest),
            false => plan.next_open(earliest.max(now)),
        };
        let first_safety = match may_skip && earliest <= now {
            true => self.first.min(FIRST_SAFETY),
            false => FIRST_SAFETY,
        };
        match start {
            Some(start) if start <= now => self.queued(&plan, earliest, now),
            Some(start) => {
                let due = Next::after(start, self.first, Reason::AttemptDue);
                let safety = self.safety(state, now, first_safety);
                // The poll that is due comes soon enough after it.
                if due.at <= safety.at.saturating_add(FIRST_SAFETY) {
                    due
                } else {
                    safety
                }
            }
            None => self.safety(state, now, first_safety),
        }
    }

    /// The next poll of a call order that may be called at any moment.
    fn queued(&self, plan: &Plan, earliest: Millis, now: Millis) -> Next {
        let open = plan
            .windows
            .as_ref()
            .and_then(|windows| windows.open_around(now));
        let since = open
            .as_ref()
            .map_or(earliest, |open| open.start.max(earliest));
        let interval = self.in_queue(now - since, self.options.queued_interval);
        let paced = Next::new(now + interval, Reason::Queued);
        let closed = open.map(|open| Next::after(open.end, MARGIN, Reason::WindowClosed));
        let opening = plan
            .windows
            .as_ref()
            .and_then(|windows| windows.next_opening(now));
        let due = opening.map(|opening| Next::after(opening, self.first, Reason::AttemptDue));
        let edges = [closed, due].into_iter().flatten();
        // One poll for both, if they are close together.
        let near = paced.at.saturating_add(self.first);
        edges
            .filter(|edge| edge.at <= near)
            .min_by_key(|edge| edge.at)
            .unwrap_or(paced)
    }

    /// The next poll of a call order whose next attempt has no known time.
    fn without_a_plan(&self, call: &Call, state: &PollState, now: Millis) -> Next {
        let longest = match call.status {
            CallStatus::Scheduled => self.options.safety_interval,
            _ => self.options.queued_interval,
        };
        let interval = self.in_queue(state.age(None, now), longest);
        Next::new(now + interval, Reason::Queued)
    }

    fn in_queue(&self, waited: Millis, longest: Duration) -> Millis {
        let longest = span(longest).max(waited / PART_OF_LONG_WAIT);
        let longest = longest
            .min(span(self.options.safety_interval))
            .max(self.first);
        (waited / PART_OF_WAIT).clamp(self.first, longest)
    }

    fn unknown(&self, state: &PollState, now: Millis) -> Next {
        let interval = self.in_queue(state.age(None, now), self.options.safety_interval);
        Next::new(now + interval, Reason::Safety)
    }

    /// After as long as the phase has lasted, since what nobody foresees is as likely to come soon as
    /// it has been late.
    fn safety(&self, state: &PollState, now: Millis, first: Millis) -> Next {
        let longest = span(self.options.safety_interval);
        let interval = state.age(None, now).clamp(first, longest);
        Next::new(now + interval, Reason::Safety)
    }
}

/// Returns the time at which a call is cut off.
fn call_limit(call: &Call, attempt: &CallAttempt) -> Option<Millis> {
    let seconds = call.assistant.as_ref()?.max_call_duration_secs;
    let answered = millis(&attempt.answered_at)?;
    // A limit that is absent decodes as 0.
    (seconds > 0.0).then(|| answered.saturating_add((seconds * 1_000.0) as Millis))
}

/// Returns the time until the next poll of a phase of this age.
fn interval(pace: &Pace, age: Millis) -> Millis {
    let age = age as f64 / 1_000.0;
    ((pace.next(age) - age) * 1_000.0) as Millis
}

fn within_limits(interval: Millis, options: &PollOptions) -> Millis {
    let shortest = span(options.shortest_interval);
    interval.clamp(shortest, span(options.longest_interval).max(shortest))
}

fn span(duration: Duration) -> Millis {
    let millis = Millis::try_from(duration.as_millis());
    millis.unwrap_or(Millis::MAX).min(LONGEST_SPAN)
}

// Most of them name times.
#[cfg(all(test, feature = "jiff"))]
mod tests;
