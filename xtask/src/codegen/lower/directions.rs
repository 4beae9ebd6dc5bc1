use std::collections::BTreeSet;

use openapiv3::{OpenAPI, Operation};

use super::{components, queries};
use crate::codegen::walk::{Kind, is_success, operations};

/// Directions of the named schemas: requests are validated strictly, and responses decoded leniently.
#[derive(Debug)]
pub struct Directions {
    sent: BTreeSet<String>,
    received: BTreeSet<String>,
}

/// The messages that contain a schema.
#[derive(Clone, Copy, Debug)]
pub struct Direction {
    /// True if requests contain it.
    pub sent: bool,
    /// True if responses contain it.
    pub received: bool,
}

impl Directions {
    /// Collects the directions in a document whose queries are objects; error responses do not count.
    pub fn new(api: &OpenAPI) -> Self {
        let operations = || operations(api).map(|(_, _, _, operation)| operation);
        Self {
            sent: components::reached(api, operations().flat_map(sent_by).collect()),
            received: components::reached(api, operations().flat_map(received_by).collect()),
        }
    }

    /// Returns the messages that contain a schema.
    pub fn get(&self, name: &str) -> Direction {
        Direction {
            sent: self.sent.contains(name),
            received: self.received.contains(name),
        }
    }
}

impl Direction {
    /// Returns true for requests alone.
    pub fn is_only_sent(self) -> bool {
        self.sent && !self.received
    }

    /// Returns true for responses alone.
    pub fn is_only_received(self) -> bool {
        self.received && !self.sent
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
