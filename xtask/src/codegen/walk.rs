//! Walks through a document: its JSON objects, operations and schemas, by JSON pointer.

mod schemas;

use openapiv3::{OpenAPI, Operation, ReferenceOr, StatusCode};
use serde_json::{Map, Value};

pub use schemas::{schemas, schemas_mut};
pub use xtask_yaml::{below, escape};

/// Position of a schema in a document.
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

/// Returns every JSON object of a document with its pointer, except those in examples, which are data.
pub fn objects<'v>(root: &'v Value) -> impl Iterator<Item = (String, &'v Map<String, Value>)> {
    let mut open = vec![(String::new(), root, false)];
    std::iter::from_fn(move || {
        while let Some((pointer, value, keys_are_names)) = open.pop() {
            let before = open.len();
            let mut object_here = None;
            let mut add = |key: &str, value: &'v Value, keys_are_names| {
                if matches!(value, Value::Object(_) | Value::Array(_)) {
                    let below = below(&pointer, key);
                    open.push((below, value, keys_are_names));
                }
            };
            match value {
                Value::Object(object) => {
                    for (key, value) in object {
                        // Under `properties`, such a key is the name of a property.
                        let is_data = matches!(key.as_str(), "example" | "examples");
                        if keys_are_names || !is_data {
                            add(key, value, !keys_are_names && key == "properties");
                        }
                    }
                    object_here = Some(object);
                }
                Value::Array(items) => {
                    for (index, value) in items.iter().enumerate() {
                        add(&index.to_string(), value, false);
                    }
                }
                _ => {}
            }
            open.get_mut(before..).unwrap_or_default().reverse();
            if let Some(object) = object_here {
                return Some((pointer, object));
            }
        }
        None
    })
}

/// Returns every operation: pointer, path, method in upper case.
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

/// Returns every operation, to be changed.
pub fn operations_mut(api: &mut OpenAPI) -> impl Iterator<Item = &mut Operation> {
    api.paths.paths.values_mut().flat_map(|item| match item {
        ReferenceOr::Item(item) => schemas::by_method_mut(item)
            .map(|(_, operation)| operation)
            .collect(),
        ReferenceOr::Reference { .. } => Vec::new(),
    })
}

/// Returns the key of a response in a spec: `200`, `5XX`.
pub fn status_key(status: &StatusCode) -> String {
    match status {
        StatusCode::Code(code) => code.to_string(),
        StatusCode::Range(range) => format!("{range}XX"),
    }
}
