//! `openapi.yaml` in, Rust out: lint → lower → progenitor → refine → write.
//!
//! - [`lint`] refuses a spec that would generate wrong code.
//! - [`lower`] rewrites the document in memory into shapes that progenitor handles well.
//! - [`generator`] runs progenitor.
//! - [`refine`] turns progenitor's code into ours.
//! - [`write`](mod@write) prints it as files and brings the workspace in line.
//!
//! Nothing is written until all passes are through, so an error leaves the generated files as they
//! were. The output depends on the spec alone.

pub mod document;
pub mod generator;
pub mod lint;
pub mod lower;
pub mod refine;
pub mod trouble;
pub mod walk;
pub mod write;
pub mod yaml;

use std::path::Path;

use document::Document;
use trouble::CodegenError;
use write::{Report, Tree};

/// The spec, below the root of the workspace.
pub const SPEC: &str = "openapi.yaml";

/// Generates from the spec of the workspace at `root` and writes what changed.
///
/// # Errors
///
/// When the spec cannot be read or generated from, or a file cannot be written.
pub fn write(root: &Path) -> Result<Report, CodegenError> {
    let tree = generate(&Document::load(&root.join(SPEC))?)?;
    write::apply(root, &tree)
}

/// Generates from the spec of the workspace at `root` and compares with the files that are there.
///
/// # Errors
///
/// As [`write`](fn@write); and when a file is stale, with the difference.
pub fn check(root: &Path) -> Result<Report, CodegenError> {
    let tree = generate(&Document::load(&root.join(SPEC))?)?;
    write::check(root, &tree)
}

/// All generated files of a spec, in memory.
///
/// # Errors
///
/// When lint refuses the spec, or the generator fails on it.
pub fn generate(document: &Document) -> Result<Tree, CodegenError> {
    let in_file = |troubles| CodegenError::spec(&document.path, &document.lines, troubles);
    lint::lint(document).map_err(in_file)?;
    let lowered = lower::lower(&document.api);
    let code = generator::run(&lowered).map_err(|trouble| in_file(vec![trouble]))?;
    let refined = generator::guarded("refining", || refine::refine(code, &lowered))
        .and_then(|refined| refined)
        .map_err(|trouble| in_file(vec![trouble]))?;
    write::tree(document, &refined).map_err(|trouble| in_file(vec![trouble]))
}
