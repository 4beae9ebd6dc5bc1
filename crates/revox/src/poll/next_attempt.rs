use revox_api::jiff::Timestamp;
use revox_api::models::{Call, CallDirection};

use super::Millis;
use super::phase::{Phase, attempts};
use super::plan::Plan;

/// Attempts of the service where no limit was set.
const MOST_ATTEMPTS: i64 = 3;

/// The next attempt of a [`Call`], by its own settings.
pub trait NextAttempt: sealed::Sealed {
    /// Returns the earliest time from `now` on at which the next attempt can start, or `None` if
    /// there will be none.
    ///
    /// Takes into account the planned time, the retry delay, the calling windows, the allowed days
    /// and the time zone: that of the retry settings, or else of the number. Where the country of the
    /// number has several zones, it is the earliest time in any of them. While a call is under way,
    /// it is the time of the attempt after it, if it ended `now` and reached nobody.
    ///
    /// There is none if the call order is finished, paused or not launched, if the call came in, or
    /// if the attempt under way is the last that `max_retry_attempts` allows; that limit is taken to
    /// count the first attempt too, which the API does not document.
    ///
    /// It may be too late for what a `Call` does not tell: an order that skips its calling windows,
    /// or is dialled in a speed dial session. The attempt may be later, for example if many call
    /// orders wait for a line.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::prelude::*;
    ///
    /// # fn example(call: revox::models::Call) {
    /// if let Some(time) = call.next_attempt_after(revox::jiff::Timestamp::now()) {
    ///     println!("the phone rings at {time} or later");
    /// }
    /// # }
    /// ```
    fn next_attempt_after(&self, now: Timestamp) -> Option<Timestamp>;
}

impl NextAttempt for Call {
    fn next_attempt_after(&self, now: Timestamp) -> Option<Timestamp> {
        let may_be_last = match Phase::read(self) {
            Phase::Finished | Phase::Idle => return None,
            Phase::UnderWay(_) | Phase::Processing(_) => true,
            // It waits, so there is another one, whatever we take the limit to mean.
            Phase::Waiting | Phase::Unknown => false,
        };
        let config = self.call_retry_config.as_ref();
        let most = config.map_or(MOST_ATTEMPTS, |config| config.max_retry_attempts);
        let is_last = may_be_last && attempts(self) >= most;
        if is_last || self.direction == CallDirection::Inbound {
            return None;
        }
        let after = now.as_millisecond() + Millis::from(now.subsec_nanosecond() % 1_000_000 != 0);
        let plan = Plan::read(self, after, false, None);
        let time = plan.next_open(plan.earliest.unwrap_or(after).max(after))?;
        Timestamp::from_millisecond(time).ok()
    }
}

mod sealed {
    pub trait Sealed {}

    impl Sealed for revox_api::models::Call {}
}

#[cfg(test)]
mod tests;
