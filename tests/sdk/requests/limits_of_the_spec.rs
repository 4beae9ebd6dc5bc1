//! Every limit in the spec is checked in requests, on the right field, and never in responses.

use revox_tests::operations::{operations, properties};
use revox_tests::stub::{Canned, Stub};
use serde_json::{Value, json};

use super::case::Sent;
use super::{cases, with_bodies};

/// Values at the bounds that a schema sets, and values just beyond them.
fn at_the_bounds(schema: &Value) -> (Vec<Value>, Vec<Value>) {
    let (mut within, mut beyond) = (Vec::new(), Vec::new());
    let is_integer = schema["type"] == "integer";
    let number = |number: f64| match is_integer {
        true => json!(number as i64),
        false => json!(number),
    };
    let step = if is_integer { 1.0 } else { 0.001 };
    for (keyword, sign) in [("minimum", -1.0), ("maximum", 1.0)] {
        if let Some(bound) = schema[keyword].as_f64() {
            within.push(number(bound));
            beyond.push(number(bound + sign * step));
        }
    }
    if let Some(bound) = schema["exclusiveMinimum"].as_f64() {
        within.push(number(bound + step));
        beyond.push(number(bound));
    }
    if let Some(least) = schema["minLength"].as_u64() {
        within.push("x".repeat(least as usize).into());
        beyond.push("x".repeat(least as usize - 1).into());
    }
    if let Some(most) = schema["maxLength"].as_u64() {
        // Characters, not bytes; but for base64, whose texts are as long as they are.
        let is_base64 = schema["format"] == "byte";
        let character = if is_base64 { "A" } else { "é" };
        within.push(character.repeat(most as usize).into());
        beyond.push(
            character
                .repeat(most as usize + if is_base64 { 4 } else { 1 })
                .into(),
        );
    }
    let form = schema.get("x-format").or(schema.get("format"));
    let (good, bad) = match form.and_then(Value::as_str) {
        Some("e164") => ("+33639980142", "0639980142"),
        Some("time-of-day") => ("17:30", "24:00"),
        Some("iana-time-zone") => ("Europe/Paris", "Mars/Base"),
        Some("date-time") => ("2026-06-09T08:05:00Z", "2026-06-09"),
        Some("snake-case") => ("book_slot", "bookSlot"),
        Some("lookup-url") => ("https://crm.example/{{phone}}", "https://crm.example/"),
        Some("uri") => ("https://llm.example/v1", "llm.example"),
        Some("password" | "byte") | None => return (within, beyond),
        Some(form) => panic!("what is within, and what beyond `{form}`?"),
    };
    within.push(good.into());
    beyond.push(bad.into());
    (within, beyond)
}

/// A body that was sent, with `value` at the first location that `path` names; none if there is
/// none.
fn with(body: &Value, path: &str, value: &Value) -> Option<Value> {
    let mut changed = body.clone();
    let pointer = path.replace("[]", ".0").replace('.', "/");
    *changed.pointer_mut(&format!("/{pointer}"))? = value.clone();
    Some(changed)
}

#[tokio::test]
async fn each_is_checked_at_its_place() {
    let mut limits = 0;
    for (id, schema, requests) in with_bodies().await {
        for (path, property) in properties(schema) {
            let (within, beyond) = at_the_bounds(property.schema);
            let read = |value: &Value| {
                let in_one_of = |sent: &Sent| {
                    let body = with(&sent.json(), &path, value)?;
                    Some(sent.read(&body.to_string()).violations())
                };
                requests.iter().find_map(in_one_of).unwrap()
            };
            for value in within {
                assert_eq!(read(&value), [], "{id}: {path}");
            }
            for value in beyond {
                let violations = read(&value);
                assert!(!violations.is_empty(), "{id}: {path}: {value}");
                for violation in violations {
                    assert_eq!(violation.path().replace("[0]", "[]"), path, "{id}");
                }
                limits += 1;
            }
        }
    }
    assert!(limits > 100, "{limits}");
}

/// Every text empty and every number below zero: no limit that there is would allow that.
fn beyond_all_limits(example: &Value) -> Value {
    match example {
        Value::String(_) => json!(""),
        Value::Number(_) => json!(-1),
        Value::Array(items) => items.iter().map(beyond_all_limits).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| (name.clone(), beyond_all_limits(value)))
            .collect(),
        other => other.clone(),
    }
}

#[tokio::test]
async fn what_is_received_is_never_checked() {
    for case in cases() {
        let Some(example) = &operations()[case.operation].example else {
            continue;
        };
        let answer = beyond_all_limits(example).to_string();
        let stub = Stub::start(vec![Canned::json("200 OK", &[], &answer)]).await;
        let outcome = case.send(&stub.client()).await;
        outcome.unwrap_or_else(|error| panic!("{}: {error}", case.operation));
    }
}
