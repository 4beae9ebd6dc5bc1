//! The checked-in spec.

use std::collections::BTreeSet;
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

/// The names, without ending, of the files of a folder below `tests` that end in `ending`.
///
/// What a failed test has left there (`.snap.new`) is passed over.
pub fn names(folder: &str, ending: &str) -> BTreeSet<String> {
    std::fs::read_dir(workspace().join("tests").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter_map(|name| name.strip_suffix(ending).map(str::to_owned))
        .collect()
}

/// The example response of `GET /call/{id}` on the published page, envelope included.
///
/// It fills texts with placeholders, also where later releases name the values that there are, so it
/// is no example of the spec.
pub fn published() -> Value {
    let path = workspace().join("tests/published/call_retrieve.json");
    let text = std::fs::read_to_string(path).expect("the published example is there");
    serde_json::from_str(&text).expect("the published example is JSON")
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
