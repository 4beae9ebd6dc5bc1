//! Unions, their variants and tags.

use super::Find::{Added, By, If, Removed};
use super::Kind::Schema;
use super::find::any;
use super::{BREAKS_BOTH, Found, NARROWER, Pair, SAFE_BOTH, WIDER};
use crate::spec_diff::openapi::{List, Object};

checks! {
    on [Schema], keys ["oneOf", "anyOf", "discriminator"] {
        "union-member-added" <-> "union-member-removed": WIDER,
            "A variant is added to a union.",
            Added(List::Members, any, "the variant is added");
        "union-member-removed" <-> "union-member-added": NARROWER,
            "A variant is removed from a union.",
            Removed(List::Members, any, "the variant is removed");
        "union-introduced" <-> "union-lifted": SAFE_BOTH,
            "A single schema becomes a union. New variants are reported separately.",
            If(|pair| !pair.base.is_union() && pair.head.is_union(), "becomes a union");
        "union-lifted" <-> "union-introduced": SAFE_BOTH,
            "A union becomes a single schema. Variants that are gone are reported separately.",
            If(|pair| pair.base.is_union() && !pair.head.is_union(), "is no longer a union");
    }
    on [Schema], keys ["oneOf", "anyOf"] {
        "union-keyword-changed": SAFE_BOTH,
            "`oneOf` becomes `anyOf`, or the other way round. The variants have different types, so both mean \
             the same.",
            By(keyword_changed);
    }
    on [Schema], keys ["discriminator"] {
        "union-tag-changed": BREAKS_BOTH,
            "Another property tells the variants of a union apart (`discriminator`).", By(tag_changed);
        "union-tag-added" <-> "union-tag-removed": SAFE_BOTH,
            "The spec says which property tells the variants of a union apart (`discriminator`).",
            If(|pair| is_untagged(pair.base) && tag(pair.head).is_some(), "has a discriminator");
        "union-tag-removed" <-> "union-tag-added": SAFE_BOTH,
            "The spec no longer says which property tells the variants of a union apart (`discriminator`).",
            If(|pair| tag(pair.base).is_some() && is_untagged(pair.head), "no longer has a discriminator");
        "union-tag-value-changed": BREAKS_BOTH,
            "A variant of a union has another tag.", By(tag_value_changed);
    }
}

fn keyword_changed(pair: &Pair<'_>) -> Vec<Found> {
    let both = pair.base.is_union() && pair.head.is_union();
    let differs = ["oneOf", "anyOf"]
        .iter()
        .any(|key| pair.appears(key) || pair.vanishes(key));
    pair.when(both && differs && pair.is_disjoint, "oneOf", || {
        let (new, old) = match pair.head.value("oneOf") {
            Some(_) => ("oneOf", "anyOf"),
            None => ("anyOf", "oneOf"),
        };
        format!("`{old}` becomes `{new}`")
    })
}

fn tag<'o>(object: &Object<'o>) -> Option<&'o str> {
    object.value("discriminator")?.get("propertyName")?.as_str()
}

fn is_untagged(object: &Object<'_>) -> bool {
    object.is_union() && tag(object).is_none()
}

fn tag_changed(pair: &Pair<'_>) -> Vec<Found> {
    let tags = tag(pair.base).zip(tag(pair.head));
    let changed = tags.filter(|(base, head)| base != head);
    let found = changed.map(|(base, head)| {
        let text = format!("variants are told apart by `{head}` instead of `{base}`");
        pair.at("discriminator", text)
    });
    found.into_iter().collect()
}

fn tag_value_changed(pair: &Pair<'_>) -> Vec<Found> {
    let same_tag = tag(pair.base).is_some() && tag(pair.head) == tag(pair.base);
    let members = pair.matched(List::Members).filter(|_| same_tag);
    members
        .filter(|member| member.base_name != member.head_name)
        .map(|member| {
            let text = format!("the tag of the variant becomes {}", member.head_name);
            let found = pair.at("discriminator", text);
            found.step(List::Members.step(&member.base_name))
        })
        .collect()
}
