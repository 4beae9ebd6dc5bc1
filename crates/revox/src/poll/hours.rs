use std::error::Error;
use std::fmt;
use std::time::Duration;

use revox_api::jiff::civil::Time;
use revox_api::models::CallingWindow;

use super::{DAY, Millis, SECOND};

/// A [`CallingWindow`] whose times are parsed.
///
/// The window is open from `opens`, which belongs to it, to `closes`, which does not. It runs over
/// midnight if it closes before it opens, and is open all day if the two are equal; the API
/// documents neither, so these are assumptions.
///
/// # Examples
///
/// ```
/// use revox::jiff::civil::time;
/// use revox::models::CallingWindow;
/// use revox::poll::WindowHours;
///
/// let hours = WindowHours::try_from(&CallingWindow::new("9am", "17:30", 7200))?;
/// assert_eq!(hours.opens, time(9, 0, 0, 0));
/// assert!(hours.contains(time(17, 29, 59, 0)));
/// assert!(!hours.contains(hours.closes));
/// # Ok::<(), revox::poll::InvalidWindow>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WindowHours {
    /// Time of day at which the window opens.
    pub opens: Time,
    /// Time of day at which the window closes.
    pub closes: Time,
    /// Wait after an attempt in this window before the next.
    pub retry_delay: Duration,
}

impl WindowHours {
    /// Returns the window that the service uses where none was set.
    pub(super) fn of_the_service() -> Self {
        Self {
            opens: Time::constant(10, 0, 0, 0),
            closes: Time::constant(18, 0, 0, 0),
            retry_delay: Duration::from_secs(7_200),
        }
    }

    /// Returns true if the window is open at this time of day.
    pub fn contains(&self, time: Time) -> bool {
        let time = since_midnight(time);
        self.parts()
            .iter()
            .any(|(opens, closes)| (*opens..*closes).contains(&time))
    }

    /// Returns the parts of a day in which the window is open, in milliseconds since midnight.
    pub(super) fn parts(&self) -> [(Millis, Millis); 2] {
        let (opens, closes) = (since_midnight(self.opens), since_midnight(self.closes));
        if opens < closes {
            [(opens, closes), (0, 0)]
        } else {
            [(opens, DAY), (0, closes)]
        }
    }
}

/// Fails if one of the times is in neither of the two documented formats, `HH:mm` and `H:mma`.
impl TryFrom<&CallingWindow> for WindowHours {
    type Error = InvalidWindow;

    fn try_from(window: &CallingWindow) -> Result<Self, InvalidWindow> {
        let parse = |text: &str| {
            let invalid = || InvalidWindow { text: text.into() };
            time_of_day(text).ok_or_else(invalid)
        };
        let delay = u64::try_from(window.retry_delay_seconds).unwrap_or_default();
        Ok(Self {
            opens: parse(&window.calling_window_start_time)?,
            closes: parse(&window.calling_window_end_time)?,
            retry_delay: Duration::from_secs(delay),
        })
    }
}

/// A time of a calling window that is in neither of the documented formats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidWindow {
    text: String,
}

impl fmt::Display for InvalidWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is not a time of day, as in `17:30`, `5:30pm` or `6pm`",
            self.text
        )
    }
}

impl Error for InvalidWindow {}

fn since_midnight(time: Time) -> Millis {
    let minutes = Millis::from(time.hour()) * 60 + Millis::from(time.minute());
    (minutes * 60 + Millis::from(time.second())) * SECOND + Millis::from(time.millisecond())
}

/// Parses `HH:mm`, or `H:mma` and `Ha` on the 12-hour clock, in which 12 am is midnight.
///
/// Requests are checked more strictly than this; spaces and case do not change what a server means.
fn time_of_day(text: &str) -> Option<Time> {
    let text: String = text.split_whitespace().collect();
    let text = text.to_ascii_lowercase();
    let (clock, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(0)),
        (_, Some(clock)) => (clock, Some(12)),
        _ => (text.as_str(), None),
    };
    let (hour, minute) = match (clock.split_once(':'), half) {
        (Some(parts), _) => parts,
        (None, Some(_)) => (clock, "00"),
        (None, None) => return None,
    };
    let number = |text: &str| -> Option<i8> {
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().ok()).flatten()
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests;
