use openapiv3::{SchemaKind, Type};

use super::Found;
use crate::codegen::document::Document;
use crate::codegen::walk::{Position, schemas};

/// Requires a named schema to have a form that becomes a Rust type.
pub(super) fn forms(document: &Document, found: &mut Found) {
    schemas(&document.api, |pointer, position, schema| {
        let has_form = match &schema.schema_kind {
            SchemaKind::Type(Type::String(text)) => !text.enumeration.is_empty(),
            SchemaKind::Type(Type::Object(object)) => !object.properties.is_empty(),
            SchemaKind::OneOf { one_of } => one_of.len() > 1,
            SchemaKind::AllOf { all_of } => all_of.len() > 1,
            // `Timestamp` is a handwritten type; other errors have lints of their own.
            SchemaKind::Any(_) => pointer.ends_with("/Timestamp"),
            SchemaKind::AnyOf { .. } | SchemaKind::Not { .. } => true,
            _ => false,
        };
        if position == Position::Component && !has_form {
            found.refuse(
                pointer,
                "the named schema is neither an object with properties, nor an enum of strings, nor \
                 a union of several",
                "write it out where it is referred to",
            );
        }
    });
}

/// Requires a named schema to mean the same wherever it is referred to.
pub(super) fn marks(document: &Document, found: &mut Found) {
    schemas(&document.api, |pointer, position, schema| {
        let data = &schema.schema_data;
        for (mark, is_set) in [("nullable", data.nullable), ("deprecated", data.deprecated)] {
            if position == Position::Component && is_set {
                found.refuse(
                    format!("{pointer}/{mark}"),
                    format!("a named schema cannot be {mark} as a whole"),
                    format!("write `{mark}: true` beside `allOf: [{{$ref: …}}]` where it is used"),
                );
            }
        }
    });
}
