//! Properties of objects: which there are, and which have to be there.

use super::{
    BREAKS_BOTH, Check, Found, Kind, Mirror, NARROWER, Pair, Rule, SAFE_BOTH, WIDER, significant,
};
use crate::spec_diff::openapi::{List, Object};
use crate::spec_diff::spec::Part;
use crate::spec_diff::subject::Step;
use crate::spec_diff::verdict::Verdict;

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "optional-property-added",
        on: &[Kind::Schema],
        keys: &[],
        rule: SAFE_BOTH,
        mirror: Mirror::Check("optional-property-removed"),
        sentence: "An object may have one more property.",
        find: |pair| added(pair, false, false),
    },
    Check {
        id: "required-property-added",
        on: &[Kind::Schema],
        keys: &[],
        rule: NARROWER,
        mirror: Mirror::Check("required-property-removed"),
        sentence: "An object always has one more property: requests without it are refused.",
        find: |pair| added(pair, true, false),
    },
    Check {
        id: "optional-property-added-to-closed-object",
        on: &[Kind::Schema],
        keys: &[],
        rule: WIDER,
        mirror: Mirror::Check("optional-property-removed"),
        sentence: "An object that promised to have no other properties, or only some \
                   (`additionalProperties`), may have one more.",
        find: |pair| added(pair, false, true),
    },
    Check {
        id: "required-property-added-to-closed-object",
        on: &[Kind::Schema],
        keys: &[],
        rule: BREAKS_BOTH,
        mirror: Mirror::Check("required-property-removed"),
        sentence: "An object that promised to have no other properties, or only some \
                   (`additionalProperties`), always has one more.",
        find: |pair| added(pair, true, true),
    },
    Check {
        id: "optional-property-removed",
        on: &[Kind::Schema],
        keys: &[],
        rule: BREAKS_BOTH,
        mirror: Mirror::Check("optional-property-added"),
        sentence: "A property that could be there is gone: what it did or told is lost.",
        find: |pair| removed(pair, false),
    },
    Check {
        id: "required-property-removed",
        on: &[Kind::Schema],
        keys: &[],
        rule: BREAKS_BOTH,
        mirror: Mirror::Check("required-property-added"),
        sentence: "A property that was always there is gone.",
        find: |pair| removed(pair, true),
    },
    Check {
        id: "property-renamed",
        on: &[Kind::Schema],
        keys: &[],
        rule: BREAKS_BOTH,
        mirror: Mirror::Itself,
        sentence: "A property has another name and the same shape.",
        find: renamed,
    },
    Check {
        id: "property-became-required",
        on: &[Kind::Schema],
        keys: &[],
        rule: NARROWER,
        mirror: Mirror::Check("property-became-optional"),
        sentence: "A property is always there: requests without it are refused.",
        find: became_required,
    },
    Check {
        id: "property-became-optional",
        on: &[Kind::Schema],
        keys: &[],
        rule: WIDER,
        mirror: Mirror::Check("property-became-required"),
        sentence: "A property that was always there may be missing.",
        find: became_optional,
    },
    Check {
        id: "other-properties-refused",
        on: &[Kind::Schema],
        keys: &["additionalProperties"],
        rule: NARROWER,
        mirror: Mirror::Check("other-properties-allowed"),
        sentence: "Properties that are not described are no longer allowed, or only some \
                   (`additionalProperties`).",
        find: |pair| others(pair, |base, head| head < base),
    },
    Check {
        id: "other-properties-allowed",
        on: &[Kind::Schema],
        keys: &["additionalProperties"],
        rule: WIDER,
        mirror: Mirror::Check("other-properties-refused"),
        sentence: "Properties that are not described are allowed, or more of them \
                   (`additionalProperties`).",
        find: |pair| others(pair, |base, head| head > base),
    },
    Check {
        id: "became-read-only",
        on: &[Kind::Schema],
        keys: &["readOnly"],
        rule: Rule::Directed {
            request: Verdict::Breaks,
            response: Verdict::Safe,
        },
        mirror: Mirror::Check("no-longer-read-only"),
        sentence: "A property may no longer be sent (`readOnly`).",
        find: |pair| {
            pair.when(pair.appears("readOnly"), "readOnly", || {
                "becomes read-only".into()
            })
        },
    },
    Check {
        id: "no-longer-read-only",
        on: &[Kind::Schema],
        keys: &["readOnly"],
        rule: SAFE_BOTH,
        mirror: Mirror::Check("became-read-only"),
        sentence: "A property that only responses had may also be sent.",
        find: |pair| no_longer_read_only(pair, false),
    },
    Check {
        id: "no-longer-read-only-but-required",
        on: &[Kind::Schema],
        keys: &["readOnly"],
        rule: NARROWER,
        mirror: Mirror::Check("became-read-only"),
        sentence: "A required property that only responses had is required in requests as well.",
        find: |pair| no_longer_read_only(pair, true),
    },
    Check {
        id: "became-write-only",
        on: &[Kind::Schema],
        keys: &["writeOnly"],
        rule: WIDER,
        mirror: Mirror::Check("no-longer-write-only"),
        sentence: "A property is no longer in responses (`writeOnly`).",
        find: |pair| {
            pair.when(pair.appears("writeOnly"), "writeOnly", || {
                "becomes write-only".into()
            })
        },
    },
    Check {
        id: "no-longer-write-only",
        on: &[Kind::Schema],
        keys: &["writeOnly"],
        rule: SAFE_BOTH,
        mirror: Mirror::Check("became-write-only"),
        sentence: "A property is also in responses.",
        find: |pair| {
            pair.when(pair.vanishes("writeOnly"), "writeOnly", || {
                "is no longer write-only".into()
            })
        },
    },
    Check {
        id: "client-default-changed",
        on: &[Kind::Schema],
        keys: &["x-client-default"],
        rule: SAFE_BOTH,
        mirror: Mirror::Itself,
        sentence: "Our own client sends something else by itself, or begins or ceases to \
                   (`x-client-default`); what may be sent is the same.",
        find: client_default_changed,
    },
    Check {
        id: "decision-changed",
        on: &[Kind::Schema],
        keys: &["x-decisive"],
        rule: SAFE_BOTH,
        mirror: Mirror::Itself,
        sentence: "Our own client no longer demands a required member of responses, or begins to, or \
                   gives another reason (`x-decisive`); what is sent is the same.",
        find: decision_changed,
    },
    Check {
        id: "client-condition-added",
        on: &[Kind::Schema],
        keys: &["x-only-with"],
        rule: NARROWER,
        mirror: Mirror::Check("client-condition-removed"),
        sentence: "A property goes only with a certain value of another, which our own client \
                   checks (`x-only-with`).",
        find: |pair| {
            pair.when(pair.appears("x-only-with"), "x-only-with", || {
                "has a condition (`x-only-with`)".into()
            })
        },
    },
    Check {
        id: "client-condition-removed",
        on: &[Kind::Schema],
        keys: &["x-only-with"],
        rule: SAFE_BOTH,
        mirror: Mirror::Check("client-condition-added"),
        sentence: "Our own client no longer checks with which value of another property one goes \
                   (`x-only-with`).",
        find: |pair| {
            pair.when(pair.vanishes("x-only-with"), "x-only-with", || {
                "has no condition (`x-only-with`)".into()
            })
        },
    },
    Check {
        id: "client-condition-changed",
        on: &[Kind::Schema],
        keys: &["x-only-with"],
        rule: NARROWER,
        mirror: Mirror::Itself,
        sentence: "A property goes only with another value, which our own client checks \
                   (`x-only-with`).",
        find: |pair| {
            pair.when(pair.changes("x-only-with"), "x-only-with", || {
                "has another condition (`x-only-with`)".into()
            })
        },
    },
];

