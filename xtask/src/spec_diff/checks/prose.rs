//! What people read and machines do not.

use serde_json::Value;

use super::{Check, Found, Kind, Mirror, Pair, Rule, SAFE};
use crate::spec_diff::openapi::Object;
use crate::spec_diff::subject::Step;

const EVERYWHERE: &[Kind] = &[
    Kind::Path,
    Kind::Operation,
    Kind::Parameter,
    Kind::Body,
    Kind::Response,
    Kind::Header,
    Kind::Media,
    Kind::Schema,
    Kind::SecurityScheme,
    Kind::Server,
    Kind::ServerVariable,
];

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "description-changed",
        on: EVERYWHERE,
        keys: &["description", "summary", "title", "externalDocs"],
        rule: Rule::Prose,
        mirror: Mirror::Itself,
        sentence: "Words for people change.",
        find: |pair| keys(pair, &["description", "summary", "title", "externalDocs"]),
    },
    Check {
        id: "value-description-changed",
        on: &[Kind::Schema],
        keys: &["x-enum-descriptions"],
        rule: Rule::Prose,
        mirror: Mirror::Itself,
        sentence: "What a value of an enum means is said in other words.",
        find: value_descriptions,
    },
    Check {
        id: "deprecation-note-changed",
        on: &[Kind::Operation, Kind::Schema],
        keys: &["x-deprecation-note"],
        rule: Rule::Prose,
        mirror: Mirror::Itself,
        sentence: "The advice that the compiler gives beside a deprecation changes.",
        find: |pair| keys(pair, &["x-deprecation-note"]),
    },
    Check {
        id: "result-name-changed",
        on: &[Kind::Operation],
        keys: &["x-result-name"],
        rule: Rule::Prose,
        mirror: Mirror::Itself,
        sentence: "The name of an operation's result in examples changes.",
        find: |pair| keys(pair, &["x-result-name"]),
    },
    Check {
        id: "example-changed",
        on: EVERYWHERE,
        keys: &["example", "examples"],
        rule: Rule::Prose,
        mirror: Mirror::Itself,
        sentence: "An example changes.",
        find: |pair| keys(pair, &["example", "examples"]),
    },
    Check {
        id: "shared-example-changed",
        on: &[Kind::Example],
        keys: &["value", "externalValue", "summary", "description"],
        rule: Rule::Prose,
        mirror: Mirror::Itself,
        sentence: "An example with a name changes.",
        find: |pair| keys(pair, &["value", "externalValue", "summary", "description"]),
    },
    Check {
        id: "api-described-otherwise",
        on: &[Kind::Api],
        keys: &["info", "tags", "externalDocs"],
        rule: Rule::Prose,
        mirror: Mirror::Itself,
        sentence: "Title, version, contact or the descriptions of the tags change.",
        find: |pair| keys(pair, &["info", "tags", "externalDocs"]),
    },
    Check {
        id: "openapi-version-changed",
        on: &[Kind::Api],
        keys: &["openapi"],
        rule: SAFE,
        mirror: Mirror::Itself,
        sentence: "The document is of another release of OpenAPI 3.0, which says the same.",
        find: |pair| {
            let both_3_0 = pair
                .texts("openapi")
                .is_some_and(|(base, head)| base.starts_with("3.0.") && head.starts_with("3.0."));
            pair.when(both_3_0, "openapi", || {
                "the release of OpenAPI 3.0 changes".into()
            })
        },
    },
    Check {
        id: "any-json-marked",
        on: &[Kind::Schema],
        keys: &["x-any-json"],
        rule: SAFE,
        mirror: Mirror::Itself,
        sentence: "A schema without a type is marked as any JSON (`x-any-json`), or no longer.",
        find: |pair| {
            let key = "x-any-json";
            pair.when(pair.appears(key) || pair.vanishes(key), key, || {
                "the mark of any JSON is set or taken off".into()
            })
        },
    },
];

/// A finding for each key that differs.
fn keys(pair: &Pair<'_>, keys: &[&str]) -> Vec<Found> {
    let keys = keys.iter().copied();
    keys.filter(|key| pair.appears(key) || pair.vanishes(key) || pair.changes(key))
        .map(|key| {
            let how = match (pair.appears(key), pair.vanishes(key)) {
                (true, _) => "is added",
                (_, true) => "is removed",
                _ => "is changed",
            };
            pair.at(key, how.to_owned())
                .step(Step::Other(format!("`{key}`")))
        })
        .collect()
}

/// Descriptions of values that the enum has on both sides: those of a new value come with it.
fn value_descriptions(pair: &Pair<'_>) -> Vec<Found> {
    let key = "x-enum-descriptions";
    let of = |object: &Object<'_>, value: &Value| -> Option<Value> {
        object.value(key)?.get(value.as_str()?).cloned()
    };
    let values = |object: &Object<'_>| {
        let values = object.value("enum").and_then(Value::as_array);
        values.cloned().unwrap_or_default()
    };
    let head = values(pair.head);
    let on_both_sides = values(pair.base)
        .into_iter()
        .filter(|value| head.contains(value));
    let changed = on_both_sides.filter(|value| of(pair.base, value) != of(pair.head, value));
    changed
        .filter_map(|value| {
            let step = Step::Value(value.as_str()?.to_owned());
            Some(pair.at(key, "is described otherwise".to_owned()).step(step))
        })
        .collect()
}
