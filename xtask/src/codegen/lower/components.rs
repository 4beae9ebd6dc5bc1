//! Named schemas and references to them.

use std::collections::BTreeSet;

use openapiv3::{OpenAPI, ReferenceOr, Schema};
use serde::Serialize;
use serde_json::Value;

use crate::codegen::walk::objects;

const SCHEMAS: &str = "#/components/schemas/";

/// Returns a reference to the schema called `name`.
pub(super) fn reference<T>(name: &str) -> ReferenceOr<T> {
    ReferenceOr::Reference {
        reference: format!("{SCHEMAS}{name}"),
    }
}

/// Returns the name in a reference to a schema.
pub fn name_of(reference: &str) -> Option<&str> {
    reference.strip_prefix(SCHEMAS)
}

/// Returns the schema of a name.
pub fn named<'a>(api: &'a OpenAPI, name: &str) -> Option<&'a Schema> {
    api.components.as_ref()?.schemas.get(name)?.as_item()
}

/// Returns the names of the schemas that a part of the document refers to directly.
pub(super) fn referred(part: &impl Serialize) -> BTreeSet<String> {
    // Every part of a document can be encoded as JSON, from which it was decoded.
    let value = serde_json::to_value(part).unwrap_or_default();
    let names = objects(&value).filter_map(|(_, object)| {
        let reference = object.get("$ref").and_then(Value::as_str)?;
        name_of(reference).map(str::to_owned)
    });
    names.collect()
}

/// Returns the names of the schemas that can be reached from `roots`, including these.
pub(super) fn reached(api: &OpenAPI, roots: BTreeSet<String>) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<String> = roots.into_iter().collect();
    while let Some(name) = open.pop() {
        let schema = named(api, &name);
        if reached.insert(name) {
            open.extend(schema.map(referred).unwrap_or_default());
        }
    }
    reached
}
