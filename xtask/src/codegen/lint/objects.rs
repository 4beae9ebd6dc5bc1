use std::collections::BTreeMap;

use heck::ToSnakeCase;
use openapiv3::{AdditionalProperties, ObjectType, SchemaKind, Type};

use crate::codegen::document::Document;
use crate::codegen::trouble::Trouble;
use crate::codegen::walk::{escape, schemas};

/// An object requires properties that it has, has no others, and gives each a field of its own.
pub(super) fn properties(document: &Document) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    schemas(&document.api, |pointer, _, schema| {
        if let SchemaKind::Type(Type::Object(object)) = &schema.schema_kind {
            troubles.extend(required(pointer, object));
            troubles.extend(others(pointer, object));
            troubles.extend(fields(pointer, object));
        }
    });
    troubles
}

fn required(pointer: &str, object: &ObjectType) -> impl Iterator<Item = Trouble> {
    let names = object.required.iter().enumerate();
    let missing = names.filter(|(_, name)| !object.properties.contains_key(*name));
    missing.map(move |(index, name)| {
        Trouble::at(
            format!("{pointer}/required/{index}"),
            format!("`{name}` is required but is no property"),
            "correct the spelling, or describe it under `properties`",
        )
    })
}

fn others(pointer: &str, object: &ObjectType) -> Option<Trouble> {
    let also_others = !object.properties.is_empty()
        && matches!(
            object.additional_properties,
            Some(AdditionalProperties::Schema(_))
        );
    also_others.then(|| {
        Trouble::at(
            format!("{pointer}/additionalProperties"),
            "the object has both properties of its own and any others",
            "leave `additionalProperties` out: what is not described is ignored, and can be read \
             from the bytes",
        )
    })
}

fn fields(pointer: &str, object: &ObjectType) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    let mut fields = BTreeMap::new();
    for name in object.properties.keys() {
        if let Some(other) = fields.insert(name.to_snake_case(), name) {
            troubles.push(Trouble::at(
                format!("{pointer}/properties/{}", escape(name)),
                format!("`{name}` and `{other}` give the same Rust field"),
                "leave one of them out",
            ));
        }
    }
    troubles
}
