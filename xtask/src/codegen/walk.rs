//! Walks through a document: its JSON objects, its operations, and its schemas with the kind of
//! place each stands in, all by JSON pointer.

use openapiv3::{
    AdditionalProperties, OpenAPI, Operation, Parameter, ParameterSchemaOrContent, PathItem,
    ReferenceOr, Schema, SchemaKind, StatusCode, Type,
};
use serde_json::{Map, Value};

/// Where a schema stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// A named schema under `components/schemas`.
    Component,
    /// A property of an object.
    Property,
    /// The elements of an array.
    Items,
    /// The values of a map (`additionalProperties`).
    MapValue,
    /// A member of `oneOf`, `anyOf`, `allOf` or `not`.
    Member,
    /// The content of a request or response.
    Body,
    /// A parameter.
    Parameter,
}

/// Escapes `key` as one segment of a JSON pointer.
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Every JSON object of a document with its pointer, but for what stands in examples, which is data.
pub fn objects(root: &Value) -> Vec<(String, &Map<String, Value>)> {
    let mut found = Vec::new();
    collect_objects(root, "", false, &mut found);
    found
}

fn collect_objects<'a>(
    value: &'a Value,
    pointer: &str,
    keys_are_names: bool,
    found: &mut Vec<(String, &'a Map<String, Value>)>,
) {
    match value {
        Value::Object(object) => {
            found.push((pointer.to_owned(), object));
            for (key, value) in object {
                // Under `properties`, such a key is the name of a property.
                if keys_are_names || !matches!(key.as_str(), "example" | "examples") {
                    let below = format!("{pointer}/{}", escape(key));
                    collect_objects(value, &below, !keys_are_names && key == "properties", found);
                }
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                collect_objects(value, &format!("{pointer}/{index}"), false, found);
            }
        }
        _ => {}
    }
}

/// Every operation: pointer, path, method in upper case.
pub fn operations(api: &OpenAPI) -> impl Iterator<Item = (String, &str, &'static str, &Operation)> {
    api.paths.iter().flat_map(|(path, item)| {
        item.as_item().into_iter().flat_map(move |item| {
            item.iter().map(move |(method, operation)| {
                let pointer = format!("/paths/{}/{method}", escape(path));
                (pointer, path.as_str(), upper(method), operation)
            })
        })
    })
}

fn upper(method: &str) -> &'static str {
    match method {
        "get" => "GET",
        "put" => "PUT",
        "post" => "POST",
        "delete" => "DELETE",
        "options" => "OPTIONS",
        "head" => "HEAD",
        "patch" => "PATCH",
        _ => "TRACE",
    }
}

/// Every operation, to be changed.
pub fn operations_mut(api: &mut OpenAPI) -> impl Iterator<Item = &mut Operation> {
    api.paths.paths.values_mut().flat_map(|item| match item {
        ReferenceOr::Item(item) => by_method(item).map(|(_, operation)| operation).collect(),
        ReferenceOr::Reference { .. } => Vec::new(),
    })
}

