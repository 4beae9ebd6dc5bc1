//! Drift: a response that differs from the description is reported by path, and never by value.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use revox::{BoxFuture, Client, Drift, DriftKind, Error, Finished, HttpRequest, Transport};
use revox_tests::operations::operations;
use revox_tests::requests::with_request;
use revox_tests::responses::Ask;
use revox_tests::spec::example_call;
use revox_tests::stub::{Canned, Stub, soon};
use serde_json::{Value, json};

/// Gives every request the same response, and records its drift.
#[derive(Clone, Debug)]
struct Watched {
    body: Bytes,
    drift: Arc<Mutex<Vec<Drift>>>,
}

impl Transport for Watched {
    fn send(&self, _: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        let response = http::Response::new(self.body.clone());
        Box::pin(async { Ok(response) })
    }

    fn finished(&self, finished: &Finished<'_>) {
        self.drift.lock().unwrap().extend(finished.drift());
    }
}

/// Returns the drift of a response, and true if it decodes.
async fn drift(operation: &str, body: impl Into<Bytes>) -> (Vec<Drift>, bool) {
    let watched = Watched {
        body: body.into(),
        drift: Arc::default(),
    };
    let client = Client::with_transport(watched.clone());
    let outcome = with_request(&client, operation, Ask).await;
    let drift = watched.drift.lock().unwrap().clone();
    (drift, outcome.is_ok())
}

fn lines(drift: &[Drift]) -> Vec<String> {
    drift.iter().map(ToString::to_string).collect()
}

/// A call order with a change in it.
async fn call(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut call = example_call("completed");
    change(&mut call);
    let body = json!({ "call": call }).to_string();
    lines(&drift("call_retrieve", body).await.0)
}

#[tokio::test]
async fn a_response_as_described_has_none() {
    for (operation, described) in operations() {
        if let Some(example) = &described.example {
            let (drift, _) = drift(operation, example.to_string()).await;
            assert_eq!(drift, [], "{operation}");
        }
    }
}

#[tokio::test]
async fn each_kind_is_reported_with_its_path() {
    let unknown_value = call(|call| call["call_attempts"][0]["status"] = json!("teleported"));
    assert_eq!(
        unknown_value.await,
        ["unknown value at `call.call_attempts[*].status`"]
    );
    let unknown_variant = call(|call| call["llm_model"] = json!({"type": "crystal_ball"}));
    assert_eq!(
        unknown_variant.await,
        ["unknown variant at `call.llm_model`"]
    );
    let malformed = call(|call| {
        call["assistant"]["llm_model"] = json!({"type": "openrouter", "openrouter_model_id": 7})
    });
    assert_eq!(
        malformed.await,
        [
            "malformed value at `call.assistant.llm_model.openrouter_model_id`",
            "malformed value at `call.assistant.llm_model.openrouter_provider`",
        ]
    );
    let unknown_field = call(|call| call["assistant"]["mood"] = json!("sunny"));
    assert_eq!(
        unknown_field.await,
        ["unknown field at `call.assistant.mood`"]
    );
    let absent = call(|call| _ = call.as_object_mut().unwrap().remove("direction"));
    assert_eq!(absent.await, ["missing field at `call.direction`"]);
    let null = call(|call| call["calls_count"] = Value::Null);
    assert_eq!(null.await, ["missing field at `call.calls_count`"]);
    let other_type = call(|call| call["last_call_attempt"] = json!("yesterday"));
    assert_eq!(
        other_type.await,
        ["malformed value at `call.last_call_attempt`"]
    );
    let untagged = call(|call| {
        call["call_attempts"][0]["transcript"] =
            json!([{"role": "tool", "content": "", "tool_arguments": [1]}]);
    });
    assert_eq!(
        untagged.await,
        ["unknown variant at `call.call_attempts[*].transcript[*].tool_arguments`"]
    );
}

#[tokio::test]
async fn the_envelope_is_part_of_the_response() {
    let body = json!({"call": example_call("completed"), "credits": 3});
    let (found, _) = drift("call_retrieve", body.to_string()).await;
    assert_eq!(lines(&found), ["unknown field at `credits`"]);
    let (found, _) = drift("call_retrieve", "{}").await;
    assert_eq!(lines(&found), ["malformed value at `call`"]);
    let (found, _) = drift("call_retrieve", "[]").await;
    assert_eq!(lines(&found), ["malformed value at `.`"]);
    let (found, _) = drift("call_retrieve", "<html>").await;
    assert_eq!(found, []);
}

