//! The changes that a review knows: tables of checks, each with an id, a verdict for each direction and a
//! sentence for reviewers.
//!
//! A check looks at two objects that are each other's counterpart, and names the keys that it accounts for.
//! A key that differs and that no finding accounts for is reported as not understood, so that a missing
//! check shows.

#[macro_use]
mod row;

mod bodies;
mod bounds;
mod callbacks;
mod composition;
mod enums;
mod find;
mod operations;
mod pair;
mod parameters;
mod properties;
mod prose;
mod security;
mod servers;
mod table;
mod types;

pub(crate) use callbacks::rule_of_callback;
use find::Find;
pub(crate) use find::shown;
pub(crate) use pair::{Found, Pair, significant, walked};
pub use table::table;

use super::verdict::Verdict;

/// Kind of an object in a spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The whole document.
    Api,
    /// A path item: its keys that apply to all its operations.
    Path,
    /// Extensions among named entries.
    Extensions,
    /// An operation.
    Operation,
    /// A parameter.
    Parameter,
    /// The body of a request.
    Body,
    /// A response.
    Response,
    /// A callback: requests that the API sends to an address that it was given.
    Callback,
    /// A header of a response.
    Header,
    /// The content of a body or response in one media type.
    Media,
    /// A named example.
    Example,
    /// A schema.
    Schema,
    /// A security scheme.
    SecurityScheme,
    /// A server.
    Server,
    /// A variable in the address of a server.
    ServerVariable,
}

/// Effect of a finding on the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// One verdict, whatever the direction; safe for a named part that no operation uses.
    Contract(Verdict),
    /// A verdict for each direction in which the value goes.
    Directed {
        /// In requests.
        request: Verdict,
        /// In responses.
        response: Verdict,
    },
    /// Only documentation changes.
    Prose,
}

impl Rule {
    const fn directed(request: Verdict, response: Verdict) -> Self {
        Self::Directed { request, response }
    }
}

const SAFE: Rule = Rule::Contract(Verdict::Safe);
const BREAKS: Rule = Rule::Contract(Verdict::Breaks);
const UNKNOWN: Rule = Rule::Contract(Verdict::Unknown);
const SAFE_BOTH: Rule = Rule::directed(Verdict::Safe, Verdict::Safe);
const BREAKS_BOTH: Rule = Rule::directed(Verdict::Breaks, Verdict::Breaks);
/// More values are valid: requests may use them, and clients that receive them do not expect them.
const WIDER: Rule = Rule::directed(Verdict::Safe, Verdict::Breaks);
/// Fewer values are valid: requests that use the others are refused.
const NARROWER: Rule = Rule::directed(Verdict::Breaks, Verdict::Safe);
/// Nobody can tell whether more values are valid, or fewer.
const UNDECIDABLE: Rule = Rule::directed(Verdict::Unknown, Verdict::Unknown);

/// The check that finds the same change when BASE and HEAD are swapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mirror {
    /// Another check, by its id.
    Check(&'static str),
    /// The same check.
    Itself,
}

/// One kind of change.
#[derive(Debug)]
pub struct Check {
    /// Identifies the check in reports; never changes, since tools may refer to it.
    pub id: &'static str,
    /// The kinds of objects that it looks at.
    pub on: &'static [Kind],
    /// The keys that its findings account for.
    pub keys: &'static [&'static str],
    /// The effect of the change on the contract.
    pub rule: Rule,
    /// The check that finds the change the other way round.
    pub mirror: Mirror,
    /// Explanation for reviewers.
    pub sentence: &'static str,
    pub(crate) find: fn(&Pair<'_>) -> Vec<Found>,
}

impl Check {
    /// Creates a check whose findings come from elsewhere in the review.
    const fn reported(id: &'static str, rule: Rule, sentence: &'static str) -> Self {
        Self {
            id,
            on: &[],
            keys: &[],
            rule,
            mirror: Mirror::Itself,
            sentence,
            find: |_| Vec::new(),
        }
    }
}

/// A difference that no check accounts for.
pub static NOT_UNDERSTOOD: Check = Check::reported(
    "not-understood",
    UNDECIDABLE,
    "No check covers this difference. Judge it by hand.",
);

/// A difference of the Rust API where no check finds a change of the spec.
pub static GENERATED_CODE: Check = Check::reported(
    "generated-code-changed",
    SAFE,
    "The generated Rust differs although no check finds a change of the spec, for instance in the order \
     of variants.",
);

/// A response that a shipped client cannot decode where no check finds a change of the spec.
pub static DECODING: Check = Check::reported(
    "response-no-longer-decodes",
    SAFE,
    "The client generated from BASE cannot decode a response that HEAD allows, and no other finding \
     explains it.",
);

/// Returns every check that looks at the spec.
pub fn all() -> impl Iterator<Item = &'static Check> {
    [
        operations::CHECKS,
        parameters::CHECKS,
        bodies::CHECKS,
        callbacks::CHECKS,
        properties::CHECKS,
        types::CHECKS,
        enums::CHECKS,
        bounds::CHECKS,
        composition::CHECKS,
        security::CHECKS,
        servers::CHECKS,
        prose::CHECKS,
    ]
    .into_iter()
    .flatten()
}
