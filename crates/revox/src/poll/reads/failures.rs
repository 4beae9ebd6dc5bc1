//! Polls that fail: which of them are survived, and when the next one comes.

use std::time::{Duration, SystemTime};

use http::StatusCode;
use revox_api::{Error, retry_after};

use super::Limits;

/// The pause after the first failure. It doubles with each further one in a row.
const FIRST: Duration = Duration::from_secs(1);

/// The longest pause, unless the server asks for more.
const LONGEST: Duration = Duration::from_secs(60);

/// The longest pause that a server may ask for.
const LONGEST_ASKED: Duration = Duration::from_secs(3_600);

/// Upper bound of the random time added to the pause that a server asks for.
const SPREAD: Duration = Duration::from_secs(5);

/// Doubtful failures in a row that are survived. With their pauses, they take four minutes.
const MOST_DOUBTFUL: u32 = 9;

/// The consequence of a failure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::poll) enum Verdict {
    /// Another poll after a pause.
    Retry(Duration),
    /// It does not exist.
    NotFound,
    /// No further poll.
    GiveUp,
}

/// The kinds of failures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Likely to go away by itself.
    Transient,
    /// May go away, or come each time: a response that does not decode may be a proxy's error page,
    /// or a change of the API; a key provider may be down, or gone.
    Doubtful,
    Missing,
    Permanent,
}

impl Kind {
    fn new(error: &Error) -> Self {
        let is_broken = error.is_connect() || error.is_timeout() || error.is_transport();
        let is_refused_for_now = error.is_rate_limited()
            || error.is_server_error()
            || error.status() == Some(StatusCode::REQUEST_TIMEOUT);
        if error.is_not_found() {
            Self::Missing
        } else if is_broken || is_refused_for_now {
            Self::Transient
        } else if error.is_decode() || error.is_inconsistent() || error.is_missing_key() {
            Self::Doubtful
        } else {
            Self::Permanent
        }
    }
}

/// The failures since the last poll that succeeded.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::poll) struct Failures {
    count: u32,
    doubtful: u32,
    /// Time of the first one, by the clock's [`elapsed`](crate::Clock::elapsed).
    since: Option<Duration>,
    missing_since: Option<Duration>,
}

impl Failures {
    /// Adds a failure at the time `at`, and decides what follows. `random` is at least 0 and less
    /// than 1.
    pub(in crate::poll) fn add(
        &mut self,
        error: &Error,
        limits: Limits,
        (at, now): (Duration, SystemTime),
        random: f64,
    ) -> Verdict {
        self.add_kind(Kind::new(error), error, limits, (at, now), random)
    }

    /// Adds a failure of which another one than this may be the reason, as [`add`](Self::add) does.
    pub(in crate::poll) fn add_of_others(
        &mut self,
        error: &Error,
        limits: Limits,
        times: (Duration, SystemTime),
        random: f64,
    ) -> Verdict {
        let kind = match Kind::new(error) {
            Kind::Permanent | Kind::Doubtful => Kind::Transient,
            kind => kind,
        };
        self.add_kind(kind, error, limits, times, random)
    }

    /// Adds a failure of which the client is the reason, and nothing that it reads. Returns the pause until
    /// the next poll, and true if the reason is not expected to go away by itself.
    pub(in crate::poll) fn add_of_client(
        &mut self,
        error: &Error,
        now: SystemTime,
        random: f64,
    ) -> (Duration, bool) {
        let is_lasting = match Kind::new(error) {
            Kind::Permanent => true,
            Kind::Doubtful => {
                self.doubtful = self.doubtful.saturating_add(1);
                self.doubtful > MOST_DOUBTFUL
            }
            Kind::Transient | Kind::Missing => false,
        };
        let pause = self.pause(error, now, random);
        self.count = self.count.saturating_add(1);
        (pause, is_lasting)
    }

    /// Returns the pause after the next failure.
    fn pause(&self, error: &Error, now: SystemTime, random: f64) -> Duration {
        let asked = error
            .headers()
            .and_then(|headers| retry_after(headers, now))
            .map(|asked| asked.min(LONGEST_ASKED) + SPREAD.mul_f64(random));
        asked.unwrap_or_else(|| exponential(self.count, random))
    }

