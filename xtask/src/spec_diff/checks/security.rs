//! Who may send requests.

use super::{BREAKS, Check, Found, Kind, Mirror, Pair, SAFE};
use crate::spec_diff::contract::Requirements;

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "security-tightened",
        on: &[Kind::Api, Kind::Operation],
        keys: &["security"],
        rule: BREAKS,
        mirror: Mirror::Check("security-loosened"),
        sentence: "Who had what it takes to be let in has no longer: a scheme or scope more is \
                   demanded, or an alternative is gone.",
        find: |pair| {
            let lost = pair.security.map(|(base, head)| head.refused_of(base));
            found(pair, lost.unwrap_or_default(), "no longer let in")
        },
    },
    Check {
        id: "security-loosened",
        on: &[Kind::Api, Kind::Operation],
        keys: &["security"],
        rule: SAFE,
        mirror: Mirror::Check("security-tightened"),
        sentence: "Clients are let in that were not before.",
        find: |pair| {
            let gained = pair.security.map(|(base, head)| base.refused_of(head));
            found(pair, gained.unwrap_or_default(), "let in as well")
        },
    },
    Check {
        id: "security-rewritten",
        on: &[Kind::Api, Kind::Operation],
        keys: &["security"],
        rule: SAFE,
        mirror: Mirror::Itself,
        sentence: "Security is written in another way and lets in the same clients.",
        find: |pair| {
            let same = |(base, head): (&Requirements, &Requirements)| {
                head.refused_of(base).is_empty() && base.refused_of(head).is_empty()
            };
            let rewritten = pair.base.value("security") != pair.head.value("security")
                && pair.security.is_some_and(same);
            pair.when(rewritten, "security", || {
                "security is written in another way".into()
            })
        },
    },
    Check {
        id: "security-scheme-changed",
        on: &[Kind::SecurityScheme],
        keys: &["type", "name", "in", "scheme", "flows", "openIdConnectUrl"],
        rule: BREAKS,
        mirror: Mirror::Itself,
        sentence: "A security scheme works in another way.",
        find: scheme_changed,
    },
    Check {
        id: "bearer-format-changed",
        on: &[Kind::SecurityScheme],
        keys: &["bearerFormat"],
        rule: SAFE,
        mirror: Mirror::Itself,
        sentence: "The hint at how a token is built changes; servers make tokens, clients do not.",
        find: |pair| {
            let key = "bearerFormat";
            let differs = pair.appears(key) || pair.vanishes(key) || pair.changes(key);
            pair.when(differs, key, || {
                "the hint at the token's format changes".into()
            })
        },
    },
];

fn found(pair: &Pair<'_>, alternatives: Vec<String>, what: &str) -> Vec<Found> {
    alternatives
        .into_iter()
        .map(|alternative| pair.at("security", format!("who sends {alternative} is {what}")))
        .collect()
}

fn scheme_changed(pair: &Pair<'_>) -> Vec<Found> {
    ["type", "name", "in", "scheme", "flows", "openIdConnectUrl"]
        .into_iter()
        .filter(|key| pair.appears(key) || pair.vanishes(key) || pair.changes(key))
        .map(|key| {
            let shown = |value: Option<&serde_json::Value>| {
                value.map_or("nothing".to_owned(), |value| format!("`{value}`"))
            };
            let (base, head) = (shown(pair.base.value(key)), shown(pair.head.value(key)));
            pair.at(key, format!("`{key}` changes from {base} to {head}"))
        })
        .collect()
}
