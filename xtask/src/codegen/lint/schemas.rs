use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind, Type};

use super::Found;
use crate::codegen::document::Document;
use crate::codegen::walk::{Position, escape, schemas};

/// Requires every named schema and every property to have a description: it becomes the documentation.
pub(super) fn described(document: &Document, found: &mut Found) {
    let mut lacking = |pointer: String| {
        found.refuse(
            pointer,
            "there is no description",
            "add a `description` in our own words; for a property that only refers to a type, \
             write `description: …` and `allOf: [{$ref: …}]`",
        );
    };
    schemas(&document.api, |pointer, position, schema| {
        let described = schema
            .schema_data
            .description
            .as_deref()
            .is_some_and(|text| !text.trim().is_empty());
        if matches!(position, Position::Component | Position::Property) && !described {
            lacking(pointer.to_owned());
        }
        if let SchemaKind::Type(Type::Object(object)) = &schema.schema_kind {
            for (name, property) in &object.properties {
                // The property of an envelope is not generated, so it needs no words.
                if position != Position::Body && matches!(property, ReferenceOr::Reference { .. }) {
                    lacking(format!("{pointer}/properties/{}", escape(name)));
                }
            }
        }
    });
}

/// Requires a schema that becomes a Rust type to have a name.
pub(super) fn named(document: &Document, found: &mut Found) {
    let cure =
        "describe it under `#/components/schemas` with a name that people use, and refer to it";
    schemas(&document.api, |pointer, position, schema| {
        if position == Position::Component {
            return;
        }
        let what = match &schema.schema_kind {
            SchemaKind::Type(Type::Integer(number)) if !number.enumeration.is_empty() => {
                "an enum of integers"
            }
            SchemaKind::Type(Type::Number(number)) if !number.enumeration.is_empty() => {
                "an enum of numbers"
            }
            SchemaKind::Type(Type::String(text)) if !text.enumeration.is_empty() => {
                if is_tag(schema) && position == Position::Property {
                    return;
                }
                "an enum"
            }
            SchemaKind::Type(Type::Object(object)) if !object.properties.is_empty() => {
                // A part of an object that is made of several has no type of its own.
                let is_part = pointer.rsplit('/').nth(1) == Some("allOf");
                if position == Position::Body || is_part {
                    return;
                }
                "an object with properties"
            }
            SchemaKind::OneOf { .. } => "a `oneOf`",
            _ => return,
        };
        found.refuse(pointer, format!("{what} has no name"), cure);
    });
}

/// Returns true for a string with one possible value, such as the tag of a variant.
pub(super) fn is_tag(schema: &Schema) -> bool {
    matches!(&schema.schema_kind, SchemaKind::Type(Type::String(text)) if text.enumeration.len() == 1)
}

/// Requires a schema without a type to be marked as any JSON.
fn untyped(pointer: &str, schema: &Schema, any: &AnySchema, found: &mut Found) {
    let message = match any.typ.as_deref() {
        Some("string" | "number" | "integer" | "boolean" | "object" | "array") => {
            "the schema mixes keywords that do not go together".to_owned()
        }
        Some(other) => format!("`{other}` is not a type"),
        None if *any != AnySchema::default() => "the schema has keywords but no type".to_owned(),
        None if schema.schema_data.extensions.get("x-any-json") == Some(&true.into()) => {
            return;
        }
        None => "the schema has no type".to_owned(),
    };
    found.refuse(
        pointer,
        message,
        "give it one `type` and only the keywords of that type; if any JSON value is allowed, write \
         `x-any-json: true`",
    );
}

/// Requires `x-format` to be a form that the client checks.
pub(super) fn forms(document: &Document, found: &mut Found) {
    const KNOWN: &[&str] = &[
        "e164",
        "iana-time-zone",
        "lookup-url",
        "snake-case",
        "time-of-day",
    ];
    schemas(&document.api, |pointer, _, schema| {
        let Some(form) = schema.schema_data.extensions.get("x-format") else {
            return;
        };
        let is_text = matches!(schema.schema_kind, SchemaKind::Type(Type::String(_)));
        if !is_text || !form.as_str().is_some_and(|form| KNOWN.contains(&form)) {
            found.refuse(
                format!("{pointer}/x-format"),
                format!("{form} is not a form of this type that the client checks"),
                format!(
                    "write one of `{}` on a string, or add another to `limits/forms.rs`",
                    KNOWN.join("`, `")
                ),
            );
        }
    });
}

/// Requires compositions to be of the kinds that have a form in Rust.
pub(super) fn composed(document: &Document, found: &mut Found) {
    schemas(&document.api, |pointer, position, schema| {
        match &schema.schema_kind {
            // See `compositions`.
            SchemaKind::AllOf { all_of } if position == Position::Component && all_of.len() > 1 => {
            }
            SchemaKind::AnyOf { .. } => found.refuse(
                format!("{pointer}/anyOf"),
                "`anyOf` would generate a struct of optional fields that is none of the types",
                "use `oneOf`, with a `discriminator` for objects; an enum that may get more values \
             is open anyway and needs no `string` beside it",
            ),
            SchemaKind::AllOf { all_of }
                if !matches!(all_of.as_slice(), [ReferenceOr::Reference { .. }]) =>
            {
                found.refuse(
                    format!("{pointer}/allOf"),
                    "this `allOf` is not one reference",
                    "write the properties out, or name the object that is made of several parts; \
                 elsewhere `allOf: [{$ref: …}]` only adds a description or `nullable` to a \
                 reference",
                );
            }
            SchemaKind::Not { .. } => found.refuse(
                format!("{pointer}/not"),
                "`not` has no form in Rust",
                "describe it in words",
            ),
            SchemaKind::Any(any) => untyped(pointer, schema, any, found),
            SchemaKind::Type(Type::Array(array)) if array.items.is_none() => {
                found.refuse(pointer, "the array has no `items`", "describe its items")
            }
            _ => {}
        }
    });
}
