//! `openapi.yaml` in, Rust out: lint → lower → progenitor → harvest → emit → write.
//!
//! - [`lint`] refuses a spec that would generate wrong code.
//! - [`lower`] rewrites the document in memory into shapes that progenitor handles well.
//! - [`generator`] runs progenitor.
//! - [`harvest`](mod@harvest) reads its code and the lowered document into a [`model`](mod@model) of the API.
//! - [`emit`] writes the model as Rust.
//! - [`write`](mod@write) prints it as files, and updates those in the workspace.
//!
//! Nothing is written until all steps have succeeded, so an error leaves the generated files unchanged.
//! The output depends on the spec alone.

pub mod document;
pub mod emit;
pub mod error;
pub mod generator;
pub mod harvest;
mod in_order;
pub mod lint;
pub mod lower;
pub mod model;
pub mod walk;
pub mod write;

use std::path::Path;

use document::Document;
use error::CodegenError;
use model::ApiModel;
use write::{Report, Tree};

/// The spec, below the root of the workspace.
pub const SPEC: &str = "openapi.yaml";

/// Generates from the spec of the workspace at `root` and writes what changed.
///
/// # Errors
///
/// Returns an error if the spec cannot be read or is refused, or if a file cannot be written.
pub fn write(root: &Path) -> Result<Report, CodegenError> {
    let tree = generate(&Document::load(&root.join(SPEC))?)?;
    write::apply(root, &tree)
}

/// Generates from the spec of the workspace at `root`, and compares the result with the existing files.
///
/// # Errors
///
/// Returns the errors of [`write`](fn@write); and if a file is stale, one with the difference.
pub fn check(root: &Path) -> Result<Report, CodegenError> {
    let tree = generate(&Document::load(&root.join(SPEC))?)?;
    write::check(root, &tree)
}

/// Returns all generated files of a spec.
///
/// # Errors
///
/// Returns an error if a lint refuses the spec, or progenitor fails on it.
pub fn generate(document: &Document) -> Result<Tree, CodegenError> {
    Generated::new(document).map(|generated| generated.files)
}

/// Output of the generator.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The model of the API.
    pub api: ApiModel,
    /// The files that are emitted from it.
    pub files: Tree,
}

impl Generated {
    /// Generates from a spec.
    ///
    /// # Errors
    ///
    /// Returns an error if a lint refuses the spec, or progenitor fails on it.
    pub fn new(document: &Document) -> Result<Self, CodegenError> {
        let in_file = |errors| CodegenError::spec(&document.path, &document.lines, errors);
        lint::lint(document).map_err(in_file)?;
        let generated = || {
            let lowered = lower::lower(&document.api);
            let code = generator::run(&lowered.api)?;
            let api = harvest::harvest(code, &lowered)?;
            let files = generator::guarded("emitting", || write::tree(document, &api))??;
            Ok(Self { api, files })
        };
        generated().map_err(|error| in_file(vec![error]))
    }
}
