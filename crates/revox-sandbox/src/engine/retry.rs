//! The decision after an attempt, and the settings of `call_retry_config` that it depends on.

use jiff::civil::Weekday;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::window::{Span, Windows};
use super::zones;
use crate::script::{DialError, Pickup};
use crate::spec::forms::time_of_day;

/// Longer waits are cut down to this, ten years.
const LONGEST_DELAY: i64 = 10 * 366 * 24 * 3600;

#[derive(Clone, Debug)]
pub(crate) struct RetryPolicy {
    pub(crate) windows: Windows,
    /// The second attempt follows the first without a delay.
    pub(crate) twice_in_a_row: bool,
    /// The upper limit on attempts, the first among them.
    ///
    /// Our reading of `max_retry_attempts`: calling twice in a row "takes effect only where it is 2
    /// or more", and statistics call the same number the attempts per contact.
    pub(crate) most_attempts: u64,
}

/// The service's defaults, as the API documents them.
pub(crate) fn service_defaults() -> Value {
    json!({
        "allowed_days": ["monday", "tuesday", "wednesday", "thursday", "friday"],
        "call_twice_in_a_row": false,
        "calling_windows": [{
            "calling_window_start_time": "10:00",
            "calling_window_end_time": "18:00",
            "retry_delay_seconds": 7200,
        }],
        "max_retry_attempts": 3,
        "timezone": null,
    })
}

impl RetryPolicy {
    /// Reads a `CallRetryConfig` for calls to `number`; `null` stands for the service's defaults.
    ///
    /// The error is a sentence without its end, for people.
    pub(crate) fn read(config: &Value, number: &str) -> Result<Self, String> {
        if config.is_null() {
            return Self::read(&service_defaults(), number);
        }
        let list = |name: &str| config.get(name).and_then(Value::as_array);
        let days: Vec<Weekday> = list("allowed_days")
            .into_iter()
            .flatten()
            .filter_map(|day| weekday(day.as_str()?))
            .collect();
        let spans = list("calling_windows").into_iter().flatten();
        let spans: Vec<Span> = spans
            .map(|span| read_span(span).ok_or_else(|| format!("{span} is not a calling window")))
            .collect::<Result<_, _>>()?;
        if days.is_empty() || spans.is_empty() {
            return Err("without a day and a calling window, no call could ever be placed".into());
        }
        let zone = config.get("timezone").and_then(Value::as_str);
        let zone = zone.unwrap_or_else(|| zones::for_number(number));
        Ok(Self {
            windows: Windows {
                days,
                spans,
                zone: zones::named(zone).ok_or_else(|| format!("{zone:?} is not a time zone"))?,
            },
            twice_in_a_row: config.get("call_twice_in_a_row") == Some(&Value::Bool(true)),
            most_attempts: config
                .get("max_retry_attempts")
                .and_then(Value::as_f64)
                .map_or(3, |attempts| attempts as u64)
                .max(1),
        })
    }
}

fn read_span(span: &Value) -> Option<Span> {
    let time = |name: &str| time_of_day(span.get(name)?.as_str()?);
    let delay = span.get("retry_delay_seconds")?.as_f64()? as i64;
    Some(Span {
        opens: time("calling_window_start_time")?,
        closes: time("calling_window_end_time")?,
        delay: SignedDuration::from_secs(delay.clamp(0, LONGEST_DELAY)),
    })
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// An attempt that is over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ended {
    pub(crate) started_at: Timestamp,
    pub(crate) ended_at: Timestamp,
    pub(crate) pickup: Pickup,
}

/// The next step of a call order after an attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Next {
    Completed,
    Errored,
    /// Another attempt, at this time.
    Again(Timestamp),
}

/// Decides what follows the attempt that ended, the `attempts`-th of its call order.
///
/// A person was reached: that was it. The number cannot be called at all: the same. Otherwise there
/// is another attempt, unless the limit is reached; a call order whose attempts are used up counts as
/// completed. The delay is that of the window in which the attempt started, counted from its end.
pub(crate) fn after_attempt(policy: &RetryPolicy, attempts: u64, ended: &Ended) -> Next {
    match ended.pickup {
        Pickup::Human => return Next::Completed,
        Pickup::Error(error) if is_permanent(error) => return Next::Errored,
        _ if attempts >= policy.most_attempts => return Next::Completed,
        _ => {}
    }
    let windows = &policy.windows;
    let at_once = policy.twice_in_a_row && attempts == 1;
    let span = windows
        .span_at(ended.started_at)
        .or_else(|| windows.spans.first());
    let delay = match span {
        Some(span) if !at_once => span.delay,
        _ => SignedDuration::ZERO,
    };
    let earliest = ended.ended_at.checked_add(delay).ok();
    match earliest.and_then(|earliest| windows.next_open(earliest)) {
        Some(at) => Next::Again(at),
        None => Next::Errored,
    }
}

/// Returns whether trying again is useless. Our assumption: the API does not say.
fn is_permanent(error: DialError) -> bool {
    matches!(
        error,
        DialError::NumberNonAttributed
            | DialError::NoInternationalPermission
            | DialError::PreconditionFailed
    )
}