#[tokio::test]
async fn a_difference_in_every_item_is_reported_once() {
    let mut order = example_call("completed");
    order["priority"] = json!(1);
    let page = json!({"calls": vec![order; 100], "total_count": 100});
    let (found, _) = drift("call_search", page.to_string()).await;
    assert_eq!(lines(&found), ["unknown field at `calls[*].priority`"]);
}

#[tokio::test]
async fn keys_that_could_be_data_are_not_shown() {
    for name in [
        "+33612345678",
        "33612345678",
        "Camille Laurent",
        "",
        &"a".repeat(41),
    ] {
        let found = call(|call| call[name] = json!(1)).await;
        assert_eq!(found, ["unknown field at `call.?`"], "{name:?}");
    }
    // A map's keys are the caller's own.
    let found = call(|call| call["metadata"] = json!({"lead": 7})).await;
    assert_eq!(found, ["malformed value at `call.metadata.*`"]);
}

/// Parts of responses whose content the caller or a language model chooses.
const FREE: &[&str] = &[
    "call_attempts[*].structured_output",
    "input_data",
    "last_call_attempt.structured_output",
    "metadata",
    "prompt_variables",
    "tool_arguments",
    "variables",
];

/// The law that no part of the description is forgotten: a field added to any object of any example
/// is reported, at its path and nowhere else.
#[tokio::test]
async fn a_field_added_anywhere_is_reported() {
    let (mut seen, mut free) = (BTreeSet::new(), BTreeSet::new());
    for (operation, described) in operations() {
        let Some(example) = &described.example else {
            continue;
        };
        for pointer in pointers(example) {
            if !seen.insert(signature(example, &pointer)) {
                continue;
            }
            let mut body = example.clone();
            let Some(object) = body.pointer_mut(&pointer).unwrap().as_object_mut() else {
                continue;
            };
            // A string, since some maps hold nothing else.
            object.insert("of_tomorrow".to_owned(), json!("secret"));
            let (found, decodes) = drift(operation, body.to_string()).await;
            if !decodes {
                // A map of objects, whose keys are the caller's.
                let kinds: Vec<_> = found.iter().map(Drift::kind).collect();
                assert_eq!(kinds, [DriftKind::Malformed], "{operation} {pointer}");
                continue;
            }
            match found.as_slice() {
                [] => _ = free.insert(path(&pointer)),
                [one] => {
                    assert_eq!(one.kind(), DriftKind::UnknownField);
                    let expected = format!("{}.of_tomorrow", path(&pointer));
                    assert!(
                        expected.trim_start_matches('.') == one.path()
                            || one.path().contains(".*.")
                            || one.path().starts_with("*."),
                        "{operation} {pointer}: {one}"
                    );
                }
                more => panic!("{operation} {pointer}: {more:?}"),
            }
        }
    }
    let unexpected: Vec<_> = free
        .iter()
        .filter(|path| !FREE.iter().any(|free| path.ends_with(free)))
        .collect();
    assert!(unexpected.is_empty(), "{unexpected:#?}");
}

