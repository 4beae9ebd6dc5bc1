//! Runs git, as a process of its own and without a shell.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::spec_diff::failure::Failure;

type Result<T> = std::result::Result<T, Box<Failure>>;

/// The repository of a folder.
pub(super) struct Git<'r> {
    /// The repository, or a folder in it.
    pub(super) root: &'r Path,
}

/// Kind of an object of git.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A commit, or a tag of one.
    Revision,
    File,
    Folder,
}

impl Git<'_> {
    /// Returns true if old commits are missing. Fails outside of a repository.
    pub(super) fn is_shallow(&self) -> Result<bool> {
        let output = self.run(&["rev-parse", "--is-shallow-repository"])?;
        match output.status.success() {
            true => Ok(line(&output.stdout) == "true"),
            false => Err(failed(
                "git cannot read this repository",
                &output,
                "run the command in a clone, or name two files",
            )),
        }
    }

    /// Returns the id of the object with this name, if there is one.
    pub(super) fn object(&self, name: &str) -> Result<Option<String>> {
        self.line_of(&["rev-parse", "--verify", "--quiet", "--end-of-options", name])
    }

    /// Returns the branch that is checked out; `None` if it is a commit.
    pub(super) fn branch(&self) -> Result<Option<String>> {
        self.line_of(&["symbolic-ref", "--quiet", "--short", "HEAD"])
    }

    /// Returns the last common commit; `None` if there is none.
    pub(super) fn merge_base(&self, one: &str, other: &str) -> Result<Option<String>> {
        let output = self.run(&["merge-base", one, other])?;
        match output.status.code() {
            Some(0) => Ok(Some(line(&output.stdout))),
            Some(1) => Ok(None),
            _ => Err(failed(
                format!("git finds no common commit of `{one}` and `{other}`"),
                &output,
                "name BASE: `cargo xtask spec-diff REVISION`",
            )),
        }
    }

    pub(super) fn kind(&self, object: &str) -> Result<Kind> {
        let kind = self.cat_file("-t", object)?;
        Ok(match line(&kind).as_str() {
            "commit" | "tag" => Kind::Revision,
            "tree" => Kind::Folder,
            _ => Kind::File,
        })
    }

    /// Returns the content of a file; `None` if it has more than `max` bytes.
    pub(super) fn content(&self, object: &str, max: u64) -> Result<Option<Vec<u8>>> {
        let size = line(&self.cat_file("-s", object)?).parse::<u64>();
        match size.is_ok_and(|size| size <= max) {
            true => self.cat_file("blob", object).map(Some),
            false => Ok(None),
        }
    }

    fn cat_file(&self, what: &str, object: &str) -> Result<Vec<u8>> {
        let output = self.run(&["cat-file", what, object])?;
        match output.status.success() {
            true => Ok(output.stdout),
            false => Err(failed(
                format!("git cannot read its object {object}"),
                &output,
                "`git fsck` says what the repository is missing",
            )),
        }
    }

    /// Returns the line that a command prints; `None` if the command fails.
    fn line_of(&self, arguments: &[&str]) -> Result<Option<String>> {
        let output = self.run(arguments)?;
        Ok(output.status.success().then(|| line(&output.stdout)))
    }

    fn run(&self, arguments: &[&str]) -> Result<Output> {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.root).args(arguments);
        command.stdin(Stdio::null()).output().map_err(|error| {
            let message = format!("git cannot be run: {error}");
            let cure = "install git, or name two files: `cargo xtask spec-diff OLD NEW`";
            Failure::new(message, cure).into()
        })
    }
}

fn failed(message: impl Into<String>, output: &Output, cure: &str) -> Box<Failure> {
    let git = Some(line(&output.stderr)).filter(|git| !git.is_empty());
    let failure = Failure::new(message, cure);
    Box::new(Failure { git, ..failure })
}

fn line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}
