//! Which two specs are compared: arguments become texts.
//!
//! An argument is a file, `-` for standard input, or whatever git takes: `main`, `v0.1.0`,
//! `HEAD~2`, `main:old/openapi.yaml`.

mod git;

use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::codegen::SPEC;
use git::{Git, Kind};

/// The text of a spec, and what to call it.
#[derive(Debug)]
pub struct Source {
    /// What people call it: `main:openapi.yaml`.
    pub name: String,
    /// Its file: as given, or in the tree of a revision.
    pub path: PathBuf,
    /// What stands in it.
    pub text: String,
}

/// The two specs that are compared.
#[derive(Debug)]
pub struct Sources {
    /// The one that users have.
    pub base: Source,
    /// The one that they will have.
    pub head: Source,
    /// How BASE was chosen, where nobody named it.
    pub remark: Option<String>,
}

/// Why there is no text of a spec.
#[derive(Debug)]
pub struct NoSource {
    /// What is wrong, and with what.
    pub problem: String,
    /// What git says about it, where it says anything.
    pub git: Option<String>,
    /// What to do about it.
    pub cure: String,
}

/// Reads both sides.
///
/// Without BASE, it is the commit at which the work in `root` left the main branch. Without HEAD, it
/// is the spec in the working tree. `input` is read for an argument `-`.
///
/// # Errors
///
/// When a file, a revision or the main branch is not there, or cannot be read.
pub fn read(
    root: &Path,
    base: Option<&str>,
    head: Option<&str>,
    input: &mut dyn Read,
) -> Result<Sources, NoSource> {
    if base == Some("-") && head == Some("-") {
        return Err(NoSource::new(
            "BASE and HEAD are both `-`, and there is one standard input",
            "name a file or a revision for one of them",
        ));
    }
    let (base, remark) = match base {
        Some(argument) => (argued(root, argument, input)?, None),
        None => {
            let (base, remark) = fork(root)?;
            (base, Some(remark))
        }
    };
    let head = match head {
        Some(argument) => argued(root, argument, input)?,
        None => file(SPEC, &root.join(SPEC))?,
    };
    Ok(Sources { base, head, remark })
}

fn argued(root: &Path, argument: &str, input: &mut dyn Read) -> Result<Source, NoSource> {
    let path = Path::new(argument);
    if argument == "-" {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes).map_err(|error| {
            let problem = format!("standard input cannot be read: {error}");
            NoSource::new(
                problem,
                "pipe a spec into the command: `… | cargo xtask spec-diff -`",
            )
        })?;
        source("standard input".to_owned(), PathBuf::from(SPEC), bytes)
    } else if path.exists() && !path.is_dir() {
        file(argument, path)
    } else {
        in_git(&Git::at(root), argument)
    }
}

fn file(name: &str, path: &Path) -> Result<Source, NoSource> {
    let bytes = std::fs::read(path).map_err(|error| {
        let problem = format!("`{}` cannot be read: {error}", path.display());
        NoSource::new(
            problem,
            "see that the file is there and that you may read it",
        )
    })?;
    source(name.to_owned(), path.to_owned(), bytes)
}

fn source(name: String, path: PathBuf, bytes: Vec<u8>) -> Result<Source, NoSource> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source { name, path, text }),
        Err(error) => Err(NoSource::new(
            format!("`{name}` is no text in UTF-8: {error}"),
            "give the command an OpenAPI file in YAML, stored as UTF-8",
        )),
    }
}

/// A revision's spec, or a file in a revision.
fn in_git(git: &Git<'_>, argument: &str) -> Result<Source, NoSource> {
    git.is_shallow()?;
    let Some(object) = git.object(argument)? else {
        return Err(unknown(git, argument)?);
    };
    match (git.kind(&object)?, argument.split_once(':')) {
        (Kind::File, named) => {
            let path = named.map_or(SPEC, |(_, path)| path);
            source(short(argument), PathBuf::from(path), git.content(&object)?)
        }
        (Kind::Revision, _) => {
            // Seen from the root of the workspace, wherever in the repository that is.
            let Some(object) = git.object(&format!("{argument}:./{SPEC}"))? else {
                return Err(no_path(argument, SPEC));
            };
            let name = format!("{}:{SPEC}", short(argument));
            source(name, PathBuf::from(SPEC), git.content(&object)?)
        }
        (Kind::Folder, _) => Err(NoSource::new(
            format!("`{argument}` is a folder"),
            "name the file in it, as in `main:openapi.yaml`",
        )),
    }
}

