use serde_json::Value;

use super::Found;
use super::schemas::is_tag;
use crate::codegen::harvest::DECISIVE;
use crate::codegen::lower::{Directions, name_of};
use crate::codegen::walk::{Part, Position};

/// Requires a decision about the absence of each required property of a response.
///
/// It does not follow from the type: an empty phone number would be dialled, while nobody misses an empty
/// description. Types that are sent as well need no decision, since no value is made up for them; neither do
/// nullable properties, which are null if they are absent.
pub(super) fn exist(found: &mut Found<'_>) {
    for (name, property) in required_in_responses(found) {
        let decision = property.get(DECISIVE);
        match decision.as_ref().map(|decision| decision.value) {
            None => found.refuse(
                property.pointer,
                format!(
                    "responses must have `{name}`, and nothing says what a client does with one \
                     that lacks it"
                ),
                "write `x-decisive: <reason>` if a made-up value could do harm: a response that lacks \
                 it is then an error; or `x-decisive: false`: then it decodes as empty",
            ),
            Some(Value::Bool(false)) => {
                if let Err(message) = can_be_empty(&property, found, &mut Vec::new()) {
                    found.refuse(
                        property.at(DECISIVE),
                        format!("`{name}` cannot decode as empty: {message}"),
                        "give the reason why it is decisive, or write `x-decisive: false` there as well",
                    );
                }
            }
            Some(Value::String(reason)) if !reason.trim().is_empty() => {}
            Some(other) => found.refuse(
                property.at(DECISIVE),
                format!("{other} is neither a reason nor `false`"),
                "write in a sentence what a program would do with a made-up value, or `false` if that \
                 does no harm",
            ),
        }
    }
}

/// Requires `x-decisive` to be on a property of a named object, where it has an effect. An optional
/// property may have it, for the day on which it becomes required.
pub(super) fn have_an_effect(schema: &Part<'_>, position: Position, found: &mut Found<'_>) {
    let is_named = schema.pointer.starts_with("/components/schemas/");
    if let Some(decision) = schema.get(DECISIVE)
        && !(position == Position::Property && is_named)
    {
        found.refuse(
            decision.pointer,
            "this would have no effect here",
            "move it to a property of a named schema; the property that `x-unwrap` names is \
             always required",
        );
    }
}

/// Returns the required properties of responses that must have a value.
fn required_in_responses<'d>(found: &Found<'d>) -> Vec<(&'d str, Part<'d>)> {
    let directions = Directions::new(&found.document.api);
    let schemas = found.named_schemas();
    let objects = schemas
        .filter(|(name, _)| directions.get(name).is_only_received())
        .flat_map(|(_, schema)| {
            let parts: Vec<_> = schema.items_of("allOf").collect();
            std::iter::once(schema).chain(parts)
        });
    objects.flat_map(|object| required(&object)).collect()
}

/// Returns the properties of an object that must have a value.
fn required<'d>(object: &Part<'d>) -> Vec<(&'d str, Part<'d>)> {
    if object.shape() != "object" {
        return Vec::new();
    }
    let names = object.items_of("required").filter_map(|name| name.text());
    let required = names.filter_map(|name| {
        let property = object.get("properties")?.get(name)?;
        let may_be_null = property.flag("nullable") || property.flag("deprecated");
        let has_value = !may_be_null && !is_time(&property) && property.reference().is_none();
        (has_value && !is_tag(&property)).then_some((name, property))
    });
    required.collect()
}

/// Returns true for a time, which is null if it is absent, whatever the spec says.
fn is_time(schema: &Part<'_>) -> bool {
    let mut parts = schema.items_of("allOf");
    let reference = parts.next().and_then(|part| part.reference());
    match schema.shape() {
        "allOf" => reference.and_then(name_of) == Some("Timestamp") && parts.next().is_none(),
        "string" => schema.text_of("format") == Some("date-time"),
        _ => false,
    }
}

/// Returns the reason as an error if a value cannot be empty; `open` has the types around it.
fn can_be_empty<'d>(
    schema: &Part<'d>,
    found: &Found<'d>,
    open: &mut Vec<&'d str>,
) -> Result<(), String> {
    for (name, property) in required(schema) {
        if property.value.get(DECISIVE) != Some(&Value::Bool(false)) {
            let ty = open.last().unwrap_or(&"");
            return Err(format!("`{ty}.{name}` must be present"));
        }
        can_be_empty(&property, found, open)?;
    }
    // Enums and unions have a variant for unknown values.
    for part in schema.items_of("allOf") {
        let Some(reference) = part.reference() else {
            can_be_empty(&part, found, open)?;
            continue;
        };
        let name = name_of(reference).unwrap_or_default();
        if open.contains(&name) {
            return Err(format!("`{name}` must contain another one"));
        }
        if let Some(named) = found.referred(reference) {
            open.push(name);
            can_be_empty(&named, found, open)?;
            open.pop();
        }
    }
    Ok(())
}
