use revox_api::models::Call;
use serde_json::{Value, json};

use super::*;

fn call(status: &str, attempt: Value) -> Call {
    serde_json::from_value(json!({
        "id": "call_1",
        "status": status,
        "last_call_attempt": attempt,
    }))
    .unwrap()
}

#[test]
fn the_phase_follows_from_both_statuses() {
    let attempt =
        |status: &str, ended: Value| json!({"id": "a", "status": status, "ended_at": ended});
    let ended = json!("2026-06-15T10:00:00Z");
    let none = Value::Null;
    let table = [
        ("completed", none.clone(), "finished"),
        ("cancelled", attempt("ongoing", none.clone()), "finished"),
        ("errored", none.clone(), "finished"),
        ("paused", none.clone(), "idle"),
        ("not_launched", none.clone(), "idle"),
        ("paused", attempt("ongoing", none.clone()), "under_way"),
        ("initializing", none.clone(), "waiting"),
        (
            "queued_for_calling",
            attempt("queued", none.clone()),
            "waiting",
        ),
        (
            "queued_for_calling",
            attempt("ringing", none.clone()),
            "under_way",
        ),
        ("scheduled", attempt("completed", ended.clone()), "waiting"),
        ("scheduled", attempt("ongoing", ended.clone()), "waiting"),
        ("calling", none.clone(), "under_way"),
        ("calling", attempt("queued", none.clone()), "under_way"),
        ("calling", attempt("ongoing", none.clone()), "under_way"),
        ("calling", attempt("ongoing", ended.clone()), "processing"),
        ("calling", attempt("completed", none.clone()), "processing"),
        ("calling", attempt("error", ended.clone()), "processing"),
        ("post_processing", attempt("completed", ended), "processing"),
        ("post_processing", none.clone(), "processing"),
        ("on_hold", none.clone(), "unknown"),
        ("on_hold", attempt("ringing", none), "under_way"),
    ];
    for (status, attempt, expected) in table {
        let call = call(status, attempt.clone());
        let phase = match Phase::read(&call) {
            Phase::Finished => "finished",
            Phase::Idle => "idle",
            Phase::Waiting => "waiting",
            Phase::UnderWay(_) => "under_way",
            Phase::Processing(_) => "processing",
            Phase::Unknown => "unknown",
        };
        assert_eq!(phase, expected, "{status}, {attempt}");
    }
}

#[test]
fn another_attempt_or_planned_time_is_another_phase() {
    let key = |call: &Call| Phase::read(call).key(call);
    let first = call("scheduled", Value::Null);
    assert_eq!(key(&first), key(&first.clone()));
    let mut next = first.clone();
    next.calls_count = 1;
    assert_ne!(key(&first), key(&next));
    let mut next = first.clone();
    next.status = CallStatus::Paused;
    assert_ne!(key(&first), key(&next));
    let mut next = first.clone();
    next.scheduled_at = "2026-06-15T10:00:00Z".into();
    #[cfg(feature = "jiff")]
    assert_ne!(key(&first), key(&next));
    // While a call is under way, the time planned is of no concern.
    let (mut now, mut then) = (first, next);
    now.status = CallStatus::Calling;
    then.status = CallStatus::Calling;
    assert_eq!(key(&now), key(&then));
    now.status = CallStatus::Completed;
    assert_eq!(key(&now), None);
}

#[test]
fn attempts_are_counted_by_whatever_the_response_has() {
    let attempt = json!({"id": "a", "status": "ongoing"});
    let mut call = call("calling", Value::Null);
    assert_eq!(attempts(&call), 0);
    let attempt: CallAttempt = serde_json::from_value(attempt).unwrap();
    call.last_call_attempt = Some(attempt.clone());
    assert_eq!(attempts(&call), 1);
    call.call_attempts = vec![attempt.clone(), attempt];
    assert_eq!(attempts(&call), 2);
    call.last_call_attempt = None;
    assert!(latest_attempt(&call).is_some());
    call.calls_count = 3;
    assert_eq!(attempts(&call), 3);
}
