//! The public surface of the generated code as snapshots.

use std::path::Path;

use revox_tests::spec::{names, workspace};
use revox_tests::surface::surface;

/// Returns the generated files of a folder, by file name without extension.
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

/// Folders of generated files, and of their snapshots.
const FOLDERS: [&str; 2] = ["models", "resources"];

#[test]
fn generated_code_has_this_surface() {
    for folder in FOLDERS {
        for (name, source) in sources(folder) {
            insta::with_settings!({
                snapshot_path => format!("../snapshots/{folder}"),
                prepend_module_to_snapshot => false,
                omit_expression => true,
            }, { insta::assert_snapshot!(name, surface(&source)) });
        }
    }
}

/// A snapshot of a removed type would guard nothing, and nobody would notice.
#[test]
fn every_snapshot_belongs_to_a_generated_file() {
    for folder in FOLDERS {
        let kept = names(&format!("snapshots/{folder}"), ".snap");
        let generated: std::collections::BTreeSet<_> =
            sources(folder).into_iter().map(|(name, _)| name).collect();
        let left_over: Vec<_> = kept.difference(&generated).collect();
        assert!(
            left_over.is_empty(),
            "delete these of {folder}: {left_over:?}"
        );
    }
}
