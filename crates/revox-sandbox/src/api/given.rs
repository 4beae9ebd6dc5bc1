//! Reads values of a body whose shape has been checked before.

use serde_json::{Map, Value};

pub(super) fn text<'a>(body: &'a Value, name: &str) -> Option<&'a str> {
    body.get(name).and_then(Value::as_str)
}

pub(super) fn texts<'a>(body: &'a Value, name: &str) -> Vec<&'a str> {
    let list = body.get(name).and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

pub(super) fn is_true(body: &Value, name: &str) -> bool {
    body.get(name) == Some(&Value::Bool(true))
}

/// A map of texts; other values are written as JSON.
pub(super) fn map_of_texts(body: &Value, name: &str) -> Map<String, Value> {
    let map = body.get(name).and_then(Value::as_object);
    let entries = map.into_iter().flatten();
    entries
        .map(|(name, value)| match value {
            Value::String(_) => (name.clone(), value.clone()),
            other => (name.clone(), other.to_string().into()),
        })
        .collect()
}

/// Changes the properties that the body gives, and no others.
pub(super) fn overlay(resource: &mut Value, body: &Value) {
    if let (Some(resource), Some(body)) = (resource.as_object_mut(), body.as_object()) {
        resource.extend(
            body.iter()
                .map(|(name, value)| (name.clone(), value.clone())),
        );
    }
}

pub(super) fn set(resource: &mut Value, name: &str, value: impl Into<Value>) {
    if let Some(resource) = resource.as_object_mut() {
        resource.insert(name.to_owned(), value.into());
    }
}
