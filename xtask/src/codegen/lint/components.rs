use super::Found;
use crate::codegen::walk::{Part, Position};

/// Requires a named schema to have a form that becomes a Rust type.
pub(super) fn forms(schema: &Part<'_>, position: Position, found: &mut Found<'_>) {
    let shape = schema.shape();
    let has_form = match shape {
        "string" => schema.items_of("enum").next().is_some(),
        "object" => schema.entries_of("properties").next().is_some(),
        "oneOf" | "allOf" => schema.items_of(shape).count() > 1,
        // `Timestamp` is a handwritten type; other errors have lints of their own.
        "" => schema.pointer.ends_with("/Timestamp"),
        "anyOf" | "not" => true,
        _ => false,
    };
    if position == Position::Component && !has_form {
        found.refuse(
            &schema.pointer,
            "the named schema is neither an object with properties, nor an enum of strings, nor \
             a union of several",
            "write it out where it is referred to",
        );
    }
}

/// Requires a named schema to mean the same wherever it is referred to.
pub(super) fn marks(schema: &Part<'_>, position: Position, found: &mut Found<'_>) {
    for mark in ["nullable", "deprecated"] {
        if position == Position::Component && schema.flag(mark) {
            found.refuse(
                schema.at(mark),
                format!("a named schema cannot be {mark} as a whole"),
                format!("write `{mark}: true` beside `allOf: [{{$ref: …}}]` where it is used"),
            );
        }
    }
}
