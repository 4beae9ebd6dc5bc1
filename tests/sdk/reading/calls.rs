//! The end of a call order, the attempt that counts, and the talk time.

use std::time::Duration;

use revox::models::{AttemptStatus, Call, CallAttempt, CallStatus};
use revox::prelude::*;
use serde_json::{Value, json};

fn call(status: &str, attempts: Value) -> Call {
    let call = json!({"id": "call_1", "status": status, "call_attempts": attempts});
    serde_json::from_value(call).unwrap()
}

#[test]
fn a_call_order_is_finished_when_it_is_completed_cancelled_or_errored() {
    let finished = ["completed", "cancelled", "errored"];
    for status in CallStatus::KNOWN.iter().copied().chain(["of_tomorrow", ""]) {
        let is_finished = call(status, json!([])).is_finished();
        assert_eq!(is_finished, finished.contains(&status), "{status}");
    }
}

#[test]
fn an_attempt_is_finished_when_it_is_completed_or_an_error() {
    for status in AttemptStatus::KNOWN
        .iter()
        .copied()
        .chain(["of_tomorrow", ""])
    {
        let attempt = json!({"id": "attempt_1", "status": status});
        let attempt: CallAttempt = serde_json::from_value(attempt).unwrap();
        assert_eq!(
            attempt.is_finished(),
            ["completed", "error"].contains(&status),
            "{status}"
        );
    }
}

/// Each attempt is its status and its result; the latest comes first, as in the API.
#[test]
fn the_latest_conversation_with_a_person_counts_or_else_the_latest_completed_attempt() {
    let (human, machine) = ("completed human", "completed voicemail");
    for (attempts, counts) in [
        (vec![], None),
        (vec!["error -"], None),
        (vec!["ongoing human", "error -"], None),
        (vec!["queued -", "ringing -"], None),
        (vec!["of_tomorrow human"], None),
        (vec![human], Some(0)),
        (vec!["error -", human], Some(1)),
        (vec!["ongoing human", machine], Some(1)),
        (vec![machine, "completed IVR"], Some(0)),
        (vec![machine, human, machine], Some(1)),
        (vec![human, human], Some(0)),
        (vec!["completed -", "completed of_tomorrow"], Some(0)),
    ] {
        let listed = attempts.iter().enumerate().map(|(index, attempt)| {
            let (status, result) = attempt.split_once(' ').unwrap();
            let result = Some(result).filter(|result| *result != "-");
            let output = json!({"index": index});
            json!({
                "id": index.to_string(),
                "status": status,
                "result": result,
                "structured_output": output,
                "transcript": [{"role": "tool", "content": index.to_string(), "tool_name": "t"}],
            })
        });
        let call = call("scheduled", listed.collect());
        let finished = call
            .finished_attempt()
            .map(|attempt| attempt.id.parse().unwrap());
        assert_eq!(finished, counts, "{attempts:?}");

        // Everything else comes from the same attempt.
        let text = counts.map(|index: usize| format!("Tool: {index}\n  t\n"));
        assert_eq!(
            call.transcript().to_string(),
            text.unwrap_or_default(),
            "{attempts:?}"
        );
        assert_eq!(
            call.tool_calls().count(),
            usize::from(counts.is_some()),
            "{attempts:?}"
        );
        let output: Option<Value> = call.structured_output().ok();
        assert_eq!(
            output,
            counts.map(|index| json!({"index": index})),
            "{attempts:?}"
        );
    }
}

#[test]
fn without_a_list_the_last_attempt_counts() {
    let call: Call = serde_json::from_value(json!({
        "id": "call_1",
        "status": "completed",
        "last_call_attempt": {"id": "attempt_1", "status": "completed"},
    }))
    .unwrap();
    assert_eq!(call.finished_attempt().unwrap().id, "attempt_1");
}

#[test]
fn talk_time_is_from_the_pickup_to_the_end_if_both_are_known() {
    let (early, late) = ("2026-06-09T12:05:58Z", "2026-06-09T14:08:31.5+02:00");
    let talked = Duration::from_millis(153_500);
    for (answered_at, ended_at, of_attempt, of_call) in [
        (json!(early), json!(late), Some(talked), Some(talked)),
        (
            json!(early),
            json!(early),
            Some(Duration::ZERO),
            Some(Duration::ZERO),
        ),
        // Nobody answered: no time, and nothing to add to that of the call order.
        (Value::Null, json!(late), None, Some(Duration::ZERO)),
        (Value::Null, Value::Null, None, Some(Duration::ZERO)),
        // Still on the line, or times that are none.
        (json!(early), Value::Null, None, None),
        (json!(late), json!(early), None, None),
        (json!({}), json!(late), None, None),
        (json!("noon"), json!(late), None, None),
        (json!(early), json!({}), None, None),
    ] {
        let times = json!({"answered_at": answered_at, "ended_at": ended_at});
        let mut attempt = json!({"id": "attempt_1", "status": "completed"});
        attempt
            .as_object_mut()
            .unwrap()
            .extend(times.as_object().unwrap().clone());
        let one = call("calling", json!([attempt]));
        assert_eq!(one.call_attempts[0].talk_time(), of_attempt, "{times}");
        assert_eq!(one.talk_time(), of_call, "{times}");

        let before = json!({
            "id": "attempt_0", "status": "completed", "answered_at": early, "ended_at": late,
        });
        let both = call("calling", json!([attempt, before]));
        assert_eq!(
            both.talk_time(),
            of_call.map(|time| time + talked),
            "{times}"
        );
    }
    assert_eq!(call("calling", json!([])).talk_time(), Some(Duration::ZERO));
}
