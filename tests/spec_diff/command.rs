//! The command as scripts see it: exit codes, formats, output streams.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use revox_tests::command::{Outcome, parse, report, spec_diff, spec_diff_into};
use revox_tests::sample_review::{change, of_schema, refusal, review};
use revox_tests::spec::workspace;
use tempfile::TempDir;
use xtask::spec_diff::command::{FOUND, FailOn, GOOD, UNREADABLE};
use xtask::spec_diff::report::MARKER;
use xtask::spec_diff::review::{Change, Review};
use xtask::spec_diff::spec::Spec;
use xtask::spec_diff::verdict::{Level, Verdict, Wire};

use crate::revisions::Repository;

const SAME: (&str, &str) = ("openapi: 3.0.3", "openapi: 3.0.3");
/// A change of documentation only.
const PROSE: (&str, &str) = (
    "summary: Retrieve a call order",
    "summary: Get a call order",
);
/// A property is removed.
const BREAKING: (&str, &str) = ("        notes:\n", "        remarks:\n");
/// The generator refuses HEAD.
const REFUSED: (&str, &str) = ("      x-retry-class: read\n", "");
const INVALID_YAML: (&str, &str) = ("tags: [call]", "tags: [call");

#[test]
fn any_change_is_reported_with_success_by_default() {
    for edit in [SAME, PROSE, BREAKING, REFUSED] {
        let outcome = Case::new(edit).run(&[]);
        assert_eq!(outcome.code, GOOD, "{}", outcome.remarks);
        assert!(outcome.report.contains(" → "), "{}", outcome.report);
    }
}

#[test]
fn fail_on_fails_on_the_findings_that_it_names() {
    for (edit, policy, code) in [
        (SAME, "any,wire,source,shipped,major", GOOD),
        (PROSE, "wire,source,shipped,major", GOOD),
        (PROSE, "any", FOUND),
        (BREAKING, "wire", FOUND),
        (BREAKING, "source", FOUND),
        (BREAKING, "major", FOUND),
        (REFUSED, "source", FOUND),
        (REFUSED, "shipped", FOUND),
        (REFUSED, "major", FOUND),
    ] {
        let outcome = Case::new(edit).run(&["--fail-on", policy]);
        assert_eq!(outcome.code, code, "{edit:?} {policy}: {}", outcome.report);
        assert_eq!(
            outcome.remarks.contains("--fail-on"),
            code == FOUND,
            "{}",
            outcome.remarks
        );
    }
}

#[test]
fn an_unknown_verdict_is_a_finding() {
    let of = |wire, source, shipped| {
        let change = Change {
            wire: Wire::Contract(wire),
            source,
            shipped,
            ..change("a-check", "it")
        };
        review(vec![of_schema("Call", vec![change])])
    };
    let all = [
        FailOn::Wire,
        FailOn::Source,
        FailOn::Shipped,
        FailOn::Major,
        FailOn::Any,
    ];
    let found = |review: &Review| all.map(|what| what.is_in(review));
    let (safe, unknown) = (Verdict::Safe, Verdict::Unknown);
    assert_eq!(found(&review(vec![])), [false; 5]);
    assert_eq!(
        found(&of(safe, Level::Minor, safe)),
        [false, false, false, false, true]
    );
    assert_eq!(
        found(&of(unknown, Level::Minor, safe)),
        [true, false, false, false, true]
    );
    assert_eq!(
        found(&of(safe, Level::Unknown, safe)),
        [false, true, false, true, true]
    );
    assert_eq!(
        found(&of(safe, Level::Minor, unknown)),
        [false, false, true, false, true]
    );
    let mut refused = review(vec![]);
    refused.head.refusals.push(refusal("it"));
    assert_eq!(found(&refused), [false, true, true, true, true]);
    // The same for BASE.
    let refusals = std::mem::take(&mut refused.head.refusals);
    refused.base.refusals = refusals;
    assert_eq!(found(&refused), [false, true, true, true, true]);
}

#[test]
fn two_equal_sides_that_do_not_generate_are_not_a_finding() {
    let case = Case::new(REFUSED);
    let head = case.path("head.yaml");
    let fail_on = ["--fail-on", "any,wire,source,shipped,major"];
    for format in ["terminal", "markdown", "json", "github"] {
        let arguments = [&[head.as_str(), &head, "--format", format], &fail_on[..]].concat();
        let report = report(&workspace(), &arguments);
        assert!(!report.contains("::error"), "{report}");
    }
}