fn by_method(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    [
        ("get", &mut item.get),
        ("put", &mut item.put),
        ("post", &mut item.post),
        ("delete", &mut item.delete),
        ("options", &mut item.options),
        ("head", &mut item.head),
        ("patch", &mut item.patch),
        ("trace", &mut item.trace),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// Calls `visit` with every schema that is written out, parents before children.
pub fn schemas(api: &OpenAPI, mut visit: impl FnMut(&str, Position, &Schema)) {
    // The visitor that may change schemas serves here too, on a copy.
    schemas_mut(&mut api.clone(), &mut |pointer, position, schema| {
        visit(pointer, position, schema);
    });
}

type Visit<'v> = dyn FnMut(&str, Position, &mut Schema) + 'v;

/// As [`schemas`], and lets `visit` change them; children are visited as they then are.
pub fn schemas_mut(api: &mut OpenAPI, visit: &mut Visit<'_>) {
    for (path, item) in &mut api.paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        let base = format!("/paths/{}", escape(path));
        parameters(&mut item.parameters, &format!("{base}/parameters"), visit);
        for (method, operation) in by_method(item) {
            in_operation(operation, &format!("{base}/{method}"), visit);
        }
    }
    let Some(components) = &mut api.components else {
        return;
    };
    for (name, schema) in &mut components.schemas {
        let pointer = format!("/components/schemas/{}", escape(name));
        in_reference(schema, &pointer, Position::Component, visit);
    }
    for (name, body) in &mut components.request_bodies {
        if let ReferenceOr::Item(body) = body {
            let pointer = format!("/components/requestBodies/{}/content", escape(name));
            content(&mut body.content, &pointer, visit);
        }
    }
    for (name, response) in &mut components.responses {
        if let ReferenceOr::Item(response) = response {
            let pointer = format!("/components/responses/{}/content", escape(name));
            content(&mut response.content, &pointer, visit);
        }
    }
    for (name, parameter) in &mut components.parameters {
        let pointer = format!("/components/parameters/{}", escape(name));
        in_parameter(parameter, &pointer, visit);
    }
}

fn in_operation(operation: &mut Operation, base: &str, visit: &mut Visit<'_>) {
    parameters(
        &mut operation.parameters,
        &format!("{base}/parameters"),
        visit,
    );
    if let Some(ReferenceOr::Item(body)) = &mut operation.request_body {
        content(
            &mut body.content,
            &format!("{base}/requestBody/content"),
            visit,
        );
    }
    let responses = &mut operation.responses;
    let default = responses
        .default
        .iter_mut()
        .map(|response| ("default".to_owned(), response));
    let by_status = responses
        .responses
        .iter_mut()
        .map(|(status, response)| (status_key(status), response));
    for (status, response) in default.chain(by_status) {
        if let ReferenceOr::Item(response) = response {
            let pointer = format!("{base}/responses/{status}/content");
            content(&mut response.content, &pointer, visit);
        }
    }
}

/// The key of a response, as it stands in a spec: `200`, `5XX`.
pub fn status_key(status: &StatusCode) -> String {
    match status {
        StatusCode::Code(code) => code.to_string(),
        StatusCode::Range(range) => format!("{range}XX"),
    }
}

fn parameters(list: &mut [ReferenceOr<Parameter>], base: &str, visit: &mut Visit<'_>) {
    for (index, parameter) in list.iter_mut().enumerate() {
        in_parameter(parameter, &format!("{base}/{index}"), visit);
    }
}

fn in_parameter(parameter: &mut ReferenceOr<Parameter>, base: &str, visit: &mut Visit<'_>) {
    let ReferenceOr::Item(parameter) = parameter else {
        return;
    };
    let data = match parameter {
        Parameter::Query { parameter_data, .. }
        | Parameter::Header { parameter_data, .. }
        | Parameter::Path { parameter_data, .. }
        | Parameter::Cookie { parameter_data, .. } => parameter_data,
    };
    match &mut data.format {
        ParameterSchemaOrContent::Schema(schema) => {
            in_reference(
                schema,
                &format!("{base}/schema"),
                Position::Parameter,
                visit,
            );
        }
        ParameterSchemaOrContent::Content(map) => content(map, &format!("{base}/content"), visit),
    }
}

fn content(content: &mut openapiv3::Content, base: &str, visit: &mut Visit<'_>) {
    for (media, media_type) in content {
        if let Some(schema) = &mut media_type.schema {
            let pointer = format!("{base}/{}/schema", escape(media));
            in_reference(schema, &pointer, Position::Body, visit);
        }
    }
}

fn in_reference(
    schema: &mut ReferenceOr<Schema>,
    pointer: &str,
    position: Position,
    visit: &mut Visit<'_>,
) {
    if let ReferenceOr::Item(schema) = schema {
        in_schema(schema, pointer, position, visit);
    }
}

fn in_schema(schema: &mut Schema, pointer: &str, position: Position, visit: &mut Visit<'_>) {
    visit(pointer, position, schema);
    match &mut schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) => {
            properties(object.properties.iter_mut(), pointer, visit);
            values(&mut object.additional_properties, pointer, visit);
        }
        SchemaKind::Type(Type::Array(array)) => {
            if let Some(ReferenceOr::Item(items)) = &mut array.items {
                in_schema(items, &format!("{pointer}/items"), Position::Items, visit);
            }
        }
        SchemaKind::Type(_) => {}
        SchemaKind::OneOf { one_of: members } => in_members(members, pointer, "oneOf", visit),
        SchemaKind::AllOf { all_of: members } => in_members(members, pointer, "allOf", visit),
        SchemaKind::AnyOf { any_of: members } => in_members(members, pointer, "anyOf", visit),
        SchemaKind::Not { not } => {
            in_reference(not, &format!("{pointer}/not"), Position::Member, visit)
        }
        SchemaKind::Any(any) => {
            properties(any.properties.iter_mut(), pointer, visit);
            values(&mut any.additional_properties, pointer, visit);
            if let Some(ReferenceOr::Item(items)) = &mut any.items {
                in_schema(items, &format!("{pointer}/items"), Position::Items, visit);
            }
            in_members(&mut any.one_of, pointer, "oneOf", visit);
            in_members(&mut any.all_of, pointer, "allOf", visit);
            in_members(&mut any.any_of, pointer, "anyOf", visit);
        }
    }
}

fn properties<'a>(
    properties: impl Iterator<Item = (&'a String, &'a mut ReferenceOr<Box<Schema>>)>,
    base: &str,
    visit: &mut Visit<'_>,
) {
    for (name, property) in properties {
        if let ReferenceOr::Item(schema) = property {
            let pointer = format!("{base}/properties/{}", escape(name));
            in_schema(schema, &pointer, Position::Property, visit);
        }
    }
}

fn in_members(
    members: &mut [ReferenceOr<Schema>],
    base: &str,
    keyword: &str,
    visit: &mut Visit<'_>,
) {
    for (index, member) in members.iter_mut().enumerate() {
        let pointer = format!("{base}/{keyword}/{index}");
        in_reference(member, &pointer, Position::Member, visit);
    }
}

fn values(additional: &mut Option<AdditionalProperties>, base: &str, visit: &mut Visit<'_>) {
    if let Some(AdditionalProperties::Schema(schema)) = additional {
        let pointer = format!("{base}/additionalProperties");
        in_reference(schema, &pointer, Position::MapValue, visit);
    }
}
