use std::collections::BTreeMap;

use heck::ToSnakeCase;
use openapiv3::{AdditionalProperties, SchemaKind, Type};

use super::Found;
use crate::codegen::document::Document;
use crate::codegen::walk::{escape, schemas};

/// An object requires properties that it has, has no others, and gives each a field of its own.
pub(super) fn properties(document: &Document, found: &mut Found) {
    schemas(&document.api, |pointer, _, schema| {
        let SchemaKind::Type(Type::Object(object)) = &schema.schema_kind else {
            return;
        };
        for (index, name) in object.required.iter().enumerate() {
            if !object.properties.contains_key(name) {
                found.refuse(
                    format!("{pointer}/required/{index}"),
                    format!("`{name}` is required but is no property"),
                    "correct the spelling, or describe it under `properties`",
                );
            }
        }
        let others = &object.additional_properties;
        if !object.properties.is_empty() && matches!(others, Some(AdditionalProperties::Schema(_)))
        {
            found.refuse(
                format!("{pointer}/additionalProperties"),
                "the object has both properties of its own and any others",
                "leave `additionalProperties` out: what is not described is ignored, and can be read \
                 from the bytes",
            );
        }
        let mut fields = BTreeMap::new();
        for name in object.properties.keys() {
            if let Some(other) = fields.insert(name.to_snake_case(), name) {
                found.refuse(
                    format!("{pointer}/properties/{}", escape(name)),
                    format!("`{name}` and `{other}` give the same Rust field"),
                    "leave one of them out",
                );
            }
        }
    });
}
