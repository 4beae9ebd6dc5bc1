use openapiv3::{
    AdditionalProperties, Operation, ReferenceOr, Response, Schema, SchemaKind, StatusCode,
    StringFormat, Type, VariantOrUnknownOrEmpty,
};

use super::Found;
use crate::codegen::document::Document;
use crate::codegen::walk::{operations, status_key};

/// Requires an operation to have one successful response: progenitor panics on two types, or merges
/// them wrongly.
pub(super) fn one_success(document: &Document, found: &mut Found) {
    for (pointer, _, _, operation) in operations(&document.api) {
        let successes: Vec<_> = successes(operation).collect();
        let [(status, response)] = successes.as_slice() else {
            found.refuse(
                format!("{pointer}/responses"),
                format!("the operation has {} successful responses", successes.len()),
                "describe one 2xx response; describe two forms with a `oneOf` that can be told apart",
            );
            continue;
        };
        let has_json = response.as_item().is_some_and(|response| {
            response
                .content
                .get("application/json")
                .is_some_and(|media| media.schema.is_some())
        });
        if !has_json && !response.as_item().is_some_and(is_binary) {
            found.refuse(
                format!("{pointer}/responses/{status}/content"),
                "the successful response has neither a JSON schema nor binary content",
                "describe its `application/json` content with a `schema`, written out here; content \
                 that is not JSON has one media type, with `type: string` and `format: binary`",
            );
        }
    }
}

fn is_binary(response: &Response) -> bool {
    let schema = match response.content.values().collect::<Vec<_>>().as_slice() {
        [media] => media.schema.as_ref().and_then(ReferenceOr::as_item),
        _ => None,
    };
    schema.is_some_and(|schema| {
        matches!(
            &schema.schema_kind,
            SchemaKind::Type(Type::String(text))
                if text.format == VariantOrUnknownOrEmpty::Item(StringFormat::Binary)
        )
    })
}

fn successes(operation: &Operation) -> impl Iterator<Item = (String, &ReferenceOr<Response>)> {
    operation
        .responses
        .responses
        .iter()
        .filter(|(status, _)| is_success(status))
        .map(|(status, response)| (status_key(status), response))
}

fn is_success(status: &StatusCode) -> bool {
    matches!(status, StatusCode::Code(200..=299) | StatusCode::Range(2))
}

/// Requires `x-unwrap` to name a property of the response.
pub(super) fn unwrap(document: &Document, found: &mut Found) {
    for (pointer, _, _, operation) in operations(&document.api) {
        let Some(key) = operation.extensions.get("x-unwrap") else {
            continue;
        };
        let names_property = key.as_str().is_some_and(|key| {
            successes(operation).all(|(_, response)| {
                response
                    .as_item()
                    .and_then(|response| response.content.get("application/json")?.schema.as_ref())
                    .is_some_and(|schema| has_required_reference(schema, key))
            })
        });
        if !names_property {
            found.refuse(
                format!("{pointer}/x-unwrap"),
                format!("the response does not require a property {key} of a named type"),
                "name a property that the response schema, written out here, requires, and that is a \
                 named schema or a list or map of one; or delete `x-unwrap`",
            );
        }
    }
}

fn has_required_reference(schema: &ReferenceOr<Schema>, key: &str) -> bool {
    let ReferenceOr::Item(schema) = schema else {
        return false;
    };
    let SchemaKind::Type(Type::Object(object)) = &schema.schema_kind else {
        return false;
    };
    object.required.iter().any(|name| name == key)
        && object
            .properties
            .get(key)
            .is_some_and(|property| match property {
                ReferenceOr::Reference { .. } => true,
                ReferenceOr::Item(property) => holds_reference(property),
            })
}

/// Returns true for a list or a map of a named schema.
fn holds_reference(schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::Type(Type::Array(array)) => {
            matches!(array.items, Some(ReferenceOr::Reference { .. }))
        }
        SchemaKind::Type(Type::Object(object)) => matches!(
            &object.additional_properties,
            Some(AdditionalProperties::Schema(values))
                if matches!(**values, ReferenceOr::Reference { .. })
        ),
        _ => false,
    }
}
