//! The checked-in spec.

use std::path::{Path, PathBuf};

use serde_json::Value;
use xtask::codegen::document::Document;

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// `openapi.yaml`.
pub fn document() -> Document {
    Document::load(&workspace().join("openapi.yaml")).expect("the spec is readable")
}

/// A named example of the response of `GET /call/{id}`, envelope included.
pub fn example(name: &str) -> Value {
    let pointer = format!(
        "/paths/~1call~1{{id}}/get/responses/200/content/application~1json/examples/{name}/value"
    );
    document()
        .value
        .pointer(&pointer)
        .expect("the spec has the example")
        .clone()
}

/// The call order in a named example.
pub fn example_call(name: &str) -> Value {
    example(name)["call"].clone()
}
