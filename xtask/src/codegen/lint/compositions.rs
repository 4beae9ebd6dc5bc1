use std::collections::BTreeSet;

use heck::ToSnakeCase;
use openapiv3::SchemaKind;

use super::Found;
use crate::codegen::lower::{named, object};
use crate::codegen::walk::{Part, Position};

/// Requires the parts of a named `allOf` to be objects that share no property.
pub(super) fn parts(schema: &Part<'_>, position: Position, found: &mut Found<'_>) {
    if position != Position::Component || !is_made_of_several(schema) {
        return;
    }
    let api = &found.document.api;
    let name = schema.pointer.rsplit('/').next().unwrap_or_default();
    let typed = named(api, name).map(|schema| &schema.schema_kind);
    let (Some(SchemaKind::AllOf { all_of }), Some(all)) = (typed, &api.components) else {
        return;
    };
    let mut seen = BTreeSet::new();
    for (typed, part) in all_of.iter().zip(schema.items_of("allOf")) {
        let Some(object) = object(typed, all, &mut vec![name]) else {
            found.refuse(
                part.pointer,
                "this part of the object is not an object with properties alone, or it contains the \
                 whole",
                "refer to a named object, or write one here with `type: object` and \
                 `properties`",
            );
            continue;
        };
        for property in object.properties.keys() {
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

/// Returns true for an object that is composed of several.
pub(super) fn is_made_of_several(schema: &Part<'_>) -> bool {
    schema.shape() == "allOf" && schema.items_of("allOf").count() > 1
}
