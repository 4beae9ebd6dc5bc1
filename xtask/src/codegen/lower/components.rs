//! Named schemas and references to them.

use std::collections::BTreeSet;

use openapiv3::{OpenAPI, ReferenceOr, Schema};
use serde::Serialize;

use crate::codegen::walk::{Kind, Part, Position, parts};

const SCHEMAS: &str = "#/components/schemas/";

/// Returns the reference to the schema called `name`.
pub(super) fn reference(name: &str) -> String {
    format!("{SCHEMAS}{name}")
}

/// Returns the name in a reference to a schema.
pub fn name_of(reference: &str) -> Option<&str> {
    reference.strip_prefix(SCHEMAS)
}

/// Returns the name of the schema that a reference refers to.
pub(super) fn name_in<T>(reference: &ReferenceOr<T>) -> Option<&str> {
    match reference {
        ReferenceOr::Reference { reference } => name_of(reference),
        ReferenceOr::Item(_) => None,
    }
}

/// Returns the schema of a name.
pub fn named<'a>(api: &'a OpenAPI, name: &str) -> Option<&'a Schema> {
    api.components.as_ref()?.schemas.get(name)?.as_item()
}

/// Returns the names of the schemas that an object of a kind refers to directly.
pub(super) fn referred(object: &impl Serialize, kind: Kind) -> BTreeSet<String> {
    // Every part of a document can be encoded as JSON, from which it was decoded.
    let value = serde_json::to_value(object).unwrap_or_default();
    let mut names = BTreeSet::new();
    parts(&Part::root(&value), kind, &mut |part, _| {
        let name = part.reference().and_then(name_of);
        names.extend(name.map(str::to_owned));
        true
    });
    names
}

/// Returns the names of the schemas that can be reached from `roots`, including these.
pub(super) fn reached(api: &OpenAPI, roots: BTreeSet<String>) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<String> = roots.into_iter().collect();
    while let Some(name) = open.pop() {
        let schema = named(api, &name);
        if reached.insert(name) {
            let kind = Kind::Schema(Position::Component);
            open.extend(schema.into_iter().flat_map(|schema| referred(schema, kind)));
        }
    }
    reached
}
