//! The command as scripts see it: exit codes, formats, output streams.

use std::io::{self, ErrorKind, Write};
use std::path::Path;

use clap::Parser;
use revox_tests::sample_review::{change, group, review};
use revox_tests::spec::workspace;
use tempfile::TempDir;
use xtask::spec_diff::command::{Arguments, FOUND, FailOn, GOOD, Streams, UNREADABLE, run};
use xtask::spec_diff::report::MARKER;
use xtask::spec_diff::review::{Change, Refusal, Review};
use xtask::spec_diff::spec::Spec;
use xtask::spec_diff::verdict::{Level, Verdict, Wire};

use crate::revisions::Repository;

const SAME: (&str, &str) = ("openapi: 3.0.3", "openapi: 3.0.3");
/// Words for people, and nothing else.
const PROSE: (&str, &str) = (
    "summary: Retrieve a call order",
    "summary: Get a call order",
);
/// A property that is no longer there.
const BREAKING: (&str, &str) = ("        notes:\n", "        remarks:\n");
/// The generator refuses it.
const REFUSED: (&str, &str) = ("      x-retry-class: read\n", "");
const NO_YAML: (&str, &str) = ("tags: [call]", "tags: [call");

#[test]
fn without_a_policy_any_readable_change_is_reported_with_success() {
    for edit in [SAME, PROSE, BREAKING, REFUSED] {
        let outcome = Case::of(edit).run(&[]);
        assert_eq!(outcome.code, GOOD, "{}", outcome.remarks);
        assert!(outcome.report.contains(" → "), "{}", outcome.report);
    }
}

#[test]
fn a_policy_fails_on_what_it_names() {
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
        let outcome = Case::of(edit).run(&["--fail-on", policy]);
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
fn what_nobody_can_say_never_passes_for_safe() {
    let of = |wire, source, shipped| {
        let change = Change {
            wire: Wire::Contract(wire),
            source,
            shipped,
            ..change("a-check", "it")
        };
        review(vec![group("Call", vec![change])])
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
    refused.head.refusals.push(Refusal {
        pointer: String::new(),
        line: None,
        message: "it".into(),
        cure: "none".into(),
    });
    assert_eq!(found(&refused), [false, true, true, true, true]);
    // No news where BASE has the same trouble.
    let refusals = std::mem::take(&mut refused.head.refusals);
    refused.base.refusals = refusals;
    assert_eq!(found(&refused), [false, true, true, true, true]);
}

#[test]
fn two_equal_sides_that_do_not_generate_are_no_news() {
    let case = Case::of(REFUSED);
    let head = case.path("head.yaml");
    let policy = ["--fail-on", "any,wire,source,shipped,major"];
    for format in ["terminal", "markdown", "json", "github"] {
        let arguments = [&[head.as_str(), &head, "--format", format], &policy[..]].concat();
        let mut report = Vec::new();
        let outcome = case.run_with(&arguments, &mut report);
        let report = String::from_utf8(report).unwrap();
        assert_eq!(outcome.code, GOOD, "{report}{}", outcome.remarks);
        assert!(!report.contains("::error"), "{report}");
    }
}

#[test]
fn a_spec_that_cannot_be_read_is_named_with_its_side_and_line() {
    let outcome = Case::of(NO_YAML).run(&[]);
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
            .ends_with("\n  cure: mend the syntax there, or just above it\n")
    );
    let outcome = Case::of(SAME).run_with(&["no-such-revision"], &mut Vec::new());
    assert_eq!(outcome.code, UNREADABLE);
    assert!(outcome.remarks.contains("cure: "), "{}", outcome.remarks);
}

#[test]
fn a_spec_that_cannot_be_read_is_reported_in_the_format_that_is_asked_for() {
    let case = Case::of(NO_YAML);
    let of = |format| {
        let outcome = case.run(&["--format", format]);
        assert_eq!(outcome.code, UNREADABLE);
        outcome.report
    };
    let markdown = of("markdown");
    let start = format!("{MARKER}\n### The spec cannot be read\n\n- <code>");
    assert!(markdown.starts_with(&start), "{markdown}");
    assert!(markdown.contains("head.yaml:15</code>: HEAD is not valid YAML: "));
    assert!(markdown.contains("<br>cure: mend the syntax"), "{markdown}");
    let github = of("github");
    assert!(
        github.starts_with("::error title=spec-diff%3A the spec cannot be read::HEAD is no"),
        "{github}"
    );
    assert_eq!(github.lines().count(), 1);
    let json: serde_json::Value = serde_json::from_str(&of("json")).unwrap();
    assert_eq!(json["format"], 1);
    assert_eq!(json["error"]["side"], "HEAD");
    assert_eq!(json["error"]["line"], 15);
    assert!(json["error"]["message"].is_string() && json["error"]["cure"].is_string());
    // Not the one of this workspace, which git need not be able to read.
    let repository = Repository::new();
    for format in ["markdown", "json", "github"] {
        let mut report = Vec::new();
        let arguments = ["no-such-revision", "--format", format];
        let outcome = case.run_at(repository.path(), &arguments, &mut report);
        let report = String::from_utf8(report).unwrap();
        assert_eq!(outcome.code, UNREADABLE);
        assert!(report.contains("BASE: "), "{report}");
        assert!(report.contains("neither a file nor a revision"), "{report}");
    }
}

/// GitHub shows annotations at the lines of the repository's files alone.
#[test]
fn lines_are_annotated_in_files_of_the_repository_alone() {
    let case = Case::of(BREAKING);
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
        let mut report = Vec::new();
        let head = head.to_string_lossy();
        case.run_with(&[&base, &*head, "--format", "github"], &mut report);
        let report = String::from_utf8(report).unwrap();
        assert!(report.starts_with(start), "{report}");
    }
}

