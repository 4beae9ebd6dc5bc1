//! The time of the next opening of a window.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::at;
use crate::engine::retry::RetryPolicy;
use crate::engine::window::Windows;

fn windows(zone: &str, days: &[&str], spans: &[(&str, &str)]) -> Windows {
    let spans = spans.iter().map(|(opens, closes)| {
        json!({
            "calling_window_start_time": opens,
            "calling_window_end_time": closes,
            "retry_delay_seconds": 0,
        })
    });
    let config = json!({
        "allowed_days": days,
        "call_twice_in_a_row": false,
        "calling_windows": spans.collect::<Value>(),
        "max_retry_attempts": 1,
        "timezone": zone,
    });
    RetryPolicy::read(&config, "").unwrap().windows
}

const WORKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday"];
const WEEK: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

fn assert_opens(windows: &Windows, table: &[(&str, &str)]) {
    for (from, opens) in table {
        assert_eq!(windows.next_open(at(from)), Some(at(opens)), "from {from}");
    }
}

#[test]
fn within_a_window_it_is_now_and_outside_the_next_opening() {
    let windows = windows(
        "Europe/Paris",
        WORKDAYS,
        &[("10:00", "12:30"), ("2pm", "6:30pm")],
    );
    assert_opens(
        &windows,
        &[
            ("2026-06-15T05:00:00Z", "2026-06-15T08:00:00Z"),
            ("2026-06-15T08:00:00Z", "2026-06-15T08:00:00Z"),
            ("2026-06-15T10:29:59.999Z", "2026-06-15T10:29:59.999Z"),
            ("2026-06-15T10:30:00Z", "2026-06-15T12:00:00Z"),
            ("2026-06-15T16:30:00Z", "2026-06-16T08:00:00Z"),
            ("2026-06-19T16:30:00Z", "2026-06-22T08:00:00Z"),
            ("2026-06-20T09:00:00Z", "2026-06-22T08:00:00Z"),
        ],
    );
}

#[test]
fn days_and_hours_are_those_of_the_recipient() {
    let auckland = windows("Pacific/Auckland", &["monday"], &[("10:00", "11:00")]);
    assert_opens(
        &auckland,
        &[("2026-06-14T00:00:00Z", "2026-06-14T22:00:00Z")],
    );
    let los_angeles = windows("America/Los_Angeles", &["sunday"], &[("20:00", "21:00")]);
    assert_opens(
        &los_angeles,
        &[("2026-06-14T00:00:00Z", "2026-06-15T03:00:00Z")],
    );
}

#[test]
fn a_window_over_midnight_asks_on_each_side_whether_the_day_is_allowed() {
    let windows = windows("UTC", &["friday"], &[("22:00", "02:00")]);
    assert_opens(
        &windows,
        &[
            ("2026-06-18T23:00:00Z", "2026-06-19T00:00:00Z"),
            ("2026-06-19T01:59:00Z", "2026-06-19T01:59:00Z"),
            ("2026-06-19T02:00:00Z", "2026-06-19T22:00:00Z"),
            ("2026-06-20T00:00:00Z", "2026-06-26T00:00:00Z"),
        ],
    );
}

#[test]
fn a_window_that_opens_when_it_closes_is_open_all_day() {
    let windows = windows("UTC", &["friday"], &[("09:00", "09:00")]);
    assert_opens(
        &windows,
        &[
            ("2026-06-18T23:00:00Z", "2026-06-19T00:00:00Z"),
            ("2026-06-19T08:59:00Z", "2026-06-19T08:59:00Z"),
        ],
    );
}

#[test]
fn after_clocks_change_windows_open_at_the_same_time_of_day() {
    let new_york = windows("America/New_York", WORKDAYS, &[("10:00", "18:00")]);
    assert_opens(
        &new_york,
        &[
            ("2026-03-06T12:00:00Z", "2026-03-06T15:00:00Z"),
            ("2026-03-06T23:00:00Z", "2026-03-09T14:00:00Z"),
            ("2026-10-30T22:00:00Z", "2026-11-02T15:00:00Z"),
        ],
    );
}

#[test]
fn in_the_hour_that_is_left_out_a_window_opens_at_its_end() {
    let paris = windows("Europe/Paris", WEEK, &[("02:30", "03:30")]);
    assert_opens(
        &paris,
        &[
            ("2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z"),
            ("2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"),
        ],
    );
    let only_then = windows("Europe/Paris", &["sunday"], &[("02:15", "02:45")]);
    assert_opens(
        &only_then,
        &[("2026-03-28T12:00:00Z", "2026-04-05T00:15:00Z")],
    );
}

#[test]
fn in_the_hour_that_comes_twice_a_window_opens_twice() {
    let paris = windows("Europe/Paris", WEEK, &[("02:15", "02:45")]);
    assert_opens(
        &paris,
        &[
            ("2026-10-24T22:00:00Z", "2026-10-25T00:15:00Z"),
            ("2026-10-25T00:45:00Z", "2026-10-25T01:15:00Z"),
            ("2026-10-25T01:45:00Z", "2026-10-26T01:15:00Z"),
        ],
    );
}

#[test]
fn at_the_end_of_time_nothing_opens() {
    let windows = windows("UTC", WEEK, &[("10:00", "10:01")]);
    assert_eq!(windows.next_open(Timestamp::MAX), None);
}

/// Held against going through the minutes one by one, across changes of clocks.
#[test]
fn it_is_the_first_open_minute() {
    let zones = prop_oneof![
        Just("Europe/Paris"),
        Just("America/New_York"),
        Just("Australia/Lord_Howe"),
        Just("Asia/Kolkata"),
        Just("Africa/Casablanca"),
        Just("Pacific/Apia"),
    ];
    let time = (0..24, 0..60).prop_map(|(hour, minute)| format!("{hour:02}:{minute:02}"));
    let spans = prop::collection::vec((time.clone(), time), 1..3);
    let days = prop::sample::subsequence(WEEK.to_vec(), 1..=7);
    // Around the changes of the year 2026, and elsewhere.
    let starts = prop_oneof![
        Just("2026-03-07T20:00:00Z"),
        Just("2026-03-28T20:00:00Z"),
        Just("2026-04-04T10:00:00Z"),
        Just("2026-10-24T20:00:00Z"),
        Just("2026-10-31T20:00:00Z"),
        Just("2026-06-15T08:00:00Z"),
    ];
    let cases = (zones, days, spans, starts, 0..2000_i64);
    let law = |(zone, days, spans, start, minutes): (_, Vec<_>, Vec<(String, String)>, _, _)| {
        let spans: Vec<_> = spans
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        let windows = windows(zone, &days, &spans);
        let minute = |minutes: i64| at(start) + SignedDuration::from_mins(minutes);
        let mut later = (minutes..minutes + 9 * 24 * 60).map(minute);
        let first = later.find(|moment| windows.is_open(*moment));
        prop_assert_eq!(windows.next_open(minute(minutes)), first);
        Ok(())
    };
    TestRunner::deterministic().run(&cases, law).unwrap();
}
