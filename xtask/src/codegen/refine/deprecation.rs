use openapiv3::{ReferenceOr, SchemaKind, Type};
use syn::{Attribute, parse_quote};

use super::Model;
use super::structs::{as_struct, wire_name};

/// Brings `deprecated` to the compiler and to the documentation; progenitor drops it.
pub(super) fn mark(model: &mut Model) {
    let SchemaKind::Type(Type::Object(object)) = &model.schema.schema_kind else {
        return;
    };
    let Some(item) = as_struct(&mut model.item) else {
        return;
    };
    for field in &mut item.fields {
        let Some(ReferenceOr::Item(property)) = object.properties.get(&wire_name(field)) else {
            continue;
        };
        let data = &property.schema_data;
        if data.deprecated {
            let note = data
                .extensions
                .get("x-deprecation-note")
                .and_then(|note| note.as_str());
            field.attrs.push(attribute(note));
        }
    }
}

/// `#[deprecated]`, with what to do instead.
pub(super) fn attribute(note: Option<&str>) -> Attribute {
    match note {
        Some(note) => parse_quote!(#[deprecated(note = #note)]),
        None => parse_quote!(#[deprecated]),
    }
}
