//! Properties of objects.

use std::cmp::Ordering;

use serde_json::Value;

use super::Find::{Added, Appears, By, Changes, Differs, If, Removed, Renamed, Vanishes};
use super::Kind::Schema;
use super::{BREAKS_BOTH, Found, NARROWER, Pair, SAFE_BOTH, WIDER, significant};
use crate::spec_diff::openapi::{List, Object};

checks! {
    on [Schema], keys [] {
        "optional-property-added" <-> "optional-property-removed": SAFE_BOTH,
            "An optional property is added.",
            Added(List::Properties, |pair, name, _| is_open(pair) && !requires(pair.head, name),
                "the optional property is added");
        "required-property-added" <-> "required-property-removed": NARROWER,
            "A required property is added: requests without it are refused.",
            Added(List::Properties, |pair, name, _| is_open(pair) && requires(pair.head, name),
                "the required property is added");
        "optional-property-added-to-closed-object" <-> "optional-property-removed": WIDER,
            "An optional property is added to an object that forbade or restricted other properties \
             (`additionalProperties`).",
            Added(List::Properties, |pair, name, _| !is_open(pair) && !requires(pair.head, name),
                "the optional property is added");
        "required-property-added-to-closed-object" <-> "required-property-removed": BREAKS_BOTH,
            "A required property is added to an object that forbade or restricted other properties \
             (`additionalProperties`).",
            Added(List::Properties, |pair, name, _| !is_open(pair) && requires(pair.head, name),
                "the required property is added");
        "optional-property-removed" <-> "optional-property-added": BREAKS_BOTH,
            "An optional property is removed: it has no effect in requests, and is missing from responses.",
            Removed(List::Properties, |pair, name, _| !requires(pair.base, name),
                "the optional property is removed");
        "required-property-removed" <-> "required-property-added": BREAKS_BOTH,
            "A required property is removed: it has no effect in requests, and is missing from responses.",
            Removed(List::Properties, |pair, name, _| requires(pair.base, name),
                "the required property is removed");
        "property-renamed": BREAKS_BOTH,
            "A property has another name and the same shape.",
            Renamed(List::Properties, "the property is now called");
        "property-became-required" <-> "property-became-optional": NARROWER,
            "A property becomes required: requests without it are refused.",
            By(|pair| presence(pair, true, "becomes required"));
        "property-became-optional" <-> "property-became-required": WIDER,
            "A property becomes optional: responses may lack it.",
            By(|pair| presence(pair, false, "becomes optional"));
    }
    on [Schema], keys ["additionalProperties"] {
        "other-properties-refused" <-> "other-properties-allowed": NARROWER,
            "Properties that are not described are no longer allowed, or only some \
             (`additionalProperties`).",
            By(|pair| others_changed(pair, Ordering::Less));
        "other-properties-allowed" <-> "other-properties-refused": WIDER,
            "Properties that are not described are allowed, or more of them (`additionalProperties`).",
            By(|pair| others_changed(pair, Ordering::Greater));
    }
    on [Schema], keys ["readOnly"] {
        "became-read-only" <-> "no-longer-read-only": NARROWER,
            "A property may no longer be sent (`readOnly`).", Appears("becomes read-only");
        "no-longer-read-only" <-> "became-read-only": SAFE_BOTH,
            "A property of responses may also be sent (`readOnly`).",
            If(|pair| pair.vanishes("readOnly") && !pair.is_required, "is no longer read-only");
        "no-longer-read-only-but-required" <-> "became-read-only": NARROWER,
            "A required property of responses becomes required in requests, too (`readOnly`).",
            If(|pair| pair.vanishes("readOnly") && pair.is_required, "is no longer read-only");
    }
    on [Schema], keys ["writeOnly"] {
        "became-write-only" <-> "no-longer-write-only": WIDER,
            "A property is no longer in responses (`writeOnly`).", Appears("becomes write-only");
        "no-longer-write-only" <-> "became-write-only": SAFE_BOTH,
            "A property of requests is also in responses (`writeOnly`).",
            Vanishes("is no longer write-only");
    }
    on [Schema], keys ["x-client-default"] {
        "client-default-changed": SAFE_BOTH,
            "Our client sends another value if nobody sets one, or starts or stops sending one \
             (`x-client-default`); the same values are valid.",
            Differs("the client default changes from {base} to {head}");
    }
    on [Schema], keys ["x-decisive"] {
        "decision-changed": SAFE_BOTH,
            "Our client starts or stops requiring a property of responses, or does so for another reason \
             (`x-decisive`); the responses stay the same.",
            By(decision_changed);
    }
    on [Schema], keys ["x-only-with"] {
        "client-condition-added" <-> "client-condition-removed": NARROWER,
            "A property may be set only with a certain value of another one, which our client checks \
             (`x-only-with`).",
            Appears("has a condition (`x-only-with`)");
        "client-condition-removed" <-> "client-condition-added": SAFE_BOTH,
            "Our client no longer checks that a property is set only with a certain value of another one \
             (`x-only-with`).",
            Vanishes("no longer has a condition (`x-only-with`)");
        "client-condition-changed": NARROWER,
            "A property may be set only under another condition, which our client checks (`x-only-with`).",
            Changes("has another condition (`x-only-with`)");
    }
}

fn requires(object: &Object<'_>, name: &str) -> bool {
    object.required.contains(name)
}

/// Finds properties that are required on one side only, at HEAD or at BASE.
fn presence(pair: &Pair<'_>, at_head: bool, text: &str) -> Vec<Found> {
    let (base, head) = (pair.base, pair.head);
    let changes = |base_name: &str, head_name: &str| {
        requires(base, base_name) != at_head && requires(head, head_name) == at_head
    };
    let matched = pair.matched(List::Properties);
    let described = matched
        .filter(|property| changes(&property.base_name, &property.head_name))
        .map(|property| {
            Found::between(property, text).step(List::Properties.step(&property.base_name))
        });
    // A name may be required without being described.
    let undescribed = base.required.union(&head.required).filter(|name| {
        !base.properties.contains_key(*name) && !head.properties.contains_key(*name)
    });
    let undescribed = undescribed
        .filter(|name| changes(name, name))
        .map(|name| pair.at("required", text).step(List::Properties.step(name)));
    described.chain(undescribed).collect()
}

/// Returns the properties that an object may have besides those that it describes; a higher number means
/// more of them.
fn others(object: &Object<'_>) -> (u8, &'static str) {
    match significant("additionalProperties", object) {
        Some(Value::Bool(false)) => (0, "none"),
        Some(_) => (1, "those of one schema"),
        None => (2, "any"),
    }
}

/// Returns true if BASE allows any other property.
fn is_open(pair: &Pair<'_>) -> bool {
    others(pair.base).0 == 2
}

fn others_changed(pair: &Pair<'_>, to: Ordering) -> Vec<Found> {
    let (base, head) = (others(pair.base), others(pair.head));
    pair.when(head.0.cmp(&base.0) == to, "additionalProperties", || {
        format!("other properties: {} instead of {}", head.1, base.1)
    })
}

fn decision_changed(pair: &Pair<'_>) -> Vec<Found> {
    let key = "x-decisive";
    let is_required = |object: &Object<'_>| object.value(key) != Some(&Value::Bool(false));
    pair.when(pair.change(key).is_some(), key, || {
        let text = match (is_required(pair.base), is_required(pair.head)) {
            (true, false) => "our client takes it as empty if it is missing",
            (false, true) => "our client requires it",
            _ => "is decisive for another reason",
        };
        text.into()
    })
}
