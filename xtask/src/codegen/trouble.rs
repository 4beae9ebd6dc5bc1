//! What can be wrong, in words a maintainer can act on.

use std::fmt;
use std::path::{Path, PathBuf};

use super::yaml::{Lines, NoYaml};

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
    /// The file of the spec is not YAML, or exceeds a limit.
    Yaml {
        /// Which file.
        path: PathBuf,
        /// The line of the error, where it has one.
        line: Option<u64>,
        /// What is wrong, as the rest of a sentence about the file.
        problem: String,
        /// What to do about it.
        cure: &'static str,
    },
    /// The spec cannot be generated from.
    Spec {
        /// Which file.
        path: PathBuf,
        /// All that is wrong with it, as far as could be seen, each with its line.
        troubles: Vec<(Option<u64>, Trouble)>,
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

    pub(crate) fn yaml(path: &Path, error: NoYaml) -> Self {
        let NoYaml {
            problem,
            line,
            cure,
        } = error;
        Self::Yaml {
            path: path.to_owned(),
            line,
            problem,
            cure,
        }
    }

    pub(crate) fn spec(path: &Path, lines: &Lines, troubles: Vec<Trouble>) -> Self {
        let located = troubles.into_iter();
        Self::Spec {
            path: path.to_owned(),
            troubles: located
                .map(|trouble| (lines.at(&trouble.pointer), trouble))
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
                    "  cure: see that the file is there and that you may read and write it"
                )
            }
            Self::Yaml {
                path,
                line,
                problem,
                cure,
            } => {
                writeln!(f, "error: the file {problem}")?;
                writeln!(f, "  --> {}", FileLine(path, *line))?;
                writeln!(f, "  cure: {cure}\n")?;
                write!(f, "the generated files are unchanged")
            }
            Self::Spec { path, troubles } => {
                for (line, trouble) in troubles {
                    let line = FileLine(path, *line);
                    writeln!(f, "error: {}", trouble.problem)?;
                    writeln!(f, "  --> {line} #{}", trouble.pointer)?;
                    writeln!(f, "  cure: {}\n", trouble.cure)?;
                }
                let count = troubles.len();
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
