//! `cargo xtask spec-diff`: turns arguments into a report and an exit code.

use std::io::{self, ErrorKind, Read, Write};
use std::mem;
use std::panic::resume_unwind;
use std::path::Path;
use std::thread;

use clap::{Args, ColorChoice, ValueEnum};

use super::failure::Failure;
use super::report::{annotations, json, markdown, terminal};
use super::review::{GENERATOR_CURE, Review};
use super::revision::{self, MAX_BYTES, Source, Sources};
use super::spec::Spec;
use super::verdict::{Level, Verdict};
use super::{checks, review};
use crate::codegen::document::check_version;
use crate::codegen::error::CodegenError;
use crate::codegen::generator::guarded;

/// Arguments of the command.
#[derive(Args, Clone, Debug, Default)]
pub struct Arguments {
    /// The spec that users have: a file, `-`, a git revision, or REVISION:PATH. Default: the commit
    /// where your branch left main
    pub base: Option<String>,
    /// The spec that users will have, in one of the same forms. Default: openapi.yaml in the working tree
    pub head: Option<String>,
    /// Format of the report
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Use of colours in the terminal report
    #[arg(long, value_enum, default_value_t)]
    pub color: ColorChoice,
    /// Print the terminal report in full, with changes of documentation and long lists
    #[arg(long)]
    pub all: bool,
    /// Exit with 1 if one of these is found; separated by commas
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FINDING")]
    pub fail_on: Vec<FailOn>,
    /// Print the table of all checks, in Markdown, and compare nothing
    #[arg(long)]
    pub list_checks: bool,
}

/// Format of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For the person who runs the command
    #[default]
    Terminal,
    /// For a comment on a pull request, below its limit of 65,536 characters
    Markdown,
    /// For programs; docs/spec-diff.md describes it
    Json,
    /// For the log of a GitHub workflow: an annotation for each change
    Github,
}

/// A finding that makes the command fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// The contract breaks, or nobody can say
    Wire,
    /// Code that uses the Rust API breaks, or nobody can say, or no code is generated
    Source,
    /// Programs already shipped break, or nobody can say
    Shipped,
    /// The next version is a major one, or nobody can say
    Major,
    /// Anything differs at all
    Any,
}

/// Input and output of the command.
pub struct Streams<'s> {
    /// Read for an argument `-`.
    pub input: &'s mut dyn Read,
    /// Receives the report.
    pub output: &'s mut dyn Write,
    /// Receives remarks and errors.
    pub remarks: &'s mut dyn Write,
    /// True if `output` shows colours.
    pub shows_colors: bool,
}

/// Stack size of a thread that reads a spec. Deeply nested values take more than the default, so it is that
/// of a main thread.
const STACK: usize = 8 * 1024 * 1024;

/// Size in bytes from which the two texts are read one after the other, which takes less memory.
const LARGE: usize = 4_000_000;

/// Current version: all packages of the workspace have the same.
const CURRENT: &str = env!("CARGO_PKG_VERSION");

/// Exit code: nothing that `--fail-on` names was found.
pub const GOOD: u8 = 0;
/// Exit code: something that `--fail-on` names was found.
pub const FOUND: u8 = 1;
/// Exit code: the arguments or the specs cannot be read.
pub const UNREADABLE: u8 = 2;

/// Runs the command in the workspace at `root` and returns the exit code.
pub fn run(arguments: &Arguments, root: &Path, streams: &mut Streams<'_>) -> u8 {
    // A remark that cannot be written does not stop the command.
    let mut remark = |text: &str| drop(writeln!(streams.remarks, "{text}"));
    let (report, code) = if arguments.list_checks {
        (Ok(checks::table()), GOOD)
    } else {
        match reviewed(arguments, root, streams.input) {
            Ok((review, sources)) => {
                sources.remark.as_deref().into_iter().for_each(&mut remark);
                let found = arguments.fail_on.iter().filter(|on| on.is_in(&review));
                let names = found.filter_map(ValueEnum::to_possible_value);
                let names: Vec<_> = names.map(|name| name.get_name().to_owned()).collect();
                for name in &names {
                    remark(&format!("--fail-on {name}: found"));
                }
                let code = if names.is_empty() { GOOD } else { FOUND };
                let report = report(arguments, streams.shows_colors, &review, &sources);
                (report, code)
            }
            Err(failure) => {
                remark(&failure.to_string());
                (failure_report(arguments.format, &failure), UNREADABLE)
            }
        }
    };
    let written = report.and_then(|report| {
        streams.output.write_all(report.as_bytes())?;
        streams.output.flush()
    });
    match written {
        // A reader such as `head` closes the pipe when it has enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            remark(&format!("error: the report cannot be written: {error}"));
            UNREADABLE
        }
        _ => code,
    }
}

