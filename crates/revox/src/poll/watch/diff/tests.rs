use revox_api::models::Call;
use serde_json::{Value, json};

use super::*;

const TEXT: &str = "My number is +33639980142.";

fn call(call: Value) -> Call {
    let mut all = json!({"id": "call_1", "status": "calling", "calls_count": 1});
    for (name, value) in call.as_object().unwrap() {
        all[name] = value.clone();
    }
    serde_json::from_value(all).unwrap()
}

/// A call order with one attempt, which has this transcript.
fn talk(texts: &[&str]) -> Call {
    let entries = texts
        .iter()
        .map(|text| json!({"role": "user", "content": text}));
    let entries: Vec<_> = entries.collect();
    call(json!({"call_attempts": [{"id": "a", "status": "ongoing", "transcript": entries}]}))
}

fn steps_at(
    snapshot: &mut WatchSnapshot,
    call: &Call,
    at: Millis,
    is_last: bool,
) -> Vec<(String, CallChange)> {
    let mut diff = Diff::new(snapshot, Digest::new(call), at, is_last);
    let mut steps = Vec::new();
    loop {
        let before = snapshot.clone();
        let Some(step) = diff.step(snapshot, call) else {
            assert_eq!(*snapshot, before, "a step without an event changes nothing");
            return steps;
        };
        assert_ne!(*snapshot, before);
        steps.push(step);
        assert!(steps.len() < 100);
    }
}

fn steps(snapshot: &mut WatchSnapshot, call: &Call) -> Vec<(String, CallChange)> {
    steps_at(snapshot, call, 1_000, true)
}

/// The ids of the events, with `#` in place of hashes.
fn ids(snapshot: &mut WatchSnapshot, call: &Call) -> Vec<String> {
    let steps = steps(snapshot, call);
    let ids = steps.into_iter().map(|(id, _)| without_hashes(&id));
    ids.collect()
}

