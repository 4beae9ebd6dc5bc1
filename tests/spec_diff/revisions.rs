//! The choice of the two specs: files, standard input, git revisions, and the defaults.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use revox_tests::within::{LIMIT, blocking_within, output};
use tempfile::TempDir;
use xtask::spec_diff::failure::Failure;
use xtask::spec_diff::revision::{self, Sources};

/// Reads both sides as the command does, with a limit for git.
#[track_caller]
fn read(
    root: &Path,
    base: Option<&str>,
    head: Option<&str>,
    mut input: impl Read + Send + 'static,
) -> Result<Sources, Box<Failure>> {
    let (root, base, head) = (
        root.to_owned(),
        base.map(str::to_owned),
        head.map(str::to_owned),
    );
    blocking_within(LIMIT, "two specs", move || {
        revision::read(&root, base.as_deref(), head.as_deref(), &mut input)
    })
}

#[test]
fn by_default_the_working_tree_is_compared_with_the_commit_where_it_left_main() {
    let repository = Repository::new();
    let fork = repository.commit("fork");
    repository.git(&["checkout", "-qb", "work"]);
    repository.commit("work");
    repository.git(&["checkout", "-q", "main"]);
    repository.commit("later");
    repository.git(&["checkout", "-q", "work"]);
    repository.write("now");
    let sources = repository.read(None, None).unwrap();
    assert_eq!(texts(&sources), ("fork", "now"));
    assert_eq!(sources.base.name, format!("{}:openapi.yaml", &fork[..10]));
    assert_eq!(sources.head.name, "openapi.yaml");
    let remark = sources.remark.unwrap();
    assert_eq!(
        remark,
        format!("BASE is {}, where this work left main", &fork[..10])
    );
}

#[test]
fn the_main_branch_of_the_remote_comes_first() {
    let origin = Repository::new();
    origin.commit("published");
    let clone = origin.clone_of(&[]);
    clone.commit("mine");
    let sources = clone.read(None, None).unwrap();
    assert_eq!(texts(&sources), ("published", "mine"));
    assert!(
        sources
            .remark
            .unwrap()
            .ends_with("where this work left origin/main")
    );
}

#[test]
fn on_main_base_is_the_last_commit_and_a_remark_says_so() {
    let repository = Repository::new();
    let last = repository.commit("last");
    repository.write("now");
    let sources = repository.read(None, None).unwrap();
    assert_eq!(texts(&sources), ("last", "now"));
    let remark = sources.remark.unwrap();
    let end = format!("so BASE is the last commit, {}", &last[..10]);
    assert_eq!(remark, format!("You are on main, {end}"));
    repository.git(&["checkout", "-qb", "work"]);
    let remark = repository.read(None, None).unwrap().remark.unwrap();
    assert_eq!(
        remark,
        format!("Nothing is committed here since main, {end}")
    );
}

#[test]
fn arguments_are_revisions_paths_in_them_files_or_standard_input() {
    let repository = Repository::new();
    let one = repository.commit("one");
    repository.git(&["tag", "-a", "v1", "-m", "one"]);
    repository.commit("two");
    std::fs::create_dir(repository.path().join("old")).unwrap();
    std::fs::write(repository.path().join("old/spec.yaml"), "old").unwrap();
    repository.git(&["add", "."]);
    repository.git(&["commit", "-qm", "old"]);
    let file = repository
        .path()
        .join("old/spec.yaml")
        .to_string_lossy()
        .into_owned();
    let short = format!("{}:openapi.yaml", &one[..10]);
    let one_itself = format!("{one}^0");
    let short_itself = format!("{}^0:openapi.yaml", &one[..10]);
    for (argument, name, path, text) in [
        (&one_itself[..], &short_itself[..], "openapi.yaml", "one"),
        ("main", "main:openapi.yaml", "openapi.yaml", "two"),
        ("v1", "v1:openapi.yaml", "openapi.yaml", "one"),
        ("HEAD~2", "HEAD~2:openapi.yaml", "openapi.yaml", "one"),
        (&one, &short, "openapi.yaml", "one"),
        (
            "main:old/spec.yaml",
            "main:old/spec.yaml",
            "old/spec.yaml",
            "old",
        ),
        (":old/spec.yaml", ":old/spec.yaml", "old/spec.yaml", "old"),
        (&file, &file, &file, "old"),
        ("-", "standard input", "openapi.yaml", "piped"),
    ] {
        let sources = repository.read(Some(argument), None).unwrap();
        assert_eq!(sources.base.name, name);
        assert_eq!(sources.base.path, PathBuf::from(path));
        assert_eq!(sources.base.text, text, "{argument}");
        assert_eq!(sources.head.text, "two");
        assert!(sources.remark.is_none());
    }
    let sources = repository.read(Some("v1"), Some("-")).unwrap();
    assert_eq!(texts(&sources), ("one", "piped"));
}

