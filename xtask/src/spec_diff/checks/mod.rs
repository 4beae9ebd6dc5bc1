//! What can change: a table of checks, each a small function with an id, a verdict for each
//! direction and a sentence for people.
//!
//! A check looks at two objects that are each other's counterpart and says what it finds. It names
//! the keys that it understands: a key that differs and that no finding accounts for is reported as
//! not understood, so that a check which is missing shows.

mod bodies;
mod bounds;
mod callbacks;
mod composition;
mod enums;
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
pub(crate) use pair::{Found, Pair, plain, significant, walked};
pub use table::table;

use super::verdict::Verdict;

/// What kind of object of a spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The whole document.
    Api,
    /// What a path says for all its operations.
    Path,
    /// Extensions that stand among names.
    Extensions,
    /// An operation.
    Operation,
    /// A parameter.
    Parameter,
    /// The body of a request.
    Body,
    /// A response.
    Response,
    /// Requests that the API sends to an address which an operation was given.
    Callback,
    /// A header of a response.
    Header,
    /// The content of a body or response in one media type.
    Media,
    /// An example with a name.
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

/// What a finding means for the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A verdict whatever the direction; safe for a named part that no operation uses.
    Contract(Verdict),
    /// A verdict for each direction in which the value goes.
    Directed {
        /// In requests.
        request: Verdict,
        /// In responses.
        response: Verdict,
    },
    /// Only what people read changes.
    Prose,
}

/// Responses may now hold what they could not, or requests may.
const WIDER: Rule = Rule::Directed {
    request: Verdict::Safe,
    response: Verdict::Breaks,
};
/// Requests may no longer hold what they could; responses promise more.
const NARROWER: Rule = Rule::Directed {
    request: Verdict::Breaks,
    response: Verdict::Safe,
};
const BREAKS: Rule = Rule::Contract(Verdict::Breaks);
const SAFE: Rule = Rule::Contract(Verdict::Safe);
const BREAKS_BOTH: Rule = Rule::Directed {
    request: Verdict::Breaks,
    response: Verdict::Breaks,
};
const SAFE_BOTH: Rule = Rule::Directed {
    request: Verdict::Safe,
    response: Verdict::Safe,
};

/// Nobody can say whether more is allowed or less.
const UNDECIDABLE: Rule = Rule::Directed {
    request: Verdict::Unknown,
    response: Verdict::Unknown,
};

/// The check that finds the same change when the two specs trade places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mirror {
    /// Another one.
    Check(&'static str),
    /// The same one.
    Itself,
}

/// One thing that can change.
#[derive(Debug)]
pub struct Check {
    /// Stable: tools may refer to it.
    pub id: &'static str,
    /// The kinds of objects it looks at.
    pub on: &'static [Kind],
    /// The keys it accounts for.
    pub keys: &'static [&'static str],
    /// What it means for the contract.
    pub rule: Rule,
    /// What the change is called the other way round.
    pub mirror: Mirror,
    /// What it means, for people.
    pub sentence: &'static str,
    pub(crate) find: fn(&Pair<'_>) -> Vec<Found>,
}

/// What no check accounts for.
pub static NOT_UNDERSTOOD: Check = Check {
    id: "not-understood",
    on: &[],
    keys: &[],
    rule: UNDECIDABLE,
    mirror: Mirror::Itself,
    sentence: "Something differs for which there is no rule. Judge it by hand.",
    find: |_| Vec::new(),
};

/// What changes in the Rust API although the spec says the same there.
pub static GENERATED_CODE: Check = Check {
    id: "generated-code-changed",
    on: &[],
    keys: &[],
    rule: SAFE,
    mirror: Mirror::Itself,
    sentence: "The generated Rust differs at a place where no check finds a change of the spec, \
               for instance in the order of variants.",
    find: |_| Vec::new(),
};

/// What a shipped client trips over although no check finds a change there.
pub static DECODING: Check = Check {
    id: "answer-no-longer-decodes",
    on: &[],
    keys: &[],
    rule: SAFE,
    mirror: Mirror::Itself,
    sentence: "The client generated from BASE cannot read what HEAD may send, for a reason that \
               no other finding at this place explains.",
    find: |_| Vec::new(),
};

/// Every check that looks at the spec.
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
