//! The sandbox's clock.
//!
//! The engine never asks for the time: whoever looks at it first sets it, and the engine catches
//! up. So nothing has to wake up in time, a runtime whose clock is paused makes no difference, and
//! in stepped time nothing happens at all unless the test says so.

use std::fmt;
use std::str::FromStr;
use std::time::Instant;

use jiff::{SignedDuration, Timestamp};

/// Pace of time in a sandbox.
///
/// ```
/// use revox_sandbox::Time;
///
/// assert_eq!("stepped".parse(), Ok(Time::stepped()));
/// assert_eq!("real".parse(), Ok(Time::real()));
/// assert_eq!("60x".parse(), Ok(Time::scaled(60.0)));
/// assert!("soon".parse::<Time>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Time {
    /// The pace, as a multiple of real time.
    speed: f64,
    starts_now: bool,
}

/// The start of sandboxes whose time is not the real one: a Monday, at ten in the morning in Paris.
pub(crate) const START: &str = "2026-06-15T08:00:00Z";

/// The end of time: beyond it, calling windows cannot be computed.
const END: &str = "9000-01-01T00:00:00Z";

/// The time at which the clock stops.
pub(crate) fn end() -> Timestamp {
    END.parse().unwrap_or(Timestamp::MAX)
}

impl Time {
    /// Creates a time that moves only by [`Sandbox::advance`](crate::Sandbox::advance) and its
    /// siblings. It begins on Monday, 15 June 2026 at 08:00 UTC.
    pub fn stepped() -> Self {
        Self {
            speed: 0.0,
            starts_now: false,
        }
    }

    /// Creates real time: it begins at present and passes at its usual pace.
    pub fn real() -> Self {
        Self {
            speed: 1.0,
            starts_now: true,
        }
    }

    /// Creates a time that passes faster than real time by the factor `speed`: with 3600, an hour
    /// takes a second. It begins on Monday, 15 June 2026 at 08:00 UTC.
    pub fn scaled(speed: f64) -> Self {
        Self {
            speed: speed.clamp(0.0, 1e9),
            starts_now: false,
        }
    }

    pub(crate) fn start(self) -> Timestamp {
        let now = self.starts_now.then(Timestamp::now);
        let now = now.or_else(|| START.parse().ok()).unwrap_or_default();
        // Nobody wants to read nanoseconds.
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }
}

impl FromStr for Time {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "stepped" => Ok(Self::stepped()),
            "real" => Ok(Self::real()),
            _ => {
                let speed = text.strip_suffix('x').and_then(|speed| speed.parse().ok());
                let speed = speed.filter(|speed: &f64| *speed > 0.0 && speed.is_finite());
                let no_time = || format!("`{text}` is none of `real`, `stepped` and, say, `60x`");
                speed.map(Self::scaled).ok_or_else(no_time)
            }
        }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            time if *time == Self::stepped() => f.write_str("stepped"),
            time if *time == Self::real() => f.write_str("real"),
            Self { speed, .. } => write!(f, "{speed}x"),
        }
    }
}

/// Tells the time.
#[derive(Debug)]
pub(crate) struct Clock {
    pub(crate) time: Time,
    /// The time at which it starts; without one, that of its pace.
    start: Option<Timestamp>,
    /// The time to which the clock was put last, and the moment at which it was.
    put: Timestamp,
    since: Instant,
}

impl Clock {
    pub(crate) fn new(time: Time, start: Option<Timestamp>) -> Self {
        Self {
            time,
            start,
            put: start.unwrap_or_else(|| time.start()),
            since: Instant::now(),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        if self.time.speed == 0.0 {
            return self.put;
        }
        let passed = self.since.elapsed().as_secs_f64() * self.time.speed;
        let passed = SignedDuration::try_from_secs_f64((passed * 1000.0).floor() / 1000.0);
        self.after(passed.unwrap_or(SignedDuration::MAX))
    }

    /// The time in so long, as a whole number of milliseconds.
    pub(crate) fn after(&self, passed: SignedDuration) -> Timestamp {
        let end = end();
        let after = self.put.saturating_add(passed).unwrap_or(end).min(end);
        Timestamp::from_millisecond(after.as_millisecond()).unwrap_or(after)
    }

    /// Puts the clock forward, never back.
    pub(crate) fn put(&mut self, to: Timestamp) {
        self.put = to.min(end()).max(self.now());
        self.since = Instant::now();
    }

    /// Returns true if time passes by itself.
    pub(crate) fn passes(&self) -> bool {
        self.time.speed > 0.0
    }

    /// Puts the clock back to where it started, and returns that time. A clock that started at the
    /// present starts at the present again.
    pub(crate) fn restart(&mut self) -> Timestamp {
        *self = Self::new(self.time, self.start);
        self.put
    }
}
