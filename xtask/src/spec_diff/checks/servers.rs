//! Where the API is.

use super::{BREAKS, Check, Kind, Mirror, SAFE};
use crate::spec_diff::openapi::List;
use crate::spec_diff::subject::Step;

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "server-added",
        on: &[Kind::Api, Kind::Operation],
        keys: &["servers"],
        rule: SAFE,
        mirror: Mirror::Check("server-removed"),
        sentence: "The API is at one more address.",
        find: |pair| pair.added(List::Servers, step, |_, _| true, "the server is added"),
    },
    Check {
        id: "server-removed",
        on: &[Kind::Api, Kind::Operation],
        keys: &["servers"],
        rule: BREAKS,
        mirror: Mirror::Check("server-added"),
        sentence: "The API is no longer at an address that clients use.",
        find: |pair| pair.removed(List::Servers, step, |_, _| true, "the server is removed"),
    },
    Check {
        id: "servers-reordered",
        on: &[Kind::Api, Kind::Operation],
        keys: &["servers"],
        rule: SAFE,
        mirror: Mirror::Itself,
        sentence: "Servers stand in another order: another one is the usual one.",
        find: |pair| {
            let reordered = pair.list(List::Servers).any(|list| list.reordered);
            pair.when(reordered, "servers", || {
                "the servers stand in another order".into()
            })
        },
    },
    Check {
        id: "server-variable-default-changed",
        on: &[Kind::ServerVariable],
        keys: &["default"],
        rule: BREAKS,
        mirror: Mirror::Itself,
        sentence: "A variable of a server's address has another default: who does not choose is \
                   sent elsewhere.",
        find: |pair| {
            pair.when(pair.changes("default"), "default", || {
                "has another default".into()
            })
        },
    },
];

fn step(url: &str) -> Step {
    Step::Other(url.to_owned())
}
