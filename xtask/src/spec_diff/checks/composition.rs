//! Unions: their members and what tells these apart.

use super::{BREAKS_BOTH, Check, Found, Kind, Mirror, NARROWER, Pair, SAFE_BOTH, WIDER};
use crate::spec_diff::openapi::{List, Object};
use crate::spec_diff::subject::Step;

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "union-member-added",
        on: &[Kind::Schema],
        keys: &["oneOf", "anyOf", "discriminator"],
        rule: WIDER,
        mirror: Mirror::Check("union-member-removed"),
        sentence: "A value may be of one more kind.",
        find: |pair| pair.added(List::Members, step, |_, _| true, "the variant is added"),
    },
    Check {
        id: "union-member-removed",
        on: &[Kind::Schema],
        keys: &["oneOf", "anyOf", "discriminator"],
        rule: NARROWER,
        mirror: Mirror::Check("union-member-added"),
        sentence: "A value may be of one kind less.",
        find: |pair| pair.removed(List::Members, step, |_, _| true, "the variant is removed"),
    },
    Check {
        id: "union-introduced",
        on: &[Kind::Schema],
        keys: &["oneOf", "anyOf", "discriminator"],
        rule: SAFE_BOTH,
        mirror: Mirror::Check("union-lifted"),
        sentence: "What was of one kind is written as a union; members that are new are reported \
                   beside.",
        find: |pair| {
            let becomes = !pair.base.is_union() && pair.head.is_union();
            pair.when(becomes, "oneOf", || "becomes a union".into())
        },
    },
    Check {
        id: "union-lifted",
        on: &[Kind::Schema],
        keys: &["oneOf", "anyOf", "discriminator"],
        rule: SAFE_BOTH,
        mirror: Mirror::Check("union-introduced"),
        sentence: "What was a union is of one kind; members that are gone are reported beside.",
        find: |pair| {
            let was = pair.base.is_union() && !pair.head.is_union();
            pair.when(was, "oneOf", || "is no longer a union".into())
        },
    },
    Check {
        id: "union-keyword-changed",
        on: &[Kind::Schema],
        keys: &["oneOf", "anyOf"],
        rule: SAFE_BOTH,
        mirror: Mirror::Itself,
        sentence: "Exactly one member has to fit instead of some, or the other way round (`oneOf`, \
                   `anyOf`). The members are of different types, so that it is the same.",
        find: |pair| {
            let both = pair.base.is_union() && pair.head.is_union();
            let differs = ["oneOf", "anyOf"]
                .iter()
                .any(|key| pair.appears(key) || pair.vanishes(key));
            pair.when(both && differs && pair.is_disjoint, "oneOf", || match pair
                .head
                .value("oneOf")
            {
                Some(_) => "is written `oneOf` instead of `anyOf`".into(),
                None => "is written `anyOf` instead of `oneOf`".into(),
            })
        },
    },
    Check {
        id: "union-tag-changed",
        on: &[Kind::Schema],
        keys: &["discriminator"],
        rule: BREAKS_BOTH,
        mirror: Mirror::Itself,
        sentence: "The variants of a union are told apart by another property.",
        find: tag_changed,
    },
    Check {
        id: "union-tag-added",
        on: &[Kind::Schema],
        keys: &["discriminator"],
        rule: SAFE_BOTH,
        mirror: Mirror::Check("union-tag-removed"),
        sentence: "The spec says by which property the variants of a union are told apart.",
        find: |pair| {
            let added =
                tag(pair.base).is_none() && tag(pair.head).is_some() && pair.base.is_union();
            pair.when(added, "discriminator", || "has a discriminator".into())
        },
    },
    Check {
        id: "union-tag-removed",
        on: &[Kind::Schema],
        keys: &["discriminator"],
        rule: SAFE_BOTH,
        mirror: Mirror::Check("union-tag-added"),
        sentence: "The spec no longer says by which property the variants are told apart.",
        find: |pair| {
            let removed =
                tag(pair.base).is_some() && tag(pair.head).is_none() && pair.head.is_union();
            pair.when(removed, "discriminator", || "has no discriminator".into())
        },
    },
    Check {
        id: "union-tag-value-changed",
        on: &[Kind::Schema],
        keys: &["discriminator"],
        rule: BREAKS_BOTH,
        mirror: Mirror::Itself,
        sentence: "A variant of a union has another tag.",
        find: tag_value_changed,
    },
];

fn step(name: &str) -> Step {
    Step::Member(name.to_owned())
}

fn tag<'o>(object: &Object<'o>) -> Option<&'o str> {
    object.value("discriminator")?.get("propertyName")?.as_str()
}

fn tag_changed(pair: &Pair<'_>) -> Vec<Found> {
    match tag(pair.base).zip(tag(pair.head)) {
        Some((base, head)) if base != head => {
            let text = format!("variants are told apart by `{head}` instead of `{base}`");
            vec![pair.at("discriminator", text)]
        }
        _ => Vec::new(),
    }
}

fn tag_value_changed(pair: &Pair<'_>) -> Vec<Found> {
    let matched = pair.list(List::Members).flat_map(|list| &list.matched);
    matched
        .filter(|matched| {
            let both_tagged = tag(pair.base).is_some() && tag(pair.head) == tag(pair.base);
            both_tagged && matched.base_name != matched.head_name
        })
        .map(|matched| {
            let text = format!("the tag of the variant becomes {}", matched.head_name);
            pair.at("discriminator", text)
                .step(step(&matched.base_name))
        })
        .collect()
}
