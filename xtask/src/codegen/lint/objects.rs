use std::collections::BTreeMap;

use heck::ToSnakeCase;

use super::Found;
use crate::codegen::walk::{Part, Position};

/// Requires an object to have the properties that it requires, no others, and a field for each.
pub(super) fn properties(schema: &Part<'_>, _: Position, found: &mut Found<'_>) {
    if schema.shape() != "object" {
        return;
    }
    let properties: Vec<_> = schema.entries_of("properties").collect();
    for required in schema.items_of("required") {
        let name = required.text().unwrap_or_default();
        if !properties.iter().any(|(property, _)| *property == name) {
            found.refuse(
                required.pointer,
                format!("`{name}` is required but is not a property"),
                "correct the spelling, or describe it under `properties`",
            );
        }
    }
    let others = schema.get("additionalProperties");
    if let Some(others) = others.filter(|others| others.value.is_object())
        && !properties.is_empty()
    {
        found.refuse(
            others.pointer,
            "the object has both named properties and any others",
            "delete `additionalProperties`: properties without a description are ignored, and can \
             be read from the bytes",
        );
    }
    let mut fields = BTreeMap::new();
    for (name, property) in properties {
        if let Some(other) = fields.insert(name.to_snake_case(), name) {
            found.refuse(
                property.pointer,
                format!("`{name}` and `{other}` give the same Rust field"),
                "delete one of them",
            );
        }
    }
}
