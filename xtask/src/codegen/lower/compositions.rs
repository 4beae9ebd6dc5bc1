use std::collections::BTreeSet;

use openapiv3::{Components, ObjectType, OpenAPI, ReferenceOr, SchemaKind, Type};

use super::components;
use crate::codegen::walk::{Kind, Position};

/// Merges a named schema that is `allOf` several objects into one, with the properties of each.
///
/// A schema that is only a part of others is removed.
pub(super) fn merge(api: &mut OpenAPI) {
    let Some(all) = &mut api.components else {
        return;
    };
    let before = all.clone();
    let mut parts = BTreeSet::new();
    for schema in all.schemas.values_mut() {
        if let ReferenceOr::Item(schema) = schema
            && let SchemaKind::AllOf { all_of } = &schema.schema_kind
            && all_of.len() > 1
        {
            parts.extend(components::referred(
                &schema.schema_kind,
                Kind::Schema(Position::Component),
            ));
            let merged = object(&schema.schema_kind, &before);
            schema.schema_kind = SchemaKind::Type(Type::Object(merged));
        }
    }
    let used = components::referred(api, Kind::Document);
    if let Some(all) = &mut api.components {
        all.schemas
            .retain(|name, _| !parts.contains(name) || used.contains(name));
    }
}

/// Returns the object that a schema describes, with the properties of all its parts in order.
pub fn object(kind: &SchemaKind, all: &Components) -> ObjectType {
    let mut whole = ObjectType::default();
    add(kind, all, &mut Vec::new(), &mut whole);
    whole
}

/// A lint refuses parts that are not objects, or that contain a schema they are `within`.
fn add<'a>(
    kind: &'a SchemaKind,
    all: &'a Components,
    within: &mut Vec<&'a str>,
    whole: &mut ObjectType,
) {
    let parts = match kind {
        SchemaKind::Type(Type::Object(object)) => {
            whole.properties.extend(object.properties.clone());
            whole.required.extend(object.required.iter().cloned());
            return;
        }
        SchemaKind::AllOf { all_of } => all_of,
        _ => return,
    };
    for part in parts {
        match part {
            ReferenceOr::Item(part) => add(&part.schema_kind, all, within, whole),
            ReferenceOr::Reference { reference } => {
                let name = components::name_of(reference).filter(|name| !within.contains(name));
                let part = name.and_then(|name| Some((name, all.schemas.get(name)?.as_item()?)));
                if let Some((name, part)) = part {
                    within.push(name);
                    add(&part.schema_kind, all, within, whole);
                    within.pop();
                }
            }
        }
    }
}
