//! The checked-in spec.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde_json::Value;
use xtask::codegen::document::Document;

use crate::schema::entries;

/// Returns the root of the workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// Reads `openapi.yaml`.
pub fn document() -> Document {
    Document::load(&workspace().join("openapi.yaml")).expect("the spec is readable")
}

/// Returns the spec as JSON, which is read once.
pub fn root() -> &'static Value {
    static ROOT: LazyLock<Value> = LazyLock::new(|| document().value);
    &ROOT
}

/// An operation of a spec.
#[derive(Clone, Debug)]
pub struct Endpoint<'a> {
    /// Its `operationId`.
    pub id: &'a str,
    /// Its method, in upper case.
    pub method: String,
    /// Its path, with parameters in braces.
    pub path: &'a str,
    /// Its description in the spec.
    pub value: &'a Value,
}

/// Returns all operations of the checked-in spec.
pub fn endpoints() -> impl Iterator<Item = Endpoint<'static>> {
    endpoints_of(root())
}

/// Returns all operations of a spec.
pub fn endpoints_of(root: &Value) -> impl Iterator<Item = Endpoint<'_>> {
    entries(&root["paths"]).flat_map(|(path, item)| {
        entries(item).map(move |(method, value)| Endpoint {
            id: value["operationId"].as_str().expect("an id"),
            method: method.to_uppercase(),
            path,
            value,
        })
    })
}

impl<'a> Endpoint<'a> {
    /// Returns method and path: `GET /call/{id}`.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Returns its body, with schema and examples.
    pub fn body(&self) -> Option<&'a Value> {
        json(&self.value["requestBody"])
    }

    /// Returns its successful response, with schema and examples; none if that is not JSON.
    pub fn response(&self) -> Option<&'a Value> {
        json(&self.value["responses"]["200"])
    }

    /// Returns the part of a response that the client returns: the response, or the content of its
    /// envelope.
    pub fn inside<'v>(&self, response: &'v Value) -> &'v Value {
        match self.value["x-unwrap"].as_str() {
            Some(key) => &response[key],
            None => response,
        }
    }
}

fn json(holder: &Value) -> Option<&Value> {
    holder.get("content")?.get("application/json")
}

/// Returns the examples of a body or a response, by name.
pub fn examples(content: &Value) -> impl Iterator<Item = (&str, &Value)> {
    entries(&content["examples"]).map(|(name, example)| (name, &example["value"]))
}

/// Returns the names, without ending, of the files of a folder below `tests` that end in `ending`.
///
/// Files that a failed test has left there (`.snap.new`) are ignored.
pub fn names(folder: &str, ending: &str) -> BTreeSet<String> {
    std::fs::read_dir(workspace().join("tests").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter_map(|name| name.strip_suffix(ending).map(str::to_owned))
        .collect()
}

/// Returns the example response of `GET /call/{id}` on the published page, envelope included.
///
/// It fills strings with placeholders, even where later releases name the possible values, so it is not an
/// example of the spec.
pub fn published() -> Value {
    let path = workspace().join("tests/published/call_retrieve.json");
    let text = std::fs::read_to_string(path).expect("the published example is there");
    serde_json::from_str(&text).expect("the published example is JSON")
}

/// Returns a named example of the response of `GET /call/{id}`, envelope included.
pub fn example(name: &str) -> Value {
    let retrieve = endpoints().find(|endpoint| endpoint.id == "call_retrieve");
    let response = retrieve.and_then(|endpoint| endpoint.response()).unwrap();
    let found = examples(response).find(|(candidate, _)| *candidate == name);
    found.expect("the spec has the example").1.clone()
}

/// Returns the call order in a named example.
pub fn example_call(name: &str) -> Value {
    example(name)["call"].clone()
}