#[test]
fn what_is_no_openapi_3_0_is_refused_and_named() {
    let case = Case::of(SAME);
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
        std::fs::write(&other, text).unwrap();
        for (side, arguments) in [
            ("BASE", [other.clone(), case.path("head.yaml")]),
            ("HEAD", [case.path("base.yaml"), other.clone()]),
        ] {
            let outcome = case.run_with(&arguments, &mut Vec::new());
            let start = format!("error: {side} is no OpenAPI 3.0 description: {message}\n  --> ");
            assert!(outcome.remarks.starts_with(&start), "{}", outcome.remarks);
            assert_eq!(outcome.code, UNREADABLE);
        }
    }
    let lock = workspace().join("Cargo.lock");
    let arguments = [case.path("base.yaml"), lock.to_string_lossy().into_owned()];
    assert_eq!(case.run_with(&arguments, &mut Vec::new()).code, UNREADABLE);
}

#[test]
fn each_format_is_written_and_nothing_else() {
    let case = Case::of(BREAKING);
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
    assert_eq!(json["format"], 1);
    assert!(!case.run(&[]).report.contains('\u{1b}'));
    assert!(case.run(&["--color", "always"]).report.contains('\u{1b}'));
}

#[test]
fn the_checks_are_listed() {
    let mut report = Vec::new();
    let outcome = Case::of(SAME).run_with(&["--list-checks"], &mut report);
    let report = String::from_utf8(report).unwrap();
    assert_eq!((outcome.code, outcome.remarks.as_str()), (GOOD, ""));
    assert!(report.starts_with("# The checks of spec-diff"));
    let page = std::fs::read_to_string(workspace().join("docs/spec-diff-checks.md")).unwrap();
    assert!(
        page == report,
        "run `cargo xtask spec-diff --list-checks > docs/spec-diff-checks.md`"
    );
}

#[test]
fn a_reader_who_has_seen_enough_changes_nothing() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let case = Case::of(BREAKING);
    let arguments = case.arguments(&["--fail-on", "any"]);
    let outcome = case.run_with(&arguments, &mut Closed);
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
        let error = Cli::try_parse_from([&["spec-diff"], arguments].concat()).unwrap_err();
        assert_eq!(error.exit_code(), i32::from(UNREADABLE));
    }
}

#[derive(Debug, Parser)]
struct Cli {
    #[command(flatten)]
    arguments: Arguments,
}

/// `specs/valid.yaml` as BASE, and with one change as HEAD.
struct Case {
    folder: TempDir,
}

struct Outcome {
    code: u8,
    report: String,
    remarks: String,
}

impl Case {
    fn of((from, to): (&str, &str)) -> Self {
        let valid = std::fs::read_to_string(workspace().join("tests/specs/valid.yaml")).unwrap();
        assert_eq!(valid.matches(from).count(), 1, "{from}");
        let case = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        std::fs::write(case.folder.path().join("base.yaml"), &valid).unwrap();
        std::fs::write(
            case.folder.path().join("head.yaml"),
            valid.replace(from, to),
        )
        .unwrap();
        case
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }

    fn arguments(&self, options: &[&str]) -> Vec<String> {
        let options = options.iter().map(|option| (*option).to_owned());
        [self.path("base.yaml"), self.path("head.yaml")]
            .into_iter()
            .chain(options)
            .collect()
    }

    fn run(&self, options: &[&str]) -> Outcome {
        let mut report = Vec::new();
        let outcome = self.run_with(&self.arguments(options), &mut report);
        Outcome {
            report: String::from_utf8(report).unwrap(),
            ..outcome
        }
    }

    /// With these arguments alone. The report is where it was written to.
    fn run_with(&self, arguments: &[impl AsRef<str>], output: &mut dyn Write) -> Outcome {
        self.run_at(&workspace(), arguments, output)
    }

    fn run_at(
        &self,
        root: &Path,
        arguments: &[impl AsRef<str>],
        output: &mut dyn Write,
    ) -> Outcome {
        let arguments = arguments.iter().map(AsRef::as_ref);
        let cli = Cli::try_parse_from(std::iter::once("spec-diff").chain(arguments)).unwrap();
        let mut remarks = Vec::new();
        let mut streams = Streams {
            input: &mut io::empty(),
            output,
            remarks: &mut remarks,
            shows_colors: false,
        };
        let code = run(&cli.arguments, root, &mut streams);
        let remarks = String::from_utf8(remarks).unwrap();
        Outcome {
            code,
            report: String::new(),
            remarks,
        }
    }
}

/// The largest published descriptions have a million values and keys.
#[test]
fn a_large_file_is_read_and_a_deep_one_is_refused_as_such() {
    let read = |text: &str| Spec::read("a.yaml", Path::new("a.yaml"), text.to_owned());
    assert!(read(&"- 1\n".repeat(300_000)).is_ok());
    let deep: String = (0..70)
        .map(|level| format!("{}a:\n", " ".repeat(level)))
        .collect();
    // As deep as is read takes more stack than a test has.
    let thread = std::thread::Builder::new().stack_size(8 * 1024 * 1024);
    let error = thread.spawn(move || read(&deep).unwrap_err().to_string());
    let error = error.unwrap().join().unwrap();
    let expected = "the file is more than is read: its values are nested more than 64 deep";
    assert!(error.contains(expected), "{error}");
}
