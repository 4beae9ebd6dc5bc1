//! Generated files: one per model, one per resource, an index, and a spec for the sandbox.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::{index, print};
use crate::codegen::document::Document;
use crate::codegen::emit::Emitter;
use crate::codegen::error::SpecError;
use crate::codegen::model::ApiModel;
use crate::codegen::walk;

/// Content by path below the root of the workspace.
pub type Tree = BTreeMap<PathBuf, String>;

/// Folders that contain only generated files, so that any other is deleted.
pub const OWNED: &[&str] = &[
    "crates/revox-api/src/generated",
    "crates/revox-sandbox/src/generated",
];

const GENERATED: &str = "crates/revox-api/src/generated";
const INDEX: &str = "docs/api.md";
const SANDBOX_SPEC: &str = "crates/revox-sandbox/src/generated/openapi.json";

/// Returns all generated files of an API.
///
/// # Errors
///
/// Returns an error if the generated code is not Rust, or the spec cannot be written as JSON.
pub fn tree(document: &Document, api: &ApiModel) -> Result<Tree, SpecError> {
    let emitter = Emitter::new(api);
    let mut tree = Tree::new();
    let mut add = |path: String, text: String| tree.insert(PathBuf::from(path), text);

    let mut names = BTreeSet::new();
    for model in &api.models {
        let file = model.name.to_snake_case();
        let text = print::file(&emitter.model(model))?;
        add(format!("{GENERATED}/models/{file}.rs"), text);
        names.insert(&model.name);
    }
    let modules: Vec<_> = names
        .iter()
        .map(|name| (name.to_snake_case(), (*name).clone()))
        .collect();
    add(
        format!("{GENERATED}/models/mod.rs"),
        print::index("The types of the API, one for each named schema.", &modules),
    );

    let mut modules = Vec::new();
    for resource in &api.resources {
        let file = resource.name.to_snake_case();
        let text = print::file(&emitter.resource(resource))?;
        add(format!("{GENERATED}/resources/{file}.rs"), text);
        let ty = format!("{}Resource", resource.name.to_upper_camel_case());
        modules.push((file, ty));
    }
    add(
        format!("{GENERATED}/resources/mod.rs"),
        print::index(
            "The operations of the API, grouped as its documentation groups them.",
            &modules,
        ),
    );

    let text = print::root(&field_names(document));
    add(format!("{GENERATED}/mod.rs"), text);
    let text = print::file(&emitter.shapes())?;
    add(format!("{GENERATED}/shapes.rs"), text);
    add(INDEX.to_owned(), index::page(api));

    // From the OpenAPI types, which keep the order of the spec.
    let spec = serde_json::to_string_pretty(&document.api).map_err(|error| {
        let cure = "report this as a defect of the code generator";
        SpecError::new(
            "",
            format!("the spec cannot be written as JSON: {error}"),
            cure,
        )
    })?;
    add(SANDBOX_SPEC.to_owned(), spec + "\n");
    Ok(tree)
}

/// Returns the name of every property, sorted: the keys that an error message may show.
fn field_names(document: &Document) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    walk::schemas(&document.value, |schema, _| {
        names.extend(
            schema
                .entries_of("properties")
                .map(|(name, _)| name.to_owned()),
        );
    });
    names
}
