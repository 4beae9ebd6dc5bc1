//! Extracted values fit the fields that are asked for.

use jiff::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};

use super::at;
use crate::engine::extraction::{Conversation, extract};

fn extracted(config: &Value, extracts: &Value, seed: u64) -> Value {
    let conversation = Conversation {
        extracts: extracts.as_object().unwrap(),
        variables: &Map::new(),
        number: "+33639980142",
        at: at("2026-06-15T08:00:00Z"),
    };
    extract(config, &conversation, &mut fastrand::Rng::with_seed(seed))
}

#[test]
fn a_given_value_is_used_where_it_fits() {
    for (kind, given, used) in [
        ("string", json!("text"), Some(json!("text"))),
        ("string", json!(7), Some(json!("7"))),
        ("string", json!(["list"]), None),
        ("number", json!(7.5), Some(json!(7.5))),
        ("number", json!("12"), Some(json!(12))),
        ("number", json!("many"), None),
        ("boolean", json!("true"), Some(json!(true))),
        ("boolean", json!(1), None),
        ("enum", json!("south"), Some(json!("south"))),
        ("enum", json!("up"), None),
        ("date", json!("2026-06-16"), Some(json!("2026-06-16"))),
        ("date", json!("tomorrow"), None),
        (
            "datetime",
            json!("2026-06-16T10:00:00+02:00"),
            Some(json!("2026-06-16T10:00:00+02:00")),
        ),
        ("datetime", json!("2026-06-16"), None),
    ] {
        let options = json!(["north", "south"]);
        let field = json!({ "name": "f", "required": true, "type": kind, "enum_options": options });
        let output = extracted(&json!([field]), &json!({ "f": given }), 1);
        match used {
            Some(used) => assert_eq!(output["f"], used, "{kind} {given}"),
            None => assert_ne!(output["f"], given, "{kind} {given}"),
        }
    }
}

#[test]
fn what_is_not_asked_for_is_left_out() {
    assert_eq!(extracted(&Value::Null, &json!({ "f": 1 }), 1), Value::Null);
    assert_eq!(extracted(&json!([]), &json!({ "f": 1 }), 1), json!({}));
}

#[test]
fn whatever_is_given_each_field_gets_a_value_that_fits() {
    const KINDS: &[&str] = &["string", "number", "boolean", "enum", "date", "datetime"];
    let field = (any::<bool>(), prop::sample::select(KINDS), "[a-z_]{1,12}");
    let given = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    let cases = (prop::collection::vec((field, given), 0..6), any::<u64>());
    type Field = ((bool, &'static str, String), Value);
    let law = |(fields, seed): (Vec<Field>, u64)| {
        let config: Value = fields
            .iter()
            .map(|((required, kind, name), _)| {
                let options = ["a", "b"];
                json!({ "name": name, "required": required, "type": kind, "enum_options": options })
            })
            .collect();
        let given: Map<_, _> = fields
            .iter()
            .map(|((_, _, name), value)| (name.clone(), value.clone()))
            .collect();
        let output = extracted(&config, &given.into(), seed);
        let names: std::collections::BTreeSet<_> = fields.iter().map(|((.., n), _)| n).collect();
        prop_assert_eq!(output.as_object().unwrap().len(), names.len());
        for ((required, kind, name), _) in &fields {
            // Of several fields of one name, the last one stands.
            let last = fields
                .iter()
                .rfind(|((.., other), _)| other == name)
                .unwrap();
            if (*required, *kind) != (last.0.0, last.0.1) {
                continue;
            }
            let value = &output[name];
            prop_assert!(!(*required && value.is_null()), "{name} is missing");
            prop_assert!(value.is_null() || fits(kind, value), "{kind}: {value}");
        }
        Ok(())
    };
    TestRunner::deterministic().run(&cases, law).unwrap();
}

fn fits(kind: &str, value: &Value) -> bool {
    match kind {
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "enum" => ["a", "b"].contains(&value.as_str().unwrap()),
        "date" => value.as_str().unwrap().parse::<jiff::civil::Date>().is_ok(),
        "datetime" => value.as_str().unwrap().parse::<Timestamp>().is_ok(),
        _ => value.is_string(),
    }
}
