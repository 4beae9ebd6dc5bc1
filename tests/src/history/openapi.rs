//! Converts the shorthand to OpenAPI.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Api, Fields, Operation, Response, Type};
use crate::spec::root;

const NO_WORDS: &str = "None given.";

pub(super) fn text(release: &str, api: &Api) -> String {
    let tags: BTreeSet<&str> = api
        .operations
        .keys()
        .map(|id| id.split_once('.').unwrap().0)
        .collect();
    let tags: Vec<Value> = tags
        .into_iter()
        .map(|tag| json!({"name": tag, "description": NO_WORDS}))
        .collect();
    let mut paths = Map::new();
    for (id, described) in &api.operations {
        let (method, path) = described.at.split_once(' ').unwrap();
        let item = paths.entry(path).or_insert_with(|| json!({}));
        let method_of_item = &mut item[method.to_lowercase()];
        assert!(
            method_of_item.is_null(),
            "two operations at {}",
            described.at
        );
        *method_of_item = operation(id, method, path, described);
    }
    let mut schemas: Map<String, Value> = api
        .types
        .iter()
        .map(|(name, ty)| (name.clone(), component(ty, api)))
        .collect();
    let timestamp = json!({"description": NO_WORDS, "x-any-json": true});
    schemas.insert("Timestamp".to_owned(), timestamp);
    let mut spec = json!({
        "openapi": "3.0.3",
        "info": {"title": "Revox API", "version": release},
        "servers": [{"url": "https://www.getrevox.com/api"}],
        "security": [{"bearerAuth": []}],
        "tags": tags,
        "paths": paths,
        "components": {
            "securitySchemes": {"bearerAuth": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas,
        },
    });
    decide(&mut spec);
    serde_json::to_string_pretty(&spec).unwrap()
}

/// Copies the decision about the absence of each property from `openapi.yaml`; a property that is not there
/// gets `false`.
fn decide(spec: &mut Value) {
    let schemas = spec["components"]["schemas"].as_object_mut().unwrap();
    for (name, schema) in schemas {
        let ours = &root()["components"]["schemas"][name]["properties"];
        let properties = schema["properties"].as_object_mut();
        for (name, property) in properties.into_iter().flatten() {
            let decision = &ours[name]["x-decisive"];
            property["x-decisive"] = match decision {
                Value::Null => false.into(),
                decision => decision.clone(),
            };
        }
    }
}

fn operation(id: &str, method: &str, path: &str, described: &Operation) -> Value {
    let (tag, name) = id.split_once('.').unwrap();
    let in_path = path
        .split('/')
        .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| parameter("path", name, true, schema("string")));
    let in_query = described.query.iter().map(|(key, form)| {
        let (name, required) = name_of(key);
        parameter("query", name, required, schema(form))
    });
    let mut operation = json!({
        "operationId": format!("{tag}_{name}"),
        "tags": [tag],
        "summary": NO_WORDS,
        "x-retry-class": retry_class(method, name),
        "parameters": in_path.chain(in_query).collect::<Vec<_>>(),
        "responses": {"200": {"description": NO_WORDS}},
    });
    if let Some(body) = &described.body {
        let content = json!({"application/json": {"schema": schema(body)}});
        operation["requestBody"] = json!({"required": true, "content": content});
    }
    let response = match &described.response {
        Some(Response::Envelope(fields)) => {
            if let Some(key) = wrapped(fields) {
                operation["x-unwrap"] = key.into();
            }
            envelope(fields)
        }
        Some(Response::Named(name)) => schema(name),
        None => {
            let sound = json!({"type": "string", "format": "binary"});
            operation["responses"]["200"]["content"] = json!({"audio/*": {"schema": sound}});
            return operation;
        }
    };
    operation["responses"]["200"]["content"] = json!({"application/json": {"schema": response}});
    operation
}

fn parameter(location: &str, name: &str, required: bool, schema: Value) -> Value {
    json!({
        "in": location,
        "name": name,
        "required": required,
        "description": NO_WORDS,
        "schema": schema,
    })
}

fn retry_class(method: &str, name: &str) -> &'static str {
    match (method, name) {
        ("GET", _) | (_, "search" | "export" | "preview") => "read",
        ("PATCH" | "DELETE", _) | (_, "pause" | "resume" | "cancel") => "idempotent",
        _ => "once",
    }
}

