//! Requests that the API sends, and to which the receiver responds.

use super::Find::{Added, Removed};
use super::Kind::{Callback, Operation};
use super::find::any;
use super::{BREAKS, Check, Rule, SAFE, UNDECIDABLE};
use crate::spec_diff::openapi::List;

checks! {
    on [Operation, Callback], keys ["callbacks"] {
        "callback-added" <-> "callback-removed": UNDECIDABLE,
            "The API may send another request to an address that it was given. The spec does not say \
             whether existing receivers get it.",
            Added(List::Callbacks, any, "the callback is added");
        "callback-removed" <-> "callback-added": BREAKS,
            "The API no longer sends a request that receivers wait for.",
            Removed(List::Callbacks, any, "the callback is removed");
    }
}

/// Returns the rule of a check of operations in a callback, where the API sends the request and the
/// receiver responds.
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
