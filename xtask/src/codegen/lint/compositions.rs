use std::collections::BTreeSet;

use heck::ToSnakeCase;

use super::Found;
use crate::codegen::walk::{Part, Position};

/// Requires the parts of a named schema that is `allOf` several to be objects that share no property.
pub(super) fn parts(schema: &Part<'_>, position: Position, found: &mut Found<'_>) {
    if position != Position::Component || !is_made_of_several(schema) {
        return;
    }
    let mut seen = BTreeSet::new();
    for part in schema.items_of("allOf") {
        let Some(properties) = properties(&part, found, &mut vec![schema.pointer.clone()]) else {
            found.refuse(
                part.pointer,
                "this part of the object is not an object with properties alone, or it contains the \
                 whole",
                "refer to a named object, or write one here with `type: object` and \
                 `properties`",
            );
            continue;
        };
        for property in properties {
            if !seen.insert(property.to_snake_case()) {
                found.refuse(
                    &part.pointer,
                    format!(
                        "another part has the property `{property}`, or one with the same Rust name"
                    ),
                    "describe it in one of them",
                );
            }
        }
    }
}

/// Returns true for an object that is made of several.
pub(super) fn is_made_of_several(schema: &Part<'_>) -> bool {
    schema.shape() == "allOf" && schema.items_of("allOf").count() > 1
}

/// Returns the names of the properties of a part, including those of its own parts.
fn properties<'d>(
    part: &Part<'d>,
    found: &Found<'d>,
    within: &mut Vec<String>,
) -> Option<Vec<&'d str>> {
    let schema = found.resolved(part)?;
    if within.contains(&schema.pointer) {
        return None;
    }
    within.push(schema.pointer.clone());
    if schema.shape() == "object" {
        let values = schema.get("additionalProperties");
        let is_map = values.is_some_and(|values| values.value.is_object());
        let properties = schema.entries_of("properties");
        return (!is_map).then(|| properties.map(|(name, _)| name).collect());
    }
    let mut names = Vec::new();
    for part in Some(schema).filter(is_made_of_several)?.items_of("allOf") {
        names.extend(properties(&part, found, within)?);
    }
    Some(names)
}
