//! Calling windows: the days and times at which a call may be placed, on the recipient's clock.
//!
//! A window is from its opening, which belongs to it, to its closing, which does not. Where the API
//! is silent, our assumptions are these: a window that closes before it opens runs over midnight; one
//! that opens and closes at the same time is open all day; whether a day is allowed is asked of the
//! day on which the call would be placed, also after midnight. When clocks change, what they show is
//! what counts: a window in the hour that is left out opens at the end of it, if it is still open
//! then, and one in the hour that comes twice opens twice.

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

/// The number of days in which an opening is looked for. A week holds each weekday, wherever clocks
/// change.
const HORIZON_DAYS: i64 = 15;

#[derive(Clone, Debug)]
pub(crate) struct Windows {
    pub(crate) days: Vec<Weekday>,
    pub(crate) spans: Vec<Span>,
    pub(crate) zone: TimeZone,
}

#[derive(Clone, Debug)]
pub(crate) struct Span {
    pub(crate) opens: Time,
    pub(crate) closes: Time,
    /// The delay after an attempt in this window.
    pub(crate) delay: SignedDuration,
}

impl Span {
    fn holds(&self, time: Time) -> bool {
        if self.opens < self.closes {
            (self.opens..self.closes).contains(&time)
        } else {
            time >= self.opens || time < self.closes
        }
    }
}

impl Windows {
    /// The window in which `at` falls.
    pub(crate) fn span_at(&self, at: Timestamp) -> Option<&Span> {
        let local = self.zone.to_datetime(at);
        let day_is_allowed = self.days.contains(&local.date().weekday());
        let mut spans = self.spans.iter();
        day_is_allowed
            .then(|| spans.find(|span| span.holds(local.time())))
            .flatten()
    }

    pub(crate) fn is_open(&self, at: Timestamp) -> bool {
        self.span_at(at).is_some()
    }

    /// The first moment from `at` on that is in a window; `None` if there is none in sight.
    pub(crate) fn next_open(&self, at: Timestamp) -> Option<Timestamp> {
        if self.is_open(at) {
            return Some(at);
        }
        let end = at
            .checked_add(SignedDuration::from_hours(24 * HORIZON_DAYS))
            .ok()?;
        // What is closed can open when a window does, at midnight, or when clocks change.
        let today = self.zone.to_datetime(at).date();
        let days = (0..=HORIZON_DAYS).filter_map(|days| today.checked_add(days.days()).ok());
        let on_the_clock = days.flat_map(|day| self.openings(day));
        let changes = self.zone.following(at).map(|change| change.timestamp());
        on_the_clock
            .chain(changes.take_while(|change| *change <= end))
            .filter(|moment| *moment >= at && self.is_open(*moment))
            .min()
    }

    fn openings(&self, day: Date) -> Vec<Timestamp> {
        let openings = self.spans.iter().map(|span| span.opens);
        openings
            .chain([Time::midnight()])
            .flat_map(|time| {
                let moments = self.zone.to_ambiguous_timestamp(day.to_datetime(time));
                // In the hour that comes twice, these are two.
                [moments.earlier(), moments.later()]
            })
            .filter_map(Result::ok)
            .collect()
    }
}
