use openapiv3::{ObjectType, OpenAPI, ReferenceOr, Schema, SchemaKind, StringFormat, Type};
use serde_json::Value;

use super::Found;
use super::schemas::is_tag;
use crate::codegen::document::Document;
use crate::codegen::harvest::DECISIVE;
use crate::codegen::lower::{Directions, name_of, named};
use crate::codegen::walk::{Position, escape, schemas};

/// Requires a decision about the absence of each required property of a response.
///
/// It does not follow from the type: an empty phone number would be dialled, and nobody misses an empty
/// description. No value is made up for types that are sent as well, and nullable properties are null
/// if they are absent.
pub(super) fn taken(document: &Document, found: &mut Found) {
    each_required(document, |pointer, name, property| {
        let pointer = format!("{pointer}/properties/{}", escape(name));
        match property.schema_data.extensions.get(DECISIVE) {
            None => found.refuse(
                pointer,
                format!(
                    "responses must have `{name}`, and nothing says what a client does with one \
                     that lacks it"
                ),
                "write `x-decisive: <reason>` if a made-up value could do harm: a response that lacks \
                 it is then an error; or `x-decisive: false`: then it decodes as empty",
            ),
            Some(Value::Bool(false)) => {
                if let Err(message) = can_be_empty(&document.api, property, &mut Vec::new()) {
                    found.refuse(
                        format!("{pointer}/{DECISIVE}"),
                        format!("`{name}` cannot decode as empty: {message}"),
                        "give the reason why it is decisive, or write `x-decisive: false` there as well",
                    );
                }
            }
            Some(Value::String(reason)) if !reason.trim().is_empty() => {}
            Some(other) => found.refuse(
                format!("{pointer}/{DECISIVE}"),
                format!("{other} is neither a reason nor `false`"),
                "write in a sentence what a program would do with a made-up value, or `false` if that \
                 does no harm",
            ),
        }
    });
}

/// Requires `x-decisive` to be on a property of a named object, where it has an effect. An optional
/// property may have it, for the day on which it becomes required.
pub(super) fn in_place(document: &Document, found: &mut Found) {
    schemas(&document.api, |pointer, position, schema| {
        let is_marked = schema.schema_data.extensions.contains_key(DECISIVE);
        let is_named = pointer.starts_with("/components/schemas/");
        if is_marked && !(position == Position::Property && is_named) {
            found.refuse(
                format!("{pointer}/{DECISIVE}"),
                "this would have no effect here",
                "move it to a property of a named schema; the property that `x-unwrap` names is \
                 always required",
            );
        }
    });
}

/// Calls `visit` with each required property of a response that must have a value: with the pointer of
/// the object, the name and the schema of the property.
fn each_required(document: &Document, mut visit: impl FnMut(&str, &str, &Schema)) {
    let received = Directions::only_received(&document.api);
    schemas(&document.api, |pointer, _, schema| {
        let Some(rest) = pointer.strip_prefix("/components/schemas/") else {
            return;
        };
        // The object itself, or a part that it is made of.
        let is_object = match rest.split_once('/') {
            None => true,
            Some((_, below)) => {
                matches!(below.split_once('/'), Some(("allOf", index)) if !index.contains('/'))
            }
        };
        let name = rest.split('/').next().unwrap_or_default();
        if let SchemaKind::Type(Type::Object(object)) = &schema.schema_kind
            && is_object
            && received.contains(name)
        {
            required(object).for_each(|(name, property)| visit(pointer, name, property));
        }
    });
}

/// Returns the properties of an object that must have a value.
fn required(object: &ObjectType) -> impl Iterator<Item = (&str, &Schema)> {
    object.required.iter().filter_map(|name| {
        let property = object.properties.get(name)?.as_item()?;
        let data = &property.schema_data;
        let has_value = !data.nullable && !data.deprecated && !is_time(property);
        (has_value && !is_tag(property)).then_some((name.as_str(), &**property))
    })
}

/// Returns true for a time, which is null if it is absent, whatever the spec says.
fn is_time(schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => matches!(all_of.as_slice(),
            [ReferenceOr::Reference { reference }] if name_of(reference) == Some("Timestamp")),
        SchemaKind::Type(Type::String(text)) => {
            text.format == openapiv3::VariantOrUnknownOrEmpty::Item(StringFormat::DateTime)
        }
        _ => false,
    }
}

/// Returns an error with the reason why a value cannot be empty; `open` has the types around it.
fn can_be_empty(api: &OpenAPI, schema: &Schema, open: &mut Vec<String>) -> Result<(), String> {
    let parts = match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => all_of.as_slice(),
        SchemaKind::Type(Type::Object(object)) => {
            return required(object).try_for_each(|(name, property)| {
                let may_be_missing = property.schema_data.extensions.get(DECISIVE);
                if may_be_missing != Some(&Value::Bool(false)) {
                    let of = open.last().map(String::as_str).unwrap_or_default();
                    return Err(format!("`{of}.{name}` must be present"));
                }
                can_be_empty(api, property, open)
            });
        }
        // Enums and unions have an arm for what they do not know.
        _ => return Ok(()),
    };
    for part in parts {
        match part {
            ReferenceOr::Item(part) => can_be_empty(api, part, open)?,
            ReferenceOr::Reference { reference } => {
                let name = name_of(reference).unwrap_or_default().to_owned();
                if open.contains(&name) {
                    return Err(format!("`{name}` must contain another one"));
                }
                if let Some(named) = named(api, &name) {
                    open.push(name);
                    can_be_empty(api, named, open)?;
                    open.pop();
                }
            }
        }
    }
    Ok(())
}