/// Returns the one property that an envelope requires, if it has a named type.
fn wrapped(fields: &Fields) -> Option<&str> {
    let mut required = fields.iter().filter(|(key, _)| name_of(key).1);
    match (required.next(), required.next()) {
        (Some((key, form)), None) if is_name(form) => Some(key),
        _ => None,
    }
}

/// Returns an inline object; its properties need no description if they are only references.
fn envelope(fields: &Fields) -> Value {
    let mut envelope = object(fields);
    for (key, form) in fields {
        if is_name(form) {
            envelope["properties"][name_of(key).0] = schema(form);
        }
    }
    envelope
}

fn component(ty: &Type, api: &Api) -> Value {
    let mut schema = match ty {
        Type::Object(fields) => object(fields),
        Type::Enum(values) => enumeration(values),
        Type::Union(members) => union(members, api),
    };
    schema["description"] = NO_WORDS.into();
    schema
}

fn object(fields: &Fields) -> Value {
    let properties: Map<String, Value> = fields
        .iter()
        .map(|(key, form)| (name_of(key).0.to_owned(), property(form)))
        .collect();
    let required: Vec<&str> = fields
        .keys()
        .map(|key| name_of(key))
        .filter(|(_, required)| *required)
        .map(|(name, _)| name)
        .collect();
    json!({"type": "object", "properties": properties, "required": required})
}

fn enumeration(values: &[String]) -> Value {
    let words: Map<String, Value> = values
        .iter()
        .map(|value| (value.clone(), NO_WORDS.into()))
        .collect();
    let mut schema = json!({"type": "string", "enum": values, "x-enum-descriptions": words});
    if values.iter().any(|value| value == "unknown") {
        schema["x-enum-names"] = json!({"unknown": "Undetermined"});
    }
    schema
}

fn union(members: &str, api: &Api) -> Value {
    let members: Vec<&str> = members.split(" | ").collect();
    let one_of: Vec<Value> = members.iter().map(|member| schema(member)).collect();
    if !members.iter().all(|member| is_name(member)) {
        return json!({"oneOf": one_of});
    }
    let mut tag = "";
    let mut mapping = Map::new();
    for member in members {
        let Some(Type::Object(fields)) = api.types.get(member) else {
            panic!("the member `{member}` is not an object");
        };
        let mut tags = fields
            .iter()
            .filter_map(|(key, form)| Some((key, form.strip_prefix("const ")?)));
        let (key, value) = tags.next().expect("each member has a `const`");
        tag = key;
        mapping.insert(value.to_owned(), pointer(member).into());
    }
    json!({"oneOf": one_of, "discriminator": {"propertyName": tag, "mapping": mapping}})
}

fn property(form: &str) -> Value {
    let mut property = schema(form);
    if property.get("$ref").is_some() {
        property = json!({"allOf": [property]});
    }
    property["description"] = NO_WORDS.into();
    property
}

fn schema(form: &str) -> Value {
    if let Some(form) = form.strip_suffix(" | null") {
        let mut schema = property(form);
        schema["nullable"] = true.into();
        return schema;
    }
    if let Some(items) = inside(form, "list<") {
        return json!({"type": "array", "items": schema(items)});
    }
    if let Some(values) = inside(form, "map<") {
        let values = match values {
            "any" => true.into(),
            values => schema(values),
        };
        return json!({"type": "object", "additionalProperties": values});
    }
    if let Some(value) = form.strip_prefix("const ") {
        return json!({"type": "string", "enum": [value]});
    }
    match form {
        "string" | "number" | "integer" | "boolean" => json!({"type": form}),
        "datetime" => json!({"type": "string", "format": "date-time"}),
        "any" => json!({"x-any-json": true}),
        name if is_name(name) => json!({"$ref": pointer(name)}),
        _ => panic!("`{form}` is not a type"),
    }
}

fn inside<'a>(form: &'a str, opening: &str) -> Option<&'a str> {
    form.strip_prefix(opening)?.strip_suffix('>')
}

fn pointer(name: &str) -> String {
    format!("#/components/schemas/{name}")
}

fn is_name(form: &str) -> bool {
    form.starts_with(|first: char| first.is_ascii_uppercase())
        && form.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Returns the name of a property, and true if it is required.
fn name_of(key: &str) -> (&str, bool) {
    match key.strip_suffix('?') {
        Some(name) => (name, false),
        None => (key, true),
    }
}
