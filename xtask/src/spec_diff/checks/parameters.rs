//! Parameters of requests.

use super::pair::is_required;
use super::{BREAKS, Check, Found, Kind, Mirror, NARROWER, Pair, SAFE, WIDER};
use crate::spec_diff::openapi::List;
use crate::spec_diff::spec::Part;
use crate::spec_diff::subject::Step;

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "required-parameter-added",
        on: &[Kind::Operation],
        keys: &[],
        rule: BREAKS,
        mirror: Mirror::Check("required-parameter-removed"),
        sentence: "A parameter that every request has to send is added.",
        find: |pair| added(pair, true),
    },
    Check {
        id: "optional-parameter-added",
        on: &[Kind::Operation],
        keys: &[],
        rule: SAFE,
        mirror: Mirror::Check("optional-parameter-removed"),
        sentence: "A parameter that may be left out is added.",
        find: |pair| added(pair, false),
    },
    Check {
        id: "required-parameter-removed",
        on: &[Kind::Operation],
        keys: &[],
        rule: BREAKS,
        mirror: Mirror::Check("required-parameter-added"),
        sentence: "A parameter that every request sends is gone.",
        find: |pair| removed(pair, true),
    },
    Check {
        id: "optional-parameter-removed",
        on: &[Kind::Operation],
        keys: &[],
        rule: BREAKS,
        mirror: Mirror::Check("optional-parameter-added"),
        sentence: "A parameter is gone: requests that send it are refused, or lose its effect.",
        find: |pair| removed(pair, false),
    },
    Check {
        id: "parameter-renamed",
        on: &[Kind::Operation],
        keys: &[],
        rule: BREAKS,
        mirror: Mirror::Itself,
        sentence: "A parameter has another name and the same shape.",
        find: renamed,
    },
    Check {
        id: "parameter-moved",
        on: &[Kind::Parameter],
        keys: &["in", "style", "explode"],
        rule: BREAKS,
        mirror: Mirror::Itself,
        sentence: "A parameter is sent elsewhere: in the query, a header, the path or a cookie.",
        find: moved,
    },
    Check {
        id: "parameter-became-required",
        on: &[Kind::Parameter, Kind::Body],
        keys: &["required"],
        rule: NARROWER,
        mirror: Mirror::Check("parameter-became-optional"),
        sentence: "A parameter or request body can no longer be left out.",
        find: |pair| {
            pair.when(pair.appears("required"), "required", || {
                "becomes required".into()
            })
        },
    },
    Check {
        id: "parameter-became-optional",
        on: &[Kind::Parameter, Kind::Body],
        keys: &["required"],
        rule: WIDER,
        mirror: Mirror::Check("parameter-became-required"),
        sentence: "A parameter or request body may be left out.",
        find: |pair| {
            pair.when(pair.vanishes("required"), "required", || {
                "becomes optional".into()
            })
        },
    },
    Check {
        id: "parameter-style-changed",
        on: &[Kind::Parameter, Kind::Header],
        keys: &["style", "explode", "allowReserved", "allowEmptyValue"],
        rule: BREAKS,
        mirror: Mirror::Itself,
        sentence: "A value is written into the request in another way (`style`, `explode`, \
                   `allowReserved`, `allowEmptyValue`).",
        find: style_changed,
    },
    Check {
        id: "parameter-notation-changed",
        on: &[Kind::Parameter, Kind::Header],
        keys: &["schema", "content"],
        rule: BREAKS,
        mirror: Mirror::Itself,
        sentence: "A value is plain text on one side and of a media type (`content`) on the other.",
        find: notation_changed,
    },
    Check {
        id: "parameters-reordered",
        on: &[Kind::Operation],
        keys: &[],
        rule: SAFE,
        mirror: Mirror::Itself,
        sentence: "Parameters stand in another order; what is sent is the same.",
        find: reordered,
    },
];

fn added(pair: &Pair<'_>, required: bool) -> Vec<Found> {
    let fits = |_: &str, part: &Part<'_>| is_required(part) == required;
    pair.added(
        List::Parameters,
        step,
        fits,
        &format!("the {} parameter is added", word(required)),
    )
}

fn removed(pair: &Pair<'_>, required: bool) -> Vec<Found> {
    let fits = |_: &str, part: &Part<'_>| is_required(part) == required;
    pair.removed(
        List::Parameters,
        step,
        fits,
        &format!("the {} parameter is removed", word(required)),
    )
}

fn word(required: bool) -> &'static str {
    if required { "required" } else { "optional" }
}

fn renamed(pair: &Pair<'_>) -> Vec<Found> {
    let matched = pair.list(List::Parameters).flat_map(|list| &list.matched);
    matched
        .filter(|matched| bare(&matched.base_name) != bare(&matched.head_name))
        .map(|matched| {
            let name = bare(&matched.head_name);
            Found {
                base: Some(matched.base.pointer.clone()),
                head: Some(matched.head.pointer.clone()),
                new_name: Some(name.to_owned()),
                ..Found::of(format!("the parameter is now called `{name}`"))
                    .step(step(&matched.base_name))
            }
        })
        .collect()
}

/// `path/id` is the key of the parameter `id`.
fn bare(name: &str) -> &str {
    name.split_once('/').map_or(name, |(_, name)| name)
}

fn step(name: &str) -> Step {
    Step::Parameter(bare(name).to_owned())
}

fn moved(pair: &Pair<'_>) -> Vec<Found> {
    match pair.texts("in") {
        Some((base, head)) => {
            vec![pair.at("in", format!("moves from the {base} to the {head}"))]
        }
        None => Vec::new(),
    }
}

fn style_changed(pair: &Pair<'_>) -> Vec<Found> {
    if pair.texts("in").is_some() {
        return Vec::new();
    }
    ["style", "explode", "allowReserved", "allowEmptyValue"]
        .into_iter()
        .filter(|key| pair.appears(key) || pair.vanishes(key) || pair.changes(key))
        .map(|key| {
            let shown = |value: Option<&serde_json::Value>| {
                value.map_or("its default".to_owned(), |value| format!("`{value}`"))
            };
            let (base, head) = (shown(pair.base.value(key)), shown(pair.head.value(key)));
            pair.at(key, format!("changes from {base} to {head}"))
                .step(Step::Other(format!("`{key}`")))
        })
        .collect()
}

fn notation_changed(pair: &Pair<'_>) -> Vec<Found> {
    let moves = |from: &str, to: &str| {
        pair.base.value(from).is_some()
            && pair.head.value(from).is_none()
            && pair.head.value(to).is_some()
    };
    pair.when(
        moves("schema", "content") || moves("content", "schema"),
        "schema",
        || "is written in another notation (`schema`, `content`)".into(),
    )
}

fn reordered(pair: &Pair<'_>) -> Vec<Found> {
    let reordered = pair.list(List::Parameters).any(|list| list.reordered);
    pair.when(reordered, "parameters", || {
        "the parameters stand in another order".into()
    })
}
