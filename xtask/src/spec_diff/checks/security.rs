//! Who may send requests.

use super::{BREAKS, Check, Found, Kind, Mirror, Pair, SAFE};
use crate::spec_diff::openapi::{Object, Requirements};
use crate::spec_diff::subject::Step;

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
        .map(|alternative| {
            pair.at("security", format!("who sends this is {what}"))
                .step(Step::Other(alternative))
        })
        .collect()
}

fn scheme_changed(pair: &Pair<'_>) -> Vec<Found> {
    const KEYS: &[&str] = &["type", "name", "in", "scheme", "flows", "openIdConnectUrl"];
    let differs = |key: &&&str| pair.appears(key) || pair.vanishes(key) || pair.changes(key);
    let Some(key) = KEYS.iter().find(differs) else {
        return Vec::new();
    };
    let (base, head) = (described(pair.base), described(pair.head));
    let text = match base == head {
        true => format!("`{key}` changes"),
        false => format!("asks for {head} instead of {base}"),
    };
    vec![pair.at(key, text)]
}

/// `an API key in the header X-Key`.
fn described(scheme: &Object<'_>) -> String {
    let text = |key: &str| scheme.text(key).unwrap_or("?").to_owned();
    match scheme.text("type") {
        Some("http") => format!("HTTP {}", text("scheme")),
        Some("apiKey") => format!("an API key in the {} `{}`", text("in"), text("name")),
        Some("oauth2") => "an OAuth 2 token".to_owned(),
        Some("openIdConnect") => "an OpenID Connect token".to_owned(),
        _ => "something else".to_owned(),
    }
}
