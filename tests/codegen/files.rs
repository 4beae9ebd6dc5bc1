//! The generated files depend on the whole spec and on nothing else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use revox_tests::spec::workspace;
use tempfile::TempDir;
use xtask::codegen;
use xtask::codegen::write::Report;

const MODELS: &str = "crates/revox-api/src/generated/models";
const RESOURCES: &str = "crates/revox-api/src/generated/resources";
const INDEX: &str = "docs/api.md";
const SANDBOX_SPEC: &str = "crates/revox-sandbox/src/generated/openapi.json";

/// A workspace with a spec and nothing else.
struct Workspace {
    folder: TempDir,
}

impl Workspace {
    fn new(spec: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Self { folder };
        workspace.put(codegen::SPEC, spec);
        workspace
    }

    /// Creates a workspace with a spec and the files generated from it.
    fn generated(spec: &str) -> Self {
        let workspace = Self::new(spec);
        workspace.write();
        workspace
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn put(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    fn remove(&self, path: &str) {
        std::fs::remove_file(self.root().join(path)).unwrap();
    }

    fn write(&self) -> Report {
        codegen::write(self.root()).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Writes the files, and returns the paths of those that changed.
    fn changes(&self) -> Vec<String> {
        let changed = self.write().changed;
        changed.iter().map(|path| unix(path)).collect()
    }

    fn check(&self) -> Result<Report, String> {
        codegen::check(self.root()).map_err(|error| error.to_string())
    }

    /// Returns every file but the spec, by path.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.root().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let below = unix(path.strip_prefix(self.root()).unwrap());
                    files.insert(below, std::fs::read(path).unwrap());
                }
            }
        }
        files.remove(codegen::SPEC).unwrap();
        files
    }
}

