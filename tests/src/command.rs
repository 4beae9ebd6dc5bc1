//! Runs of `cargo xtask spec-diff` within the process of a test.

use std::io::{self, Write};
use std::path::Path;

use clap::Parser;
use xtask::spec_diff::command::{Arguments, GOOD, Streams, run};

/// Outcome of a run.
#[derive(Debug)]
pub struct Outcome {
    /// Exit code.
    pub code: u8,
    /// Standard output.
    pub report: String,
    /// Standard error.
    pub remarks: String,
}

/// Parses arguments as the command line does.
pub fn parse(arguments: &[impl AsRef<str>]) -> Result<Arguments, clap::Error> {
    #[derive(Parser)]
    struct CommandLine {
        #[command(flatten)]
        arguments: Arguments,
    }
    let arguments = arguments.iter().map(AsRef::as_ref);
    let line = CommandLine::try_parse_from(["spec-diff"].into_iter().chain(arguments))?;
    Ok(line.arguments)
}

/// Runs the command in the workspace at `root`.
pub fn spec_diff(root: &Path, arguments: &[impl AsRef<str>]) -> Outcome {
    let mut report = Vec::new();
    let outcome = spec_diff_into(&mut report, root, arguments);
    Outcome {
        report: String::from_utf8(report).unwrap(),
        ..outcome
    }
}

/// Runs the command, which has to exit with [`GOOD`], and returns the report.
#[track_caller]
pub fn report(root: &Path, arguments: &[impl AsRef<str>]) -> String {
    let outcome = spec_diff(root, arguments);
    assert_eq!(outcome.code, GOOD, "{}", outcome.remarks);
    outcome.report
}

/// Runs the command with another standard output; the outcome has no report.
pub fn spec_diff_into(
    output: &mut dyn Write,
    root: &Path,
    arguments: &[impl AsRef<str>],
) -> Outcome {
    let arguments = parse(arguments).unwrap_or_else(|error| panic!("{error}"));
    let mut remarks = Vec::new();
    let mut streams = Streams {
        input: &mut io::empty(),
        output,
        remarks: &mut remarks,
        shows_colors: false,
    };
    let code = run(&arguments, root, &mut streams);
    Outcome {
        code,
        report: String::new(),
        remarks: String::from_utf8(remarks).unwrap(),
    }
}
