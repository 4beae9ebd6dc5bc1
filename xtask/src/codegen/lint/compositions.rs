use std::collections::BTreeSet;

use heck::ToSnakeCase;
use openapiv3::{AdditionalProperties, Components, ReferenceOr, Schema, SchemaKind, Type};

use super::Found;
use crate::codegen::document::Document;
use crate::codegen::lower::name_of;
use crate::codegen::walk::escape;

/// Requires the parts of a named schema that is `allOf` several to be objects that share no property.
pub(super) fn parts(document: &Document, found: &mut Found) {
    let Some(all) = &document.api.components else {
        return;
    };
    for (name, schema) in &all.schemas {
        let Some(parts) = schema.as_item().and_then(parts_of) else {
            continue;
        };
        let pointer = format!("/components/schemas/{}", escape(name));
        let mut seen = BTreeSet::new();
        for (index, part) in parts.iter().enumerate() {
            let pointer = format!("{pointer}/allOf/{index}");
            let Some(properties) = properties(part, all, &mut vec![name]) else {
                found.refuse(
                    pointer,
                    "this part of the object is not an object with properties alone, or it contains the \
                     whole",
                    "refer to a named object, or write one here with `type: object` and \
                     `properties`",
                );
                continue;
            };
            for property in properties {
                if !seen.insert(property.to_snake_case()) {
                    found.refuse(
                        &pointer,
                        format!(
                            "another part has the property `{property}`, or one with the same Rust name"
                        ),
                        "describe it in one of them",
                    );
                }
            }
        }
    }
}

/// Returns the parts of an object that is made of several.
pub(super) fn parts_of(schema: &Schema) -> Option<&[ReferenceOr<Schema>]> {
    match &schema.schema_kind {
        SchemaKind::AllOf { all_of } if all_of.len() > 1 => Some(all_of),
        _ => None,
    }
}

/// Returns the names of the properties of a part, including those of its own parts.
fn properties<'a>(
    part: &'a ReferenceOr<Schema>,
    all: &'a Components,
    within: &mut Vec<&'a str>,
) -> Option<Vec<String>> {
    let schema = match part {
        ReferenceOr::Item(schema) => schema,
        ReferenceOr::Reference { reference } => {
            let name = name_of(reference)?;
            if within.contains(&name) {
                return None;
            }
            within.push(name);
            all.schemas.get(name)?.as_item()?
        }
    };
    if let SchemaKind::Type(Type::Object(object)) = &schema.schema_kind
        && !matches!(
            object.additional_properties,
            Some(AdditionalProperties::Schema(_))
        )
    {
        return Some(object.properties.keys().cloned().collect());
    }
    let mut names = Vec::new();
    for part in parts_of(schema)? {
        names.extend(properties(part, all, within)?);
    }
    Some(names)
}
