//! Errors of the generator, in words that a maintainer can act on.

use std::fmt;
use std::path::{Path, PathBuf};

use xtask_yaml::{Lines, YamlError};

/// An error of a spec, with its location and cure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecError {
    /// JSON pointer into the spec; empty for the whole document.
    pub pointer: String,
    /// Description of the error.
    pub message: String,
    /// Advice on what to do about it.
    pub cure: String,
}

impl SpecError {
    /// Creates an error at `pointer`.
    pub fn new(
        pointer: impl Into<String>,
        message: impl Into<String>,
        cure: impl Into<String>,
    ) -> Self {
        Self {
            pointer: pointer.into(),
            message: message.into(),
            cure: cure.into(),
        }
    }
}

/// Reason why no code was generated. The generated files are unchanged.
#[derive(Debug)]
pub enum CodegenError {
    /// A file could not be read or written.
    File {
        /// The file.
        path: PathBuf,
        /// Error of the operating system.
        error: std::io::Error,
    },
    /// The file of the spec is not YAML, or exceeds a limit.
    Yaml {
        /// The file.
        path: PathBuf,
        /// The line of the error, where it has one.
        line: Option<u64>,
        /// Description of the error: the rest of a sentence that begins with the file.
        message: String,
        /// Advice on what to do about it.
        cure: &'static str,
    },
    /// No code can be generated from the spec.
    Spec {
        /// The file.
        path: PathBuf,
        /// All errors that were found, each with its line.
        errors: Vec<(Option<u64>, SpecError)>,
    },
    /// `--check`: generated files differ from what the spec generates.
    Stale {
        /// Number of files that differ.
        files: usize,
        /// Unified diff from the files to the generated ones.
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

    pub(crate) fn yaml(path: &Path, error: YamlError) -> Self {
        Self::Yaml {
            path: path.to_owned(),
            line: error.line,
            message: error.message,
            cure: error.cure,
        }
    }

    pub(crate) fn spec(path: &Path, lines: &Lines, errors: Vec<SpecError>) -> Self {
        let located = errors.into_iter();
        Self::Spec {
            path: path.to_owned(),
            errors: located
                .map(|error| (lines.at(&error.pointer), error))
                .collect(),
        }
    }
}

impl fmt::Display for CodegenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, error } => {
                writeln!(f, "error: {error}")?;
                writeln!(f, "  --> {}", path.display())?;
                write!(
                    f,
                    "  cure: check that the file exists and that you may read and write it"
                )
            }
            Self::Yaml {
                path,
                line,
                message,
                cure,
            } => {
                writeln!(f, "error: the file {message}")?;
                writeln!(f, "  --> {}", FileLine(path, *line))?;
                writeln!(f, "  cure: {cure}\n")?;
                write!(f, "the generated files are unchanged")
            }
            Self::Spec { path, errors } => {
                for (line, error) in errors {
                    let line = FileLine(path, *line);
                    writeln!(f, "error: {}", error.message)?;
                    writeln!(f, "  --> {line} #{}", error.pointer)?;
                    writeln!(f, "  cure: {}\n", error.cure)?;
                }
                let count = errors.len();
                let noun = if count == 1 { "error" } else { "errors" };
                write!(f, "{count} {noun}; the generated files are unchanged")
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

/// `openapi.yaml:12`, which editors and terminals open.
struct FileLine<'a>(&'a Path, Option<u64>);

impl fmt::Display for FileLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.0.file_name().unwrap_or(self.0.as_os_str());
        write!(f, "{}", name.to_string_lossy())?;
        match self.1 {
            Some(line) => write!(f, ":{line}"),
            None => Ok(()),
        }
    }
}
