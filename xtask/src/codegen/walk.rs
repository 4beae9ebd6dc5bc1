//! Walks through a document: its JSON objects, operations and schemas, by JSON pointer.

mod schemas;

use openapiv3::{OpenAPI, Operation, ReferenceOr, StatusCode};
use serde_json::{Map, Value};

pub use schemas::{schemas, schemas_mut};

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

/// Escapes `key` as one segment of a JSON pointer.
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Returns every JSON object of a document with its pointer, except those in examples, which are data.
pub fn objects(root: &Value) -> impl Iterator<Item = (String, &Map<String, Value>)> {
    let mut open = vec![(String::new(), root, false)];
    std::iter::from_fn(move || {
        while let Some((pointer, value, keys_are_names)) = open.pop() {
            let before = open.len();
            match value {
                Value::Object(object) => {
                    // Under `properties`, such a key is the name of a property.
                    let is_data =
                        |key: &str| !keys_are_names && matches!(key, "example" | "examples");
                    let entries = object.iter().filter(|(key, _)| !is_data(key));
                    open.extend(entries.map(|(key, value)| {
                        let below = format!("{pointer}/{}", escape(key));
                        (below, value, !keys_are_names && key == "properties")
                    }));
                    open.get_mut(before..).unwrap_or_default().reverse();
                    return Some((pointer, object));
                }
                Value::Array(items) => {
                    let items = items.iter().enumerate();
                    open.extend(
                        items.map(|(index, value)| (format!("{pointer}/{index}"), value, false)),
                    );
                    open.get_mut(before..).unwrap_or_default().reverse();
                }
                _ => {}
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
