//! Reads the two specs that are compared, from the files and revisions that arguments name.
//!
//! An argument is a file, `-` for standard input, or anything that git understands: `main`, `v0.1.0`,
//! `HEAD~2`, `main:old/openapi.yaml`.

mod beside;
mod git;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::codegen::SPEC;
pub use beside::Beside;
use git::{Git, Kind};

type Result<T> = std::result::Result<T, Box<Failure>>;

/// Largest number of bytes that are read of a spec, and of all other files that it refers to. The largest
/// published specs have a fifth of that.
pub(super) const MAX_BYTES: u64 = 64_000_000;

/// The text of a spec, and its name.
#[derive(Debug)]
pub struct Source {
    /// Name in reports, as in `main:openapi.yaml`.
    pub name: String,
    /// Path of the file: as given, or in the tree of a revision.
    pub path: PathBuf,
    /// Path of the file from the root of the repository, with slashes; `None` outside of it.
    pub file: Option<String>,
    /// Content of the file.
    pub text: String,
    /// The files in its folder and below.
    pub beside: Beside,
}

/// The two specs that are compared.
#[derive(Debug)]
pub struct Sources {
    /// The spec that users have.
    pub base: Source,
    /// The spec that they will have.
    pub head: Source,
    /// Sentence about the choice of BASE, if nobody named it.
    pub remark: Option<String>,
}

/// Reads both sides.
///
/// BASE defaults to the commit at which the work in `root` left the main branch, HEAD to the spec in the
/// working tree. `input` is read for an argument `-`.
///
/// # Errors
///
/// Returns an error if a file, a revision or the main branch does not exist, or cannot be read.
pub fn read(
    root: &Path,
    base: Option<&str>,
    head: Option<&str>,
    input: &mut dyn Read,
) -> Result<Sources> {
    if base == Some("-") && head == Some("-") {
        return Err(failure(
            "BASE and HEAD are both `-`, and there is only one standard input",
            "name a file or a revision for one of them",
        ));
    }
    let on = |side| move |failure: Box<Failure>| failure.on(side);
    let (base, remark) = match base {
        Some(argument) => argued(root, argument, input).map(|base| (base, None)),
        None => fork(root).map(|(base, remark)| (base, Some(remark))),
    }
    .map_err(on("BASE"))?;
    let head = match head {
        Some(argument) => argued(root, argument, input),
        None => file(root, SPEC, &root.join(SPEC)),
    };
    let head = head.map_err(on("HEAD"))?;
    Ok(Sources { base, head, remark })
}

/// Reads the spec that an argument names.
fn argued(root: &Path, argument: &str, input: &mut dyn Read) -> Result<Source> {
    let path = Path::new(argument);
    if argument == "-" {
        let name = "standard input";
        let cure = "pipe a spec into the command: `… | cargo xtask spec-diff -`";
        Ok(Source {
            name: name.to_owned(),
            path: PathBuf::from(SPEC),
            file: None,
            text: text(name, input, cure)?,
            beside: Beside::Nothing,
        })
    } else if path.exists() && !path.is_dir() {
        file(root, argument, path)
    } else {
        in_git(&Git { root }, argument)
    }
}

fn file(root: &Path, name: &str, path: &Path) -> Result<Source> {
    let cure = "check that the file exists and that you may read it";
    let mut file = File::open(path).map_err(|error| unreadable(name, &error, cure))?;
    Ok(Source {
        name: name.to_owned(),
        path: path.to_owned(),
        file: in_repository(root, path),
        text: text(name, &mut file, cure)?,
        beside: Beside::from_file(path),
    })
}

/// Returns a path from the root, with slashes; `None` outside of the root.
fn in_repository(root: &Path, path: &Path) -> Option<String> {
    let (root, path) = (root.canonicalize().ok()?, path.canonicalize().ok()?);
    let path = path.strip_prefix(root).ok()?;
    Some(path.to_string_lossy().replace('\\', "/"))
}

/// Reads `input`, which may be too large or endless.
fn text(name: &str, input: &mut dyn Read, cure: &str) -> Result<String> {
    let mut bytes = Vec::new();
    let outcome = input.take(MAX_BYTES + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large(name));
    }
    outcome.map_err(|error| unreadable(name, &error, cure))?;
    String::from_utf8(bytes).map_err(|error| {
        let cure = "name an OpenAPI file in YAML, stored as UTF-8";
        failure(format!("`{name}` is not UTF-8: {error}"), cure)
    })
}

