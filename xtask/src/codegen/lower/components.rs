//! Named schemas: how they are referred to, and what refers to what.

use std::collections::BTreeSet;

use openapiv3::{OpenAPI, ReferenceOr, Schema};
use serde::Serialize;
use serde_json::Value;

use crate::codegen::walk::objects;

const SCHEMAS: &str = "#/components/schemas/";

/// A reference to the schema called `name`.
pub(super) fn reference<T>(name: &str) -> ReferenceOr<T> {
    ReferenceOr::Reference {
        reference: format!("{SCHEMAS}{name}"),
    }
}

/// The name that a reference to a schema gives.
pub fn name_of(reference: &str) -> Option<&str> {
    reference.strip_prefix(SCHEMAS)
}

/// Returns the schema of a name.
pub fn named<'a>(api: &'a OpenAPI, name: &str) -> Option<&'a Schema> {
    api.components.as_ref()?.schemas.get(name)?.as_item()
}

/// The names of the schemas that a part of the document refers to, directly.
pub(super) fn referred(part: &impl Serialize) -> BTreeSet<String> {
    // What a document holds can be written as JSON, from which it came.
    let value = serde_json::to_value(part).unwrap_or_default();
    let objects = objects(&value);
    let names = objects.iter().filter_map(|(_, object)| {
        let reference = object.get("$ref").and_then(Value::as_str)?;
        name_of(reference).map(str::to_owned)
    });
    names.collect()
}

/// The names of the schemas that `roots` lead to, and their own.
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
