use revox_api::jiff::civil::time;

use super::*;

#[test]
fn both_documented_formats_are_read() {
    let table = [
        ("00:00", Some((0, 0))),
        ("09:00", Some((9, 0))),
        ("9:05", Some((9, 5))),
        ("23:59", Some((23, 59))),
        ("12am", Some((0, 0))),
        ("12:30am", Some((0, 30))),
        ("1am", Some((1, 0))),
        ("12pm", Some((12, 0))),
        ("12:59PM", Some((12, 59))),
        ("5:30 pm", Some((17, 30))),
        ("11pm", Some((23, 0))),
        ("13pm", None),
        ("0am", None),
        ("24:00", None),
        ("9:60", None),
        ("9", None),
        ("", None),
        ("am", None),
        (":", None),
        ("-1:00", None),
        ("9:0:0", None),
        ("noon", None),
        ("é", None),
    ];
    for (text, expected) in table {
        let expected = expected.map(|(hour, minute)| time(hour, minute, 0, 0));
        assert_eq!(time_of_day(text), expected, "{text:?}");
    }
}

#[test]
fn a_window_that_closes_before_it_opens_runs_over_midnight() {
    let hours = |opens: &str, closes: &str| {
        WindowHours::try_from(&CallingWindow::new(opens, closes, 60)).unwrap()
    };
    let holds = |hours: WindowHours, clock: &str| hours.contains(time_of_day(clock).unwrap());
    let day = hours("10:00", "18:00");
    assert!(holds(day, "10:00") && holds(day, "17:59"));
    assert!(!holds(day, "9:59") && !holds(day, "18:00") && !holds(day, "00:00"));
    let night = hours("22:00", "2am");
    assert!(holds(night, "22:00") && holds(night, "00:00") && holds(night, "1:59"));
    assert!(!holds(night, "2:00") && !holds(night, "21:59"));
    let always = hours("8:00", "8:00");
    assert!(holds(always, "8:00") && holds(always, "7:59") && holds(always, "20:00"));
    assert_eq!(day.retry_delay, Duration::from_secs(60));
}

#[test]
fn a_window_that_cannot_be_read_is_named() {
    for window in [
        CallingWindow::new("10h", "18:00", 1),
        CallingWindow::new("10:00", "10h", 1),
    ] {
        let error = WindowHours::try_from(&window).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("\"10h\" is not a time of day"),
            "{error}"
        );
    }
}