fn without_hashes(id: &str) -> String {
    let parts = id.split(':').map(|part| match part.split('.').next() {
        Some(hash) if hash.len() == 16 => part.replace(hash, "#"),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join(":")
}

fn snapshot() -> WatchSnapshot {
    WatchSnapshot::new("call_1".to_owned())
}

/// A call order that is finished and has everything.
fn finished() -> Call {
    let entries = json!([
        {"role": "assistant", "content": "Hello?"},
        {"role": "user", "content": TEXT},
        {"role": "tool", "content": "", "tool_name": "look_up", "tool_arguments": {"b": 1, "a": 2}},
    ]);
    call(json!({
        "status": "completed",
        "calls_count": 2,
        "to_phone_number": "+33639980142",
        "outcome": "interested",
        "call_attempts": [
            {
                "id": "b",
                "status": "completed",
                "transcript": entries,
                "post_call_transcript": entries,
                "structured_output": {"name": "Camille", "age": 40},
            },
            {"id": "a", "status": "error"},
        ],
    }))
}

#[test]
fn a_finished_call_order_tells_everything_from_the_oldest_on() {
    let mut snapshot = snapshot();
    let call = finished();
    assert_eq!(
        ids(&mut snapshot, &call),
        [
            "status:2:1:completed",
            "started:a",
            "ended:a",
            "started:b",
            "turn:0:#:b",
            "turn:1:#:b",
            "turn:2:#:b",
            "ended:b",
            "transcript:#:b",
            "output:#:b",
            "outcome:#",
            "finished",
        ]
    );
    assert!(snapshot.is_finished());
    assert_eq!(steps(&mut snapshot, &talk(&["More."])), []);
}

#[test]
fn an_attempt_that_was_told_goes_on_before_the_status_that_its_end_brings() {
    let mut snapshot = snapshot();
    steps(&mut snapshot, &talk(&["Hello?"]));
    let mut ended = talk(&["Hello?", "Goodbye."]);
    ended.status = "completed".into();
    ended.call_attempts[0].status = "completed".into();
    assert_eq!(
        ids(&mut snapshot, &ended),
        ["turn:1:#:a", "ended:a", "status:1:1:completed", "finished"]
    );
}

/// The form in which programs have stored snapshots. It must never change: add fields with defaults, or
/// another version.
#[test]
fn a_snapshot_that_was_stored_by_any_version_can_be_read() {
    let mut full = snapshot();
    steps(&mut full, &finished());
    let text = serde_json::to_string(&full).unwrap();
    let stored = r#"{"version":1,"id":"call_1","status":"completed","count":2,"statuses":{"completed":1},"outcome":"ca6a3a7528cdf79d","attempts":[{"id":"a","is_over":true},{"id":"b","is_over":true,"turns":["2afb9b8fc5934de9","22eb796d674cb73a","e4709f047d3cee61"],"final_transcript":"94989bdb8fbe38a8","output":"9f505e71f03561e9"}],"finished_at":1000,"is_finished":true}"#;
    assert_eq!(text, stored);
    assert!(!text.contains("+33") && !text.contains("Camille"), "{text}");
    assert_eq!(serde_json::from_str::<WatchSnapshot>(stored).unwrap(), full);
    // Whatever a later version leaves out or adds.
    let least = r#"{"version":1,"id":"call_1","later":[1]}"#;
    assert_eq!(
        serde_json::from_str::<WatchSnapshot>(least).unwrap(),
        snapshot()
    );
    let newer = text.replace(r#""version":1"#, r#""version":2"#);
    let error = serde_json::from_str::<WatchSnapshot>(&newer).unwrap_err();
    assert!(
        error.to_string().contains("the snapshot has version 2"),
        "{error}"
    );
    assert!(serde_json::from_str::<WatchSnapshot>(r#"{"id":"call_1"}"#).is_err());
    let broken = text.replace("ca6a3a7528cdf79d", "interested");
    let error = serde_json::from_str::<WatchSnapshot>(&broken).unwrap_err();
    assert!(error.to_string().contains("is not a hash"), "{error}");
}

#[test]
fn nothing_of_a_conversation_is_in_debug_output() {
    let mut snapshot = snapshot();
    let steps = steps(&mut snapshot, &finished());
    let debug = format!("{snapshot:?} {steps:?}");
    assert!(
        debug.contains("turn(b)") && debug.contains("finished"),
        "{debug}"
    );
    for private in ["+33", "number", "Hello", "Camille"] {
        assert!(!debug.contains(private), "{private}: {debug}");
    }
}

#[test]
fn an_entry_that_grows_is_revised() {
    let mut snapshot = snapshot();
    let first = ids(&mut snapshot, &talk(&["Hello"]));
    assert_eq!(first, ["status:1:1:calling", "started:a", "turn:0:#:a"]);
    let steps = steps(&mut snapshot, &talk(&["Hello there", "Who is it?"]));
    assert_eq!(without_hashes(&steps[0].0), "turn:0:#.1:a");
    let told = steps.iter().map(|(_, change)| match change {
        CallChange::TurnRevised { index, entry, .. } => (true, *index, entry.content.as_str()),
        CallChange::Turn { index, entry, .. } => (false, *index, entry.content.as_str()),
        _ => (false, 9, ""),
    });
    let expected = [(true, 0, "Hello there"), (false, 1, "Who is it?")];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    // Changed back, it is another event.
    assert_eq!(
        ids(&mut snapshot, &talk(&["Hello", "Who is it?"])),
        ["turn:0:#.2:a"]
    );
}

#[test]
fn every_field_of_an_entry_counts() {
    let entry = json!({
        "role": "tool",
        "content": "Looked up.",
        "tool_name": "look_up",
        "tool_arguments": {"town": "Gournay"},
        "tool_output": "none",
        "tool_is_error": false,
    });
    let read = |entry: &Value| {
        call(json!({"call_attempts": [{"id": "a", "status": "ongoing", "transcript": [entry]}]}))
    };
    for (field, other) in [
        ("role", json!("human_agent")),
        ("content", json!("Looked down.")),
        ("tool_name", json!("look_down")),
        ("tool_arguments", json!({"town": "Rouen"})),
        ("tool_output", json!("one")),
        ("tool_is_error", json!(true)),
    ] {
        let mut snapshot = snapshot();
        ids(&mut snapshot, &read(&entry));
        let mut changed = entry.clone();
        changed[field] = other;
        assert_eq!(
            ids(&mut snapshot, &read(&changed)),
            ["turn:0:#.1:a"],
            "{field}"
        );
    }
}

#[test]
fn entries_that_go_away_are_removed_and_may_come_back() {
    let mut snapshot = snapshot();
    ids(&mut snapshot, &talk(&["A", "B", "C"]));
    // Two became one.
    let steps = steps(&mut snapshot, &talk(&["A", "B C"]));
    let (removed, change) = &steps[1];
    assert_eq!(
        (without_hashes(&steps[0].0), removed.as_str()),
        ("turn:1:#.1:a".to_owned(), "removed:1:a")
    );
    assert!(matches!(change, CallChange::TurnsRemoved { len: 2, .. }));
    assert_eq!(ids(&mut snapshot, &talk(&["A"])), ["removed:2:a"]);
    let back = ["turn:1:#.2:a", "turn:2:#.1:a", "turn:3:#:a"];
    assert_eq!(ids(&mut snapshot, &talk(&["A", "B", "C", "D"])), back);
    assert_eq!(ids(&mut snapshot, &talk(&["A", "B", "C", "D"])), [""; 0]);
}

#[test]
fn a_transcript_that_is_absent_is_not_told_again() {
    let mut snapshot = snapshot();
    ids(&mut snapshot, &talk(&["A", "B"]));
    assert_eq!(ids(&mut snapshot, &talk(&[])), [""; 0]);
    let vanished = call(json!({"call_attempts": []}));
    assert_eq!(ids(&mut snapshot, &vanished), [""; 0]);
    let last = json!({"id": "a", "status": "ongoing"});
    assert_eq!(
        ids(&mut snapshot, &call(json!({"last_call_attempt": last}))),
        [""; 0]
    );
    let steps = ids(&mut snapshot, &talk(&["A", "B", "C"]));
    assert_eq!(steps, ["turn:2:#:a"]);
}

#[test]
fn an_attempt_begins_when_it_leaves_the_queue_and_ends_once() {
    let mut snapshot = snapshot();
    let attempt = |status: &str, ended: Value| {
        call(json!({"last_call_attempt": {"id": "a", "status": status, "ended_at": ended}}))
    };
    let null = Value::Null;
    let end = json!("2026-06-09T12:08:31Z");
    assert_eq!(
        ids(&mut snapshot, &attempt("queued", null.clone())),
        ["status:1:1:calling"]
    );
    assert_eq!(
        ids(&mut snapshot, &attempt("dialling", null.clone())),
        ["started:a"]
    );
    assert_eq!(ids(&mut snapshot, &attempt("hung_up", end)), ["ended:a"]);
    assert_eq!(
        ids(&mut snapshot, &attempt("ongoing", null.clone())),
        [""; 0]
    );
    assert_eq!(ids(&mut snapshot, &attempt("completed", null)), [""; 0]);
    let queued = json!({"id": "b", "status": "queued", "started_at": "2026-06-09T12:05:43Z"});
    let begun = call(json!({"last_call_attempt": queued}));
    assert_eq!(ids(&mut snapshot, &begun), ["started:b"]);
}

#[test]
fn the_last_attempt_counts_if_the_list_lacks_it() {
    let older = json!({"id": "a", "status": "error"});
    let last = json!({"id": "b", "status": "ongoing", "transcript": [{"content": "Hello"}]});
    let read = call(json!({"call_attempts": [older, older], "last_call_attempt": last}));
    let expected = [
        "status:2:1:calling",
        "started:a",
        "ended:a",
        "started:b",
        "turn:0:#:b",
    ];
    assert_eq!(ids(&mut snapshot(), &read), expected);
    let both = call(json!({"call_attempts": [last, older], "last_call_attempt": last}));
    assert_eq!(ids(&mut snapshot(), &both), expected);
}

#[test]
fn a_status_that_comes_again_is_another_event() {
    let mut snapshot = snapshot();
    let mut enter = |status: &str, count: i64| {
        let read = call(json!({"status": status, "calls_count": count}));
        ids(&mut snapshot, &read)
    };
    assert_eq!(enter("scheduled", 0), ["status:0:1:scheduled"]);
    assert_eq!(enter("scheduled", 0), [""; 0]);
    assert_eq!(enter("paused", 0), ["status:0:1:paused"]);
    assert_eq!(enter("scheduled", 0), ["status:0:2:scheduled"]);
    assert_eq!(enter("calling", 1), ["status:1:1:calling"]);
    assert_eq!(enter("scheduled", 1), ["status:1:1:scheduled"]);
    // An attempt is missing from a response.
    assert_eq!(enter("paused", 0), ["status:1:1:paused"]);
    assert_eq!(enter("scheduled", 0), ["status:1:2:scheduled"]);
    assert_eq!(enter("on_the_moon", 2), ["status:2:1:on_the_moon"]);
}

#[test]
fn a_call_order_may_go_on_until_its_last_event() {
    let mut snapshot = snapshot();
    let mut read = |status: &str, at: Millis, is_last: bool| {
        let read = call(json!({"status": status}));
        let steps = steps_at(&mut snapshot, &read, at, is_last);
        let ids: Vec<_> = steps.into_iter().map(|(id, _)| id).collect();
        (ids.join(" "), snapshot.finished_at)
    };
    assert_eq!(
        read("calling", 1, true),
        ("status:1:1:calling".into(), None)
    );
    assert_eq!(
        read("completed", 2, false),
        ("status:1:1:completed".into(), Some(2))
    );
    assert_eq!(read("completed", 3, false), (String::new(), Some(2)));
    assert_eq!(
        read("errored", 4, false),
        ("status:1:1:errored".into(), Some(2))
    );
    assert_eq!(
        read("calling", 5, true),
        ("status:1:2:calling".into(), None)
    );
    assert_eq!(
        read("completed", 6, false),
        ("status:1:2:completed".into(), Some(6))
    );
    assert_eq!(read("completed", 7, true), ("finished".into(), Some(6)));
    assert_eq!(read("calling", 8, true), (String::new(), Some(6)));
}

#[test]
fn results_are_told_when_they_come_and_when_they_change() {
    let mut snapshot = snapshot();
    let read = |outcome: Value, output: Value, entries: Value| {
        call(json!({
            "outcome": outcome,
            "call_attempts": [{
                "id": "a",
                "status": "completed",
                "structured_output": output,
                "post_call_transcript": entries,
            }],
        }))
    };
    let null = || Value::Null;
    let first = ids(&mut snapshot, &read(null(), null(), json!([])));
    assert_eq!(first, ["status:1:1:calling", "started:a", "ended:a"]);
    let entries = json!([{"content": "Hello"}]);
    let all = || read(json!("interested"), json!({"age": 40}), entries.clone());
    assert_eq!(
        ids(&mut snapshot, &all()),
        ["transcript:#:a", "output:#:a", "outcome:#"]
    );
    // They are not known for a while.
    assert_eq!(ids(&mut snapshot, &read(null(), null(), null())), [""; 0]);
    assert_eq!(ids(&mut snapshot, &all()), [""; 0]);
    let others = read(
        json!("on_the_moon"),
        json!({"age": 41}),
        json!([{"content": "Hallo"}]),
    );
    let again = ["transcript:#.1:a", "output:#.1:a", "outcome:#.1"];
    assert_eq!(ids(&mut snapshot, &others), again);
}

/// Returns the number of events of a read.
fn count(call: &Call) -> usize {
    let begun = std::time::Instant::now();
    let mut snapshot = snapshot();
    let mut diff = Diff::new(&snapshot, Digest::new(call), 1_000, true);
    let mut count = 0;
    while diff.step(&mut snapshot, call).is_some() {
        count += 1;
        assert!(begun.elapsed().as_secs() < 60, "after {count} events");
    }
    count
}

/// Takes seconds; work that grows with the square of a read would take minutes.
#[test]
fn the_work_is_proportional_to_the_attempts_and_entries_of_a_read() {
    let number = 100_000;
    let list = |item: &dyn Fn(usize) -> String| (0..number).map(item).collect::<Vec<_>>().join(",");
    let read = |attempts: &str| -> Call {
        let head = r#"{"id":"call_1","status":"calling","calls_count":1"#;
        serde_json::from_str(&format!(r#"{head},"call_attempts":[{attempts}]}}"#)).unwrap()
    };
    let attempts = list(&|index| format!(r#"{{"id":"attempt_{index}","status":"ongoing"}}"#));
    assert_eq!(count(&read(&attempts)), 1 + number);
    let entries = list(&|index| format!(r#"{{"content":"{index}"}}"#));
    let attempt = format!(r#"{{"id":"a","status":"ongoing","transcript":[{entries}]}}"#);
    assert_eq!(count(&read(&attempt)), 2 + number);
}
