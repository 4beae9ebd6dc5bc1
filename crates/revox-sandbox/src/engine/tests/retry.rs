//! The decision after an attempt.

use jiff::{SignedDuration, ToSpan};
use serde_json::{Value, json};

use super::at;
use crate::engine::retry::{Ended, Next, RetryPolicy, after_attempt};
use crate::script::{DialError, Pickup};

/// Mornings with a delay of an hour, afternoons with one of two; on workdays.
fn policy(change: impl FnOnce(&mut Value)) -> RetryPolicy {
    let mut config = json!({
        "allowed_days": ["monday", "tuesday", "wednesday", "thursday", "friday"],
        "call_twice_in_a_row": false,
        "calling_windows": [
            {
                "calling_window_start_time": "10:00",
                "calling_window_end_time": "12:00",
                "retry_delay_seconds": 3600,
            },
            {
                "calling_window_start_time": "14:00",
                "calling_window_end_time": "18:00",
                "retry_delay_seconds": 7200,
            },
        ],
        "max_retry_attempts": 3,
        "timezone": "UTC",
    });
    change(&mut config);
    RetryPolicy::read(&config, "").unwrap()
}

/// An attempt of a minute.
fn ended(start: &str, pickup: Pickup) -> Ended {
    Ended {
        started_at: at(start),
        ended_at: at(start) + 1.minute(),
        pickup,
    }
}

const VOICEMAIL: Pickup = Pickup::Voicemail;

#[test]
fn who_answers_decides_whether_there_is_another_attempt() {
    let policy = policy(|_| {});
    let again = Next::Again(at("2026-06-15T11:01:00Z"));
    for (pickup, next) in [
        (Pickup::Human, Next::Completed),
        (Pickup::Voicemail, again),
        (Pickup::PhoneMenu, again),
        (Pickup::IosScreeningFilter, again),
        (Pickup::Unknown, again),
        (Pickup::Error(DialError::NoAnswer), again),
        (Pickup::Error(DialError::Busy), again),
        (Pickup::Error(DialError::TooManyCalls), again),
        (Pickup::Error(DialError::TemporarilyUnavailable), again),
        (Pickup::Error(DialError::NonClassifiedError), again),
        (Pickup::Error(DialError::NumberNonAttributed), Next::Errored),
        (
            Pickup::Error(DialError::NoInternationalPermission),
            Next::Errored,
        ),
        (Pickup::Error(DialError::PreconditionFailed), Next::Errored),
    ] {
        let ended = ended("2026-06-15T10:00:00Z", pickup);
        assert_eq!(after_attempt(&policy, 1, &ended), next, "{pickup:?}");
    }
}

#[test]
fn the_delay_is_that_of_the_window_and_leads_into_one() {
    let policy = policy(|_| {});
    for (start, next) in [
        // Within the window.
        ("2026-06-15T10:00:00Z", "2026-06-15T11:01:00Z"),
        // Over its end, into the next one.
        ("2026-06-15T11:30:00Z", "2026-06-15T14:00:00Z"),
        // With the other window's delay.
        ("2026-06-15T14:00:00Z", "2026-06-15T16:01:00Z"),
        // Over the end of the day.
        ("2026-06-15T17:00:00Z", "2026-06-16T10:00:00Z"),
        // Over the weekend.
        ("2026-06-19T17:00:00Z", "2026-06-22T10:00:00Z"),
        // Outside of all windows, the first one's counts.
        ("2026-06-15T13:00:00Z", "2026-06-15T14:01:00Z"),
    ] {
        let next = Next::Again(at(next));
        assert_eq!(
            after_attempt(&policy, 1, &ended(start, VOICEMAIL)),
            next,
            "{start}"
        );
    }
}

#[test]
fn a_delay_of_nothing_is_as_soon_as_the_window_allows() {
    let policy = policy(|config| config["calling_windows"][0]["retry_delay_seconds"] = json!(0));
    for (start, next) in [
        ("2026-06-15T10:00:00Z", "2026-06-15T10:01:00Z"),
        ("2026-06-15T11:59:30Z", "2026-06-15T14:00:00Z"),
    ] {
        let next = Next::Again(at(next));
        assert_eq!(
            after_attempt(&policy, 1, &ended(start, VOICEMAIL)),
            next,
            "{start}"
        );
    }
}

#[test]
fn twice_in_a_row_concerns_the_second_attempt_and_keeps_to_the_windows() {
    let policy = policy(|config| config["call_twice_in_a_row"] = json!(true));
    for (attempts, start, next) in [
        (1, "2026-06-15T10:00:00Z", "2026-06-15T10:01:00Z"),
        (1, "2026-06-15T11:59:30Z", "2026-06-15T14:00:00Z"),
        (1, "2026-06-19T17:59:30Z", "2026-06-22T10:00:00Z"),
        (2, "2026-06-15T10:00:00Z", "2026-06-15T11:01:00Z"),
    ] {
        let next = Next::Again(at(next));
        let ended = ended(start, VOICEMAIL);
        assert_eq!(
            after_attempt(&policy, attempts, &ended),
            next,
            "{attempts} {start}"
        );
    }
}

#[test]
fn the_limit_counts_all_attempts() {
    for (limit, attempts, is_over) in [
        (1, 1, true),
        (2, 1, false),
        (2, 2, true),
        (3, 2, false),
        (3, 3, true),
        (3, 9, true),
    ] {
        let policy = policy(|config| {
            config["max_retry_attempts"] = json!(limit);
            config["call_twice_in_a_row"] = json!(true);
        });
        let ended = ended("2026-06-15T10:00:00Z", VOICEMAIL);
        let next = after_attempt(&policy, attempts, &ended);
        assert_eq!(next == Next::Completed, is_over, "{attempts} of {limit}");
    }
}

#[test]
fn a_delay_beyond_all_measure_is_ten_years() {
    let policy = policy(|config| {
        config["calling_windows"][0]["retry_delay_seconds"] = json!(9_007_199_254_740_991_i64);
    });
    let ended = ended("2026-06-15T10:00:00Z", VOICEMAIL);
    let Next::Again(next) = after_attempt(&policy, 1, &ended) else {
        unreachable!("an attempt follows");
    };
    let years = next.duration_since(ended.ended_at);
    assert!(years > SignedDuration::from_hours(10 * 365 * 24), "{next}");
}

#[test]
fn settings_that_never_allow_a_call_are_refused() {
    for (place, value) in [
        ("/allowed_days", json!([])),
        ("/calling_windows", json!([])),
        ("/timezone", json!("Europe/Nowhere")),
        ("/calling_windows/0/calling_window_end_time", json!("25:00")),
    ] {
        let mut config = crate::engine::retry::service_defaults();
        *config.pointer_mut(place).unwrap() = value;
        assert!(RetryPolicy::read(&config, "+33").is_err(), "{place}");
    }
}

#[test]
fn without_settings_those_of_the_service_and_the_zone_of_the_number_hold() {
    let policy = RetryPolicy::read(&Value::Null, "+81312345678").unwrap();
    assert_eq!(policy.most_attempts, 3);
    let next = policy.windows.next_open(at("2026-06-15T12:00:00Z"));
    assert_eq!(next, Some(at("2026-06-16T01:00:00Z")));
}
