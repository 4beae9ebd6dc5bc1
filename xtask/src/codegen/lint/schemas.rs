use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind, Type};

use super::Found;
use crate::codegen::document::Document;
use crate::codegen::walk::{Position, escape, schemas};

/// Every named schema and every property has a description: it becomes the documentation.
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

/// What becomes a Rust type has a name in the spec, once.
pub(super) fn named(document: &Document, found: &mut Found) {
    let cure =
        "describe it under `#/components/schemas` by a name that people use, and refer to it";
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
        found.refuse(pointer, format!("{what} stands here without a name"), cure);
    });
}

/// A string with one possible value: how the variants of a union say which they are.
pub(super) fn is_tag(schema: &Schema) -> bool {
    matches!(&schema.schema_kind, SchemaKind::Type(Type::String(text)) if text.enumeration.len() == 1)
}

/// A schema without a type is one on purpose.
fn untyped(pointer: &str, schema: &Schema, any: &AnySchema, found: &mut Found) {
    let problem = match any.typ.as_deref() {
        Some("string" | "number" | "integer" | "boolean" | "object" | "array") => {
            "the schema mixes keywords that do not go together".to_owned()
        }
        Some(other) => format!("`{other}` is no type"),
        None if *any != AnySchema::default() => "the schema has keywords but no type".to_owned(),
        None if schema.schema_data.extensions.get("x-any-json") == Some(&true.into()) => {
            return;
        }
        None => "the schema does not say its type".to_owned(),
    };
    found.refuse(
        pointer,
        problem,
        "give it one `type` and only the keywords of that type; where any JSON value may stand, \
         say so with `x-any-json: true`",
    );
}

/// A form that nobody knows would be checked by nobody.
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
                format!("{form} is no form of this type that the client checks"),
                format!(
                    "put one of `{}` on a string, or teach `limits/forms.rs` another",
                    KNOWN.join("`, `")
                ),
            );
        }
    });
}

/// Composition is used only in forms that generate what they say.
pub(super) fn composed(document: &Document, found: &mut Found) {
    schemas(&document.api, |pointer, position, schema| {
        match &schema.schema_kind {
            // See `compositions`.
            SchemaKind::AllOf { all_of } if position == Position::Component && all_of.len() > 1 => {
            }
            SchemaKind::AnyOf { .. } => found.refuse(
                format!("{pointer}/anyOf"),
                "`anyOf` generates a struct of optional fields that holds none of the types",
                "use `oneOf`, with a `discriminator` for objects; an enum that may get more values \
             is open anyway and needs no `string` beside it",
            ),
            SchemaKind::AllOf { all_of }
                if !matches!(all_of.as_slice(), [ReferenceOr::Reference { .. }]) =>
            {
                found.refuse(
                    format!("{pointer}/allOf"),
                    "`allOf` stands here for something else than one reference",
                    "write the properties out, or name the object that is made of several parts; \
                 elsewhere `allOf: [{$ref: …}]` only adds a description or `nullable` to a \
                 reference",
                );
            }
            SchemaKind::Not { .. } => found.refuse(
                format!("{pointer}/not"),
                "`not` has no form in Rust",
                "say it in the description",
            ),
            SchemaKind::Any(any) => untyped(pointer, schema, any, found),
            SchemaKind::Type(Type::Array(array)) if array.items.is_none() => found.refuse(
                pointer,
                "the array does not say what it holds",
                "add `items`",
            ),
            _ => {}
        }
    });
}