/// The workspace may be a folder of a larger repository.
#[test]
fn a_revision_is_seen_from_the_root_of_the_workspace() {
    let repository = Repository::new();
    repository.commit("of the repository");
    let root = repository.path().join("sdk");
    std::fs::create_dir(&root).unwrap();
    std::fs::write(root.join("openapi.yaml"), "of the workspace").unwrap();
    repository.git(&["add", "."]);
    repository.git(&["commit", "-qm", "sdk"]);
    let sources = read(&root, Some("main"), None, "".as_bytes()).unwrap();
    assert_eq!(texts(&sources), ("of the workspace", "of the workspace"));
}

#[test]
fn errors_say_what_is_wrong_and_what_to_do() {
    let repository = Repository::new();
    let none = repository.error(None);
    assert!(
        none.contains("no commit yet") && none.contains("cure: commit"),
        "{none}"
    );
    repository.commit("one");
    std::fs::create_dir(repository.path().join("folder")).unwrap();
    std::fs::write(repository.path().join("folder/bytes"), [0xff]).unwrap();
    repository.git(&["add", "."]);
    repository.git(&["commit", "-qm", "folder"]);
    for (argument, message) in [
        ("mian", "`mian` is neither a file nor a revision"),
        (
            "mian:openapi.yaml",
            "`mian:openapi.yaml` is neither a file nor a revision",
        ),
        ("main:nothing.yaml", "there is no `nothing.yaml` at `main`"),
        ("main:folder", "`main:folder` is a folder"),
        ("main:folder/bytes", "`main:folder/bytes` is not UTF-8"),
        (
            "--upload-pack=x",
            "`--upload-pack=x` is neither a file nor a revision",
        ),
    ] {
        let error = repository.error(Some(argument));
        assert!(
            error.starts_with(&format!("error: BASE: {message}")),
            "{error}"
        );
        assert!(error.contains("\n  cure: "), "{error}");
    }
    repository.git(&["rm", "-q", "openapi.yaml"]);
    repository.git(&["commit", "-qm", "gone"]);
    assert!(
        repository
            .error(Some("main"))
            .contains("no `openapi.yaml` at `main`")
    );
    assert!(
        repository
            .error(Some("main~1"))
            .contains("openapi.yaml` cannot be read"),
        "of HEAD"
    );
    let twice = repository.read(Some("-"), Some("-")).unwrap_err();
    assert!(twice.to_string().contains("both `-`"));
    repository.git(&["branch", "-m", "trunk"]);
    assert!(
        repository
            .error(None)
            .contains("neither an `origin/main` nor a `main`")
    );
}

#[test]
fn a_range_of_git_is_refused_with_the_two_arguments_to_write() {
    let repository = Repository::new();
    repository.commit("one");
    for (argument, cure) in [
        ("main..branch", "write two arguments: `main branch`"),
        ("main..", "write two arguments: `main HEAD`"),
        ("..branch", "write two arguments: `HEAD branch`"),
        (
            "v1.0...branch",
            "write two arguments: `$(git merge-base v1.0 branch) branch`",
        ),
        ("../nothing.yaml", "check the spelling"),
    ] {
        let error = repository.error(Some(argument));
        assert!(error.contains(&format!("  cure: {cure}")), "{error}");
    }
}

