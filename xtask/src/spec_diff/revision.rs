//! Which two specs are compared: arguments become texts.
//!
//! An argument is a file, `-` for standard input, or whatever git takes: `main`, `v0.1.0`,
//! `HEAD~2`, `main:old/openapi.yaml`.

mod beside;
mod git;

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::codegen::SPEC;
pub use beside::Beside;
use git::{Git, Kind};

/// So many bytes are read and no more. The largest specs that people publish have a fifth of it.
pub(super) const LARGEST: u64 = 64_000_000;

/// The text of a spec, and what to call it.
#[derive(Debug)]
pub struct Source {
    /// What people call it: `main:openapi.yaml`.
    pub name: String,
    /// Its file: as given, or in the tree of a revision.
    pub path: PathBuf,
    /// Its file from the root of the repository, with slashes; none where it is not in there.
    pub file: Option<String>,
    /// What stands in it.
    pub text: String,
    /// The files in its folder and below.
    pub beside: Beside,
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
    /// `BASE` or `HEAD`, where one of them is the reason.
    pub side: Option<&'static str>,
    /// What is wrong, and with what.
    pub message: String,
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
    let of = |side| {
        move |error| NoSource {
            side: Some(side),
            ..error
        }
    };
    let (base, remark) = match base {
        Some(argument) => (argued(root, argument, input).map_err(of("BASE"))?, None),
        None => {
            let (base, remark) = fork(root).map_err(of("BASE"))?;
            (base, Some(remark))
        }
    };
    let head = match head {
        Some(argument) => argued(root, argument, input),
        None => file(root, SPEC, &root.join(SPEC)),
    };
    let head = head.map_err(of("HEAD"))?;
    Ok(Sources { base, head, remark })
}

fn argued(root: &Path, argument: &str, input: &mut dyn Read) -> Result<Source, NoSource> {
    let path = Path::new(argument);
    if argument == "-" {
        let bytes = limited("standard input", input)?.map_err(|error| {
            let message = format!("standard input cannot be read: {error}");
            NoSource::new(
                message,
                "pipe a spec into the command: `… | cargo xtask spec-diff -`",
            )
        })?;
        source(
            "standard input".to_owned(),
            PathBuf::from(SPEC),
            None,
            bytes,
            Beside::Nothing,
        )
    } else if path.exists() && !path.is_dir() {
        file(root, argument, path)
    } else {
        in_git(&Git::at(root), argument)
    }
}

fn file(root: &Path, name: &str, path: &Path) -> Result<Source, NoSource> {
    let no_file = |error: io::Error| {
        NoSource::new(
            format!("`{name}` cannot be read: {error}"),
            "see that the file is there and that you may read it",
        )
    };
    let mut file = File::open(path).map_err(no_file)?;
    let bytes = limited(name, &mut file)?.map_err(no_file)?;
    let place = in_repository(root, path);
    let beside = Beside::of_file(path);
    source(name.to_owned(), path.to_owned(), place, bytes, beside)
}

/// A path from the root, as GitHub writes it; none where it leads elsewhere.
fn in_repository(root: &Path, path: &Path) -> Option<String> {
    let (root, path) = (root.canonicalize().ok()?, path.canonicalize().ok()?);
    let path = path.strip_prefix(root).ok()?;
    Some(path.to_string_lossy().replace('\\', "/"))
}

/// All of `input`, unless it is larger than any spec, or has no end.
fn limited(name: &str, input: &mut dyn Read) -> Result<io::Result<Vec<u8>>, NoSource> {
    let mut bytes = Vec::new();
    let outcome = input.take(LARGEST + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(name));
    }
    Ok(outcome.map(|_| bytes))
}

fn too_large(name: &str) -> NoSource {
    NoSource::new(
        format!("`{name}` has more than {} MB", LARGEST / 1_000_000),
        "name an OpenAPI file; none is as large as that",
    )
}

