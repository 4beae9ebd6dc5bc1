//! The moments at which calls may be placed: calling windows on the recipient's clock.
//!
//! A zone's clock runs evenly between two changes of its offset. So each stretch between two changes
//! is cut into local days, and the windows of these into spans of moments, with nothing but sums. A
//! window in an hour that clocks leave out has no moment; one in an hour that comes twice has two
//! spans; and a day is allowed by its date, also after midnight.

use std::ops::Range;

use revox_api::jiff::Timestamp;
use revox_api::jiff::tz::TimeZone;
use revox_api::models::{CallRetryConfig, Weekday};

use super::hours::WindowHours;
use super::{DAY, Millis, SECOND, zones};

/// Days in which an opening is looked for: two weeks hold each allowed day twice, so that clocks may
/// leave out the window of one.
const HORIZON: Millis = 16 * DAY;

/// A range of moments without a gap in which calls may be placed, in one zone.
type Span = Range<Millis>;

/// The calling windows of a call order, in each zone that the recipient may be in.
#[derive(Clone, Debug)]
pub(super) struct Windows {
    /// From Monday on.
    days: [bool; 7],
    hours: Vec<WindowHours>,
    zones: Vec<TimeZone>,
}

impl Windows {
    /// Reads the calling windows of retry settings; `None` stands for those of the service.
    ///
    /// Returns `None` if it cannot be known when calls are possible: no zone is known for the
    /// number, or no window or day can be read.
    pub(super) fn read(
        config: Option<&CallRetryConfig>,
        number: &str,
        default_zone: Option<&str>,
    ) -> Option<Self> {
        let (days, hours) = match config {
            Some(config) => (
                days(&config.allowed_days),
                config
                    .calling_windows
                    .iter()
                    .map(WindowHours::try_from)
                    .collect(),
            ),
            None => (
                [true, true, true, true, true, false, false],
                Ok(vec![WindowHours::of_the_service()]),
            ),
        };
        let hours: Vec<WindowHours> = hours.ok()?;
        let named = config.and_then(|config| config.timezone.as_deref());
        let named = named.or(default_zone).and_then(zones::named);
        let zones = match named {
            Some(zone) => vec![zone],
            None => zones::of_number(number).filter_map(zones::named).collect(),
        };
        let is_known = !hours.is_empty() && !zones.is_empty() && days.contains(&true);
        is_known.then_some(Self { days, hours, zones })
    }

    /// Returns the first moment from `at` on at which a call is possible in one of the zones.
    pub(super) fn next_open(&self, at: Millis) -> Option<Millis> {
        let spans = self.spans(at, at.saturating_add(HORIZON));
        spans.map(|span| span.start).min()
    }

    /// Returns the next moment after `at` at which a window opens in one of the zones.
    pub(super) fn next_opening(&self, at: Millis) -> Option<Millis> {
        let spans = self.spans(at, at.saturating_add(HORIZON));
        spans
            .map(|span| span.start)
            .filter(|start| *start > at)
            .min()
    }

    /// Returns the time from which, and the time until which, calls are possible without a pause
    /// around `at`, within a day before and after it; `None` if they are not possible then.
    pub(super) fn open_around(&self, at: Millis) -> Option<Span> {
        let mut spans: Vec<Span> = self.spans(at - DAY, at.saturating_add(DAY)).collect();
        merge(&mut spans);
        spans.into_iter().find(|span| span.contains(&at))
    }

    /// Returns the shortest retry delay among the windows in which `at` may fall, or among all if it
    /// falls in none.
    pub(super) fn retry_delay(&self, at: Millis) -> Millis {
        let moment = Timestamp::from_millisecond(at).unwrap_or_default();
        let clocks = self
            .zones
            .iter()
            .map(|zone| zone.to_datetime(moment).time());
        let clocks: Vec<_> = clocks.collect();
        let is_open = |hours: &&WindowHours| clocks.iter().any(|time| hours.contains(*time));
        let delay = |hours: &WindowHours| hours.retry_delay;
        let shortest = self.hours.iter().filter(is_open).map(delay).min();
        let shortest = shortest.or_else(|| self.hours.iter().map(delay).min());
        shortest.map_or(0, |delay| {
            Millis::try_from(delay.as_millis()).unwrap_or(Millis::MAX)
        })
    }

    /// Returns the spans between two moments, zone by zone, cut off there.
    fn spans(&self, from: Millis, until: Millis) -> impl Iterator<Item = Span> {
        self.zones
            .iter()
            .flat_map(move |zone| self.spans_in(zone, from..until))
    }

    fn spans_in(&self, zone: &TimeZone, range: Span) -> Vec<Span> {
        let Ok(start) = Timestamp::from_millisecond(range.start) else {
            return Vec::new();
        };
        let mut spans = Vec::new();
        let mut changes = zone.following(start);
        let mut stretch = range.start..range.start;
        let mut offset = zone.to_offset(start);
        while stretch.end < range.end {
            let change = changes.next();
            let at = change
                .as_ref()
                .map(|change| change.timestamp().as_millisecond());
            stretch = stretch.end..at.unwrap_or(range.end).min(range.end);
            self.add_stretch(
                Millis::from(offset.seconds()) * SECOND,
                &stretch,
                &mut spans,
            );
            offset = change.map_or(offset, |change| change.offset());
        }
        merge(&mut spans);
        spans
    }

    /// Adds the spans of a stretch in which local time is ahead of UTC by `offset`.
    fn add_stretch(&self, offset: Millis, stretch: &Span, spans: &mut Vec<Span>) {
        let first = (stretch.start + offset).div_euclid(DAY);
        let last = (stretch.end + offset).div_euclid(DAY);
        for day in first..=last {
            // Day 0 was a Thursday.
            let weekday = usize::try_from((day + 3).rem_euclid(7)).unwrap_or_default();
            if self.days.get(weekday) != Some(&true) {
                continue;
            }
            let midnight = day * DAY - offset;
            for (opens, closes) in self.hours.iter().flat_map(WindowHours::parts) {
                let opens = (midnight + opens).max(stretch.start);
                let closes = (midnight + closes).min(stretch.end);
                if opens < closes {
                    spans.push(opens..closes);
                }
            }
        }
    }
}

/// Sorts spans, and joins those that touch.
fn merge(spans: &mut Vec<Span>) {
    spans.sort_by_key(|span| span.start);
    spans.dedup_by(|next, span| {
        let touches = next.start <= span.end;
        if touches {
            span.end = span.end.max(next.end);
        }
        touches
    });
}

fn days(allowed: &[Weekday]) -> [bool; 7] {
    [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ]
    .map(|day| allowed.contains(&day))
}

#[cfg(test)]
mod tests;