fn unix(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// A spec of a few lines.
fn small() -> String {
    std::fs::read_to_string(workspace().join("tests/specs/valid.yaml")).unwrap()
}

/// The spec of this workspace.
fn real() -> String {
    std::fs::read_to_string(workspace().join(codegen::SPEC)).unwrap()
}

/// Replaces a text that occurs once.
fn change(spec: &str, from: &str, to: &str) -> String {
    assert_eq!(spec.matches(from).count(), 1, "{from}");
    spec.replace(from, to)
}

#[test]
fn the_first_write_creates_every_file_and_the_second_changes_none() {
    let workspace = Workspace::new(&small());
    let first = workspace.write();
    let files = workspace.files();
    assert_eq!(
        files.keys().collect::<Vec<_>>(),
        [
            "crates/revox-api/src/generated/mod.rs",
            "crates/revox-api/src/generated/models/call.rs",
            "crates/revox-api/src/generated/models/call_status.rs",
            "crates/revox-api/src/generated/models/custom_model.rs",
            "crates/revox-api/src/generated/models/hosted_model.rs",
            "crates/revox-api/src/generated/models/llm_model.rs",
            "crates/revox-api/src/generated/models/mod.rs",
            "crates/revox-api/src/generated/models/tool_arguments.rs",
            "crates/revox-api/src/generated/resources/call.rs",
            "crates/revox-api/src/generated/resources/mod.rs",
            "crates/revox-api/src/generated/shapes.rs",
            "crates/revox-sandbox/src/generated/openapi.json",
            "docs/api.md",
        ]
    );
    assert_eq!(first.files, 13);
    let changed: Vec<_> = first.changed.iter().map(|path| unix(path)).collect();
    assert!(changed.iter().eq(files.keys()));

    let second = workspace.write();
    assert_eq!(second.changed, Vec::<PathBuf>::new());
    assert_eq!(second.to_string(), "13 generated files are up to date");
    assert_eq!(workspace.files(), files);
}

#[test]
fn files_that_are_up_to_date_are_not_touched() {
    let workspace = Workspace::generated(&small());
    let file = workspace.root().join(SANDBOX_SPEC);
    let before = std::fs::metadata(&file).unwrap().modified().unwrap();
    let long_ago = before - std::time::Duration::from_secs(60);
    let handle = std::fs::File::options().write(true).open(&file).unwrap();
    handle.set_modified(long_ago).unwrap();
    workspace.write();
    let after = std::fs::metadata(&file).unwrap().modified().unwrap();
    assert_eq!(after, long_ago);
}

#[test]
fn the_report_names_the_files_that_changed() {
    let workspace = Workspace::generated(&small());
    workspace.put(&format!("{MODELS}/call.rs"), "");
    assert_eq!(
        workspace.write().to_string(),
        "updated crates/revox-api/src/generated/models/call.rs\n1 changed; 13 generated files in all"
    );
}

#[test]
fn every_rust_file_says_where_it_comes_from() {
    let workspace = Workspace::generated(&small());
    let mut files = workspace.files();
    let index = String::from_utf8(files.remove(INDEX).unwrap()).unwrap();
    assert!(index.starts_with("<!-- Generated from openapi.yaml by `cargo xtask codegen`. -->\n"));
    for (path, content) in files {
        let text = String::from_utf8(content).unwrap();
        let preamble = "// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.\n";
        assert_eq!(text.starts_with(preamble), path.ends_with(".rs"), "{path}");
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{path}");
    }
}

#[test]
fn check_passes_after_a_write_and_changes_nothing() {
    let workspace = Workspace::generated(&small());
    let files = workspace.files();
    let report = workspace.check().unwrap();
    assert_eq!(report.to_string(), "13 generated files are up to date");
    assert_eq!(workspace.files(), files);
}

#[test]
fn check_of_a_stale_file_shows_the_difference_and_the_command_and_writes_nothing() {
    let workspace = Workspace::generated(&small());
    let files = workspace.files();
    workspace.put(
        codegen::SPEC,
        change(&small(), "queued: It waits.", "queued: It waits its turn."),
    );
    let error = workspace.check().unwrap_err();
    assert_eq!(workspace.files(), files);
    insta::with_settings!({
        snapshot_path => "../snapshots/codegen_files",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!("stale", error) });
}

#[test]
fn check_before_any_write_shows_every_file_as_new() {
    let workspace = Workspace::new(&small());
    let error = workspace.check().unwrap_err();
    assert_eq!(error.matches("--- /dev/null\n+++ b/").count(), 13);
    assert!(error.contains("\n13 generated files are stale: run `cargo xtask codegen`"));
    assert!(workspace.files().is_empty());
}

#[test]
fn an_edited_file_is_noticed_and_restored() {
    noticed_and_restored(&format!("{MODELS}/call.rs"), |workspace, path| {
        workspace.put(path, "pub struct Call;\n");
    });
}

#[test]
fn a_deleted_file_is_noticed_and_restored() {
    noticed_and_restored(&format!("{RESOURCES}/call.rs"), Workspace::remove);
}

#[test]
fn a_file_that_is_not_generated_is_noticed_and_deleted() {
    noticed_and_restored(&format!("{MODELS}/old/gone.rs"), |workspace, path| {
        workspace.put(path, "pub struct Gone;\n");
    });
}

fn noticed_and_restored(path: &str, harm: impl Fn(&Workspace, &str)) {
    let workspace = Workspace::generated(&small());
    let files = workspace.files();
    harm(&workspace, path);
    assert_ne!(workspace.files(), files);
    let error = workspace.check().unwrap_err();
    assert!(error.contains(path), "{error}");
    assert!(error.contains("1 generated file is stale"), "{error}");
    assert_eq!(workspace.changes(), [path]);
    assert_eq!(workspace.files(), files);
}

#[test]
fn files_beside_the_generated_folders_are_left_alone() {
    let workspace = Workspace::new(&small());
    workspace.put("crates/revox-api/src/lib.rs", "mod generated;\n");
    workspace.write();
    assert!(workspace.check().is_ok());
    let files = workspace.files();
    assert_eq!(files["crates/revox-api/src/lib.rs"], b"mod generated;\n");
}

#[test]
fn an_error_leaves_the_files_byte_for_byte_as_they_were() {
    let workspace = Workspace::generated(&small());
    workspace.put(&format!("{MODELS}/call.rs"), "// Edited.\n");
    let files = workspace.files();
    for (what, from, to) in [
        ("YAML", "tags: [call]", "tags: [call"),
        ("shape", "in: path", "in: nowhere"),
        ("lint", "x-retry-class: read", "x-retry-class: always"),
        ("harvest", "      x-unwrap: call\n", ""),
    ] {
        workspace.put(codegen::SPEC, change(&small(), from, to));
        let error = codegen::write(workspace.root()).unwrap_err().to_string();
        assert!(
            error.contains("the generated files are unchanged"),
            "{what}"
        );
        assert_eq!(workspace.files(), files, "{what}");
    }
    workspace.remove(codegen::SPEC);
    codegen::write(workspace.root()).unwrap_err();
    workspace.put(codegen::SPEC, "");
    codegen::write(workspace.root()).unwrap_err();
    assert_eq!(workspace.files(), files);
}

#[test]
fn two_runs_write_the_same_bytes() {
    let files = Workspace::generated(&real()).files();
    assert_eq!(Workspace::generated(&real()).files(), files);
}

#[test]
fn the_style_of_the_yaml_does_not_matter() {
    let files = Workspace::generated(&small()).files();
    let comments = small().replace(":\n", ": # A comment.\n");
    let quotes = small().replace('\'', "\"");
    let lines = small().replace('\n', "\r\n");
    let flow = change(
        &small(),
        "info:\n  title: Example\n  version: 1.0.0\n",
        "info: {\n  \"title\": 'Example', \"version\": '1.0.0'\n}\n",
    );
    let folded = change(
        &small(),
        "description: A call order.",
        "description: >-\n        A call\n        order.",
    );
    for restyled in [comments, quotes, lines, flow, folded] {
        assert_ne!(restyled, small());
        assert!(
            Workspace::generated(&restyled).files() == files,
            "{restyled}"
        );
    }
}

#[test]
fn line_ends_of_windows_change_nothing_in_the_real_spec() {
    let workspace = Workspace::generated(&real());
    workspace.put(codegen::SPEC, real().replace('\n', "\r\n"));
    assert_eq!(workspace.changes(), Vec::<String>::new());
}

#[test]
fn a_new_enum_value_changes_that_enum() {
    changes(
        "        - agent\n        - user\n        - system\n      x-enum-descriptions:\n",
        "        - agent\n        - user\n        - system\n        - carrier\n      \
         x-enum-descriptions:\n        carrier: The carrier ended the call.\n",
        &["models/ended_by.rs"],
    );
}

#[test]
fn another_type_of_a_field_changes_that_struct_and_its_form() {
    changes(
        "description: True if the tool reported an error.\n          type: boolean",
        "description: True if the tool reported an error.\n          type: string",
        &["models/transcript_entry.rs", "shapes.rs"],
    );
}

#[test]
fn another_description_of_a_field_changes_that_struct() {
    changes(
        "description: Name of the tool.\n          type: string\n        tool_output:",
        "description: What the tool is called.\n          type: string\n        tool_output:",
        &["models/transcript_entry.rs"],
    );
}

#[test]
fn another_description_of_an_enum_value_changes_that_enum() {
    changes(
        "user: The person on the phone, calling or called, hung up.",
        "user: The person hung up.",
        &["models/ended_by.rs"],
    );
}

#[test]
fn the_summary_of_an_operation_stands_in_the_index_and_its_description_at_the_method() {
    for (from, to, file) in [
        (
            "summary: Retrieve a call order by its ID",
            "summary: Read a call order by its ID",
            None,
        ),
        (
            "Returns the whole call order:",
            "Returns all of the call order:",
            Some(format!("{RESOURCES}/call.rs")),
        ),
    ] {
        let workspace = Workspace::generated(&real());
        workspace.put(codegen::SPEC, change(&real(), from, to));
        let changes = workspace.changes();
        match file {
            Some(resource) => assert_eq!(changes, [&resource, SANDBOX_SPEC]),
            None => assert_eq!(changes, [SANDBOX_SPEC, INDEX]),
        }
    }
}

#[test]
fn an_optional_setting_of_a_request_is_a_field_with_a_setter() {
    changes(
        "\n        assistant_id:\n          description: >-\n            ID of the existing",
        "\n        priority: {description: How soon., type: integer}\n        assistant_id:\n          \
         description: >-\n            ID of the existing",
        &["mod.rs", "models/call_create.rs"],
    );
}

#[test]
fn an_example_changes_only_the_sandboxs_spec() {
    changes(
        "summary: An outbound call order that reached a person on its second attempt",
        "summary: A call order that reached a person",
        &[],
    );
}

#[test]
fn a_new_schema_is_a_new_file_in_the_list_of_models() {
    changes(
        "\n    CallAttempt:\n",
        "\n    Carrier:\n      description: A carrier.\n      type: object\n      properties:\n        \
         name: {description: Name., type: string}\n\n    CallAttempt:\n",
        &["models/carrier.rs", "models/mod.rs"],
    );
}

/// Asserts that a change of this workspace's spec changes these files, and the sandbox's copy.
fn changes(from: &str, to: &str, expected: &[&str]) {
    let workspace = Workspace::generated(&real());
    workspace.put(codegen::SPEC, change(&real(), from, to));
    let expected: Vec<_> = expected
        .iter()
        .map(|path| format!("crates/revox-api/src/generated/{path}"))
        .chain([SANDBOX_SPEC.to_owned()])
        .collect();
    assert_eq!(workspace.changes(), expected);
}

#[test]
fn the_checked_in_files_are_generated_from_the_checked_in_spec() {
    codegen::check(&workspace()).unwrap_or_else(|error| panic!("{error}"));
}
