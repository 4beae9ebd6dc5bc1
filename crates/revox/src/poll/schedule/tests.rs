use serde_json::{Value, json};

use super::*;
use crate::poll::DAY;

/// 2026-06-15T08:00:00Z, a Monday: 10:00 in Paris, where calls are possible until 18:00.
const MONDAY: Millis = 1_781_510_400_000;
const MINUTE: Millis = 60 * SECOND;
const HOUR: Millis = 60 * MINUTE;

fn text(at: Millis) -> Value {
    // 2026-06-15T00:00:00Z and some days in June.
    let since = at - (MONDAY - 8 * HOUR);
    let (day, rest) = (15 + since.div_euclid(DAY), since.rem_euclid(DAY));
    let (hour, minute, second) = (rest / HOUR, rest / MINUTE % 60, rest / SECOND % 60);
    json!(format!(
        "2026-06-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z",
        rest % SECOND
    ))
}

fn call(status: &str, planned: Millis, change: Value) -> Call {
    let mut call = json!({
        "id": "call_1",
        "status": status,
        "direction": "outbound",
        "to_phone_number": "+33639980142",
        "scheduled_at": text(planned),
    });
    let fields = change.as_object().unwrap().clone();
    call.as_object_mut().unwrap().extend(fields);
    serde_json::from_value(call).unwrap()
}

fn attempt(status: &str, started: Millis, ended: Option<Millis>) -> Value {
    json!({"calls_count": 1, "last_call_attempt": {
        "id": "attempt_1",
        "status": status,
        "started_at": text(started),
        "answered_at": text(started + 10 * SECOND),
        "ended_at": ended.map(text),
    }})
}

fn schedule() -> Schedule {
    Schedule::new(&PollOptions::new())
}

/// The next poll after reads at these times, in milliseconds after the last of them.
fn after(schedule: &Schedule, call: &Call, reads: &[Millis]) -> Option<(Millis, Reason)> {
    let mut state = PollState::new();
    let mut next = None;
    for read in reads {
        let now = SystemTime::UNIX_EPOCH + Duration::from_millis(*read as u64);
        next = schedule.next(call, &mut state, now);
        assert_eq!(state.next(), next);
    }
    next.map(|next| (next.at - reads.last().unwrap(), next.reason))
}

#[test]
fn what_is_finished_is_not_polled() {
    for status in ["completed", "cancelled", "errored"] {
        let call = call(status, MONDAY, json!({}));
        assert_eq!(after(&schedule(), &call, &[MONDAY]), None);
    }
}

#[test]
fn what_is_idle_is_polled_after_as_long_as_it_has_been_so() {
    for status in ["paused", "not_launched"] {
        let call = call(status, MONDAY, json!({}));
        let table = [
            (0, MINUTE),
            (59 * SECOND, MINUTE),
            (2 * MINUTE, 2 * MINUTE),
            (59 * MINUTE, 59 * MINUTE),
            (DAY, HOUR),
        ];
        for (age, pause) in table {
            let next = after(&schedule(), &call, &[MONDAY, MONDAY + age]);
            assert_eq!(next, Some((pause, Reason::Safety)), "{age}");
        }
    }
}

#[test]
fn a_status_that_nobody_knows_is_polled_by_its_age() {
    let schedule = schedule();
    let call = call("on_hold", MONDAY, json!({}));
    let next = |age| after(&schedule, &call, &[MONDAY, MONDAY + age]);
    assert_eq!(next(0), Some((schedule.first, Reason::Safety)));
    assert_eq!(next(4 * MINUTE), Some((MINUTE, Reason::Safety)));
    assert_eq!(next(DAY), Some((HOUR, Reason::Safety)));
}

#[test]
fn a_call_is_polled_by_its_age_on_the_server() {
    let schedule = schedule();
    let pace = |age: Millis| interval(&schedule.calls, age);
    let ringing = call("calling", MONDAY, attempt("ringing", MONDAY, None));
    for age in [0, 20 * SECOND, 90 * SECOND, 20 * MINUTE] {
        let next = after(&schedule, &ringing, &[MONDAY + age]);
        assert_eq!(next, Some((pace(age), Reason::UnderWay)), "{age}");
    }
    assert!(pace(90 * SECOND) < 10 * SECOND);
    // Hours later, the pace would be slower than allowed.
    let next = after(&schedule, &ringing, &[MONDAY + 7 * DAY]);
    assert_eq!(next, Some((MINUTE, Reason::UnderWay)));
    // By the local clock, if the server's is wrong: it was not there a minute ago.
    let mut state = PollState::new();
    let now = |at: Millis| SystemTime::UNIX_EPOCH + Duration::from_millis(at as u64);
    let before = call("queued_for_calling", MONDAY, json!({}));
    schedule.next(&before, &mut state, now(MONDAY + HOUR));
    let next = schedule.next(&ringing, &mut state, now(MONDAY + HOUR + MINUTE));
    assert_eq!(next.unwrap().at, MONDAY + HOUR + MINUTE + pace(MINUTE));
}

