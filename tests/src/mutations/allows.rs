//! Checks by JSON Schema that a spec allows the responses and requests of a case.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// Checks `body` against the response that `document` describes for an operation and a status.
///
/// If the document describes no JSON, any content is allowed.
///
/// # Errors
///
/// Returns the reason why it is not allowed.
pub fn allows(document: &Value, operation: &str, status: u16, body: &str) -> Result<(), String> {
    let response = response(document, operation, status)
        .ok_or_else(|| format!("`{operation}` has no response with status {status}"))?;
    let Some(schema) = response.pointer("/content/application~1json/schema") else {
        return Ok(());
    };
    let body = serde_json::from_str(body).map_err(|error| error.to_string())?;
    fits(document, schema, &body, Way::Arrives)
}

/// Direction of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// In a response.
    Arrives,
    /// In a request. Properties that are not described count as refused, since they have no effect.
    IsSent,
}

/// Checks a value against a schema of `document`.
pub(super) fn fits(
    document: &Value,
    schema: &Value,
    value: &Value,
    way: Way,
) -> Result<(), String> {
    let mut components = document["components"].clone();
    let parts = parts(document);
    let schemas = components["schemas"].as_object().into_iter().flatten();
    components["schemas"] = schemas
        .map(|(name, schema)| (name.clone(), converted(schema, way, !parts.contains(name))))
        .collect();
    // The last version of JSON Schema that has `exclusiveMinimum: true`, as OpenAPI 3.0 has it.
    let schema = json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "components": components,
        "allOf": [converted(schema, way, true)],
    });
    let validator = jsonschema::options()
        .should_validate_formats(way == Way::IsSent)
        .build(&schema)
        .map_err(|error| error.to_string())?;
    validator
        .validate(value)
        .map_err(|error| format!("{}: {error}", error.instance_path()))
}

fn response<'a>(document: &'a Value, operation: &str, status: u16) -> Option<&'a Value> {
    let responses = &find(document, operation)?["responses"];
    let response = responses
        .get(status.to_string())
        .or_else(|| responses.get("2XX"))?;
    match response["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')),
        None => Some(response),
    }
}

/// Returns the operation with an id.
pub(super) fn find<'a>(document: &'a Value, id: &str) -> Option<&'a Value> {
    let paths = document["paths"].as_object()?.values();
    paths.flat_map(Value::as_object).find_map(|methods| {
        methods
            .values()
            .find(|operation| operation["operationId"] == id)
    })
}

/// Returns the names of the schemas that are members of an `allOf`, which may not forbid the properties of
/// the other members.
fn parts(document: &Value) -> BTreeSet<String> {
    let schemas = document["components"]["schemas"].as_object();
    let members = schemas
        .into_iter()
        .flat_map(|schemas| schemas.values())
        .filter_map(|schema| schema["allOf"].as_array())
        .filter(|members| members.len() > 1)
        .flatten();
    let references = members.filter_map(|member| member["$ref"].as_str());
    references
        .filter_map(|reference| Some(reference.rsplit_once('/')?.1.to_owned()))
        .collect()
}

/// Converts a schema for one direction: `nullable` becomes `anyOf`, and properties that do not go this
/// way are removed.
fn converted(schema: &Value, way: Way, is_whole: bool) -> Value {
    let Some(object) = schema.as_object() else {
        return schema.clone();
    };
    let mut keywords: Map<String, Value> = object
        .iter()
        .map(|(keyword, value)| {
            let value = match keyword.as_str() {
                "properties" => {
                    let properties = value.as_object().into_iter().flatten();
                    properties
                        .map(|(name, schema)| (name.clone(), converted(schema, way, true)))
                        .collect()
                }
                "items" | "additionalProperties" | "not" => converted(value, way, true),
                "allOf" | "anyOf" | "oneOf" => {
                    let members = value.as_array().map(Vec::as_slice).unwrap_or_default();
                    let are_parts = keyword == "allOf" && members.len() > 1;
                    let members = members.iter();
                    members
                        .map(|member| converted(member, way, !are_parts))
                        .collect()
                }
                "required" => present(value, &schema["properties"], way),
                _ => value.clone(),
            };
            (keyword.clone(), value)
        })
        .filter(|(keyword, value)| keyword != "required" || *value != json!([]))
        .collect();
    if way == Way::IsSent && is_whole && keywords.contains_key("properties") {
        let others = keywords.entry("additionalProperties");
        others.or_insert(Value::Bool(false));
    }
    if schema["format"] == "int32" {
        for (bound, value) in [("minimum", i32::MIN), ("maximum", i32::MAX)] {
            keywords.entry(bound).or_insert(value.into());
        }
    }
    if schema["nullable"] == true {
        return json!({ "anyOf": [keywords, { "type": "null" }] });
    }
    keywords.into()
}

/// Returns the required properties that go this way.
fn present(required: &Value, properties: &Value, way: Way) -> Value {
    let required = required
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    let elsewhere = match way {
        Way::Arrives => "writeOnly",
        Way::IsSent => "readOnly",
    };
    let present = required.filter(|name| properties[*name][elsewhere] != true);
    present.map(Value::from).collect()
}