fn source(
    name: String,
    path: PathBuf,
    file: Option<String>,
    bytes: Vec<u8>,
    beside: Beside,
) -> Result<Source, NoSource> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source {
            name,
            path,
            file,
            text,
            beside,
        }),
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
    let (name, path, beside, object) = match (git.kind(&object)?, argument.split_once(':')) {
        (Kind::File, named) => {
            let path = named.map_or(SPEC, |(_, path)| path);
            let beside = Beside::in_revision(git.root(), argument);
            (short(argument), path, beside, object)
        }
        (Kind::Revision, _) => {
            // Seen from the root of the workspace, wherever in the repository that is.
            let Some(object) = git.object(&format!("{argument}:./{SPEC}"))? else {
                return Err(no_path(argument, SPEC));
            };
            let spec = format!("{argument}:./{SPEC}");
            let beside = Beside::in_revision(git.root(), &spec);
            (format!("{}:{SPEC}", short(argument)), SPEC, beside, object)
        }
        (Kind::Folder, _) => {
            return Err(NoSource::new(
                format!("`{argument}` is a folder"),
                "name the file in it, as in `main:openapi.yaml`",
            ));
        }
    };
    if git.size(&object)? > LARGEST {
        return Err(too_large(&name));
    }
    let file = path.trim_start_matches("./").to_owned();
    let content = git.content(&object)?;
    source(name, PathBuf::from(path), Some(file), content, beside)
}

/// What is wrong with an argument that git does not know.
fn unknown(git: &Git<'_>, argument: &str) -> Result<NoSource, NoSource> {
    if let Some((revision, path)) = argument.split_once(':')
        && git.object(revision)?.is_some()
    {
        return Ok(no_path(revision, path));
    }
    let message = match Path::new(argument).is_dir() {
        true => format!("`{argument}` is a folder, and no revision of this repository"),
        false => format!("`{argument}` is neither a file nor a revision of this repository"),
    };
    if let Some(cure) = range(argument) {
        return Ok(NoSource::new(message, cure));
    }
    let cure = if git.is_shallow()? {
        "check the spelling; this clone has no full history: `git fetch --unshallow` brings the \
         rest, in a workflow `fetch-depth: 0`"
    } else {
        "check the spelling; `git fetch` brings what others have pushed, and a branch of theirs is \
         called `origin/…`"
    };
    Ok(NoSource::new(message, cure))
}

/// What to write in place of `main..branch`, which git takes for two revisions at once.
fn range(argument: &str) -> Option<String> {
    let is_path = argument.split('/').any(|step| step == "..");
    let (one, other) = argument.split_once("..").filter(|_| !is_path)?;
    let or_head = |name: &str| if name.is_empty() { "HEAD" } else { name }.to_owned();
    let one = or_head(one);
    Some(match other.strip_prefix('.') {
        Some(other) => {
            let other = or_head(other);
            format!("write two arguments: `$(git merge-base {one} {other}) {other}`")
        }
        None => format!("write two arguments: `{one} {}`", or_head(other)),
    })
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
        let message = format!("HEAD and `{main}` have no commit in common");
        let cure = if is_shallow {
            "this clone has no full history: run `git fetch --unshallow`, in a workflow say \
             `fetch-depth: 0`; or name BASE"
        } else {
            "name BASE: `cargo xtask spec-diff REVISION`"
        };
        return Err(NoSource::new(message, cure));
    };
    let remark = if base == head {
        let why = match git.branch()?.as_deref() {
            Some("main") => "You are on main".to_owned(),
            _ => format!("Nothing is committed here since {main}"),
        };
        format!("{why}, so BASE is the last commit, {}", short(&base))
    } else {
        format!("BASE is {}, where this work left {main}", short(&base))
    };
    Ok((in_git(&git, &base)?, remark))
}

/// Each full commit id of an argument in ten digits, but none in a path; all else as it is.
fn short(argument: &str) -> String {
    let revision = argument.split(':').next().unwrap_or_default();
    let (revision, path) = argument.split_at(revision.len());
    let words = revision.split_inclusive(|char: char| !char.is_ascii_alphanumeric());
    let words = words.map(|word| {
        let digits = word.trim_end_matches(|char: char| !char.is_ascii_alphanumeric());
        let is_id = digits.len() == 40 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        match (digits.get(..10).filter(|_| is_id), word.get(digits.len()..)) {
            (Some(ten), Some(rest)) => format!("{ten}{rest}"),
            _ => word.to_owned(),
        }
    });
    words.collect::<String>() + path
}

impl NoSource {
    fn new(message: impl Into<String>, cure: impl Into<String>) -> Self {
        Self {
            side: None,
            message: message.into(),
            git: None,
            cure: cure.into(),
        }
    }
}

impl fmt::Display for NoSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "error: {}", self.message)?;
        if let Some(git) = &self.git {
            writeln!(f, "  git says: {}", git.replace('\n', "\n            "))?;
        }
        write!(f, "  cure: {}", self.cure)
    }
}

impl std::error::Error for NoSource {}