#[test]
fn the_limits_of_the_interval_hold_for_calls_and_processing() {
    let options = PollOptions::new()
        .longest_interval(Duration::from_secs(3))
        .shortest_interval(Duration::from_secs(2));
    let schedule = Schedule::new(&options);
    let ongoing = call("calling", MONDAY, attempt("ongoing", MONDAY, None));
    let next = after(&schedule, &ongoing, &[MONDAY + 20 * MINUTE]);
    assert_eq!(next, Some((3 * SECOND, Reason::UnderWay)));
    let rare = Schedule::new(&PollOptions::new().mean_delay(Duration::from_secs(600)));
    let next = after(&rare, &ongoing, &[MONDAY]);
    assert_eq!(next, Some((MINUTE, Reason::UnderWay)));
    let often = Schedule::new(&options.mean_delay(Duration::ZERO));
    let next = after(&often, &ongoing, &[MONDAY + MINUTE]);
    assert_eq!(next, Some((2 * SECOND, Reason::UnderWay)));
}

#[test]
fn a_call_that_reaches_its_limit_is_polled_right_after_it() {
    let schedule = Schedule::new(&PollOptions::new().mean_delay(Duration::from_secs(60)));
    let mut ongoing = attempt("ongoing", MONDAY, None);
    ongoing["assistant"] = assistant(300.0);
    let call = call("calling", MONDAY, ongoing);
    let limit = 310 * SECOND + MARGIN;
    let next = |age| after(&schedule, &call, &[MONDAY + age]).unwrap();
    assert_eq!(next(limit - 10 * SECOND), (10 * SECOND, Reason::CallLimit));
    assert_eq!(next(limit - 1), (SECOND, Reason::CallLimit));
    assert_eq!(next(limit).1, Reason::UnderWay);
    assert_eq!(next(10 * SECOND).1, Reason::UnderWay);
}

#[test]
fn a_call_without_a_limit_is_polled_by_its_age() {
    let schedule = Schedule::new(&PollOptions::new().mean_delay(Duration::from_secs(60)));
    let mut ongoing = attempt("ongoing", MONDAY, None);
    // As a limit that is absent decodes.
    ongoing["assistant"] = assistant(0.0);
    let call = call("calling", MONDAY, ongoing);
    let answered = MONDAY + 10 * SECOND;
    let pace = interval(&schedule.calls, 10 * SECOND);
    assert!(pace > MARGIN);
    let next = after(&schedule, &call, &[answered]);
    assert_eq!(next, Some((pace.min(MINUTE), Reason::UnderWay)));
}

fn assistant(most: f64) -> Value {
    json!({
        "id": "assistant_1",
        "prompt": "",
        "max_call_duration_secs": most,
    })
}

#[test]
fn processing_is_polled_by_the_time_since_the_end() {
    let schedule = schedule();
    let ended = MONDAY + MINUTE;
    let call = call(
        "post_processing",
        MONDAY,
        attempt("completed", MONDAY, Some(ended)),
    );
    for age in [0, 5 * SECOND, MINUTE] {
        let expected = interval(&schedule.processing, age).clamp(SECOND, MINUTE);
        let next = after(&schedule, &call, &[ended + age]);
        assert_eq!(next, Some((expected, Reason::Processing)), "{age}");
    }
}

#[test]
fn a_planned_attempt_is_polled_soon_after_its_time_with_safety_polls_before() {
    let schedule = schedule();
    let planned = MONDAY + 2 * HOUR;
    let call = call("scheduled", planned, json!({}));
    let table = [
        // The read, the first read of this wait, then the poll.
        (0, 0, (MINUTE, Reason::Safety)),
        (10 * MINUTE, 0, (10 * MINUTE, Reason::Safety)),
        (
            80 * MINUTE,
            0,
            (40 * MINUTE + schedule.first, Reason::AttemptDue),
        ),
        // No safety poll less than a minute before.
        (58 * MINUTE, 0, (58 * MINUTE, Reason::Safety)),
        (
            61 * MINUTE,
            0,
            (59 * MINUTE + schedule.first, Reason::AttemptDue),
        ),
        (
            60 * MINUTE,
            0,
            (60 * MINUTE + schedule.first, Reason::AttemptDue),
        ),
        (2 * HOUR - 1, 0, (1 + schedule.first, Reason::AttemptDue)),
        // Then it waits in the queue.
        (2 * HOUR, 0, (schedule.first, Reason::Queued)),
    ];
    for (read, since, expected) in table {
        let next = after(&schedule, &call, &[MONDAY + since, MONDAY + read]);
        assert_eq!(next, Some(expected), "{read}");
    }
}

