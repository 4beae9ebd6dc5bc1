use revox_api::models::CallingWindow;

use super::*;

const PARIS: &str = "+33639980142";
const UNITED_STATES: &str = "+12125550100";

fn at(text: &str) -> Millis {
    text.parse::<Timestamp>().unwrap().as_millisecond()
}

fn config(zone: Option<&str>, days: &[&str], windows: &[(&str, &str)]) -> CallRetryConfig {
    let windows = windows
        .iter()
        .map(|(opens, closes)| CallingWindow::new(*opens, *closes, 60));
    let days = days.iter().map(|day| Weekday::from(*day));
    let config = CallRetryConfig::new(windows, days, 3, false);
    match zone {
        Some(zone) => config.timezone(zone),
        None => config,
    }
}

fn windows(zone: &str, days: &[&str], windows: &[(&str, &str)]) -> Windows {
    Windows::read(Some(&config(Some(zone), days, windows)), PARIS, None).unwrap()
}

const WORKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday"];
const WEEKEND: &[&str] = &["saturday", "sunday"];

fn assert_opens(windows: &Windows, table: &[(&str, &str)]) {
    for (from, opens) in table {
        assert_eq!(windows.next_open(at(from)), Some(at(opens)), "from {from}");
    }
}

#[test]
fn the_next_moment_is_now_or_the_next_opening() {
    let windows = windows(
        "Europe/Paris",
        WORKDAYS,
        &[("10:00", "12:30"), ("2pm", "6pm")],
    );
    assert_opens(
        &windows,
        &[
            ("2026-06-15T07:59:59.999Z", "2026-06-15T08:00:00Z"),
            ("2026-06-15T08:00:00Z", "2026-06-15T08:00:00Z"),
            ("2026-06-15T10:29:59.999Z", "2026-06-15T10:29:59.999Z"),
            ("2026-06-15T10:30:00Z", "2026-06-15T12:00:00Z"),
            ("2026-06-15T16:00:00Z", "2026-06-16T08:00:00Z"),
            // Friday evening.
            ("2026-06-19T16:00:00Z", "2026-06-22T08:00:00Z"),
        ],
    );
}

#[test]
fn after_midnight_the_next_day_has_to_be_allowed() {
    let windows = windows("Europe/Paris", &["friday"], &[("22:00", "02:00")]);
    assert_opens(
        &windows,
        &[
            ("2026-06-19T20:00:00Z", "2026-06-19T20:00:00Z"),
            ("2026-06-19T21:59:59Z", "2026-06-19T21:59:59Z"),
            // Saturday, 00:00: not until the small hours of Friday.
            ("2026-06-19T22:00:00Z", "2026-06-25T22:00:00Z"),
        ],
    );
}

#[test]
fn in_paris_the_window_moves_with_the_clock() {
    let windows = windows("Europe/Paris", WEEKEND, &[("02:15", "02:45")]);
    assert_opens(
        &windows,
        &[
            // 29 March 2026 has no 02:15.
            ("2026-03-28T02:00:00Z", "2026-04-04T00:15:00Z"),
            // 25 October 2026 has two.
            ("2026-10-25T00:00:00Z", "2026-10-25T00:15:00Z"),
            ("2026-10-25T00:45:00Z", "2026-10-25T01:15:00Z"),
            ("2026-10-25T01:45:00Z", "2026-10-31T01:15:00Z"),
        ],
    );
}

#[test]
fn in_new_york_a_window_that_the_clock_skips_into_opens_late() {
    let windows = windows("America/New_York", &["sunday"], &[("02:30", "03:30")]);
    assert_opens(
        &windows,
        &[
            ("2026-03-08T05:00:00Z", "2026-03-08T07:00:00Z"),
            ("2026-03-08T07:30:00Z", "2026-03-15T06:30:00Z"),
            ("2026-11-01T05:00:00Z", "2026-11-01T07:30:00Z"),
        ],
    );
}

#[test]
fn on_lord_howe_the_clock_moves_by_half_an_hour() {
    let windows = windows("Australia/Lord_Howe", &["sunday"], &[("01:40", "02:10")]);
    assert_opens(
        &windows,
        &[
            // On 5 April 2026, 02:00 is 01:30 again: 01:40 to 02:00, and then 01:40 to 02:10.
            ("2026-04-04T14:00:00Z", "2026-04-04T14:40:00Z"),
            ("2026-04-04T15:00:00Z", "2026-04-04T15:10:00Z"),
            ("2026-04-04T15:40:00Z", "2026-04-11T15:10:00Z"),
            // On 4 October 2026, 02:00 is 02:30 at once.
            ("2026-10-03T15:00:00Z", "2026-10-03T15:10:00Z"),
            ("2026-10-03T15:30:00Z", "2026-10-10T14:40:00Z"),
        ],
    );
}