    fn add_kind(
        &mut self,
        kind: Kind,
        error: &Error,
        limits: Limits,
        (at, now): (Duration, SystemTime),
        random: f64,
    ) -> Verdict {
        let failing = at.saturating_sub(*self.since.get_or_insert(at));
        let backoff = exponential(self.count, random);
        let pause = self.pause(error, now, random);
        self.count = self.count.saturating_add(1);
        match kind {
            Kind::Permanent => return Verdict::GiveUp,
            Kind::Missing => return self.missing(limits, at, backoff),
            Kind::Doubtful => {
                self.doubtful = self.doubtful.saturating_add(1);
                if self.doubtful > MOST_DOUBTFUL {
                    return Verdict::GiveUp;
                }
            }
            Kind::Transient => {}
        }
        if failing >= limits.max_outage {
            return Verdict::GiveUp;
        }
        Verdict::Retry(pause)
    }

    /// Adds a read at the time `at` that succeeded and did not find it.
    pub(in crate::poll) fn add_missing(
        &mut self,
        limits: Limits,
        at: Duration,
        random: f64,
    ) -> Verdict {
        self.since.get_or_insert(at);
        let backoff = exponential(self.count, random);
        self.count = self.count.saturating_add(1);
        self.missing(limits, at, backoff)
    }

    fn missing(&mut self, limits: Limits, at: Duration, backoff: Duration) -> Verdict {
        let missing = at.saturating_sub(*self.missing_since.get_or_insert(at));
        let left = limits.visibility_time.saturating_sub(missing);
        match left.is_zero() {
            true => Verdict::NotFound,
            false => Verdict::Retry(backoff.min(left)),
        }
    }

    /// Returns true if the latest poll succeeded.
    pub(in crate::poll) fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// Returns a pause between half of a bound and all of it. The bound doubles with `count`.
fn exponential(count: u32, random: f64) -> Duration {
    let bound = FIRST.saturating_mul(2_u32.saturating_pow(count));
    bound.min(LONGEST).mul_f64(0.5 + random / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        deadline: None,
        max_outage: Duration::from_secs(86_400),
        visibility_time: Duration::from_secs(30),
    };

    fn seconds(number: u64) -> Duration {
        Duration::from_secs(number)
    }

    fn add(failures: &mut Failures, error: &Error, at: u64) -> Verdict {
        let now = SystemTime::UNIX_EPOCH + seconds(at);
        failures.add(error, LIMITS, (seconds(at), now), 0.0)
    }

    #[test]
    fn pauses_double_up_to_a_minute() {
        let pauses: Vec<_> = (0..8)
            .map(|count| exponential(count, 1.0).as_secs())
            .collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(exponential(u32::MAX, 0.0), seconds(30));
    }

    #[test]
    fn an_outage_is_survived_for_its_time() {
        let mut failures = Failures::default();
        let error = Error::connect("refused");
        for at in [0, 1, 3_600, 86_399] {
            let verdict = add(&mut failures, &error, at);
            assert!(matches!(verdict, Verdict::Retry(_)), "{at}");
        }
        assert_eq!(add(&mut failures, &error, 86_400), Verdict::GiveUp);
    }

    #[test]
    fn doubtful_failures_are_survived_a_few_times() {
        let error = Error::missing_key("the vault is sealed");
        let mut failures = Failures::default();
        for at in 0..u64::from(MOST_DOUBTFUL) {
            let verdict = add(&mut failures, &error, at);
            assert!(matches!(verdict, Verdict::Retry(_)), "{at}");
        }
        assert_eq!(add(&mut failures, &error, 10), Verdict::GiveUp);
    }

    #[test]
    fn failures_of_the_client_are_told_when_they_last() {
        let now = SystemTime::UNIX_EPOCH;
        let refused = Error::invalid_request("no");
        let mut failures = Failures::default();
        let told: Vec<_> = (0..8)
            .map(|_| failures.add_of_client(&refused, now, 0.0))
            .collect();
        let expected = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000];
        let expected = expected.map(|millis| (Duration::from_millis(millis), true));
        assert_eq!(told, expected);
        assert!(!failures.is_empty());

        let sealed = Error::missing_key("the vault is sealed");
        let mut failures = Failures::default();
        for index in 0..20 {
            let (_, is_lasting) = failures.add_of_client(&sealed, now, 0.0);
            assert_eq!(is_lasting, index >= MOST_DOUBTFUL, "{index}");
        }
        let broken = Error::connect("refused");
        assert!(!Failures::default().add_of_client(&broken, now, 0.0).1);
    }

    #[test]
    fn what_nothing_cures_ends_the_wait_at_once() {
        for error in [
            Error::invalid_request("no id"),
            Error::redirect("elsewhere"),
            Error::too_large(1),
        ] {
            let mut failures = Failures::default();
            assert_eq!(add(&mut failures, &error, 0), Verdict::GiveUp, "{error}");
        }
    }
}
