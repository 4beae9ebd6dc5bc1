use std::collections::BTreeMap;

use super::Found;
use super::names::is_rust_name;
use crate::codegen::harvest::variant_name;
use crate::codegen::walk::{Part, Position, escape};

/// Requires each value of a named enum to have a description, and a Rust variant of its own.
pub(super) fn values(schema: &Part<'_>, position: Position, found: &mut Found<'_>) {
    if position != Position::Component || schema.shape() != "string" {
        return;
    }
    let Some(values) = schema
        .get("enum")
        .filter(|values| values.items().next().is_some())
    else {
        return;
    };
    let of_value = |extension: &str, value: &str| schema.get(extension)?.text_of(value);
    let at = |extension: &str, value| format!("{}/{}", schema.at(extension), escape(value));
    let mut variants = BTreeMap::from([("Unknown".to_owned(), "the variant for unknown values")]);
    for value in values.items() {
        let Some(value) = value.text() else {
            found.refuse(
                &values.pointer,
                "`null` is listed as a value",
                "write `nullable: true` where the enum is referred to",
            );
            continue;
        };
        if of_value("x-enum-descriptions", value)
            .unwrap_or_default()
            .is_empty()
        {
            found.refuse(
                at("x-enum-descriptions", value),
                format!("the value `{value}` is not described"),
                "describe it in one sentence under `x-enum-descriptions`",
            );
        }
        let variant = variant_name(value, of_value("x-enum-names", value));
        if !is_rust_name(&variant) {
            found.refuse(
                at("x-enum-names", value),
                format!("`{variant}` for the value `{value}` is not the name of a Rust variant"),
                "give the value a name in camel case under `x-enum-names`",
            );
        } else if variants.get(&variant) == Some(&value) {
            found.refuse(
                &values.pointer,
                format!("the value `{value}` is listed twice"),
                "delete one",
            );
        } else if let Some(other) = variants.insert(variant.clone(), value) {
            found.refuse(
                at("x-enum-names", value),
                format!("the variant `{variant}` of `{value}` is taken by {other}"),
                "give the value another Rust name under `x-enum-names`",
            );
        }
    }
    for extension in ["x-enum-descriptions", "x-enum-names"] {
        for (value, entry) in schema.entries_of(extension) {
            if !schema.lists("enum", value) {
                found.refuse(
                    entry.pointer,
                    format!("`{value}` is not a value of the enum"),
                    "delete the entry, or add the value to `enum`",
                );
            }
        }
    }
}
