//! Values of enums.

use std::collections::BTreeSet;

use serde_json::Value;

use super::plain;
use super::{Check, Found, Kind, Mirror, NARROWER, Pair, SAFE, WIDER};
use crate::spec_diff::openapi::Object;
use crate::spec_diff::spec::Part;
use crate::spec_diff::subject::Step;

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "enum-value-added",
        on: &[Kind::Schema, Kind::ServerVariable],
        keys: &["enum"],
        rule: WIDER,
        mirror: Mirror::Check("enum-value-removed"),
        sentence: "An enum has one more value.",
        find: value_added,
    },
    Check {
        id: "enum-value-removed",
        on: &[Kind::Schema, Kind::ServerVariable],
        keys: &["enum"],
        rule: NARROWER,
        mirror: Mirror::Check("enum-value-added"),
        sentence: "An enum has one value less.",
        find: value_removed,
    },
    Check {
        id: "enum-introduced",
        on: &[Kind::Schema, Kind::ServerVariable],
        keys: &["enum"],
        rule: NARROWER,
        mirror: Mirror::Check("enum-lifted"),
        sentence: "A value that was free has to be one of a list.",
        find: |pair| pair.when(pair.appears("enum"), "enum", || "becomes an enum".into()),
    },
    Check {
        id: "enum-lifted",
        on: &[Kind::Schema, Kind::ServerVariable],
        keys: &["enum"],
        rule: WIDER,
        mirror: Mirror::Check("enum-introduced"),
        sentence: "A value that had to be one of a list is free.",
        find: |pair| {
            pair.when(pair.vanishes("enum"), "enum", || {
                "is no longer an enum".into()
            })
        },
    },
    Check {
        id: "enum-variant-renamed",
        on: &[Kind::Schema],
        keys: &["x-enum-names"],
        rule: SAFE,
        mirror: Mirror::Itself,
        sentence: "A value has another name in Rust (`x-enum-names`) and is the same on the wire.",
        find: names_changed,
    },
];

fn value_added(pair: &Pair<'_>) -> Vec<Found> {
    differing(pair.head, pair.base)
        .map(|part| Found {
            base: Some(pair.base.at("enum")),
            head: Some(part.pointer),
            ..Found::of("the value is added".to_owned()).step(Step::Value(shown(part.value)))
        })
        .collect()
}

fn value_removed(pair: &Pair<'_>) -> Vec<Found> {
    differing(pair.base, pair.head)
        .map(|part| Found {
            base: Some(part.pointer),
            head: Some(pair.head.at("enum")),
            ..Found::of("the value is removed".to_owned()).step(Step::Value(shown(part.value)))
        })
        .collect()
}

/// The values of one enum that the other, if it is one, does not have.
fn differing<'v>(one: &Object<'v>, other: &Object<'v>) -> impl Iterator<Item = Part<'v>> {
    let values = other.value("enum").and_then(Value::as_array);
    let own = values.and(one.keys.get("enum")).map(Part::items);
    own.into_iter().flatten().filter(move |part| {
        let value = plain("enum", part.value);
        values.is_some_and(|values| values.iter().all(|other| plain("enum", other) != value))
    })
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

fn has(object: &Object<'_>, value: &str) -> bool {
    let values = object.value("enum").and_then(Value::as_array);
    values.is_some_and(|values| values.iter().any(|other| other == value))
}

fn names_changed(pair: &Pair<'_>) -> Vec<Found> {
    let names = |object: &Object<'_>| {
        let names = object.value("x-enum-names").and_then(Value::as_object);
        names.cloned().unwrap_or_default()
    };
    let (base, head) = (names(pair.base), names(pair.head));
    let values: BTreeSet<_> = base.keys().chain(head.keys()).collect();
    values
        .into_iter()
        .filter(|value| base.get(*value) != head.get(*value))
        .filter(|value| has(pair.base, value) && has(pair.head, value))
        .map(|value| {
            let name = |names: &serde_json::Map<String, Value>| match names.get(value) {
                Some(name) => format!("`{}`", shown(name)),
                None => "its usual name".to_owned(),
            };
            let text = format!(
                "the Rust name changes from {} to {}",
                name(&base),
                name(&head)
            );
            pair.at("x-enum-names", text)
                .step(Step::Value(value.clone()))
        })
        .collect()
}
