use std::collections::BTreeSet;

use openapiv3::{AdditionalProperties, Components, ObjectType, OpenAPI, ReferenceOr, Schema};
use openapiv3::{SchemaKind, Type};

use super::components;
use crate::codegen::walk::Kind;

/// Merges each named `allOf` of several objects into one object, with the properties of each.
///
/// A schema that is only a part of others is removed.
pub(super) fn merge(api: &mut OpenAPI) {
    let Some(all) = &mut api.components else {
        return;
    };
    let before = all.clone();
    let mut parts = BTreeSet::new();
    for (name, schema) in &mut all.schemas {
        if let ReferenceOr::Item(schema) = schema
            && let SchemaKind::AllOf { all_of } = &schema.schema_kind
            && let Some(merged) = merged(all_of, &before, &mut vec![name])
        {
            let references = all_of.iter().filter_map(components::name_in);
            parts.extend(references.map(str::to_owned));
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
///
/// Returns none if a part is not an object with properties alone, or contains a schema it is `within`.
pub fn object<'a>(
    schema: &'a ReferenceOr<Schema>,
    all: &'a Components,
    within: &mut Vec<&'a str>,
) -> Option<ObjectType> {
    let schema = match components::name_in(schema) {
        Some(name) if within.contains(&name) => return None,
        Some(name) => {
            within.push(name);
            all.schemas.get(name)?.as_item()?
        }
        None => schema.as_item()?,
    };
    match &schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) => {
            let others = &object.additional_properties;
            let is_map = matches!(others, Some(AdditionalProperties::Schema(_)));
            (!is_map).then(|| object.clone())
        }
        SchemaKind::AllOf { all_of } => merged(all_of, all, within),
        _ => None,
    }
}

fn merged<'a>(
    parts: &'a [ReferenceOr<Schema>],
    all: &'a Components,
    within: &mut Vec<&'a str>,
) -> Option<ObjectType> {
    let mut whole = ObjectType::default();
    for part in Some(parts).filter(|parts| parts.len() > 1)? {
        let part = object(part, all, within)?;
        whole.properties.extend(part.properties);
        whole.required.extend(part.required);
    }
    Some(whole)
}
