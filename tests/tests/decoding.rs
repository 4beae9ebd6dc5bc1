//! What arrives decodes: today's documented answer, and what a server of tomorrow may send.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeSet;

use revox_tests::answers::decode;
use revox_tests::spec::{example_call, published, workspace};
use serde_json::{Value, json};

/// Equality of what JSON says: `0` and `0.0` are one number, and null is absence.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(l, r)| same(l, r))
        }
        (Value::Object(left), Value::Object(right)) => {
            let mut keys = left.keys().chain(right.keys());
            keys.all(|key| same(at(left, key), at(right, key)))
        }
        _ => left == right,
    }
}

fn at<'a>(map: &'a serde_json::Map<String, Value>, key: &str) -> &'a Value {
    map.get(key).unwrap_or(&Value::Null)
}

/// Every place in `value`, as JSON pointers, parents before children.
fn pointers(value: &Value) -> Vec<String> {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(i, v)| (i.to_string(), v))
            .collect(),
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for (key, child) in children {
        found.push(format!("/{key}"));
        found.extend(
            pointers(child)
                .into_iter()
                .map(|below| format!("/{key}{below}")),
        );
    }
    found
}

fn snapshot(name: &str, fields: &BTreeSet<String>) {
    let fields: Vec<_> = fields.iter().map(String::as_str).collect();
    insta::with_settings!({
        snapshot_path => "../snapshots/decoding",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, fields.join("\n")) });
}

fn split(pointer: &str) -> (&str, &str) {
    pointer.rsplit_once('/').unwrap()
}

#[test]
fn the_examples_decode_and_are_written_back_equal() {
    for name in ["documented", "completed"] {
        let example = example_call(name);
        let call = decode(&example).expect(name);
        let written = serde_json::to_value(&call).unwrap();
        assert!(
            same(&example, &written),
            "{name}:\n{example:#}\n{written:#}"
        );
    }
}

/// The list is what a server has to keep sending; it is as short as the spec allows.
/// A call order with everything documented in it, once for each kind of language model.
fn documented_with_each_model() -> Vec<Value> {
    let models = [
        json!({"type": "dedicated-instance", "name": "gpt-4.1"}),
        json!({"type": "openrouter", "openrouter_model_id": "m", "openrouter_provider": "p"}),
        json!({"type": "custom", "api_key": "k", "api_url": "https://a.example", "model_name": "m"}),
        json!({
            "type": "realtime", "provider": "openai", "realtime_model_id": "m",
            "realtime_voice_id": "v"
        }),
    ];
    let with = |model| {
        let mut call = published()["call"].clone();
        call["llm_model"] = model;
        call
    };
    models.into_iter().map(with).collect()
}

/// The places at which `damage` makes a call order unreadable.
fn demanded(damage: impl Fn(&mut Value, &str)) -> BTreeSet<String> {
    let mut demanded = BTreeSet::new();
    for example in documented_with_each_model() {
        for pointer in pointers(&example) {
            let mut call = example.clone();
            damage(&mut call, &pointer);
            if decode(&call).is_err() {
                demanded.insert(pointer);
            }
        }
    }
    demanded
}

#[test]
fn only_these_fields_must_be_there() {
    let demanded = demanded(|call, pointer| {
        let (parent, key) = split(pointer);
        if let Some(Value::Object(map)) = call.pointer_mut(parent) {
            map.remove(key);
        }
    });
    snapshot("fields_that_must_be_there", &demanded);
}

#[test]
fn only_these_fields_must_not_be_null() {
    let demanded = demanded(|call, pointer| {
        if let Some(value) = call.pointer_mut(pointer) {
            *value = Value::Null;
        }
    });
    snapshot("fields_that_must_not_be_null", &demanded);
}

#[test]
fn fields_nobody_knows_yet_are_ignored_everywhere() {
    let example = published()["call"].clone();
    // Maps of the caller's own data take any key as data.
    let data = [
        "structured_output",
        "tool_arguments",
        "metadata",
        "prompt_variables",
    ];
    for pointer in std::iter::once(String::new()).chain(pointers(&example)) {
        let mut call = example.clone();
        let key = pointer.rsplit('/').next().unwrap_or_default();
        if let Value::Object(map) = call.pointer_mut(&pointer).unwrap() {
            if data.contains(&key) || key.ends_with("_at") {
                continue;
            }
            map.insert("field_of_tomorrow".to_owned(), json!({"nested": [1, null]}));
            assert_eq!(
                decode(&call).expect(&pointer),
                decode(&example).unwrap(),
                "at {pointer}"
            );
        }
    }
}

/// Whatever string an enum of tomorrow sends is kept and written back, wherever one stands; and a
/// union whose tag nobody knows is kept whole.
#[test]
fn any_text_may_stand_where_a_text_stands() {
    fn replace(value: &mut Value) {
        match value {
            Value::String(text) => *text = "value_of_tomorrow".to_owned(),
            Value::Array(list) => list.iter_mut().for_each(replace),
            Value::Object(map) => map.values_mut().for_each(replace),
            _ => {}
        }
    }
    let mut tomorrow = example_call("completed");
    replace(&mut tomorrow);
    let call = decode(&tomorrow).unwrap();
    assert_eq!(call.status.as_str(), "value_of_tomorrow");
    assert!(!call.status.is_known());
    assert!(same(&tomorrow, &serde_json::to_value(&call).unwrap()));
}

/// Answers as later releases of the official library type them: with everything that came since the
/// published page, and with no more than they require.
#[test]
fn the_answers_of_later_releases_decode() {
    let folder = workspace().join("tests/releases");
    let mut decoded = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let answer: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let call = decode(&answer["call"]);
        assert!(call.is_ok(), "{}: {:?}", path.display(), call.err());
        decoded += 1;
    }
    assert_eq!(decoded, 8);
}

#[test]
fn decoding_a_known_enum_value_allocates_nothing() {
    use revox::models::CallStatus;
    let bytes = br#""queued_for_calling""#;
    let mut status = None;
    let allocations = allocation_counter::measure(|| {
        status = serde_json::from_slice::<CallStatus>(bytes).ok();
    });
    assert_eq!(status, Some(CallStatus::QueuedForCalling));
    assert_eq!(allocations.count_total, 0);
}