#[test]
fn a_spec_that_cannot_be_read_is_named_with_its_side_and_line() {
    let outcome = Case::new(INVALID_YAML).run(&[]);
    assert_eq!(outcome.code, UNREADABLE);
    assert!(outcome.report.is_empty());
    assert!(
        outcome
            .remarks
            .starts_with("error: HEAD is not valid YAML: "),
        "{}",
        outcome.remarks
    );
    assert!(
        outcome.remarks.contains("head.yaml:"),
        "{}",
        outcome.remarks
    );
    assert!(
        !outcome.remarks.contains("generated files"),
        "{}",
        outcome.remarks
    );
    assert!(
        outcome
            .remarks
            .ends_with("\n  cure: fix the syntax there, or just above it\n")
    );
    let outcome = spec_diff(&workspace(), &["no-such-revision"]);
    assert_eq!(outcome.code, UNREADABLE);
    assert!(outcome.remarks.contains("cure: "), "{}", outcome.remarks);
}

#[test]
fn a_spec_that_cannot_be_read_is_reported_in_each_format() {
    let case = Case::new(INVALID_YAML);
    let of = |format| {
        let outcome = case.run(&["--format", format]);
        assert_eq!(outcome.code, UNREADABLE);
        outcome.report
    };
    let markdown = of("markdown");
    let start = format!("{MARKER}\n### The spec cannot be read\n\n- <code>");
    assert!(markdown.starts_with(&start), "{markdown}");
    assert!(markdown.contains("head.yaml:15</code>: HEAD is not valid YAML: "));
    assert!(markdown.contains("<br>cure: fix the syntax"), "{markdown}");
    let github = of("github");
    assert!(
        github.starts_with("::error title=spec-diff%3A the spec cannot be read::HEAD is not"),
        "{github}"
    );
    assert_eq!(github.lines().count(), 1);
    let json: serde_json::Value = serde_json::from_str(&of("json")).unwrap();
    assert_eq!(json["format"], 2);
    assert_eq!(json["error"]["side"], "HEAD");
    assert_eq!(json["error"]["line"], 15);
    assert!(json["error"]["message"].is_string() && json["error"]["cure"].is_string());
    // A repository of its own: the workspace need not be one.
    let repository = Repository::new();
    for format in ["markdown", "json", "github"] {
        let arguments = ["no-such-revision", "--format", format];
        let Outcome { code, report, .. } = spec_diff(repository.path(), &arguments);
        assert_eq!(code, UNREADABLE);
        assert!(report.contains("BASE: "), "{report}");
        assert!(report.contains("neither a file nor a revision"), "{report}");
    }
}

/// GitHub shows annotations only at lines of files of the repository.
#[test]
fn only_files_of_the_repository_have_annotated_lines() {
    let case = Case::new(BREAKING);
    let outside = case.run(&["--format", "github"]).report;
    assert!(outside.starts_with("::error title=spec-diff"), "{outside}");
    assert!(!outside.contains("file=") && !outside.contains("line="));
    let inside = workspace().join("tests/specs/valid.yaml");
    let broken = workspace().join("Cargo.lock");
    for (base, head, start) in [
        (
            case.path("head.yaml"),
            &inside,
            "::error file=tests/specs/valid.yaml,line=",
        ),
        (
            case.path("base.yaml"),
            &broken,
            "::error file=Cargo.lock,line=",
        ),
    ] {
        let arguments = [&base, &*head.to_string_lossy(), "--format", "github"];
        let report = spec_diff(&workspace(), &arguments).report;
        assert!(report.starts_with(start), "{report}");
    }
}

