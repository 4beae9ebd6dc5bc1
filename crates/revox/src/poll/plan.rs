//! The earliest time of the next attempt.

use revox_api::models::{AttemptResult, Call, CallRetryConfig};

use super::phase::{attempts, latest_attempt, millis};
use super::window::Windows;
use super::{Millis, SECOND};

/// The retry delay of the service where none was set.
const RETRY_DELAY: Millis = 7_200 * SECOND;

/// The limits on the next attempt of a call order.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// The planned time, or the end of the retry delay; `None` if neither is known.
    pub(super) earliest: Option<Millis>,
    /// `None` if calls are possible at any time, or nobody knows when.
    pub(super) windows: Option<Windows>,
    /// No attempt was begun.
    pub(super) is_first: bool,
}

impl Plan {
    /// Reads the plan of a call order. An attempt that is under way is taken to end `now`.
    pub(super) fn read(
        call: &Call,
        now: Millis,
        skips_windows: bool,
        default_zone: Option<&str>,
    ) -> Self {
        let config = call.call_retry_config.as_ref();
        let is_first = attempts(call) == 0;
        let windows = Windows::read(config, &call.to_phone_number, default_zone);
        Self {
            earliest: earliest(call, now, config, windows.as_ref()),
            // Only the first attempt skips them.
            windows: windows.filter(|_| !(skips_windows && is_first)),
            is_first,
        }
    }

    /// Returns the first moment from `at` on at which a window allows a call.
    pub(super) fn next_open(&self, at: Millis) -> Option<Millis> {
        match &self.windows {
            Some(windows) => windows.next_open(at),
            None => Some(at),
        }
    }
}

fn earliest(
    call: &Call,
    now: Millis,
    config: Option<&CallRetryConfig>,
    windows: Option<&Windows>,
) -> Option<Millis> {
    let planned = millis(&call.scheduled_at);
    let Some(attempt) = latest_attempt(call) else {
        return planned;
    };
    let started = millis(&attempt.started_at);
    let ended = millis(&attempt.ended_at);
    // The time of the attempt that was begun stays until the next one is planned.
    let begun = started.or(ended).unwrap_or(now);
    if let Some(planned) = planned.filter(|planned| *planned > begun) {
        return Some(planned);
    }
    let reached = attempt.result == Some(AttemptResult::Human);
    let is_at_once = config.is_some_and(|config| config.call_twice_in_a_row);
    let delay = match windows {
        _ if is_at_once && attempts(call) == 1 && !reached => 0,
        Some(windows) => windows.retry_delay(begun),
        None => config.map_or(RETRY_DELAY, shortest_delay),
    };
    Some(ended.unwrap_or(now).saturating_add(delay))
}

/// Returns the shortest delay of any window.
fn shortest_delay(config: &CallRetryConfig) -> Millis {
    let windows = config.calling_windows.iter();
    let delays = windows.map(|window| window.retry_delay_seconds.saturating_mul(SECOND));
    delays.min().unwrap_or(0).max(0)
}
