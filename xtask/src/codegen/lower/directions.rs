use std::collections::BTreeSet;

use openapiv3::{OpenAPI, Operation};

use super::{components, queries};
use crate::codegen::walk::{Kind, is_success, operations};

/// The named schemas in requests and in responses: validation is strict in one, decoding lenient in the
/// other.
#[derive(Debug)]
pub struct Directions {
    /// Those in requests.
    pub sent: BTreeSet<String>,
    /// Those in responses.
    pub received: BTreeSet<String>,
}

impl Directions {
    /// Finds them in a document whose queries are objects; error responses do not count.
    pub(super) fn new(api: &OpenAPI) -> Self {
        let operations = || operations(api).map(|(_, _, _, operation)| operation);
        Self {
            sent: components::reached(api, operations().flat_map(sent_by).collect()),
            received: components::reached(api, operations().flat_map(received_by).collect()),
        }
    }

    /// Returns the named schemas in responses alone, given a document before it is lowered.
    pub fn only_received(api: &OpenAPI) -> BTreeSet<String> {
        let Self { sent, received } = Self::new(api);
        received.difference(&sent).cloned().collect()
    }
}

fn sent_by(operation: &Operation) -> BTreeSet<String> {
    let mut names = components::referred(&operation.request_body, Kind::Body);
    for parameter in &operation.parameters {
        names.extend(components::referred(parameter, Kind::Parameter));
    }
    names.extend(queries::parameters_of(operation));
    names
}

fn received_by(operation: &Operation) -> BTreeSet<String> {
    let responses = operation.responses.responses.iter();
    let successes = responses.filter(|(status, _)| is_success(&status.to_string()));
    successes
        .flat_map(|(_, response)| components::referred(response, Kind::Response))
        .collect()
}