#[test]
fn in_the_queue_the_interval_grows_with_the_wait() {
    let schedule = schedule();
    let call = call("queued_for_calling", MONDAY - DAY, json!({}));
    let table = [
        (0, schedule.first),
        (10 * SECOND, schedule.first),
        (2 * MINUTE, 30 * SECOND),
        (5 * MINUTE, MINUTE),
        (16 * MINUTE, MINUTE),
        (32 * MINUTE, 2 * MINUTE),
        (4 * HOUR, 15 * MINUTE),
    ];
    for (waited, pause) in table {
        let next = after(&schedule, &call, &[MONDAY, MONDAY + waited]);
        assert_eq!(next, Some((pause, Reason::Queued)), "{waited}");
    }
}

#[test]
fn the_end_of_the_window_has_one_poll_and_then_none_until_the_next_opens() {
    let schedule = schedule();
    let call = call("queued_for_calling", MONDAY, json!({"calls_count": 1}));
    let closes = MONDAY + 8 * HOUR;
    let next = |at: Millis| after(&schedule, &call, &[MONDAY, at]).unwrap();
    let before = closes - 10 * MINUTE;
    let five_seconds_after = 10 * MINUTE + 5 * SECOND;
    assert_eq!(next(before), (five_seconds_after, Reason::WindowClosed));
    assert_eq!(next(closes - 1), (1 + MARGIN, Reason::WindowClosed));
    assert_eq!(next(closes), (HOUR, Reason::Safety));
    assert_eq!(next(closes + MARGIN), (HOUR, Reason::Safety));
    // The next poll in the queue would be two seconds before: one poll for both.
    let before = MONDAY + 27_108_700;
    assert_eq!(
        next(before),
        (closes - before + MARGIN, Reason::WindowClosed)
    );
    assert_eq!(next(before - 10 * SECOND).1, Reason::Queued);
    let opens = MONDAY + DAY;
    assert_eq!(
        next(opens - 20 * MINUTE),
        (20 * MINUTE + schedule.first, Reason::AttemptDue)
    );
    assert_eq!(next(opens), (schedule.first, Reason::Queued));
}

#[test]
fn where_a_number_has_many_zones_each_opening_is_polled() {
    let schedule = schedule();
    let number = json!({"to_phone_number": "+12125550100", "calls_count": 1});
    let call = call("queued_for_calling", MONDAY - DAY, number);
    // New York opens at 14:00 in UTC, Newfoundland did at 12:30.
    let opens = MONDAY + 6 * HOUR;
    let read = opens - MINUTE;
    let next = after(&schedule, &call, &[MONDAY, read]).unwrap();
    assert_eq!(next, (MINUTE + schedule.first, Reason::AttemptDue));
    let known = Schedule::new(&PollOptions::new().time_zone("America/Chicago"));
    let next = after(&known, &call, &[MONDAY, read]).unwrap();
    assert_eq!(next, (HOUR, Reason::Safety));
}

#[test]
fn an_order_that_may_skip_its_windows_is_polled_a_few_times_more() {
    let evening = MONDAY + 10 * HOUR;
    let placed = call("queued_for_calling", evening, json!({}));
    let unknown = schedule();
    let first = unknown.first;
    let next = |schedule: &Schedule, call: &Call, age| {
        after(schedule, call, &[evening, evening + age]).unwrap()
    };
    assert_eq!(next(&unknown, &placed, 0), (first, Reason::Safety));
    assert_eq!(
        next(&unknown, &placed, 20 * SECOND),
        (20 * SECOND, Reason::Safety)
    );
    // Somebody knows.
    let skips = |skips| Schedule::new(&PollOptions::new().skips_calling_window(skips));
    assert_eq!(next(&skips(false), &placed, 0), (MINUTE, Reason::Safety));
    assert_eq!(next(&skips(true), &placed, 0), (first, Reason::Queued));
    // Only the first attempt can.
    let again = call("queued_for_calling", evening, json!({"calls_count": 1}));
    assert_eq!(next(&skips(true), &again, 0), (MINUTE, Reason::Safety));
    assert_eq!(next(&unknown, &again, 0), (MINUTE, Reason::Safety));
    // One that is planned for the evening may be called then.
    let planned = call("scheduled", evening + 30 * SECOND, json!({}));
    let due = (30 * SECOND + first, Reason::AttemptDue);
    assert_eq!(next(&unknown, &planned, 0), due);
    assert_eq!(next(&skips(true), &planned, 0), due);
    assert_eq!(next(&skips(false), &planned, 0), (MINUTE, Reason::Safety));
}

