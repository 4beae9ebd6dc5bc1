//! Requests that the API sends, and the receiver answers.

use super::{BREAKS, Check, Kind, Mirror, Rule, SAFE, UNDECIDABLE};
use crate::spec_diff::openapi::List;
use crate::spec_diff::subject::Step;

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "callback-added",
        on: &[Kind::Operation, Kind::Callback],
        keys: &["callbacks"],
        rule: UNDECIDABLE,
        mirror: Mirror::Check("callback-removed"),
        sentence: "The API may send another request to an address that it was given. The spec does \
                   not say whether existing receivers get it.",
        find: |pair| pair.added(List::Callbacks, step, |_, _| true, "the callback is added"),
    },
    Check {
        id: "callback-removed",
        on: &[Kind::Operation, Kind::Callback],
        keys: &["callbacks"],
        rule: BREAKS,
        mirror: Mirror::Check("callback-added"),
        sentence: "The API no longer sends a request for which receivers wait.",
        find: |pair| {
            pair.removed(
                List::Callbacks,
                step,
                |_, _| true,
                "the callback is removed",
            )
        },
    },
];

fn step(name: &str) -> Step {
    Step::Callback(name.to_owned())
}

/// The rule for a callback, of what an operation has or has not: here the API sends the request, and
/// the response is the receiver's.
pub(crate) fn rule_of_callback(check: &Check) -> Rule {
    match check.id {
        "required-parameter-added"
        | "optional-parameter-added"
        | "optional-parameter-removed"
        | "required-body-added"
        | "optional-body-added"
        | "success-status-added"
        | "other-status-added" => SAFE,
        "other-status-removed" => BREAKS,
        _ => check.rule,
    }
}
