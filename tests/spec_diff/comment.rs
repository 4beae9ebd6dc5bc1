//! The comment on a pull request: there is one, which the bot writes and then updates. `gh` is a stub that
//! records its arguments.

use std::path::Path;
use std::process::{Command, Output};

use revox_tests::sample_review::{review, sample};
use revox_tests::skip::skip;
use revox_tests::spec::workspace;
use revox_tests::within::{LIMIT, output};
use tempfile::TempDir;
use xtask::spec_diff::failure::Failure;
use xtask::spec_diff::report::markdown;

/// Prints the comments from a file for `--jq`, and the response from another file for all other requests.
const GH: &str = r#"#!/usr/bin/env bash
echo "$*" >> "$STUB/requests"
case "$*" in
  *--jq*) jq -r "${@: -1}" "$STUB/comments" ;;
  *) cat "$STUB/response" >&2; exit "$(cat "$STUB/code")" ;;
esac
"#;

const OTHERS: &str = r#"[
  {"id": 1, "user": {"login": "someone"}, "body": "<!-- spec-diff -->\nnot ours"},
  {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "Quoting <!-- spec-diff -->"}
]"#;
const OURS: &str = r#"[
  {"id": 1, "user": {"login": "someone"}, "body": "<!-- spec-diff -->\nnot ours"},
  {"id": 3, "user": {"login": "github-actions[bot]"}, "body": "<!-- spec-diff -->\nours"},
  {"id": 4, "user": {"login": "github-actions[bot]"}, "body": "<!-- spec-diff -->\nours too"}
]"#;

#[test]
fn the_first_review_is_a_new_comment_whatever_others_wrote() {
    let Some(stub) = Stub::new(OTHERS) else {
        return;
    };
    let outcome = stub.run(&markdown(&sample()));
    assert!(outcome.status.success(), "{outcome:?}");
    let body = format!("body=@{}", stub.path("review.md"));
    let expected = format!("api --method POST repos/o/r/issues/7/comments --field {body} --silent");
    assert_eq!(stub.requests(), [LIST.to_owned(), expected]);
}

#[test]
fn the_next_review_replaces_it() {
    let Some(stub) = Stub::new(OURS) else { return };
    let failure = Failure::new("HEAD is not valid YAML: it", "fix it");
    let texts = [
        markdown(&sample()),
        markdown(&review(vec![])),
        failure.markdown(),
    ];
    for text in texts {
        let outcome = stub.run(&text);
        assert!(outcome.status.success(), "{outcome:?}");
        let last = stub.requests().pop().unwrap();
        assert!(
            last.starts_with("api --method PATCH repos/o/r/issues/comments/3 "),
            "{last}"
        );
    }
}

#[test]
fn no_comment_is_begun_if_nothing_differs() {
    let Some(stub) = Stub::new("[]") else { return };
    let outcome = stub.run(&markdown(&review(vec![])));
    assert!(outcome.status.success(), "{outcome:?}");
    assert_eq!(stub.requests(), [LIST]);
}

#[test]
fn a_token_without_write_access_is_not_a_failure() {
    let Some(stub) = Stub::new("[]") else { return };
    stub.respond("gh: Resource not accessible by integration (HTTP 403)", "1");
    let outcome = stub.run(&markdown(&sample()));
    assert!(outcome.status.success(), "{outcome:?}");
    let said = String::from_utf8(outcome.stdout).unwrap();
    assert!(
        said.starts_with("::notice title=spec-diff::This token may not comment"),
        "{said}"
    );
}

#[test]
fn any_other_error_is_a_failure_with_its_message() {
    let Some(stub) = Stub::new("[]") else { return };
    for response in [
        "gh: Server Error (HTTP 500)",
        "gh: You have exceeded a secondary rate limit (HTTP 403)",
        "gh: API Rate Limit exceeded for installation (HTTP 403)",
    ] {
        stub.respond(response, "1");
        let outcome = stub.run(&markdown(&sample()));
        assert!(!outcome.status.success(), "{response}");
        let said = String::from_utf8(outcome.stderr).unwrap();
        assert_eq!(said.trim_end(), response);
    }
}

#[test]
fn a_comment_without_a_marker_is_not_written() {
    let Some(stub) = Stub::new("[]") else { return };
    assert!(!stub.run("no marker").status.success());
    assert!(stub.requests().is_empty());
}

/// The request that lists the comments.
const LIST: &str = "api --paginate repos/o/r/issues/7/comments?per_page=100 --jq .[] | \
    select(.user.login == \"github-actions[bot]\" and (.body | startswith(\"<!-- spec-diff -->\"))) \
    | .id";

fn is_installed(tool: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(tool).is_file())
}

struct Stub {
    folder: TempDir,
}

impl Stub {
    /// Creates a pull request with these comments. Skips the test if a program is missing.
    fn new(comments: &str) -> Option<Self> {
        for tool in ["bash", "jq"] {
            if !is_installed(tool) {
                skip("spec-comment", &format!("{tool} is missing"));
                return None;
            }
        }
        let stub = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        stub.write("comments", comments);
        stub.respond("", "0");
        stub.write("gh", GH);
        let mut command = Command::new("bash");
        command.args(["-c", "chmod +x \"$0\"", &stub.path("gh")]);
        assert!(output(LIMIT, command).status.success());
        Some(stub)
    }

    fn respond(&self, text: &str, code: &str) {
        self.write("response", text);
        self.write("code", code);
    }

    fn run(&self, review: &str) -> Output {
        self.write("review.md", review);
        let folders = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::env::split_paths(&folders);
        let folders = std::iter::once(self.folder.path().to_owned()).chain(folders);
        let script = workspace().join(".github/spec-diff-comment.sh");
        let mut command = Command::new("bash");
        command.arg(script).arg(self.path("review.md"));
        command.env("PATH", std::env::join_paths(folders).unwrap());
        command
            .env("GITHUB_REPOSITORY", "o/r")
            .env("PULL_REQUEST", "7");
        command.env("STUB", self.folder.path());
        output(LIMIT, command)
    }

    fn requests(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.folder.path().join("requests")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(Path::new(&self.path(name)), text).unwrap();
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }
}
