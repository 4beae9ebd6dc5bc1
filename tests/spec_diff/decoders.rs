//! The values that the review expects a field to decode are those that its generated type decodes.

use std::collections::BTreeMap;

use revox::{Base64, Secret, Timestamp};
use revox_tests::reviews::{lines, spec};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use xtask::spec_diff;
use xtask::spec_diff::verdict::Verdict;

/// A field at BASE, and a function that tells if its generated type decodes a value.
type Field = (Value, fn(&Value) -> bool);

fn decodes<T: DeserializeOwned>(value: &Value) -> bool {
    serde_json::from_str::<T>(&value.to_string()).is_ok()
}

fn fields() -> Vec<Field> {
    let timestamp = json!({"allOf": [{"$ref": "#/components/schemas/Timestamp"}]});
    vec![
        (timestamp, decodes::<Timestamp>),
        (
            json!({"type": "string", "format": "password"}),
            decodes::<Secret>,
        ),
        (
            json!({"type": "string", "format": "byte"}),
            decodes::<Base64>,
        ),
        (
            json!({"type": "string", "format": "date-time"}),
            decodes::<Timestamp>,
        ),
        (json!({"type": "string"}), decodes::<String>),
        (
            json!({"type": "string", "nullable": true}),
            decodes::<Option<String>>,
        ),
        (json!({"type": "number"}), decodes::<f64>),
        (json!({"type": "boolean"}), decodes::<bool>),
        (
            json!({"type": "array", "items": {"type": "string"}}),
            decodes::<Vec<String>>,
        ),
        (
            json!({"type": "object", "additionalProperties": {"type": "number"}}),
            decodes::<BTreeMap<String, f64>>,
        ),
        (
            json!({"type": "object", "additionalProperties": true}),
            decodes::<serde_json::Map<String, Value>>,
        ),
        (json!({"x-any-json": true}), decodes::<Value>),
    ]
}

/// Returns schemas that HEAD may give the field, each with values that it allows.
fn responses() -> Vec<(Value, Vec<Value>)> {
    vec![
        (
            json!({"type": "string"}),
            vec![json!("text, and no base64")],
        ),
        (
            json!({"type": "string", "format": "byte"}),
            vec![json!("UklGRg==")],
        ),
        (
            json!({"type": "string", "nullable": true}),
            vec![json!("text, and no base64"), Value::Null],
        ),
        (json!({"type": "number"}), vec![json!(1), json!(0.5)]),
        (json!({"type": "integer"}), vec![json!(1), json!(-1)]),
        (json!({"type": "boolean"}), vec![json!(true)]),
        (
            json!({"type": "array", "items": {"type": "string"}}),
            vec![json!([]), json!(["text"])],
        ),
        (
            json!({"type": "array", "items": {"type": "number"}}),
            vec![json!([]), json!([0.5])],
        ),
        (
            json!({"type": "object", "additionalProperties": {"type": "number"}}),
            vec![json!({}), json!({"one": 1})],
        ),
        (
            json!({"type": "object", "additionalProperties": true}),
            vec![json!({}), json!({"one": "text"})],
        ),
        (
            json!({"oneOf": [{"type": "string"}, {"type": "number"}]}),
            vec![json!("text"), json!(1)],
        ),
        (
            json!({}),
            vec![
                json!("text"),
                json!(1),
                json!([]),
                json!({}),
                json!(true),
                Value::Null,
            ],
        ),
    ]
}

#[test]
fn the_review_knows_which_values_a_type_decodes() {
    for (field, decodes) in fields() {
        compare(&field, json!("It is acted on."), decodes);
    }
}

#[test]
fn fields_that_may_be_missing_may_be_null() {
    for (field, decodes) in fields() {
        compare(&field, json!(false), |value| {
            value.is_null() || decodes(value)
        });
    }
}

/// Compares the review's verdict on a client with `field` with the values that its type decodes.
fn compare(field: &Value, decision: Value, decodes: impl Fn(&Value) -> bool) {
    let base = spec("base.yaml", &with(field, decision.clone()));
    assert!(
        base.generated.is_ok(),
        "{field}: {:?}",
        base.generated.err()
    );
    for (response, values) in responses() {
        let head = spec("head.yaml", &with(&response, decision.clone()));
        let review = spec_diff::review(&base, &head, "0.1.0");
        let expected = if values.iter().all(&decodes) {
            Verdict::Safe
        } else {
            Verdict::Breaks
        };
        assert_eq!(
            review.shipped(),
            expected,
            "{field} and then {response}\n{}",
            lines(&review)
        );
    }
}

/// Returns a spec whose one operation returns an object of one required property.
fn with(property: &Value, decision: Value) -> String {
    let mut property = property.clone();
    property["description"] = json!("What is looked at.");
    property["x-decisive"] = decision;
    json!({
        "openapi": "3.0.3",
        "info": {"title": "One field", "version": "1.0.0"},
        "tags": [{"name": "things", "description": "Things."}],
        "paths": {"/thing": {"get": {
            "operationId": "things_retrieve",
            "tags": ["things"],
            "summary": "Retrieve the thing",
            "x-retry-class": "read",
            "responses": {"200": {
                "description": "The thing.",
                "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/Thing"}
                }}
            }}
        }}},
        "components": {"schemas": {
            "Thing": {
                "description": "A thing.",
                "type": "object",
                "required": ["field"],
                "properties": {"field": property}
            },
            "Timestamp": {"description": "A time.", "x-any-json": true}
        }}
    })
    .to_string()
}
