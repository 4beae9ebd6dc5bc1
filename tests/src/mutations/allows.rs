//! Whether a spec allows an answer, by JSON Schema: what a case gives as an answer has to be one.

use serde_json::{Map, Value, json};

/// Checks `body` against what `document` says of an answer of an operation with a status.
///
/// What is no JSON by the document is allowed, whatever it is.
///
/// # Errors
///
/// Why it is not allowed.
pub fn allows(document: &Value, operation: &str, status: u16, body: &str) -> Result<(), String> {
    let response = response(document, operation, status)
        .ok_or_else(|| format!("`{operation}` does not answer with {status}"))?;
    let Some(schema) = response.pointer("/content/application~1json/schema") else {
        return Ok(());
    };
    let body = serde_json::from_str(body).map_err(|error| error.to_string())?;
    let mut components = document["components"].clone();
    components["schemas"] = each(&components["schemas"]);
    // The last version of JSON Schema that has `exclusiveMinimum: true`, as OpenAPI 3.0 has it.
    let schema = json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "components": components,
        "allOf": [converted(schema)],
    });
    let validator = jsonschema::validator_for(&schema).map_err(|error| error.to_string())?;
    validator
        .validate(&body)
        .map_err(|error| format!("{}: {error}", error.instance_path()))
}

fn response<'a>(document: &'a Value, operation: &str, status: u16) -> Option<&'a Value> {
    let mut operations = document["paths"]
        .as_object()?
        .values()
        .flat_map(Value::as_object);
    let found = operations.find_map(|methods| {
        methods
            .values()
            .find(|method| method["operationId"] == operation)
    })?;
    let responses = &found["responses"];
    let response = responses
        .get(status.to_string())
        .or_else(|| responses.get("2XX"))?;
    match response["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')),
        None => Some(response),
    }
}

fn each(schemas: &Value) -> Value {
    let schemas = schemas.as_object().into_iter().flatten();
    schemas
        .map(|(name, schema)| (name.clone(), converted(schema)))
        .collect()
}

/// Says by `anyOf` what OpenAPI says by `nullable`, and by leaving out what it says by `writeOnly`.
fn converted(schema: &Value) -> Value {
    let Some(object) = schema.as_object() else {
        return schema.clone();
    };
    let keywords: Map<String, Value> = object
        .iter()
        .map(|(keyword, value)| {
            let value = match keyword.as_str() {
                "properties" => each(value),
                "items" | "additionalProperties" | "not" => converted(value),
                "allOf" | "anyOf" | "oneOf" => value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(converted)
                    .collect(),
                "required" => sent(value, &schema["properties"]),
                _ => value.clone(),
            };
            (keyword.clone(), value)
        })
        .filter(|(keyword, value)| keyword != "required" || *value != json!([]))
        .collect();
    if schema["nullable"] == true {
        return json!({ "anyOf": [keywords, { "type": "null" }] });
    }
    keywords.into()
}

/// The required properties that an answer has.
fn sent(required: &Value, properties: &Value) -> Value {
    let required = required
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    let sent = required.filter(|name| properties[*name]["writeOnly"] != true);
    sent.map(Value::from).collect()
}
