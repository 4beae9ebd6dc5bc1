use super::Found;
use super::compositions::is_made_of_several;
use crate::codegen::harvest::FORMS;
use crate::codegen::walk::{Part, Position, SCALARS, foreign};

/// Requires every named schema and every property to have a description: it becomes the documentation.
pub(super) fn described(schema: &Part<'_>, position: Position, found: &mut Found<'_>) {
    let mut lacking = |pointer: &str| {
        found.refuse(
            pointer,
            "there is no description",
            "add a `description` in our own words; for a property that only refers to a type, \
             write `description: …` and `allOf: [{$ref: …}]`",
        );
    };
    if matches!(position, Position::Component | Position::Property) && !schema.says("description") {
        lacking(&schema.pointer);
    }
    for (_, property) in schema.entries_of("properties") {
        // The property of an envelope is not generated, so it needs no words.
        if position != Position::Body && property.reference().is_some() {
            lacking(&property.pointer);
        }
    }
}

/// Requires a schema that becomes a Rust type to have a name.
pub(super) fn named(schema: &Part<'_>, position: Position, found: &mut Found<'_>) {
    if position == Position::Component {
        return;
    }
    let shape = schema.shape();
    let is_enum = schema.items_of("enum").next().is_some();
    // A part of an object that is made of several has no type of its own.
    let is_part = schema.pointer.rsplit('/').nth(1) == Some("allOf");
    let subject = match shape {
        "integer" | "number" if is_enum => &format!("an enum of {shape}s"),
        "string" if is_enum && !(is_tag(schema) && position == Position::Property) => "an enum",
        "object" if position == Position::Body || is_part => return,
        "object" if schema.entries_of("properties").next().is_some() => "an object with properties",
        "oneOf" => "a `oneOf`",
        _ => return,
    };
    found.refuse(
        &schema.pointer,
        format!("{subject} has no name"),
        "describe it under `#/components/schemas` with a name that people use, and refer to it",
    );
}

/// Returns true for a string with one possible value, such as the tag of a variant.
pub(super) fn is_tag(schema: &Part<'_>) -> bool {
    schema.shape() == "string" && schema.items_of("enum").count() == 1
}

/// Requires `x-format` to be a form that the client checks.
pub(super) fn forms(schema: &Part<'_>, _: Position, found: &mut Found<'_>) {
    let Some(form) = schema.get("x-format") else {
        return;
    };
    let names: Vec<_> = FORMS.iter().map(|(name, _)| *name).collect();
    let is_known = form.text().is_some_and(|form| names.contains(&form));
    if !is_known || schema.shape() != "string" {
        let value = form.value;
        found.refuse(
            form.pointer,
            format!("{value} is not a form of this type that the client checks"),
            format!(
                "write one of `{}` on a string, or add another to `limits/forms.rs`",
                names.join("`, `")
            ),
        );
    }
}

/// Requires compositions to be of the kinds that have a form in Rust.
pub(super) fn composed(schema: &Part<'_>, position: Position, found: &mut Found<'_>) {
    let mut parts = schema.items_of("allOf");
    let first = parts.next().and_then(|part| part.reference());
    let is_one_reference = first.is_some() && parts.next().is_none();
    match schema.shape() {
        "anyOf" => found.refuse(
            schema.at("anyOf"),
            "`anyOf` would generate a struct of optional fields that is none of the types",
            "use `oneOf`, with a `discriminator` for objects; an enum that may get more values \
             is open anyway and needs no `string` beside it",
        ),
        // See `compositions`.
        "allOf" if position == Position::Component && is_made_of_several(schema) => {}
        "allOf" if !is_one_reference => found.refuse(
            schema.at("allOf"),
            "this `allOf` is not one reference",
            "write the properties out, or name the object that is made of several parts; \
             elsewhere `allOf: [{$ref: …}]` only adds a description or `nullable` to a reference",
        ),
        "not" => found.refuse(
            schema.at("not"),
            "`not` has no form in Rust",
            "describe it in words",
        ),
        "array" if schema.get("items").is_none() => {
            found.refuse(
                &schema.pointer,
                "the array has no `items`",
                "describe its items",
            );
        }
        "" => untyped(schema, found),
        _ => {}
    }
}

/// Requires a schema without a type to be marked as any JSON.
fn untyped(schema: &Part<'_>, found: &mut Found<'_>) {
    let message = match schema.text_of("type") {
        Some(ty) if SCALARS.contains(&ty) || matches!(ty, "object" | "array") => {
            "the schema mixes keywords that do not go together".to_owned()
        }
        Some(other) => format!("`{other}` is not a type"),
        None if foreign(schema.value, "").is_some() => {
            "the schema has keywords but no type".to_owned()
        }
        None if schema.flag("x-any-json") => return,
        None => "the schema has no type".to_owned(),
    };
    found.refuse(
        &schema.pointer,
        message,
        "give it one `type` and only the keywords of that type; if any JSON value is allowed, write \
         `x-any-json: true`",
    );
}
