use serde_json::{Value, json};

use super::*;

/// Monday to Friday, 10:00 to 18:00 in Paris, which is 08:00 to 16:00 in UTC.
fn call(change: Value) -> Call {
    let mut call = json!({
        "id": "call_1",
        "status": "scheduled",
        "direction": "outbound",
        "to_phone_number": "+33639980142",
        "scheduled_at": "2026-06-15T07:00:00Z",
    });
    let fields = change.as_object().unwrap().clone();
    call.as_object_mut().unwrap().extend(fields);
    serde_json::from_value(call).unwrap()
}

fn attempt(result: Option<&str>, ended: Option<&str>) -> Value {
    json!({
        "id": "attempt_1",
        "status": if ended.is_some() { "completed" } else { "ongoing" },
        "result": result,
        "started_at": "2026-06-15T08:30:00Z",
        "ended_at": ended,
    })
}

fn config(most: i64, is_twice: bool) -> Value {
    json!({
        "allowed_days": ["monday", "tuesday"],
        "call_twice_in_a_row": is_twice,
        "calling_windows": [
            {"calling_window_start_time": "10:00", "calling_window_end_time": "12pm", "retry_delay_seconds": 600},
            {"calling_window_start_time": "14:00", "calling_window_end_time": "18:00", "retry_delay_seconds": 60},
        ],
        "max_retry_attempts": most,
    })
}

fn assert_next(change: Value, now: &str, expected: Option<&str>) {
    let next = call(change.clone()).next_attempt_after(now.parse().unwrap());
    let expected = expected.map(|time| time.parse::<Timestamp>().unwrap());
    assert_eq!(next, expected, "{change} at {now}");
}

#[test]
fn it_is_the_planned_time_or_now_when_a_window_is_open() {
    let monday = "2026-06-15T06:00:00Z";
    assert_next(json!({}), monday, Some("2026-06-15T08:00:00Z"));
    let planned = json!({"scheduled_at": "2026-06-16T09:00:00Z"});
    assert_next(planned, monday, Some("2026-06-16T09:00:00Z"));
    assert_next(
        json!({}),
        "2026-06-15T11:00:00Z",
        Some("2026-06-15T11:00:00Z"),
    );
    assert_next(
        json!({}),
        "2026-06-19T16:00:00Z",
        Some("2026-06-22T08:00:00Z"),
    );
    let nameless = json!({"scheduled_at": null, "to_phone_number": ""});
    assert_next(nameless, monday, Some(monday));
    // To the next millisecond.
    let now = "2026-06-15T11:00:00.000000001Z";
    assert_next(json!({}), now, Some("2026-06-15T11:00:00.001Z"));
    assert_next(
        json!({}),
        "2026-06-15T11:00:00.5Z",
        Some("2026-06-15T11:00:00.500Z"),
    );
}

#[test]
fn after_an_attempt_it_is_the_end_of_the_retry_delay() {
    let after = |config: Value, result| {
        json!({
            "call_retry_config": config,
            "calls_count": 1,
            "last_call_attempt": attempt(result, Some("2026-06-15T08:40:00Z")),
        })
    };
    let now = "2026-06-15T08:41:00Z";
    assert_next(
        after(config(3, false), None),
        now,
        Some("2026-06-15T08:50:00Z"),
    );
    assert_next(after(Value::Null, None), now, Some("2026-06-15T10:40:00Z"));
    // At once, but only for the second attempt, and if nobody was reached.
    assert_next(after(config(3, true), Some("voicemail")), now, Some(now));
    assert_next(
        after(config(3, true), Some("human")),
        now,
        Some("2026-06-15T08:50:00Z"),
    );
    let mut third = after(config(3, true), None);
    third["calls_count"] = json!(2);
    assert_next(third, now, Some("2026-06-15T08:50:00Z"));
    // A time that the server planned counts more, if it is for the next attempt.
    let mut planned = after(config(3, false), None);
    planned["scheduled_at"] = json!("2026-06-15T09:30:00Z");
    assert_next(planned.clone(), now, Some("2026-06-15T09:30:00Z"));
    planned["scheduled_at"] = json!("2026-06-15T08:30:00Z");
    assert_next(planned, now, Some("2026-06-15T08:50:00Z"));
    // The shortest delay, if no zone is known.
    let mut nameless = after(config(3, false), None);
    nameless["to_phone_number"] = json!("");
    assert_next(
        nameless,
        "2026-06-15T08:40:10Z",
        Some("2026-06-15T08:41:00Z"),
    );
    // The service's delay, if nothing is known.
    let mut unknown = after(Value::Null, None);
    unknown["to_phone_number"] = json!("");
    assert_next(unknown, now, Some("2026-06-15T10:40:00Z"));
}

#[test]
fn while_a_call_is_under_way_it_is_taken_to_end_now() {
    let during = |most: i64, count: i64| {
        json!({
            "status": "calling",
            "call_retry_config": config(most, false),
            "calls_count": count,
            "last_call_attempt": attempt(None, None),
        })
    };
    let now = "2026-06-15T08:35:00Z";
    assert_next(during(3, 1), now, Some("2026-06-15T08:45:00Z"));
    // 11:55 in Paris.
    assert_next(
        during(3, 2),
        "2026-06-15T09:55:00Z",
        Some("2026-06-15T12:00:00Z"),
    );
    assert_next(during(3, 3), now, None);
    assert_next(during(1, 1), now, None);
    // One that waits has another attempt, whatever the limit counts.
    let mut waiting = during(1, 1);
    waiting["status"] = json!("scheduled");
    waiting["last_call_attempt"] = attempt(None, Some("2026-06-15T08:31:00Z"));
    assert_next(waiting.clone(), now, Some("2026-06-15T08:41:00Z"));
    waiting["status"] = json!("post_processing");
    assert_next(waiting, now, None);
    // The service's limit is 3.
    let mut unset = during(1, 2);
    unset["call_retry_config"] = Value::Null;
    assert_next(unset.clone(), now, Some("2026-06-15T10:35:00Z"));
    unset["calls_count"] = json!(3);
    assert_next(unset, now, None);
}

#[test]
fn there_is_none_if_nothing_more_happens_by_itself() {
    for status in [
        "completed",
        "cancelled",
        "errored",
        "paused",
        "not_launched",
    ] {
        assert_next(json!({"status": status}), "2026-06-15T08:00:00Z", None);
    }
    assert_next(
        json!({"direction": "inbound"}),
        "2026-06-15T08:00:00Z",
        None,
    );
    for status in ["initializing", "queued_for_calling", "on_hold"] {
        let now = "2026-06-15T08:00:00Z";
        assert_next(json!({"status": status}), now, Some(now));
    }
}
