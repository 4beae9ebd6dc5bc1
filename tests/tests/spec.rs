//! The checked-in spec says what the published page says, and its examples obey it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeSet;

use revox_tests::spec::{document, example, published};
use serde_json::{Map, Value, json};

/// The name paths and enum values below a schema, each reference followed wherever it stands.
#[derive(Default)]
struct Positions {
    properties: BTreeSet<String>,
    enum_values: BTreeSet<(String, String)>,
}

impl Positions {
    fn visit(&mut self, root: &Value, schema: &Value, path: &str) {
        if let Some(reference) = schema["$ref"].as_str() {
            let target = root.pointer(reference.trim_start_matches('#')).unwrap();
            return self.visit(root, target, path);
        }
        for value in schema["enum"].as_array().into_iter().flatten() {
            self.enum_values
                .insert((path.to_owned(), value.as_str().unwrap().to_owned()));
        }
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}/{name}");
            self.properties.insert(path.clone());
            self.visit(root, property, &path);
        }
        for keyword in ["allOf", "oneOf"] {
            for member in schema[keyword].as_array().into_iter().flatten() {
                self.visit(root, member, path);
            }
        }
        if schema["items"].is_object() {
            self.visit(root, &schema["items"], path);
        }
    }
}

fn response_schema(root: &Value) -> &Value {
    root.pointer("/paths/~1call~1{id}/get/responses/200/content/application~1json/schema")
        .unwrap()
}

/// The page as a list: a property a line by its path, and an enum value as `path = value`. Every
/// repetition is written out; the variants of a union share their names.
const PAGE: &str = include_str!("../published/call_retrieve.txt");

#[test]
fn the_spec_has_every_property_and_enum_value_of_the_published_page() {
    let root = document().value;
    let mut found = Positions::default();
    found.visit(&root, response_schema(&root), "");
    let lines = PAGE
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (values, properties): (Vec<_>, Vec<_>) = lines.partition(|line| line.contains(" = "));
    // Counted by hand on the page.
    assert_eq!((properties.len(), values.len()), (172, 133));
    for path in properties {
        assert!(
            found.properties.contains(path),
            "`{path}` is on the page and not in the spec"
        );
    }
    for line in values {
        let (path, value) = line.split_once(" = ").unwrap();
        let position = (path.to_owned(), value.to_owned());
        assert!(
            found.enum_values.contains(&position),
            "`{line}` is on the page, not in the spec"
        );
    }
}

#[test]
fn the_documented_example_fills_every_property_of_its_variants() {
    let root = document().value;
    let mut described = Positions::default();
    described.visit(&root, response_schema(&root), "");
    let mut filled = BTreeSet::new();
    collect(&published(), "", &mut filled);
    let missing: Vec<_> = described.properties.difference(&filled).collect();
    // The example shows one of four variants of the language model, in two places.
    assert!(
        missing.iter().all(|path| path.contains("/llm_model/")),
        "{missing:#?}"
    );
}

fn collect(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let path = format!("{path}/{key}");
                found.insert(path.clone());
                collect(value, &path, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, path, found)),
        _ => {}
    }
}

/// A third party's validator agrees, with unknown properties forbidden so that a misspelt one in
/// an example shows.
#[test]
fn the_examples_are_valid() {
    let root = document().value;
    let mut schema = as_json_schema(response_schema(&root));
    schema["components"] = as_json_schema(&root["components"]);
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for name in ["documented", "completed"] {
        let errors: Vec<_> = validator
            .iter_errors(&example(name))
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
    }
}

/// OpenAPI 3.0 in the words of JSON Schema 2020-12.
fn as_json_schema(schema: &Value) -> Value {
    match schema {
        Value::Array(list) => list.iter().map(as_json_schema).collect(),
        Value::Object(map) => {
            let mut map: Map<String, Value> = map
                .iter()
                .map(|(key, value)| (key.clone(), as_json_schema(value)))
                .collect();
            for (flag, bound) in [
                ("exclusiveMinimum", "minimum"),
                ("exclusiveMaximum", "maximum"),
            ] {
                if map.remove(flag) == Some(json!(true))
                    && let Some(limit) = map.remove(bound)
                {
                    map.insert(flag.to_owned(), limit);
                }
            }
            if map.get("properties").is_some_and(Value::is_object)
                && map.get("type") == Some(&json!("object"))
            {
                map.insert("additionalProperties".to_owned(), json!(false));
            }
            let nullable = map.remove("nullable") == Some(json!(true));
            let schema = Value::Object(map);
            if nullable {
                json!({"anyOf": [{"type": "null"}, schema]})
            } else {
                schema
            }
        }
        other => other.clone(),
    }
}
