use std::collections::BTreeSet;

use openapiv3::{OpenAPI, Operation, ReferenceOr, SchemaKind, Type};

use super::{components, failures, queries};
use crate::codegen::walk::operations_mut;

/// Where a named schema says that requests hold it.
pub const SENT: &str = "x-sent";
/// Where a named schema says that answers hold it.
pub const RECEIVED: &str = "x-received";
/// Where a property says that an explicit `null` is a state of its own.
pub const EXPLICIT_NULL: &str = "x-explicit-null";
/// Where a required property of a response says what its absence means: the reason why a decision
/// hangs on it, so that a response without it is an error, or `false`, so that it is empty then.
pub const DECISIVE: &str = "x-decisive";

/// The named schemas that responses hold and requests do not, in a document as it was read.
pub fn only_received(api: &OpenAPI) -> BTreeSet<String> {
    let mut api = api.clone();
    failures::drop_error_responses(&mut api);
    let (sent, received) = directions(&mut api);
    received.difference(&sent).cloned().collect()
}

/// Marks what is sent and what is received, by which tolerance and strictness go.
///
/// What is only sent and may be both absent and null has three states; what is also received has
/// two, since there absence and null read alike.
pub(super) fn mark(api: &mut OpenAPI) {
    let (sent, received) = directions(api);
    let schemas = api.components.iter_mut().flat_map(|all| &mut all.schemas);
    for (name, schema) in schemas {
        let ReferenceOr::Item(schema) = schema else {
            continue;
        };
        for (mark, names) in [(SENT, &sent), (RECEIVED, &received)] {
            if names.contains(name) {
                let extensions = &mut schema.schema_data.extensions;
                extensions.insert(mark.to_owned(), true.into());
            }
        }
        if sent.contains(name)
            && !received.contains(name)
            && let SchemaKind::Type(Type::Object(object)) = &mut schema.schema_kind
        {
            for (name, property) in &mut object.properties {
                if let ReferenceOr::Item(property) = property
                    && property.schema_data.nullable
                    && !object.required.contains(name)
                {
                    let extensions = &mut property.schema_data.extensions;
                    extensions.insert(EXPLICIT_NULL.to_owned(), true.into());
                }
            }
        }
    }
}

/// The named schemas that requests hold, and those that responses hold.
fn directions(api: &mut OpenAPI) -> (BTreeSet<String>, BTreeSet<String>) {
    let operations: Vec<Operation> = operations_mut(api).map(|each| each.clone()).collect();
    let roots = |of: fn(&Operation) -> BTreeSet<String>| operations.iter().flat_map(of).collect();
    let sent = components::reached(api, roots(sent_by));
    let received = components::reached(api, roots(received_by));
    (sent, received)
}

fn sent_by(operation: &Operation) -> BTreeSet<String> {
    let mut names = components::referred(&operation.request_body);
    names.extend(components::referred(&operation.parameters));
    names.extend(queries::parameters_of(operation).map(str::to_owned));
    names
}

fn received_by(operation: &Operation) -> BTreeSet<String> {
    components::referred(&operation.responses)
}