/// What is wrong with an argument that git does not know.
fn unknown(git: &Git<'_>, argument: &str) -> Result<NoSource, NoSource> {
    if let Some((revision, path)) = argument.split_once(':')
        && git.object(revision)?.is_some()
    {
        return Ok(no_path(revision, path));
    }
    let problem = match Path::new(argument).is_dir() {
        true => format!("`{argument}` is a folder, and no revision of this repository"),
        false => format!("`{argument}` is neither a file nor a revision of this repository"),
    };
    let cure = if git.is_shallow()? {
        "check the spelling; this clone has no full history: `git fetch --unshallow` brings the \
         rest, in a workflow `fetch-depth: 0`"
    } else {
        "check the spelling; `git fetch` brings what others have pushed, and a branch of theirs is \
         called `origin/…`"
    };
    Ok(NoSource::new(problem, cure))
}

fn no_path(revision: &str, path: &str) -> NoSource {
    NoSource::new(
        format!("there is no `{path}` at `{revision}`"),
        format!(
            "see `git ls-tree -r --name-only {revision}` for what is there, and write \
             `{revision}:PATH`"
        ),
    )
}

/// The spec as it was where the work in the working tree left the main branch.
fn fork(root: &Path) -> Result<(Source, String), NoSource> {
    let git = Git::at(root);
    let is_shallow = git.is_shallow()?;
    let Some(head) = git.object("HEAD^{commit}")? else {
        return Err(NoSource::new(
            "this repository has no commit yet, so there is nothing to compare with",
            "commit, or name the file to compare with: `cargo xtask spec-diff OLD.yaml`",
        ));
    };
    let mut main = None;
    for name in ["origin/main", "main"] {
        if main.is_none() && git.object(&format!("{name}^{{commit}}"))?.is_some() {
            main = Some(name);
        }
    }
    let Some(main) = main else {
        return Err(NoSource::new(
            "there is neither an `origin/main` nor a `main` to compare with",
            "run `git fetch origin main:refs/remotes/origin/main`, or name BASE: `cargo xtask \
             spec-diff REVISION`",
        ));
    };
    let Some(base) = git.merge_base("HEAD", main)? else {
        let problem = format!("HEAD and `{main}` have no commit in common");
        let cure = if is_shallow {
            "this clone has no full history: run `git fetch --unshallow`, in a workflow say \
             `fetch-depth: 0`; or name BASE"
        } else {
            "name BASE: `cargo xtask spec-diff REVISION`"
        };
        return Err(NoSource::new(problem, cure));
    };
    let remark = if base == head {
        format!(
            "BASE is the last commit, {}: nothing is committed that is not on {main}",
            short(&base)
        )
    } else {
        format!("BASE is {}, where this work left {main}", short(&base))
    };
    Ok((in_git(&git, &base)?, remark))
}

/// A full commit id in ten digits; all else as it is.
fn short(argument: &str) -> String {
    let (revision, path) = match argument.split_once(':') {
        Some((revision, path)) => (revision, format!(":{path}")),
        None => (argument, String::new()),
    };
    let is_id = revision.len() == 40 && revision.bytes().all(|byte| byte.is_ascii_hexdigit());
    match revision.get(..10).filter(|_| is_id) {
        Some(digits) => format!("{digits}{path}"),
        None => argument.to_owned(),
    }
}

impl NoSource {
    fn new(problem: impl Into<String>, cure: impl Into<String>) -> Self {
        Self {
            problem: problem.into(),
            git: None,
            cure: cure.into(),
        }
    }
}

impl fmt::Display for NoSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "error: {}", self.problem)?;
        if let Some(git) = &self.git {
            writeln!(f, "  git says: {}", git.replace('\n', "\n            "))?;
        }
        write!(f, "  cure: {}", self.cure)
    }
}

impl std::error::Error for NoSource {}
