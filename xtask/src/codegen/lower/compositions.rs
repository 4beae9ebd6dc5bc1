use std::collections::BTreeSet;

use openapiv3::{Components, ObjectType, OpenAPI, ReferenceOr, SchemaKind, Type};

use super::components;

/// Makes one object of a named schema that is `allOf` several: it has the properties of each.
///
/// A schema that serves only as a part of others has no type of its own then.
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
            parts.extend(components::referred(&schema.schema_kind));
            let merged = object(&schema.schema_kind, &before);
            schema.schema_kind = SchemaKind::Type(Type::Object(merged));
        }
    }
    let used = components::referred(api);
    if let Some(all) = &mut api.components {
        all.schemas
            .retain(|name, _| !parts.contains(name) || used.contains(name));
    }
}

/// The object that a schema describes, with the properties of all its parts in order.
pub fn object(kind: &SchemaKind, all: &Components) -> ObjectType {
    match kind {
        SchemaKind::Type(Type::Object(object)) => object.clone(),
        SchemaKind::AllOf { all_of } => {
            let mut whole = ObjectType::default();
            for part in all_of {
                let part = match part {
                    ReferenceOr::Item(part) => Some(part),
                    ReferenceOr::Reference { reference } => components::name_of(reference)
                        .and_then(|name| all.schemas.get(name)?.as_item()),
                };
                // A lint refuses parts that are no objects, or that lead back to the whole.
                let part = part.map(|part| object(&part.schema_kind, all));
                let part = part.unwrap_or_default();
                whole.properties.extend(part.properties);
                whole.required.extend(part.required);
            }
            whole
        }
        _ => ObjectType::default(),
    }
}
