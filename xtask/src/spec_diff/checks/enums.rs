//! Values of enums.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Find::{Appears, By, Vanishes};
use super::Kind::{Schema, ServerVariable};
use super::find::shown;
use super::pair::plain;
use super::{Found, NARROWER, Pair, SAFE, WIDER};
use crate::spec_diff::openapi::Object;
use crate::spec_diff::spec::Part;
use crate::spec_diff::subject::Step;

checks! {
    on [Schema, ServerVariable], keys ["enum"] {
        "enum-value-added" <-> "enum-value-removed": WIDER,
            "A value is added to an enum.", By(|pair| values(pair, true, "the value is added"));
        "enum-value-removed" <-> "enum-value-added": NARROWER,
            "A value is removed from an enum.", By(|pair| values(pair, false, "the value is removed"));
        "enum-introduced" <-> "enum-lifted": NARROWER,
            "A value that could be any of its type has to be one of a list.", Appears("becomes an enum");
        "enum-lifted" <-> "enum-introduced": WIDER,
            "A value that had to be one of a list can be any of its type.",
            Vanishes("is no longer an enum");
    }
    on [Schema], keys ["x-enum-names"] {
        "enum-variant-renamed": SAFE,
            "A value has another name in Rust (`x-enum-names`); on the wire it stays the same.",
            By(|pair| by_value(pair, "x-enum-names", |base, head| {
                format!("the Rust name changes from {} to {}", rust_name(base), rust_name(head))
            }));
    }
}

/// Finds values that one of two enums lacks.
fn values(pair: &Pair<'_>, at_head: bool, text: &str) -> Vec<Found> {
    let found = |value: Part<'_>| {
        let (base, head) = match at_head {
            true => (pair.base.at("enum"), value.pointer),
            false => (value.pointer, pair.head.at("enum")),
        };
        let name = value.value.as_str().map(str::to_owned);
        let step = Step::Value(name.unwrap_or_else(|| value.value.to_string()));
        Found::new(text, base, head).step(step)
    };
    match at_head {
        true => differing(pair.head, pair.base).map(found).collect(),
        false => differing(pair.base, pair.head).map(found).collect(),
    }
}

/// Returns the values of one enum that the other one lacks, if both are enums.
fn differing<'v>(one: &Object<'v>, other: &Object<'v>) -> impl Iterator<Item = Part<'v>> {
    let written = |value: &Value| plain("enum", value).to_string();
    let values = other.value("enum").and_then(Value::as_array);
    let own = values.and(one.keys.get("enum")).map(Part::items);
    let values: BTreeSet<_> = values.into_iter().flatten().map(written).collect();
    let own = own.into_iter().flatten();
    own.filter(move |part| !values.contains(&written(part.value)))
}

/// Finds changes of an extension that describes values by name. Only values that the enum has on both sides
/// count, since the entry of a new value comes with it.
pub(super) fn by_value(
    pair: &Pair<'_>,
    extension: &str,
    text: impl Fn(Option<&Value>, Option<&Value>) -> String,
) -> Vec<Found> {
    let (base, head) = (pair.base.entries(extension), pair.head.entries(extension));
    let has = |object: &Object<'_>, value: &str| {
        let values = object.value("enum").and_then(Value::as_array);
        values.is_some_and(|values| values.iter().any(|other| other == value))
    };
    let values: BTreeSet<_> = base.keys().chain(head.keys()).copied().collect();
    values
        .into_iter()
        .filter(|value| base.get(value) != head.get(value))
        .filter(|value| has(pair.base, value) && has(pair.head, value))
        .map(|value| {
            let text = text(base.get(value).copied(), head.get(value).copied());
            pair.at(extension, text).step(Step::Value(value.to_owned()))
        })
        .collect()
}

fn rust_name(name: Option<&Value>) -> String {
    name.map_or_else(|| "its usual name".to_owned(), |name| shown(Some(name)))
}
