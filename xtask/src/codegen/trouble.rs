//! What can be wrong, in words a maintainer can act on.

use std::fmt;
use std::path::{Path, PathBuf};

/// One thing that is wrong with a spec: where, what, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// JSON pointer into the spec; empty for the whole document.
    pub pointer: String,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub cure: String,
}

impl Trouble {
    /// A trouble at `pointer`.
    pub fn at(
        pointer: impl Into<String>,
        problem: impl Into<String>,
        cure: impl Into<String>,
    ) -> Self {
        Self {
            pointer: pointer.into(),
            problem: problem.into(),
            cure: cure.into(),
        }
    }
}

/// Why no code was generated. The generated files are as they were.
#[derive(Debug)]
pub enum CodegenError {
    /// A file could not be read or written.
    File {
        /// Which file.
        path: PathBuf,
        /// What the operating system says.
        error: std::io::Error,
    },
    /// The spec cannot be generated from.
    Spec {
        /// The file of the spec, as it was named.
        path: PathBuf,
        /// All that is wrong with it, as far as could be seen.
        troubles: Vec<Trouble>,
    },
    /// `--check`: generated files differ from what the spec generates.
    Stale {
        /// How many files differ.
        files: usize,
        /// Unified diff from what is there to what should be.
        diff: String,
    },
}

impl CodegenError {
    pub(crate) fn file(path: &Path, error: std::io::Error) -> Self {
        Self::File {
            path: path.to_owned(),
            error,
        }
    }

    pub(crate) fn spec(path: &Path, troubles: Vec<Trouble>) -> Self {
        Self::Spec {
            path: path.to_owned(),
            troubles,
        }
    }
}

impl fmt::Display for CodegenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, error } => write!(f, "{}: {error}", path.display()),
            Self::Spec { path, troubles } => {
                for Trouble {
                    pointer,
                    problem,
                    cure,
                } in troubles
                {
                    let file = path
                        .file_name()
                        .map(|name| name.to_string_lossy())
                        .unwrap_or_default();
                    writeln!(
                        f,
                        "error: {problem}\n  --> {file}#{pointer}\n  cure: {cure}\n"
                    )?;
                }
                let count = troubles.len();
                let noun = if count == 1 { "error" } else { "errors" };
                write!(
                    f,
                    "{count} {noun} in {}; the generated files are unchanged",
                    path.display()
                )
            }
            Self::Stale { files, diff } => {
                let noun = if *files == 1 { "file is" } else { "files are" };
                write!(
                    f,
                    "{diff}\n{files} generated {noun} stale: run `cargo xtask codegen` and commit \
                     the result"
                )
            }
        }
    }
}

impl std::error::Error for CodegenError {}
