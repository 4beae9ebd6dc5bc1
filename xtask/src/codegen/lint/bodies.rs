use heck::ToSnakeCase;
use openapiv3::{
    Operation, Parameter, ReferenceOr, RequestBody, Schema, SchemaKind, Type,
    VariantOrUnknownOrEmpty,
};

use super::Found;
use crate::codegen::document::Document;
use crate::codegen::lower::{name_of, named, object};
use crate::codegen::walk::{escape, operations, schemas};

/// Requires a body to be JSON of a named object, of an operation without a query.
pub(super) fn requests(document: &Document, found: &mut Found) {
    for (pointer, _, method, operation) in operations(&document.api) {
        let Some(body) = &operation.request_body else {
            continue;
        };
        let has_query = operation
            .parameters
            .iter()
            .any(|parameter| matches!(parameter, ReferenceOr::Item(Parameter::Query { .. })));
        if has_query {
            found.refuse(
                format!("{pointer}/requestBody"),
                "the operation has both a body and a query",
                "extend `lower/queries.rs` to keep the two apart before you describe both",
            );
        }
        if matches!(method, "GET" | "HEAD") {
            found.refuse(
                format!("{pointer}/requestBody"),
                format!("a {method} request has a body, which servers may ignore"),
                "describe its parameters in the query",
            );
        }
        if !is_object(body, document) {
            found.refuse(
                format!("{pointer}/requestBody"),
                "the body is not JSON of a named object, or it is optional",
                "add `required: true`, and give `content` the one key `application/json`, whose \
                 `schema` refers to an object under `#/components/schemas`",
            );
        }
        let Some(schema) = reference(body).and_then(|name| named(&document.api, name)) else {
            continue;
        };
        for property in also_in_path(operation, schema, document) {
            found.refuse(
                format!("{pointer}/requestBody"),
                format!("the property `{property}` of the body is also a parameter of the path"),
                "extend `emit/resources.rs` to give its argument another name",
            );
        }
    }
}

fn reference(body: &ReferenceOr<RequestBody>) -> Option<&str> {
    let body = body.as_item().filter(|body| body.required)?;
    let media = body
        .content
        .get("application/json")
        .filter(|_| body.content.len() == 1)?;
    match media.schema.as_ref()? {
        ReferenceOr::Reference { reference } => name_of(reference),
        ReferenceOr::Item(_) => None,
    }
}

fn is_object(body: &ReferenceOr<RequestBody>, document: &Document) -> bool {
    let schema = reference(body).and_then(|name| named(&document.api, name));
    schema.is_some_and(|schema| {
        matches!(
            schema.schema_kind,
            SchemaKind::Type(Type::Object(_)) | SchemaKind::AllOf { .. }
        )
    })
}

/// Returns the required properties of a body that have the name of a parameter in the path.
fn also_in_path(operation: &Operation, body: &Schema, document: &Document) -> Vec<String> {
    let in_path = operation.parameters.iter();
    let in_path = in_path.filter_map(|parameter| match parameter {
        ReferenceOr::Item(Parameter::Path { parameter_data, .. }) => {
            Some(parameter_data.name.to_snake_case())
        }
        _ => None,
    });
    let in_path: Vec<_> = in_path.collect();
    let all = document.api.components.iter();
    let required = all.flat_map(|all| object(&body.schema_kind, all).required);
    required
        .filter(|property| in_path.contains(&property.to_snake_case()))
        .collect()
}

/// Requires `x-only-with` to be a condition that the client can check.
pub(super) fn conditions(document: &Document, found: &mut Found) {
    schemas(&document.api, |pointer, _, schema| {
        let SchemaKind::Type(Type::Object(object)) = &schema.schema_kind else {
            return;
        };
        for (name, property) in &object.properties {
            let ReferenceOr::Item(property) = property else {
                continue;
            };
            let Some(condition) = property.schema_data.extensions.get("x-only-with") else {
                continue;
            };
            let fits = condition.as_object().is_some_and(|condition| {
                condition.len() == 1
                    && condition
                        .iter()
                        .all(|(other, value)| value.is_string() && object.required.contains(other))
            });
            if !fits || object.required.contains(name) {
                found.refuse(
                    format!("{pointer}/properties/{}/x-only-with", escape(name)),
                    "this is not a condition that the client can check",
                    "put it on an optional property, and name one required text or enum with the \
                     value that it must have, as in `x-only-with: {mode: ai_first}`",
                );
            }
        }
    });
}

/// Requires `x-client-default` to be on a required property and of its type; a list or map must be empty.
pub(super) fn client_defaults(document: &Document, found: &mut Found) {
    schemas(&document.api, |pointer, _, schema| {
        let SchemaKind::Type(Type::Object(object)) = &schema.schema_kind else {
            return;
        };
        for (name, property) in &object.properties {
            let ReferenceOr::Item(property) = property else {
                continue;
            };
            let extensions = &property.schema_data.extensions;
            let Some(default) = extensions.get("x-client-default") else {
                continue;
            };
            let fits = match &property.schema_kind {
                SchemaKind::Type(Type::Array(_)) => default.as_array().is_some_and(Vec::is_empty),
                SchemaKind::Type(Type::Object(_)) => {
                    default.as_object().is_some_and(|object| object.is_empty())
                }
                SchemaKind::Type(Type::Integer(_)) => default.is_i64(),
                SchemaKind::Type(Type::Number(_)) => default.is_number(),
                SchemaKind::Type(Type::Boolean(_)) => default.is_boolean(),
                SchemaKind::Type(Type::String(text)) => {
                    default.is_string() && text.format == VariantOrUnknownOrEmpty::Empty
                }
                _ => false,
            };
            if !fits || !object.required.contains(name) {
                found.refuse(
                    format!("{pointer}/properties/{}/x-client-default", escape(name)),
                    "the client cannot send this value by itself",
                    "put it on a required property, and give it an empty list, an empty map, or a \
                     number, text or boolean of its type",
                );
            }
        }
    });
}
