use heck::ToSnakeCase;
use openapiv3::ReferenceOr;
use serde_json::Value;

use super::{Found, Operation};
use crate::codegen::lower::object;
use crate::codegen::walk::{Part, Position};

/// Requires a body to be JSON of a named object, and its operation to have no query parameters.
pub(super) fn requests(operation: &Operation<'_>, found: &mut Found<'_>) {
    let Some(body) = operation.part.get("requestBody") else {
        return;
    };
    if operation.parameters("query").next().is_some() {
        found.refuse(
            &body.pointer,
            "the operation has both a body and a query",
            "extend `lower/queries.rs` to keep the two apart before you describe both",
        );
    }
    let method = operation.method;
    if matches!(method, "GET" | "HEAD") {
        found.refuse(
            &body.pointer,
            format!("a {method} request has a body, which servers may ignore"),
            "describe its parameters in the query",
        );
    }
    let reference = reference(&body).unwrap_or_default();
    let schema = found.referred(reference);
    if !schema.is_some_and(|schema| matches!(schema.shape(), "object" | "allOf")) {
        found.refuse(
            &body.pointer,
            "the body is not JSON of a named object, or it is optional",
            "add `required: true`, and give `content` the one key `application/json`, whose \
             `schema` refers to an object under `#/components/schemas`",
        );
    }
    let in_path = operation.parameters("path");
    let in_path: Vec<_> = in_path
        .filter_map(|parameter| Some(parameter.text_of("name")?.to_snake_case()))
        .collect();
    let all = found.document.api.components.as_ref();
    let reference = ReferenceOr::ref_(reference);
    let whole = all.and_then(|all| object(&reference, all, &mut Vec::new()));
    for property in whole.unwrap_or_default().required {
        if in_path.contains(&property.to_snake_case()) {
            found.refuse(
                &body.pointer,
                format!("the property `{property}` of the body is also a parameter of the path"),
                "extend `emit/resources.rs` to give its argument another name",
            );
        }
    }
}

fn reference<'d>(body: &Part<'d>) -> Option<&'d str> {
    let content = body.get("content").filter(|_| body.flag("required"))?;
    let media = content.get("application/json")?;
    let is_alone = content.entries().count() == 1;
    media.get("schema").filter(|_| is_alone)?.reference()
}

/// Requires `x-only-with` to be a condition that the client can check.
pub(super) fn conditions(schema: &Part<'_>, _: Position, found: &mut Found<'_>) {
    for (name, property) in schema.entries_of("properties") {
        let Some(condition) = property.get("x-only-with") else {
            continue;
        };
        let mut others = condition.entries();
        let fits = match (others.next(), others.next()) {
            (Some((other, value)), None) => {
                value.text().is_some() && schema.lists("required", other)
            }
            _ => false,
        };
        if !fits || schema.lists("required", name) {
            found.refuse(
                condition.pointer,
                "this is not a condition that the client can check",
                "put it on an optional property, and name one required string or enum with the \
                 value that it must have, as in `x-only-with: {mode: ai_first}`",
            );
        }
    }
}

/// Requires `x-client-default` to be on a required property and of its type; a list or map must be empty.
pub(super) fn client_defaults(schema: &Part<'_>, _: Position, found: &mut Found<'_>) {
    for (name, property) in schema.entries_of("properties") {
        let Some(default) = property.get("x-client-default") else {
            continue;
        };
        let fits = match (property.shape(), default.value) {
            ("array", Value::Array(items)) => items.is_empty(),
            ("object", Value::Object(entries)) => entries.is_empty(),
            ("integer", Value::Number(number)) => number.is_i64(),
            ("number", Value::Number(_)) | ("boolean", Value::Bool(_)) => true,
            ("string", Value::String(_)) => property.get("format").is_none(),
            _ => false,
        };
        if !fits || !schema.lists("required", name) {
            found.refuse(
                default.pointer,
                "the client cannot send this value by itself",
                "put it on a required property, and give it an empty list, an empty map, or a \
                 number, string or boolean of its type",
            );
        }
    }
}