/// Reads the spec of a revision, or a file in a revision.
fn in_git(git: &Git<'_>, argument: &str) -> Result<Source> {
    git.is_shallow()?;
    let Some(object) = git.object(argument)? else {
        return Err(unknown(git, argument)?);
    };
    let (name, path, object, full) = match (git.kind(&object)?, argument.split_once(':')) {
        (Kind::File, named) => {
            let path = named.map_or(SPEC, |(_, path)| path);
            (short(argument), path, object, argument.to_owned())
        }
        (Kind::Revision, _) => {
            // Seen from the root of the workspace, which may be a folder of the repository.
            let full = format!("{argument}:./{SPEC}");
            let object = git.object(&full)?;
            let object = object.ok_or_else(|| no_path(argument, SPEC))?;
            (format!("{}:{SPEC}", short(argument)), SPEC, object, full)
        }
        (Kind::Folder, _) => {
            return Err(failure(
                format!("`{argument}` is a folder"),
                "name the file in it, as in `main:openapi.yaml`",
            ));
        }
    };
    let content = git.content(&object, MAX_BYTES)?;
    let content = content.ok_or_else(|| too_large(&name))?;
    Ok(Source {
        text: text(&name, &mut content.as_slice(), "")?,
        name,
        path: PathBuf::from(path),
        file: Some(path.trim_start_matches("./").to_owned()),
        beside: Beside::from_revision(git.root, &full),
    })
}

/// Returns the error for an argument that git does not know.
fn unknown(git: &Git<'_>, argument: &str) -> Result<Box<Failure>> {
    if let Some((revision, path)) = argument.split_once(':')
        && git.object(revision)?.is_some()
    {
        return Ok(no_path(revision, path));
    }
    let message = match Path::new(argument).is_dir() {
        true => format!("`{argument}` is a folder, not a file or a revision of this repository"),
        false => format!("`{argument}` is neither a file nor a revision of this repository"),
    };
    let others =
        "`git fetch` brings the commits of others, and their branches are called `origin/…`";
    let history = "this clone lacks a part of the history: `git fetch --unshallow` brings it, in a \
                   workflow `fetch-depth: 0`";
    let cure = match (range(argument), git.is_shallow()?) {
        (Some(cure), _) => cure,
        (None, true) => format!("check the spelling; {history}"),
        (None, false) => format!("check the spelling; {others}"),
    };
    Ok(failure(message, cure))
}

/// Returns the advice for `main..branch`, by which git means two revisions.
fn range(argument: &str) -> Option<String> {
    let is_path = argument.split('/').any(|step| step == "..");
    let (one, other) = argument.split_once("..").filter(|_| !is_path)?;
    let or_head = |name: &str| if name.is_empty() { "HEAD" } else { name }.to_owned();
    let one = or_head(one);
    Some(match other.strip_prefix('.').map(or_head) {
        Some(other) => format!("write two arguments: `$(git merge-base {one} {other}) {other}`"),
        None => format!("write two arguments: `{one} {}`", or_head(other)),
    })
}

/// Reads the spec at the commit where the work in the working tree left the main branch, and says which
/// commit that is.
fn fork(root: &Path) -> Result<(Source, String)> {
    let git = Git { root };
    let is_shallow = git.is_shallow()?;
    let Some(head) = git.object("HEAD^{commit}")? else {
        return Err(failure(
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
        return Err(failure(
            "there is neither an `origin/main` nor a `main` to compare with",
            "run `git fetch origin main:refs/remotes/origin/main`, or name BASE: `cargo xtask \
             spec-diff REVISION`",
        ));
    };
    let Some(base) = git.merge_base("HEAD", main)? else {
        let message = format!("HEAD and `{main}` have no commit in common");
        let cure = match is_shallow {
            true => {
                "this clone lacks a part of the history: run `git fetch --unshallow`, in a workflow \
                 set `fetch-depth: 0`; or name BASE"
            }
            false => "name BASE: `cargo xtask spec-diff REVISION`",
        };
        return Err(failure(message, cure));
    };
    let remark = if base == head {
        let reason = match git.branch()?.as_deref() {
            Some("main") => "You are on main".to_owned(),
            _ => format!("Nothing is committed here since {main}"),
        };
        format!("{reason}, so BASE is the last commit, {}", short(&base))
    } else {
        format!("BASE is {}, where this work left {main}", short(&base))
    };
    Ok((in_git(&git, &base)?, remark))
}

/// Shortens the commit ids of an argument to ten digits, except in a path.
fn short(argument: &str) -> String {
    let end = argument.find(':').unwrap_or(argument.len());
    let (revision, path) = argument.split_at(end);
    let words = revision.split_inclusive(|char: char| !char.is_ascii_alphanumeric());
    let words = words.map(|word| {
        let id = word.trim_end_matches(|char: char| !char.is_ascii_alphanumeric());
        let is_full = id.len() == 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        match id.get(..10).filter(|_| is_full) {
            Some(start) => word.replace(id, start),
            None => word.to_owned(),
        }
    });
    words.collect::<String>() + path
}

fn failure(message: impl Into<String>, cure: impl Into<String>) -> Box<Failure> {
    Failure::new(message, cure).into()
}

fn unreadable(name: &str, error: &io::Error, cure: &str) -> Box<Failure> {
    failure(format!("`{name}` cannot be read: {error}"), cure)
}

fn too_large(name: &str) -> Box<Failure> {
    failure(
        format!("`{name}` has more than {} MB", MAX_BYTES / 1_000_000),
        "name an OpenAPI file; none is as large as that",
    )
}

fn no_path(revision: &str, path: &str) -> Box<Failure> {
    failure(
        format!("there is no `{path}` at `{revision}`"),
        format!("`git ls-tree -r --name-only {revision}` lists the files; write `{revision}:PATH`"),
    )
}