#[test]
fn where_a_number_has_many_zones_the_earliest_counts() {
    let config = config(None, WORKDAYS, &[("10:00", "18:00")]);
    let windows = Windows::read(Some(&config), UNITED_STATES, None).unwrap();
    // Newfoundland opens first, and Hawaii closes last.
    assert_opens(
        &windows,
        &[
            ("2026-06-15T06:00:00Z", "2026-06-15T12:30:00Z"),
            ("2026-06-16T03:59:59Z", "2026-06-16T03:59:59Z"),
            ("2026-06-16T04:00:00Z", "2026-06-16T12:30:00Z"),
        ],
    );
    let noon = at("2026-06-15T16:00:00Z");
    let open = windows.open_around(noon).unwrap();
    assert_eq!(open, at("2026-06-15T12:30:00Z")..at("2026-06-16T04:00:00Z"));
    // Denver, Regina and Chihuahua's neighbours.
    assert_eq!(windows.next_opening(noon), Some(at("2026-06-15T17:00:00Z")));
    // Unless somebody knows better.
    let known = Windows::read(Some(&config), UNITED_STATES, Some("America/New_York")).unwrap();
    assert_opens(&known, &[("2026-06-15T06:00:00Z", "2026-06-15T14:00:00Z")]);
}

#[test]
fn the_zone_of_the_settings_goes_before_the_one_assumed_and_the_number() {
    let config = config(Some("Asia/Tokyo"), WORKDAYS, &[("10:00", "18:00")]);
    let windows = Windows::read(Some(&config), PARIS, Some("Europe/London")).unwrap();
    assert_opens(
        &windows,
        &[("2026-06-14T12:00:00Z", "2026-06-15T01:00:00Z")],
    );
}

#[test]
fn settings_that_nobody_set_are_those_of_the_service() {
    let windows = Windows::read(None, PARIS, None).unwrap();
    assert_opens(
        &windows,
        &[
            ("2026-06-19T15:59:59Z", "2026-06-19T15:59:59Z"),
            ("2026-06-19T16:00:00Z", "2026-06-22T08:00:00Z"),
        ],
    );
    assert_eq!(
        windows.retry_delay(at("2026-06-19T15:00:00Z")),
        7_200 * SECOND
    );
}

#[test]
fn nothing_is_known_without_a_day_a_window_or_a_zone() {
    let read = |config: &CallRetryConfig, number| Windows::read(Some(config), number, None);
    let hours = &[("10:00", "18:00")];
    assert!(read(&config(None, &[], hours), PARIS).is_none());
    assert!(read(&config(None, &["someday"], hours), PARIS).is_none());
    assert!(read(&config(None, WORKDAYS, &[]), PARIS).is_none());
    assert!(read(&config(None, WORKDAYS, &[("10h", "18h")]), PARIS).is_none());
    assert!(read(&config(None, WORKDAYS, hours), "+999").is_none());
    assert!(read(&config(Some("Moon/Tycho"), WORKDAYS, hours), "+999").is_none());
    // A zone that cannot be read leaves the number's.
    assert!(read(&config(Some("Moon/Tycho"), WORKDAYS, hours), PARIS).is_some());
}

#[test]
fn the_retry_delay_is_that_of_the_window() {
    let config = CallRetryConfig::new(
        [
            CallingWindow::new("10:00", "12:00", 600),
            CallingWindow::new("14:00", "18:00", 60),
        ],
        [Weekday::Monday],
        3,
        false,
    )
    .timezone("UTC");
    let windows = Windows::read(Some(&config), PARIS, None).unwrap();
    assert_eq!(
        windows.retry_delay(at("2026-06-15T10:30:00Z")),
        600 * SECOND
    );
    assert_eq!(windows.retry_delay(at("2026-06-15T14:00:00Z")), 60 * SECOND);
    // Outside of all, the shortest.
    assert_eq!(windows.retry_delay(at("2026-06-15T13:00:00Z")), 60 * SECOND);
}

/// Compares the arithmetic with the clock, minute by minute, around changes of clocks.
#[test]
fn it_agrees_with_the_clock_on_the_wall() {
    let zones = [
        (
            "Europe/Paris",
            ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"],
        ),
        (
            "America/New_York",
            ["2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z"],
        ),
        (
            "Australia/Lord_Howe",
            ["2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z"],
        ),
    ];
    let mut random = fastrand::Rng::with_seed(20_260_329);
    let minute = 60 * SECOND;
    for case in 0..60 {
        let (zone, changes) = zones[case % 3];
        let days: Vec<&str> = [WORKDAYS, WEEKEND].concat();
        let days: Vec<&str> = days.into_iter().filter(|_| random.bool()).collect();
        let mut time = || format!("{:02}:{:02}", random.u8(0..24), random.u8(0..12) * 5);
        let texts: Vec<_> = (0..2).map(|_| (time(), time())).collect();
        let hours: Vec<_> = texts
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        if days.is_empty() {
            continue;
        }
        let windows = windows(zone, &days, &hours);
        let zone = zones::named(zone).unwrap();
        let is_open = |moment: Millis| {
            let local = zone.to_datetime(Timestamp::from_millisecond(moment).unwrap());
            let weekday = usize::from(local.date().weekday().to_monday_zero_offset() as u8);
            windows.days[weekday]
                && windows
                    .hours
                    .iter()
                    .any(|hours| hours.contains(local.time()))
        };
        for change in changes {
            let from = at(change) - random.i64(0..2 * 1_440) * minute;
            let opens = windows.next_open(from).unwrap();
            let mut moments = (0..).map(|count| from + count * minute);
            let expected = moments.find(|moment| is_open(*moment)).unwrap();
            assert_eq!(opens, expected, "{days:?} {hours:?} from {from}");
            let mut moments = (1..).map(|count| from + count * minute);
            let reopens = moments
                .find(|now| is_open(*now) && !is_open(*now - minute))
                .unwrap();
            assert_eq!(
                windows.next_opening(from),
                Some(reopens),
                "{days:?} {hours:?} from {from}"
            );
        }
    }
}