/// The law that ties the description to the decoder: a value is reported as malformed exactly if
/// the response does not decode. (A list in place of an object is left out: serde decodes some.)
#[tokio::test]
async fn what_does_not_decode_is_malformed_and_nothing_else_is() {
    let mut seen = BTreeSet::new();
    for (operation, described) in operations() {
        let Some(example) = &described.example else {
            continue;
        };
        for pointer in pointers(example) {
            if !seen.insert(signature(example, &pointer)) {
                continue;
            }
            for other in [
                None,
                Some(json!(null)),
                Some(json!(7)),
                Some(json!("x")),
                Some(json!({})),
            ] {
                let mut body = example.clone();
                match &other {
                    Some(value) => *body.pointer_mut(&pointer).unwrap() = value.clone(),
                    None => {
                        let Some((parent, key)) = pointer.rsplit_once('/') else {
                            continue;
                        };
                        match body.pointer_mut(parent).unwrap() {
                            Value::Object(object) => _ = object.remove(key),
                            _ => continue,
                        }
                    }
                }
                let (found, decodes) = drift(operation, body.to_string()).await;
                let is_malformed = found.iter().any(|it| it.kind() == DriftKind::Malformed);
                assert_eq!(
                    is_malformed, !decodes,
                    "{operation} {pointer} {other:?}: {found:?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn the_hook_of_a_client_is_called_once_for_each_response_that_drifts() {
    let mut order = example_call("completed");
    order["priority"] = json!("secret");
    let drifting = json!({ "call": order }).to_string();
    let plain = json!({ "call": example_call("completed") }).to_string();
    let undecodable = json!({ "call": {"id": 7} }).to_string();
    let stub = Stub::start(vec![
        Canned::json("200 OK", &[], &drifting),
        Canned::json("200 OK", &[], &plain),
        Canned::json("404 Not Found", &[], &drifting),
        Canned::json("200 OK", &[], &undecodable),
    ])
    .await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let hook = move |operation: &revox::Operation, drift: &[Drift]| {
        log.lock().unwrap().push((operation.id, lines(drift)));
    };
    let client = stub.builder().on_drift(hook).build().unwrap();
    for _ in 0..4 {
        let _ = soon(client.call().retrieve("call_1")).await;
    }
    let seen = seen.lock().unwrap().clone();
    assert_eq!(seen.len(), 2, "{seen:?}");
    assert_eq!(
        seen[0],
        (
            "call_retrieve",
            vec!["unknown field at `call.priority`".to_owned()]
        )
    );
    assert!(
        seen[1]
            .1
            .contains(&"malformed value at `call.id`".to_owned())
    );
}

#[tokio::test]
async fn what_is_no_integer_that_the_model_holds_is_malformed() {
    for (count, is_malformed) in [
        ("3", false),
        ("3.0", false),
        ("2.9999999999999996", false),
        ("1e300", true),
        ("18446744073709551615", true),
    ] {
        let body = json!({"call": example_call("completed")}).to_string();
        let body = body.replace("\"calls_count\":2", &format!("\"calls_count\":{count}"));
        let (found, decodes) = drift("call_retrieve", body).await;
        assert_eq!(!found.is_empty(), is_malformed, "{count}: {found:?}");
        assert_eq!(decodes, !is_malformed, "{count}");
    }
}

#[tokio::test]
async fn a_hostile_response_costs_little() {
    let fields: Vec<_> = (0..1_000)
        .map(|number| (format!("field_{number}"), json!(1)))
        .collect();
    let body = serde_json::Value::Object(fields.into_iter().collect());
    let (found, _) = drift("call_search", body.to_string()).await;
    assert_eq!(found.len(), 100);
    let large = format!("{{\"a\": \"{}\"}}", "a".repeat(9 << 20));
    let (found, _) = drift("call_search", large).await;
    assert_eq!(found, []);
}

#[tokio::test]
async fn a_hook_that_panics_does_not_take_the_response_along() {
    let mut order = example_call("completed");
    order["priority"] = json!(1);
    let body = json!({ "call": order }).to_string();
    let stub = Stub::start(vec![Canned::json("200 OK", &[], &body)]).await;
    let builder = stub.builder().on_drift(|_, _| panic!("on purpose"));
    let client = builder.build().unwrap();
    soon(client.call().create("+33612345678")).await.unwrap();
}

/// The JSON Pointers of all values.
fn pointers(value: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut add = |key: &str, value: &Value| {
        let below = pointers(value);
        found.extend(below.into_iter().map(|rest| format!("/{key}{rest}")));
    };
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| add(key, value)),
        // One item stands for all.
        Value::Array(items) => items.iter().take(1).for_each(|value| add("0", value)),
        _ => {}
    }
    found
}

/// Identifies a field of a type by its name and its siblings', so that one of its values stands for
/// all; an item of a list by its path.
fn signature(example: &Value, pointer: &str) -> (Vec<String>, String) {
    let (parent, name) = pointer.rsplit_once('/').unwrap_or(("", ""));
    match example.pointer(parent).and_then(Value::as_object) {
        Some(object) => (object.keys().cloned().collect(), name.to_owned()),
        None => (Vec::new(), path(pointer)),
    }
}

/// The path of a value, as drift has it.
fn path(pointer: &str) -> String {
    let path = pointer.replace("/0", "[*]").replace('/', ".");
    path.trim_start_matches('.').to_owned()
}