fn step(name: &str) -> Step {
    Step::Property(name.to_owned())
}

/// Whether BASE promised that there is no other property, or none of another schema.
fn is_closed(pair: &Pair<'_>) -> bool {
    openness(pair.base) < 2
}

fn word(required: bool) -> &'static str {
    if required { "required" } else { "optional" }
}

fn added(pair: &Pair<'_>, required: bool, to_closed: bool) -> Vec<Found> {
    if is_closed(pair) != to_closed {
        return Vec::new();
    }
    let fits = |name: &str, _: &Part<'_>| pair.head.required.contains(name) == required;
    pair.added(
        List::Properties,
        step,
        fits,
        &format!("the {} property is added", word(required)),
    )
}

fn removed(pair: &Pair<'_>, required: bool) -> Vec<Found> {
    let fits = |name: &str, _: &Part<'_>| pair.base.required.contains(name) == required;
    pair.removed(
        List::Properties,
        step,
        fits,
        &format!("the {} property is removed", word(required)),
    )
}

fn renamed(pair: &Pair<'_>) -> Vec<Found> {
    let matched = pair.list(List::Properties).flat_map(|list| &list.matched);
    matched
        .filter(|matched| matched.base_name != matched.head_name)
        .map(|matched| Found {
            base: Some(matched.base.pointer.clone()),
            head: Some(matched.head.pointer.clone()),
            new_name: Some(matched.head_name.clone()),
            ..Found::of(format!(
                "the property is now called `{}`",
                matched.head_name
            ))
            .step(step(&matched.base_name))
        })
        .collect()
}

