use std::collections::BTreeMap;

use openapiv3::{SchemaKind, Type};

use super::Found;
use super::names::is_rust_name;
use crate::codegen::document::Document;
use crate::codegen::harvest::variant_name;
use crate::codegen::walk::{Position, escape, schemas};

/// Requires each value of a named enum to have a description, and a Rust variant of its own.
pub(super) fn values(document: &Document, found: &mut Found) {
    schemas(&document.api, |pointer, position, schema| {
        let SchemaKind::Type(Type::String(text)) = &schema.schema_kind else {
            return;
        };
        if position != Position::Component || text.enumeration.is_empty() {
            return;
        }
        let data = &schema.schema_data;
        let mut variants =
            BTreeMap::from([("Unknown".to_owned(), "the variant for unknown values")]);
        for value in &text.enumeration {
            let Some(value) = value else {
                found.refuse(
                    format!("{pointer}/enum"),
                    "`null` is listed as a value",
                    "write `nullable: true` where the enum is referred to",
                );
                continue;
            };
            let described = data
                .extensions
                .get("x-enum-descriptions")
                .and_then(|map| map.get(value))
                .is_some_and(|text| text.as_str().is_some_and(|text| !text.is_empty()));
            if !described {
                found.refuse(
                    format!("{pointer}/x-enum-descriptions/{}", escape(value)),
                    format!("the value `{value}` is not described"),
                    "describe it in one sentence under `x-enum-descriptions`",
                );
            }
            let variant = variant_name(value, data);
            if !is_rust_name(&variant) {
                found.refuse(
                    format!("{pointer}/x-enum-names/{}", escape(value)),
                    format!(
                        "`{variant}` for the value `{value}` is not the name of a Rust variant"
                    ),
                    "give the value a name in camel case under `x-enum-names`",
                );
            } else if variants.get(&variant) == Some(&value.as_str()) {
                found.refuse(
                    format!("{pointer}/enum"),
                    format!("the value `{value}` is listed twice"),
                    "delete one",
                );
            } else if let Some(other) = variants.insert(variant.clone(), value) {
                found.refuse(
                    format!("{pointer}/x-enum-names/{}", escape(value)),
                    format!("the variant `{variant}` of `{value}` is taken by {other}"),
                    "give the value another Rust name under `x-enum-names`",
                );
            }
        }
        for extension in ["x-enum-descriptions", "x-enum-names"] {
            let Some(map) = data
                .extensions
                .get(extension)
                .and_then(|map| map.as_object())
            else {
                continue;
            };
            for value in map.keys() {
                if !text.enumeration.contains(&Some(value.clone())) {
                    found.refuse(
                        format!("{pointer}/{extension}/{}", escape(value)),
                        format!("`{value}` is not a value of the enum"),
                        "delete the entry, or add the value to `enum`",
                    );
                }
            }
        }
    });
}