#[test]
fn without_a_planned_time_the_wait_counts_from_the_first_read() {
    let schedule = schedule();
    let next = |status: &str, age| {
        let call = call(status, MONDAY, json!({"scheduled_at": null}));
        after(&schedule, &call, &[MONDAY, MONDAY + age]).unwrap()
    };
    assert_eq!(
        next("queued_for_calling", 0),
        (schedule.first, Reason::Queued)
    );
    assert_eq!(
        next("queued_for_calling", 10 * MINUTE),
        (MINUTE, Reason::Queued)
    );
    assert_eq!(
        next("scheduled", 10 * MINUTE),
        (150 * SECOND, Reason::Queued)
    );
    assert_eq!(next("scheduled", DAY), (HOUR, Reason::Queued));
}

#[test]
fn a_poll_names_the_event_that_it_looks_for() {
    let planned = call("scheduled", MONDAY + 30 * SECOND, json!({}));
    let now = SystemTime::UNIX_EPOCH + Duration::from_millis(MONDAY as u64);
    let next = schedule()
        .next(&planned, &mut PollState::new(), now)
        .unwrap();
    assert_eq!(next.event(), Some(now + Duration::from_secs(30)));
    let paused = call("paused", MONDAY, json!({}));
    let next = schedule()
        .next(&paused, &mut PollState::new(), now)
        .unwrap();
    assert_eq!(next.event(), None);
}

#[test]
fn settings_outside_their_range_count_as_its_ends() {
    let seconds = Duration::from_secs;
    let options = PollOptions::new().safety_interval(seconds(1));
    assert_eq!(options.safety_interval, seconds(60));
    let options = PollOptions::new().safety_interval(Duration::MAX);
    assert_eq!(options.safety_interval, seconds(30 * 86_400));
    let options = PollOptions::new().mean_delay(Duration::ZERO);
    assert_eq!(options.mean_delay, Duration::from_millis(100));
    let options = PollOptions::new().shortest_interval(Duration::ZERO);
    assert_eq!(options.shortest_interval, seconds(1));
    // The longest is not below the shortest.
    let options = PollOptions::new()
        .longest_interval(Duration::ZERO)
        .queued_interval(Duration::ZERO);
    let ongoing = call("calling", MONDAY, attempt("ongoing", MONDAY, None));
    let next = after(&Schedule::new(&options), &ongoing, &[MONDAY + MINUTE]);
    assert_eq!(next, Some((SECOND, Reason::UnderWay)));
    let extreme = PollOptions::new()
        .call_duration(Duration::MAX, f64::NAN)
        .processing_duration(Duration::ZERO, f64::INFINITY)
        .longest_interval(Duration::MAX)
        .queued_interval(Duration::MAX)
        .mean_delay(Duration::MAX);
    assert!(after(&Schedule::new(&extreme), &ongoing, &[MONDAY]).is_some());
    let queued = call("queued_for_calling", MONDAY, json!({}));
    assert!(after(&Schedule::new(&extreme), &queued, &[MONDAY]).is_some());
}

#[test]
fn intervals_of_any_length_are_in_range() {
    for interval in [Duration::MAX, Duration::from_millis(i64::MAX as u64)] {
        let options = PollOptions::new()
            .shortest_interval(interval)
            .longest_interval(interval)
            .queued_interval(interval);
        for status in [
            "calling",
            "queued_for_calling",
            "scheduled",
            "paused",
            "on_the_moon",
        ] {
            let call = call(status, MONDAY, json!({}));
            let now = SystemTime::UNIX_EPOCH + Duration::from_millis(MONDAY as u64);
            let next = Schedule::new(&options).next(&call, &mut PollState::new(), now);
            let years = next.unwrap().wait(now).as_secs() / (365 * 86_400);
            assert_eq!(years, 100, "{status}");
        }
    }
}