#[test]
fn more_than_64_mb_are_not_read() {
    let repository = Repository::new();
    repository.commit("one");
    let endless = read(repository.path(), Some("-"), None, std::io::repeat(b'#'));
    let error = endless.unwrap_err();
    assert_eq!(error.side, Some("BASE"));
    let start = "error: BASE: `standard input` has more than 64 MB";
    assert!(error.to_string().starts_with(start), "{error}");
    // Git compresses it.
    let large = "#".repeat(64_000_001);
    repository.commit(&large);
    repository.write("one");
    let error = repository.error(Some("main"));
    assert!(error.contains("has more than 64 MB"), "{error}");
    repository.write(&large);
    let error = read(repository.path(), Some("main~1"), None, "".as_bytes()).unwrap_err();
    assert_eq!(error.side, Some("HEAD"));
}

#[test]
fn a_clone_without_history_is_told_to_fetch_it() {
    let origin = Repository::new();
    origin.commit("fork");
    origin.git(&["checkout", "-qb", "work"]);
    origin.commit("work");
    origin.git(&["checkout", "-q", "main"]);
    origin.commit("later");
    let clone = origin.clone_of(&["--depth=1", "--branch=work", "--no-single-branch"]);
    let error = clone.error(None);
    assert!(error.contains("no commit in common"), "{error}");
    assert!(
        error.contains("git fetch --unshallow") && error.contains("fetch-depth: 0"),
        "{error}"
    );
    assert!(
        clone
            .error(Some("HEAD~1"))
            .contains("git fetch --unshallow")
    );
}

#[test]
fn outside_of_a_repository_only_files_can_be_compared() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("openapi.yaml");
    std::fs::write(&file, "spec").unwrap();
    let none = read(folder.path(), None, None, "".as_bytes());
    let error = none.unwrap_err().to_string();
    assert!(
        error.contains("git says: fatal: not a git repository"),
        "{error}"
    );
    let sources = read(folder.path(), file.to_str(), None, "".as_bytes()).unwrap();
    assert_eq!(texts(&sources), ("spec", "spec"));
}

fn texts(sources: &Sources) -> (&str, &str) {
    (&sources.base.text, &sources.head.text)
}

pub(crate) struct Repository {
    folder: TempDir,
}

impl Repository {
    pub(crate) fn new() -> Self {
        let repository = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        repository.git(&["init", "-q", "-b", "main"]);
        repository
    }

    fn clone_of(&self, options: &[&str]) -> Self {
        let clone = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        // A clone of a path, and not of a URL, would have the full history.
        let url = format!("file://{}", self.path().display());
        clone.git(&[&["clone", "-q"], options, &[&url, "."]].concat());
        clone
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes files, by path, and commits them.
    pub(crate) fn commit_files(&self, files: &[(&str, &str)]) -> String {
        for (path, text) in files {
            let path = self.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        self.git(&["add", "."]);
        self.git(&["commit", "-qm", "Files"]);
        self.git(&["rev-parse", "HEAD"])
    }

    fn write(&self, text: &str) {
        std::fs::write(self.path().join("openapi.yaml"), text).unwrap();
    }

    fn commit(&self, text: &str) -> String {
        self.write(text);
        self.git(&["add", "openapi.yaml"]);
        self.git(&["commit", "-qm", text.get(..40).unwrap_or(text)]);
        self.git(&["rev-parse", "HEAD"])
    }

    fn git(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.path()).args(arguments);
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), "Test");
            command.env(format!("GIT_{role}_EMAIL"), "test@example.com");
        }
        let output = output(LIMIT, command);
        assert!(output.status.success(), "git {arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn read(&self, base: Option<&str>, head: Option<&str>) -> Result<Sources, Box<Failure>> {
        read(self.path(), base, head, "piped".as_bytes())
    }

    fn error(&self, base: Option<&str>) -> String {
        self.read(base, None).unwrap_err().to_string()
    }
}
