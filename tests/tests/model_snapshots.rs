//! Any change of a generated model shows in a snapshot: its items in Rust, its schema in JSON.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::path::Path;

use revox_tests::spec::{names, workspace};
use revox_tests::surface::surface;

/// The generated files of a folder, by file name without ending.
fn sources(folder: &str) -> Vec<(String, String)> {
    let folder = workspace()
        .join("crates/revox-api/src/generated")
        .join(folder);
    let mut sources: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_stem().unwrap() != "mod")
        .map(|path| (stem(&path), std::fs::read_to_string(&path).unwrap()))
        .collect();
    sources.sort();
    sources
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

#[test]
fn a_model_has_these_public_items() {
    for (name, source) in sources("models") {
        insta::with_settings!({
            snapshot_path => "../snapshots/models",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!(name, surface(&source)) });
    }
}

#[test]
fn a_resource_has_these_operations() {
    for (name, source) in sources("resources") {
        insta::with_settings!({
            snapshot_path => "../snapshots/resources",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!(name, surface(&source)) });
    }
}

#[test]
fn a_model_has_this_json_schema() {
    let mut generator = schemars::SchemaGenerator::default();
    generator.subschema_for::<revox::models::Call>();
    generator.subschema_for::<revox::models::ErrorBody>();
    let definitions = generator.take_definitions(true);
    for (name, schema) in &definitions {
        insta::with_settings!({
            snapshot_path => "../snapshots/json_schemas",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_json_snapshot!(name.clone(), schema) });
    }
    // A model that no root reaches would be guarded by no snapshot.
    assert_eq!(definitions.len(), sources("models").len());
}

/// A snapshot of a type that is gone would guard nothing, and nobody would notice.
#[test]
fn every_snapshot_is_of_something() {
    for folder in ["models", "resources"] {
        let kept = names(&format!("snapshots/{folder}"), ".snap");
        let generated: std::collections::BTreeSet<_> =
            sources(folder).into_iter().map(|(name, _)| name).collect();
        let left_over: Vec<_> = kept.difference(&generated).collect();
        assert!(
            left_over.is_empty(),
            "delete these snapshots of {folder}: {left_over:?}"
        );
    }
}