fn became_required(pair: &Pair<'_>) -> Vec<Found> {
    presence(pair, |base, head| !base && head, "becomes required")
}

fn became_optional(pair: &Pair<'_>) -> Vec<Found> {
    presence(pair, |base, head| base && !head, "becomes optional")
}

fn presence(pair: &Pair<'_>, holds: impl Fn(bool, bool) -> bool, text: &str) -> Vec<Found> {
    let mut found = described(pair, &holds, text);
    // A name may be required without being described.
    let (base, head) = (pair.base, pair.head);
    let undescribed = base.required.union(&head.required).filter(|name| {
        !base.properties.contains_key(*name) && !head.properties.contains_key(*name)
    });
    found.extend(
        undescribed
            .filter(|name| holds(base.required.contains(*name), head.required.contains(*name)))
            .map(|name| pair.at("required", text.to_owned()).step(step(name))),
    );
    found
}

fn described(pair: &Pair<'_>, holds: &impl Fn(bool, bool) -> bool, text: &str) -> Vec<Found> {
    let matched = pair.list(List::Properties).flat_map(|list| &list.matched);
    matched
        .filter(|matched| {
            holds(
                pair.base.required.contains(matched.base_name.as_str()),
                pair.head.required.contains(matched.head_name.as_str()),
            )
        })
        .map(|matched| Found {
            base: Some(matched.base.pointer.clone()),
            head: Some(matched.head.pointer.clone()),
            ..Found::of(text.to_owned()).step(step(&matched.base_name))
        })
        .collect()
}

fn no_longer_read_only(pair: &Pair<'_>, required: bool) -> Vec<Found> {
    let holds = pair.vanishes("readOnly") && pair.is_required == required;
    pair.when(holds, "readOnly", || "is no longer read-only".into())
}

/// How much an object allows beyond its properties: nothing, values of a schema, anything.
fn openness(object: &crate::spec_diff::openapi::Object<'_>) -> u8 {
    match significant("additionalProperties", object) {
        None => 2,
        Some(serde_json::Value::Bool(false)) => 0,
        Some(_) => 1,
    }
}

fn others(pair: &Pair<'_>, holds: impl Fn(u8, u8) -> bool) -> Vec<Found> {
    let (base, head) = (openness(pair.base), openness(pair.head));
    pair.when(holds(base, head), "additionalProperties", || {
        let word = |openness| match openness {
            0 => "none",
            1 => "those of one schema",
            _ => "any",
        };
        format!("other properties: {} instead of {}", word(head), word(base))
    })
}

fn client_default_changed(pair: &Pair<'_>) -> Vec<Found> {
    let key = "x-client-default";
    // An empty text or list is a default like any other.
    let (base, head) = (pair.base.value(key), pair.head.value(key));
    pair.when(base != head, key, || match (base, head) {
        (Some(base), Some(head)) => {
            format!("the client sends `{head}` by itself instead of `{base}`")
        }
        (None, Some(head)) => format!("the client sends `{head}` by itself"),
        (Some(base), None) => format!("the client no longer sends `{base}` by itself"),
        (None, None) => String::new(),
    })
}

fn decision_changed(pair: &Pair<'_>) -> Vec<Found> {
    let key = "x-decisive";
    let differs = pair.appears(key) || pair.vanishes(key) || pair.changes(key);
    let is_demanded = |object: &Object<'_>| object.value(key) != Some(&false.into());
    pair.when(differs, key, || {
        let text = match (is_demanded(pair.base), is_demanded(pair.head)) {
            (true, false) => "our client takes it for empty where it is missing",
            (false, true) => "our client demands it",
            _ => "is decisive for another reason",
        };
        text.into()
    })
}
