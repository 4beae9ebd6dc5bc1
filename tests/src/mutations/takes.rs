//! Checks that a spec allows a request that a client sent.

use serde_json::{Map, Value, json};

use super::allows::{Way, find, fits};

/// Checks `query` and `body` of a request against the description of an operation in `document`.
///
/// Parameters and properties that are not described count as refused, since they have no effect.
///
/// # Errors
///
/// Returns the reason why it is not accepted.
pub fn takes(document: &Value, operation: &str, query: &str, body: &Value) -> Result<(), String> {
    let described =
        find(document, operation).ok_or_else(|| format!("there is no `{operation}`"))?;
    query_is_taken(document, described, query)?;
    body_is_taken(document, described, body)
}

fn body_is_taken(document: &Value, operation: &Value, body: &Value) -> Result<(), String> {
    let described = &operation["requestBody"];
    let schema = described.pointer("/content/application~1json/schema");
    match (schema, body) {
        (None, Value::Null) if described["required"] != true => Ok(()),
        (None, _) => Err("no body of JSON is taken".to_owned()),
        (Some(_), Value::Null) if described["required"] != true => Ok(()),
        (Some(schema), body) => fits(document, schema, body, Way::IsSent),
    }
}

/// Checks each parameter in the form of its schema: lists entry by entry.
fn query_is_taken(document: &Value, operation: &Value, query: &str) -> Result<(), String> {
    let mut sent: Vec<(&str, &str)> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .collect();
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    for parameter in parameters.filter(|parameter| parameter["in"] == "query") {
        let name = parameter["name"].as_str().unwrap_or_default();
        let values: Vec<&str> = sent
            .iter()
            .filter(|(sent, _)| *sent == name)
            .map(|(_, value)| *value)
            .collect();
        sent.retain(|(sent, _)| *sent != name);
        let schema = &parameter["schema"];
        let value = match (schema["type"].as_str(), values.as_slice()) {
            (_, []) if parameter["required"] == true => return Err(format!("`{name}` is missing")),
            (_, []) => continue,
            (Some("array"), values) => {
                let each = values.iter().map(|value| plain(&schema["items"], value));
                each.collect()
            }
            (_, values) => plain(schema, values.first().copied().unwrap_or_default()),
        };
        // In an object, so that a reference is followed.
        let mut properties = Map::new();
        properties.insert(name.to_owned(), schema.clone());
        let object = json!({"type": "object", "properties": properties});
        fits(document, &object, &json!({ name: value }), Way::IsSent)?;
    }
    match sent.first() {
        Some((name, _)) => Err(format!("`{name}` is not described")),
        None => Ok(()),
    }
}

fn plain(schema: &Value, text: &str) -> Value {
    match schema["type"].as_str() {
        Some("integer" | "number" | "boolean") => {
            serde_json::from_str(text).unwrap_or_else(|_| text.into())
        }
        _ => text.into(),
    }
}
