//! Programs already shipped: holds what HEAD allows against what code generated from BASE does.
//!
//! - [`accept`] looks for answers of HEAD which that does not decode.
//! - [`requests`] looks for requests that as a whole HEAD no longer takes, or takes in another sense.
//! - [`sent`] reads off what requests hold, [`checked`] what is refused before that, and [`sender`] says
//!   whether a change of requests concerns it.

mod accept;
mod checked;
mod requests;
mod sender;
mod sent;

use std::collections::BTreeSet;

pub(crate) use requests::breakages as request_breakages;
pub(crate) use sender::Sender;

use super::openapi::ApiPairs;
use super::rust_api::ApiItem;
use super::spec::Spec;
use crate::codegen::model::ApiModel;

/// One reason why a shipped program fails.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Breakage {
    pub(crate) item: ApiItem,
    pub(crate) text: String,
    /// The named schema of HEAD that stands at the place.
    pub(crate) mentions: BTreeSet<String>,
    /// The checks that explain it best, the best first.
    pub(crate) causes: &'static [&'static str],
    /// Whether it is one of requests, so that nothing at the place but its causes explains it.
    pub(crate) is_of_request: bool,
}

/// Answers that HEAD may give, BASE may not, and `code` does not decode.
pub(crate) fn response_breakages(
    code: &ApiModel,
    base: &Spec,
    head: &Spec,
    api: &ApiPairs<'_>,
) -> Vec<Breakage> {
    let mut before = BTreeSet::new();
    let mut after = BTreeSet::new();
    for (own, other) in &api.operations {
        let Some(method) = own.id().and_then(|id| code.operation(id)) else {
            continue;
        };
        before.extend(accept::answers(code, base, method, &own.part));
        after.extend(accept::answers(code, head, method, &other.part));
    }
    after.difference(&before).cloned().collect()
}
