//! Credentials that requests need.

use super::Find::{By, Differs, If};
use super::Kind::{Api, Operation, SecurityScheme};
use super::find::CHANGES;
use super::{BREAKS, Found, Pair, SAFE};
use crate::spec_diff::subject::Step;

checks! {
    on [Api, Operation], keys ["security"] {
        "security-tightened" <-> "security-loosened": BREAKS,
            "Credentials that were sufficient no longer are: another scheme or scope is required, or an \
             alternative is removed.",
            By(|pair| found(pair, refused(pair).0, "is no longer sufficient"));
        "security-loosened" <-> "security-tightened": SAFE,
            "Credentials that were not sufficient now are.",
            By(|pair| found(pair, refused(pair).1, "is sufficient as well"));
        "security-rewritten": SAFE,
            "Security is described in another way; the same credentials are sufficient.",
            If(is_rewritten, "security is described in another way");
    }
    on [SecurityScheme], keys ["type", "name", "in", "scheme", "flows", "openIdConnectUrl"] {
        "security-scheme-changed": BREAKS,
            "A security scheme works in another way.",
            Differs(CHANGES);
    }
    on [SecurityScheme], keys ["bearerFormat"] {
        "bearer-format-changed": SAFE,
            "The format of bearer tokens changes; only the server has to know it (`bearerFormat`).",
            Differs("the format of tokens changes from {base} to {head}");
    }
}

/// Returns the alternatives of BASE that HEAD refuses, and those of HEAD that BASE refuses.
fn refused(pair: &Pair<'_>) -> (Vec<String>, Vec<String>) {
    let refused = pair
        .security
        .map(|(base, head)| (head.refused_of(base), base.refused_of(head)));
    refused.unwrap_or_default()
}

fn found(pair: &Pair<'_>, alternatives: Vec<String>, how: &str) -> Vec<Found> {
    let found = |alternative| {
        let found = pair.at("security", how);
        found.step(Step::Other(alternative))
    };
    alternatives.into_iter().map(found).collect()
}

fn is_rewritten(pair: &Pair<'_>) -> bool {
    let differs = pair.base.value("security") != pair.head.value("security");
    let (lost, gained) = refused(pair);
    pair.security.is_some() && differs && lost.is_empty() && gained.is_empty()
}
