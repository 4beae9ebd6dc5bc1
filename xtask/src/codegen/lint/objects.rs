use std::collections::BTreeMap;

use heck::ToSnakeCase;
use openapiv3::{AdditionalProperties, SchemaKind, Type};

use super::Found;
use crate::codegen::document::Document;
use crate::codegen::walk::{escape, schemas};

/// Requires an object to have the properties that it requires, no others, and a field for each.
pub(super) fn properties(document: &Document, found: &mut Found) {
    schemas(&document.api, |pointer, _, schema| {
        let SchemaKind::Type(Type::Object(object)) = &schema.schema_kind else {
            return;
        };
        for (index, name) in object.required.iter().enumerate() {
            if !object.properties.contains_key(name) {
                found.refuse(
                    format!("{pointer}/required/{index}"),
                    format!("`{name}` is required but is not a property"),
                    "correct the spelling, or describe it under `properties`",
                );
            }
        }
        let others = &object.additional_properties;
        if !object.properties.is_empty() && matches!(others, Some(AdditionalProperties::Schema(_)))
        {
            found.refuse(
                format!("{pointer}/additionalProperties"),
                "the object has both named properties and any others",
                "delete `additionalProperties`: properties without a description are ignored, and can \
                 be read from the bytes",
            );
        }
        let mut fields = BTreeMap::new();
        for name in object.properties.keys() {
            if let Some(other) = fields.insert(name.to_snake_case(), name) {
                found.refuse(
                    format!("{pointer}/properties/{}", escape(name)),
                    format!("`{name}` and `{other}` give the same Rust field"),
                    "delete one of them",
                );
            }
        }
    });
}