/// Returns true if a report on standard output has colours.
pub fn shows_colors(output: &io::Stdout) -> bool {
    anstream::AutoStream::choice(output) != anstream::ColorChoice::Never
}

fn reviewed(
    arguments: &Arguments,
    root: &Path,
    input: &mut dyn Read,
) -> Result<(Review, Sources), Box<Failure>> {
    let (base, head) = (arguments.base.as_deref(), arguments.head.as_deref());
    let mut sources = revision::read(root, base, head, input)?;
    let is_large = sources.base.text.len().max(sources.head.text.len()) > LARGE;
    let (base, head) = match is_large {
        true => one_by_one(&mut sources),
        false => at_once(&sources),
    };
    let (mut base, mut head) = (base?, head?);
    for (spec, source) in [(&mut base, &sources.base), (&mut head, &sources.head)] {
        let mut left = MAX_BYTES;
        spec.bundle_files(&source.path, &mut |path| {
            source.beside.read(path, &mut left)
        });
    }
    let review = guarded("the comparison", || review(&base, &head, CURRENT));
    let review = review.map_err(|error| {
        let cure = "this is a bug of spec-diff; find the part of the spec by deleting other parts on \
                    both sides, and add a test with it";
        Failure::new(error.message, cure)
    })?;
    Ok((review, sources))
}

type Outcome = Result<Spec, Box<Failure>>;

fn at_once(sources: &Sources) -> (Outcome, Outcome) {
    let read = |side, source: &Source| spec(side, source, source.text.clone());
    thread::scope(|scope| {
        let read_base = || read("BASE", &sources.base);
        let thread = thread::Builder::new().stack_size(STACK);
        let thread = thread.spawn_scoped(scope, read_base);
        let head = read("HEAD", &sources.head);
        let base = match thread {
            Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => read_base(),
        };
        (base, head)
    })
}

fn one_by_one(sources: &mut Sources) -> (Outcome, Outcome) {
    let read = |side, source: &mut Source| {
        let text = mem::take(&mut source.text);
        spec(side, source, text)
    };
    let base = read("BASE", &mut sources.base);
    (base, read("HEAD", &mut sources.head))
}

fn spec(side: &'static str, source: &Source, text: String) -> Outcome {
    let failure = |line, message: String, cure: String| {
        Box::new(Failure {
            side: Some(side),
            name: Some(source.name.clone()),
            line,
            // GitHub only annotates lines of HEAD.
            file: source.file.clone().filter(|_| side == "HEAD"),
            ..Failure::new(message, cure)
        })
    };
    let spec = Spec::read(&source.name, &source.path, text).map_err(|error| match error {
        CodegenError::Yaml {
            line,
            message,
            cure,
            ..
        } => failure(line, format!("{side} {message}"), cure.to_owned()),
        error => failure(None, format!("{side}: {error}"), GENERATOR_CURE.to_owned()),
    })?;
    check_version(&spec.value).map_err(|error| {
        let line = spec.lines.at(&error.pointer);
        failure(line, format!("{side} is {}", error.message), error.cure)
    })?;
    Ok(spec)
}

fn report(
    arguments: &Arguments,
    shows_colors: bool,
    review: &Review,
    sources: &Sources,
) -> io::Result<String> {
    Ok(match arguments.format {
        Format::Terminal => {
            let report = terminal(review, arguments.all);
            match (arguments.color, shows_colors) {
                (ColorChoice::Always, _) | (ColorChoice::Auto, true) => report,
                _ => anstream::adapter::strip_str(&report).to_string(),
            }
        }
        Format::Markdown => markdown(review),
        Format::Json => json(review)?,
        Format::Github => annotations(review, sources.head.file.as_deref()),
    })
}

fn failure_report(format: Format, failure: &Failure) -> io::Result<String> {
    Ok(match format {
        // The remark is enough.
        Format::Terminal => String::new(),
        Format::Markdown => failure.markdown(),
        Format::Json => failure.json()?,
        Format::Github => failure.annotation(),
    })
}

impl FailOn {
    /// Returns true if a review has this finding. An unknown verdict counts: silence would pass for safety.
    pub fn is_in(self, review: &Review) -> bool {
        // Nothing is found either if neither side generates: that is not new.
        if !review.differs() {
            return false;
        }
        let generates = review.base.generates() && review.head.generates();
        match self {
            Self::Wire => review.wire() != Verdict::Safe,
            Self::Source => !generates || review.source().verdict() != Verdict::Safe,
            Self::Shipped => !generates || review.shipped() != Verdict::Safe,
            Self::Major => !generates || review.source() >= Level::Major,
            Self::Any => true,
        }
    }
}
