use openapiv3::{OpenAPI, ReferenceOr, Schema};
use serde_json::{Error, Map, Value, json};

use super::components;
use crate::codegen::walk::{Kind, Part, escape, is_success, parts};

/// Schemas that stand for a handwritten type of `revox-api`: the format of a string, the name of the
/// schema, and that type.
pub const RUNTIME_TYPES: &[(&str, &str, &str)] = &[
    ("date-time", TIMESTAMP, "crate::Timestamp"),
    ("password", "Secret", "crate::Secret"),
    ("byte", "Base64", "crate::Base64"),
];

/// Schema that a spec may have itself.
pub const TIMESTAMP: &str = "Timestamp";

/// Keywords of limits and defaults.
const ENFORCED: &[&str] = &[
    "default",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "multipleOf",
    "pattern",
];

/// Returns the document without the parts that progenitor would enforce on responses, or fail on.
///
/// - Limits, formats and defaults: responses are decoded leniently, and requests are checked by our own
///   code. Some formats become references to [`RUNTIME_TYPES`].
/// - Queries, which are objects on their own.
/// - Error responses, which are handled by status, in the same way for all operations: progenitor panics
///   on bodies of two types.
/// - Tags of unions, which their variants would repeat: the union encodes them, so nobody can set a wrong
///   one.
/// - Envelopes, for which it would generate types.
/// - `additionalProperties: false`: every new field of the server would be fatal.
/// - Enum values, which become `v0`, `v1` …: progenitor fails on those that it would name alike (`IVR`
///   and `ivr`), and its names are not used.
///
/// # Errors
///
/// Returns an error if the document cannot be encoded, or decoded again.
pub fn bare(api: &OpenAPI) -> Result<OpenAPI, Error> {
    let mut document = serde_json::to_value(api)?;
    let mut found = Vec::new();
    parts(&Part::root(&document), Kind::Document, &mut |part, kind| {
        found.push((part.pointer.clone(), kind));
        true
    });
    // Parts first.
    for (pointer, kind) in found.iter().rev() {
        match (kind, document.pointer_mut(pointer)) {
            (Kind::Schema(_), Some(Value::Object(schema))) => strip(schema),
            (Kind::Operation, Some(operation)) => strip_operation(operation).unwrap_or_default(),
            (Kind::Discriminator, Some(Value::Object(union))) => {
                let union = union.clone();
                drop_tags(&mut document, &union).unwrap_or_default();
            }
            _ => {}
        }
    }
    let mut bare: OpenAPI = serde_json::from_value(document)?;
    let placeholder: ReferenceOr<Schema> = serde_json::from_value(json!({"type": "string"}))?;
    let schemas = &mut bare.components.get_or_insert_default().schemas;
    // In types that contain each other, the order decides which field is boxed.
    let before = api.components.as_ref().map(|all| &all.schemas);
    schemas.sort_by_cached_key(|name, _| before.and_then(|before| before.get_index_of(name)));
    for (_, name, _) in RUNTIME_TYPES {
        let schema = schemas.entry((*name).to_owned());
        schema.or_insert_with(|| placeholder.clone());
    }
    Ok(bare)
}

fn strip(schema: &mut Map<String, Value>) {
    let format = schema.get("format").and_then(Value::as_str);
    let runtime_type = format.and_then(runtime_type);
    schema.retain(|key, value| {
        let is_closed = key == "additionalProperties" && *value == Value::Bool(false);
        !is_closed && !ENFORCED.contains(&key.as_str())
    });
    if let Some(name) = runtime_type {
        schema.remove("type");
        schema.remove("enum");
        schema.insert(
            "allOf".to_owned(),
            json!([{"$ref": components::reference(name)}]),
        );
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        for (number, value) in values.iter_mut().enumerate() {
            *value = format!("v{number}").into();
        }
    }
}

/// Removes the tag from the variants of a union, given its discriminator.
fn drop_tags(document: &mut Value, discriminator: &Map<String, Value>) -> Option<()> {
    let tag = discriminator.get("propertyName")?.as_str()?;
    for reference in discriminator.get("mapping")?.as_object()?.values() {
        let variant = document.pointer_mut(reference.as_str()?.trim_start_matches('#'))?;
        variant.get_mut("properties")?.as_object_mut()?.remove(tag);
        let required = variant.get_mut("required")?.as_array_mut()?;
        required.retain(|required| required != tag);
    }
    Some(())
}

/// Removes error responses and the query, and replaces envelopes by the property that `x-unwrap` names.
fn strip_operation(operation: &mut Value) -> Option<()> {
    if let Some(Value::Array(parameters)) = operation.get_mut("parameters") {
        parameters.retain(|parameter| parameter.get("in") != Some(&"query".into()));
    }
    let unwrap = operation.get("x-unwrap").and_then(Value::as_str);
    let property = unwrap.map(|key| format!("/properties/{}", escape(key)));
    let responses = operation.get_mut("responses")?.as_object_mut()?;
    responses.retain(|status, _| is_success(status));
    for response in responses.values_mut() {
        let schema = response.pointer_mut("/content/application~1json/schema")?;
        *schema = schema.pointer_mut(property.as_ref()?)?.take();
    }
    Some(())
}

/// Returns the schema that replaces a string whose format has a handwritten type.
pub fn runtime_type(format: &str) -> Option<&'static str> {
    let mut types = RUNTIME_TYPES.iter();
    let found = types.find(|(of, _, _)| *of == format);
    found.map(|(_, name, _)| *name)
}
