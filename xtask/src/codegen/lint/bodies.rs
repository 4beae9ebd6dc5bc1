use heck::ToSnakeCase;
use openapiv3::{Operation, Parameter, ReferenceOr, RequestBody, SchemaKind, Type};

use crate::codegen::document::Document;
use crate::codegen::lower::{name_of, object};
use crate::codegen::trouble::Trouble;
use crate::codegen::walk::{escape, operations, schemas};

/// Methods that every request has beside the setters of its parameters.
const METHODS: &[&str] = &[
    "as_type",
    "extra_body",
    "extra_query",
    "header",
    "into_future",
    "json",
    "parameters",
    "stream",
    "timeout",
    "with_response",
];

/// A request takes JSON of a named object, or a query, and not both.
pub(super) fn requests(document: &Document) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    for (pointer, _, method, operation) in operations(&document.api) {
        let Some(body) = &operation.request_body else {
            continue;
        };
        let has_query = operation
            .parameters
            .iter()
            .any(|parameter| matches!(parameter, ReferenceOr::Item(Parameter::Query { .. })));
        if has_query {
            troubles.push(Trouble::at(
                format!("{pointer}/requestBody"),
                "the operation has both a body and a query",
                "teach `lower/queries.rs` to keep the two apart before describing both",
            ));
        }
        if matches!(method, "GET" | "HEAD") {
            troubles.push(Trouble::at(
                format!("{pointer}/requestBody"),
                format!("a {method} request has a body, which servers may ignore"),
                "describe its parameters in the query",
            ));
        }
        if !is_object(body, document) {
            troubles.push(Trouble::at(
                format!("{pointer}/requestBody"),
                "the body is not required JSON of a named object",
                "say `required: true`, and give `content` the one key `application/json`, whose \
                 `schema` refers to an object under `#/components/schemas`",
            ));
        }
        troubles.extend(names(&pointer, operation, body, document));
    }
    troubles
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
    let schema = reference(body).and_then(|name| {
        document
            .api
            .components
            .as_ref()?
            .schemas
            .get(name)?
            .as_item()
    });
    schema.is_some_and(|schema| {
        matches!(
            schema.schema_kind,
            SchemaKind::Type(Type::Object(_)) | SchemaKind::AllOf { .. }
        )
    })
}

/// The setters of a body have names of their own.
fn names(
    pointer: &str,
    operation: &Operation,
    body: &ReferenceOr<RequestBody>,
    document: &Document,
) -> Vec<Trouble> {
    let (Some(name), Some(all)) = (reference(body), &document.api.components) else {
        return Vec::new();
    };
    let Some(ReferenceOr::Item(schema)) = all.schemas.get(name) else {
        return Vec::new();
    };
    let object = object(&schema.schema_kind, all);
    let in_path: Vec<_> = operation
        .parameters
        .iter()
        .filter_map(|parameter| match parameter {
            ReferenceOr::Item(Parameter::Path { parameter_data, .. }) => {
                Some(parameter_data.name.to_snake_case())
            }
            _ => None,
        })
        .collect();
    let properties = object.properties.keys();
    let taken = properties.filter(|property| {
        let setter = property.to_snake_case();
        METHODS.contains(&setter.as_str())
            || (object.required.contains(property) && in_path.contains(&setter))
    });
    taken
        .map(|property| {
            Trouble::at(
                format!("{pointer}/requestBody"),
                format!("the property `{property}` of the body gives a name that is taken"),
                "teach `refine/requests` to call its setter otherwise",
            )
        })
        .collect()
}

/// What the client sends by itself stands on a required property and is a value that says nothing.
pub(super) fn client_defaults(document: &Document) -> Vec<Trouble> {
    let mut troubles = Vec::new();
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
                SchemaKind::Type(Type::String(_)) => default.is_string(),
                _ => false,
            };
            if !fits || !object.required.contains(name) {
                troubles.push(Trouble::at(
                    format!("{pointer}/properties/{}/x-client-default", escape(name)),
                    "this is no value for the client to send by itself",
                    "put it on a required property, and give it an empty list, an empty map, or a \
                     number, text or boolean of its type",
                ));
            }
        }
    });
    troubles
}
