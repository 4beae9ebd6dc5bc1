use std::time::Duration;

/// Settings of a [`Schedule`](super::Schedule).
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use revox::poll::{PollOptions, Schedule};
///
/// // Appointment reminders: half of the calls take less than 40 seconds.
/// let options = PollOptions::new()
///     .call_duration(Duration::from_secs(40), 0.6)
///     .mean_delay(Duration::from_secs(5));
/// let schedule = Schedule::new(&options);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "options do nothing until they are passed to a schedule"]
pub struct PollOptions {
    pub(super) mean_delay: Duration,
    pub(super) call_duration: Law,
    pub(super) processing_duration: Law,
    pub(super) shortest_interval: Duration,
    pub(super) longest_interval: Duration,
    pub(super) queued_interval: Duration,
    pub(super) safety_interval: Duration,
    pub(super) skips_calling_window: Option<bool>,
    pub(super) time_zone: Option<String>,
}

/// A log-normal distribution of durations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Law {
    /// In seconds.
    pub(super) median: f64,
    /// Standard deviation of the logarithm.
    pub(super) spread: f64,
}

impl Law {
    fn new(median: Duration, spread: f64) -> Self {
        let spread = if spread.is_finite() { spread } else { 1.0 };
        Self {
            median: median.as_secs_f64().clamp(1.0, 86_400.0),
            spread: spread.clamp(0.2, 3.0),
        }
    }
}

impl PollOptions {
    /// Creates options with the defaults.
    #[allow(clippy::new_without_default)] // Spelled as the other options are.
    pub fn new() -> Self {
        Self {
            mean_delay: Duration::from_secs(2),
            call_duration: Law {
                median: 90.0,
                spread: 1.5,
            },
            processing_duration: Law {
                median: 10.0,
                spread: 1.0,
            },
            shortest_interval: Duration::from_secs(1),
            longest_interval: Duration::from_secs(60),
            queued_interval: Duration::from_secs(60),
            safety_interval: Duration::from_secs(3_600),
            skips_calling_window: None,
            time_zone: None,
        }
    }

    /// Sets the mean delay with which the end of a call should be seen. The default is 2 seconds.
    ///
    /// Half the delay costs twice the polls. It is a mean over calls that last as
    /// [`call_duration`](Self::call_duration) says; if they do not, the delay differs, and the
    /// product of delay and polls stays nearly as small. Values below 100 ms count as 100 ms.
    pub fn mean_delay(mut self, delay: Duration) -> Self {
        self.mean_delay = delay.max(Duration::from_millis(100));
        self
    }

    /// Sets how long attempts last, from dialling to the end of the call: half of them less than
    /// `median`, and about two thirds between `median` divided and multiplied by `e^spread`.
    ///
    /// The default, 90 s and 1.5, covers calls from 20 seconds to 7 minutes, and suits programs that
    /// do not know their calls. If the durations are known, the product of delay and polls is about a
    /// fifth smaller; a spread of 0.8 is common for calls of one kind. The median ranges from 1 s to a day
    /// and the spread from 0.2 to 3; values outside count as the nearest.
    pub fn call_duration(mut self, median: Duration, spread: f64) -> Self {
        self.call_duration = Law::new(median, spread);
        self
    }

    /// Sets how long the processing after a call lasts, as [`call_duration`](Self::call_duration)
    /// does. The default is a median of 10 s and a spread of 1.
    pub fn processing_duration(mut self, median: Duration, spread: f64) -> Self {
        self.processing_duration = Law::new(median, spread);
        self
    }

    /// Sets the shortest interval between two polls. The default is 1 second, also the minimum.
    pub fn shortest_interval(mut self, interval: Duration) -> Self {
        self.shortest_interval = interval.max(Duration::from_secs(1));
        self
    }

    /// Sets the longest interval between two polls while a call is under way or is processed. The
    /// default is 60 seconds.
    ///
    /// Set it to a few seconds to follow a transcript during the call.
    pub fn longest_interval(mut self, interval: Duration) -> Self {
        self.longest_interval = interval;
        self
    }

    /// Sets the longest interval between two polls while a call order waits in the queue and may be
    /// called. The default is 60 seconds.
    ///
    /// The interval is a quarter of the time waited until it is this long. From 16 times this time
    /// on, it is a sixteenth of the time waited, up to the
    /// [safety interval](Self::safety_interval), so that a long queue does not cost much.
    pub fn queued_interval(mut self, interval: Duration) -> Self {
        self.queued_interval = interval;
        self
    }

    /// Sets the longest time without any poll. The default is 1 hour.
    ///
    /// It limits the delay of changes that a call order does not announce, such as a cancellation.
    /// Values below 1 minute count as 1 minute, and above 30 days as 30 days.
    pub fn safety_interval(mut self, interval: Duration) -> Self {
        let (least, most) = (60, 30 * 86_400);
        self.safety_interval =
            interval.clamp(Duration::from_secs(least), Duration::from_secs(most));
        self
    }

    /// States the value of `skip_calling_window` with which call orders were placed, which a
    /// [`Call`](crate::models::Call) does not tell.
    ///
    /// If `true`, the first attempt is expected at any time. If `false`, it is expected inside a
    /// calling window. By default, the schedule does not know: it expects the windows to hold, but polls a
    /// call order that was just placed outside of them a few times more.
    pub fn skips_calling_window(mut self, skips: bool) -> Self {
        self.skips_calling_window = Some(skips);
        self
    }

    /// Sets the recipients' time zone by its IANA name, for call orders whose retry settings name
    /// none.
    ///
    /// By default, it follows from the country code of the number. Where a country has several time
    /// zones, calls are expected in each of them. A name that is not in the time zone database
    /// counts as not set, and so does any name without the feature `jiff`.
    pub fn time_zone(mut self, name: impl Into<String>) -> Self {
        self.time_zone = Some(name.into());
        self
    }
}