#[test]
fn a_file_that_is_not_openapi_3_0_is_refused_with_the_reason() {
    let case = Case::new(SAME);
    let other = case.path("other");
    for (text, message) in [
        ("", "it is empty"),
        ("null", "it is empty"),
        ("- openapi: 3.0.3", "it is a list"),
        ("words", "it is a single value"),
        ("{}", "it has no key `openapi`"),
        ("swagger: '2.0'", "it is Swagger 2.0"),
        ("openapi: 3.1.0\npaths: {}", "it is OpenAPI 3.1.0"),
        ("openapi: 3.0", "it is OpenAPI 3.0"),
    ] {
        fs::write(&other, text).unwrap();
        for (side, arguments) in [
            ("BASE", [other.clone(), case.path("head.yaml")]),
            ("HEAD", [case.path("base.yaml"), other.clone()]),
        ] {
            let outcome = spec_diff(&workspace(), &arguments);
            let start =
                format!("error: {side} is not an OpenAPI 3.0 description: {message}\n  --> ");
            assert!(outcome.remarks.starts_with(&start), "{}", outcome.remarks);
            assert_eq!(outcome.code, UNREADABLE);
        }
    }
    let lock = workspace().join("Cargo.lock");
    let arguments = [case.path("base.yaml"), lock.to_string_lossy().into_owned()];
    assert_eq!(spec_diff(&workspace(), &arguments).code, UNREADABLE);
}

#[test]
fn each_format_is_written_and_nothing_else() {
    let case = Case::new(BREAKING);
    assert!(
        case.run(&["--format", "markdown"])
            .report
            .starts_with(MARKER)
    );
    assert!(
        case.run(&["--format", "github"])
            .report
            .starts_with("::error ")
    );
    let json = case.run(&["--format", "json"]).report;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["format"], 2);
    assert!(!case.run(&[]).report.contains('\u{1b}'));
    assert!(case.run(&["--color", "always"]).report.contains('\u{1b}'));
}

#[test]
fn the_checks_are_listed() {
    let report = report(&workspace(), &["--list-checks"]);
    assert!(report.starts_with("# The checks of spec-diff"));
    let page = fs::read_to_string(workspace().join("docs/spec-diff-checks.md")).unwrap();
    assert!(
        page == report,
        "run `cargo xtask spec-diff --list-checks > docs/spec-diff-checks.md`"
    );
}

#[test]
fn a_closed_pipe_does_not_change_the_exit_code() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let case = Case::new(BREAKING);
    let arguments = case.arguments(&["--fail-on", "any"]);
    let outcome = spec_diff_into(&mut Closed, &workspace(), &arguments);
    assert_eq!(outcome.code, FOUND);
    assert_eq!(outcome.remarks, "--fail-on any: found\n");
}

#[test]
fn arguments_that_make_no_sense_are_refused() {
    for arguments in [
        &["--fail-on", "nothing"][..],
        &["--format", "html"],
        &["a", "b", "c"],
    ] {
        let error = parse(arguments).unwrap_err();
        assert_eq!(error.exit_code(), i32::from(UNREADABLE));
    }
}

/// BASE is `specs/valid.yaml`, and HEAD the same with one change.
struct Case {
    folder: TempDir,
}

impl Case {
    fn new((from, to): (&str, &str)) -> Self {
        let valid = fs::read_to_string(workspace().join("tests/specs/valid.yaml")).unwrap();
        assert_eq!(valid.matches(from).count(), 1, "{from}");
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("base.yaml"), &valid).unwrap();
        fs::write(folder.path().join("head.yaml"), valid.replace(from, to)).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }

    /// Returns the arguments that name both, and options.
    fn arguments(&self, options: &[&str]) -> Vec<String> {
        let options = options.iter().map(|option| (*option).to_owned());
        let sides = [self.path("base.yaml"), self.path("head.yaml")];
        sides.into_iter().chain(options).collect()
    }

    fn run(&self, options: &[&str]) -> Outcome {
        spec_diff(&workspace(), &self.arguments(options))
    }
}

/// The largest published specs have a million values and keys.
#[test]
fn a_large_file_is_read_and_a_deep_one_is_refused_as_such() {
    let read = |text: &str| Spec::read("a.yaml", Path::new("a.yaml"), text.to_owned());
    assert!(read(&"- 1\n".repeat(300_000)).is_ok());
    let deep: String = (0..70)
        .map(|level| format!("{}a:\n", " ".repeat(level)))
        .collect();
    // The greatest depth takes more stack than the thread of a test has.
    let thread = std::thread::Builder::new().stack_size(8 * 1024 * 1024);
    let error = thread.spawn(move || read(&deep).unwrap_err().to_string());
    let error = error.unwrap().join().unwrap();
    let expected = "the file exceeds a limit: its values are nested more than 64 deep";
    assert!(error.contains(expected), "{error}");
}
