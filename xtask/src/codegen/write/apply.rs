//! Compares generated files with those in the workspace.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::files::{OWNED, Tree};
use crate::codegen::error::CodegenError;

/// Outcome of writing or checking the generated files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Number of files that the spec generates.
    pub files: usize,
    /// Files that were written or deleted, below the root of the workspace.
    pub changed: Vec<PathBuf>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for path in &self.changed {
            writeln!(f, "updated {}", path.display())?;
        }
        match self.changed.len() {
            0 => write!(f, "{} generated files are up to date", self.files),
            changed => write!(
                f,
                "{changed} changed; {} generated files in all",
                self.files
            ),
        }
    }
}

/// A file that differs from the generated one; `None` for a file that does not exist.
struct Difference {
    path: PathBuf,
    is: Option<String>,
    should: Option<String>,
}

/// Writes the files that differ, and deletes those that are no longer generated.
///
/// # Errors
///
/// Returns an error if a file cannot be read, written or deleted.
pub fn apply(root: &Path, tree: &Tree) -> Result<Report, CodegenError> {
    let mut changed = Vec::new();
    for difference in differences(root, tree)? {
        let path = root.join(&difference.path);
        let fail = |error| CodegenError::file(&path, error);
        match &difference.should {
            Some(text) => {
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder).map_err(fail)?;
                }
                std::fs::write(&path, text).map_err(fail)?;
            }
            None => std::fs::remove_file(&path).map_err(fail)?,
        }
        changed.push(difference.path);
    }
    Ok(Report {
        files: tree.len(),
        changed,
    })
}

/// Compares the files, and changes nothing.
///
/// # Errors
///
/// Returns an error if a file cannot be read; or if one is stale, with the difference.
pub fn check(root: &Path, tree: &Tree) -> Result<Report, CodegenError> {
    let differences = differences(root, tree)?;
    if differences.is_empty() {
        return Ok(Report {
            files: tree.len(),
            changed: Vec::new(),
        });
    }
    let diff: String = differences.iter().map(unified).collect();
    Err(CodegenError::Stale {
        files: differences.len(),
        diff,
    })
}

fn unified(difference: &Difference) -> String {
    let side = |prefix: &str, text: &Option<String>| match text {
        Some(_) => format!("{prefix}/{}", difference.path.display()),
        None => "/dev/null".to_owned(),
    };
    let is = difference.is.as_deref().unwrap_or_default();
    let should = difference.should.as_deref().unwrap_or_default();
    let (from, to) = (side("a", &difference.is), side("b", &difference.should));
    let diff = TextDiff::from_lines(is, should)
        .unified_diff()
        .header(&from, &to)
        .to_string();
    if diff.is_empty() {
        // An empty file, or none, has no lines to show.
        return format!("--- {from}\n+++ {to}\n");
    }
    diff
}

fn differences(root: &Path, tree: &Tree) -> Result<Vec<Difference>, CodegenError> {
    let mut paths: BTreeSet<PathBuf> = tree.keys().cloned().collect();
    for folder in OWNED {
        collect(root, Path::new(folder), &mut paths)?;
    }
    let mut differences = Vec::new();
    for path in paths {
        let is = read(&root.join(&path))?;
        let should = tree.get(&path).cloned();
        if is != should {
            differences.push(Difference { path, is, should });
        }
    }
    Ok(differences)
}

fn read(path: &Path) -> Result<Option<String>, CodegenError> {
    match std::fs::read(path) {
        // Bytes that are not text differ from any text, which is all that matters here.
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(CodegenError::file(path, error)),
    }
}

/// Adds every file below `folder`, which need not exist.
fn collect(root: &Path, folder: &Path, paths: &mut BTreeSet<PathBuf>) -> Result<(), CodegenError> {
    let absolute = root.join(folder);
    if !absolute.is_dir() {
        return Ok(());
    }
    let fail = |error| CodegenError::file(&absolute, error);
    for entry in std::fs::read_dir(&absolute).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let path = folder.join(entry.file_name());
        if entry.file_type().map_err(fail)?.is_dir() {
            collect(root, &path, paths)?;
        } else {
            paths.insert(path);
        }
    }
    Ok(())
}
