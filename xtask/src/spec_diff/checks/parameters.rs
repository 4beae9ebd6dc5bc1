//! Parameters of requests.

use super::Find::{Added, Appears, By, If, Removed, Renamed, Reordered, Vanishes};
use super::Kind::{Body, Header, Operation, Parameter};
use super::find::{is_optional, is_required, shown};
use super::{BREAKS, Found, NARROWER, Pair, SAFE, WIDER};
use crate::spec_diff::openapi::List;
use crate::spec_diff::subject::Step;

checks! {
    on [Operation], keys [] {
        "required-parameter-added" <-> "required-parameter-removed": BREAKS,
            "A required parameter is added: requests without it are refused.",
            Added(List::Parameters, is_required, "the required parameter is added");
        "optional-parameter-added" <-> "optional-parameter-removed": SAFE,
            "An optional parameter is added.",
            Added(List::Parameters, is_optional, "the optional parameter is added");
        "required-parameter-removed" <-> "required-parameter-added": BREAKS,
            "A required parameter is removed: requests that send it are refused, or it has no effect.",
            Removed(List::Parameters, is_required, "the required parameter is removed");
        "optional-parameter-removed" <-> "optional-parameter-added": BREAKS,
            "An optional parameter is removed: requests that send it are refused, or it has no effect.",
            Removed(List::Parameters, is_optional, "the optional parameter is removed");
        "parameter-renamed": BREAKS,
            "A parameter has another name and the same shape: under its old name, it is refused or has no \
             effect.",
            Renamed(List::Parameters, "the parameter is now called");
    }
    on [Parameter], keys ["in", "style", "explode"] {
        "parameter-moved": BREAKS,
            "A parameter moves to another part of the request: the query, a header, the path or a cookie.",
            If(|pair| pair.strings("in").is_some(), "moves from {base} to {head}");
    }
    on [Parameter, Body], keys ["required"] {
        "parameter-became-required" <-> "parameter-became-optional": NARROWER,
            "A parameter or request body becomes required: requests without it are refused.",
            Appears("becomes required");
        "parameter-became-optional" <-> "parameter-became-required": WIDER,
            "A parameter or request body becomes optional.", Vanishes("becomes optional");
    }
    on [Parameter, Header], keys ["style", "explode", "allowReserved", "allowEmptyValue"] {
        "parameter-style-changed": BREAKS,
            "A parameter or header is encoded in another way (`style`, `explode`, `allowReserved`, \
             `allowEmptyValue`).",
            By(style_changed);
    }
    on [Parameter, Header], keys ["schema", "content"] {
        "parameter-notation-changed": BREAKS,
            "A parameter or header is a plain value (`schema`) on one side, and content of a media type \
             (`content`) on the other.",
            If(notation_changes, "changes between `schema` and `content`");
    }
    on [Operation], keys ["parameters"] {
        "parameters-reordered": SAFE,
            "The parameters are in another order; requests stay the same.",
            Reordered(List::Parameters, "the parameters are in another order");
    }
}

/// Finds another encoding of a value that stays in the same part of the request.
fn style_changed(pair: &Pair<'_>) -> Vec<Found> {
    let keys = ["style", "explode", "allowReserved", "allowEmptyValue"];
    let changed = keys
        .iter()
        .filter(|key| pair.strings("in").is_none() && pair.change(key).is_some());
    changed
        .map(|key| {
            let shown = |value| match value {
                None => "its default".to_owned(),
                value => shown(value),
            };
            let (base, head) = (shown(pair.base.value(key)), shown(pair.head.value(key)));
            pair.at(key, format!("changes from {base} to {head}"))
                .step(Step::Other(format!("`{key}`")))
        })
        .collect()
}

fn notation_changes(pair: &Pair<'_>) -> bool {
    let moves = |from, to| {
        let has = (
            pair.base.value(from),
            pair.head.value(from),
            pair.head.value(to),
        );
        matches!(has, (Some(_), None, Some(_)))
    };
    moves("schema", "content") || moves("content", "schema")
}
