//! A time by which the age of an intent is measured.

use std::time::{Duration, SystemTime};

use crate::Clock;

/// A time by both measures of a clock.
///
/// [`Clock::elapsed`] may stand still while the machine is suspended, and [`Clock::now`] can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    elapsed: Duration,
    now: SystemTime,
}

impl Moment {
    pub(super) fn new(clock: &dyn Clock) -> Self {
        Self {
            elapsed: clock.elapsed(),
            now: clock.now(),
        }
    }

    /// Returns the longest time that may have passed since an earlier moment. A request is held back
    /// for nothing if the date was set forward; it does not leave too late after a suspension.
    pub(super) fn most_since(self, earlier: Self) -> Duration {
        let elapsed = self.elapsed.saturating_sub(earlier.elapsed);
        let by_date = self.now.duration_since(earlier.now).unwrap_or_default();
        elapsed.max(by_date)
    }

    /// Returns the part of [`most_since`](Self::most_since) that [`Clock::elapsed`] does not count.
    pub(super) fn uncounted_since(self, earlier: Self) -> Duration {
        let elapsed = self.elapsed.saturating_sub(earlier.elapsed);
        self.most_since(earlier).saturating_sub(elapsed)
    }
}
