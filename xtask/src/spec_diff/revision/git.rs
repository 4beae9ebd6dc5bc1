//! Asks git, as a process of its own and without a shell.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::NoSource;

/// The repository that a folder is in.
pub(super) struct Git<'r> {
    root: &'r Path,
}

/// What a name of git's stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A commit, or a tag of one.
    Revision,
    File,
    Folder,
}

impl<'r> Git<'r> {
    pub(super) fn at(root: &'r Path) -> Self {
        Self { root }
    }

    pub(super) fn root(&self) -> &Path {
        self.root
    }

    /// Whether old commits are missing. Fails where there is no repository at all.
    pub(super) fn is_shallow(&self) -> Result<bool, NoSource> {
        let answer = self.run(&["rev-parse", "--is-shallow-repository"])?;
        if !answer.status.success() {
            return Err(failed(
                "git does not read this repository".to_owned(),
                &answer,
                "run the command in a clone, or name two files",
            ));
        }
        Ok(line(&answer) == "true")
    }

    /// The id of what git knows by a name; none where it knows nothing.
    pub(super) fn object(&self, name: &str) -> Result<Option<String>, NoSource> {
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", name];
        let answer = self.run(&arguments)?;
        Ok(answer.status.success().then(|| line(&answer)))
    }

    pub(super) fn kind(&self, object: &str) -> Result<Kind, NoSource> {
        let answer = self.run(&["cat-file", "-t", object])?;
        match line(&answer).as_str() {
            "commit" | "tag" => Ok(Kind::Revision),
            "blob" => Ok(Kind::File),
            "tree" => Ok(Kind::Folder),
            _ => Err(unreadable(object, &answer)),
        }
    }

    /// The branch that is checked out; none where it is a commit.
    pub(super) fn branch(&self) -> Result<Option<String>, NoSource> {
        let answer = self.run(&["symbolic-ref", "--quiet", "--short", "HEAD"])?;
        Ok(answer.status.success().then(|| line(&answer)))
    }

    /// How many bytes an object has.
    pub(super) fn size(&self, object: &str) -> Result<u64, NoSource> {
        let answer = self.run(&["cat-file", "-s", object])?;
        line(&answer)
            .parse()
            .map_err(|_| unreadable(object, &answer))
    }

    pub(super) fn content(&self, object: &str) -> Result<Vec<u8>, NoSource> {
        let answer = self.run(&["cat-file", "blob", object])?;
        if answer.status.success() {
            Ok(answer.stdout)
        } else {
            Err(unreadable(object, &answer))
        }
    }

    /// The last commit that both have; none where they have none.
    pub(super) fn merge_base(&self, one: &str, other: &str) -> Result<Option<String>, NoSource> {
        let answer = self.run(&["merge-base", one, other])?;
        match answer.status.code() {
            Some(0) => Ok(Some(line(&answer))),
            Some(1) => Ok(None),
            _ => Err(failed(
                format!("git finds no common commit of `{one}` and `{other}`"),
                &answer,
                "name BASE: `cargo xtask spec-diff REVISION`",
            )),
        }
    }

    fn run(&self, arguments: &[&str]) -> Result<Output, NoSource> {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(self.root)
            .args(arguments)
            .stdin(Stdio::null());
        command.output().map_err(|error| {
            let message = format!("git cannot be run: {error}");
            NoSource::new(
                message,
                "install git, or name two files: `… spec-diff OLD NEW`",
            )
        })
    }
}

fn unreadable(object: &str, answer: &Output) -> NoSource {
    failed(
        format!("git does not read its object {object}"),
        answer,
        "`git fsck` says what the repository is missing",
    )
}

fn failed(message: String, answer: &Output, cure: &str) -> NoSource {
    let said = String::from_utf8_lossy(&answer.stderr).trim().to_owned();
    NoSource {
        git: Some(said).filter(|said| !said.is_empty()),
        ..NoSource::new(message, cure)
    }
}

fn line(answer: &Output) -> String {
    String::from_utf8_lossy(&answer.stdout).trim().to_owned()
}
