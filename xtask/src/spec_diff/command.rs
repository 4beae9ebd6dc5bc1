//! `cargo xtask spec-diff`: arguments in, a report and an exit code out.

use std::cell::Cell;
use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::mem;
use std::panic::resume_unwind;
use std::path::Path;
use std::thread;

use clap::{Args, ValueEnum};

use super::report::{Failure, annotations, json, markdown, nothing_differs, terminal};
use super::review::Review;
use super::revision::{self, NoSource, Source, Sources};
use super::spec::Spec;
use super::verdict::{Level, Verdict};
use super::{checks, review};
use crate::codegen::error::CodegenError;
use crate::codegen::generator::guarded;

/// The arguments of the command.
#[derive(Args, Clone, Debug, Default)]
pub struct Arguments {
    /// The spec that users have: a file, `-`, a git revision, or REVISION:PATH. Default: the commit
    /// where your branch left main
    pub base: Option<String>,
    /// The spec that they will have, likewise. Default: openapi.yaml in the working tree
    pub head: Option<String>,
    /// How the review is written
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Whether the terminal report has colours
    #[arg(long, value_enum, default_value_t)]
    pub color: Color,
    /// Show all there is on the terminal: changes of documentation only, and long lists in full
    #[arg(long)]
    pub all: bool,
    /// Exit with 1 when this is found; several are separated by commas
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    pub fail_on: Vec<FailOn>,
    /// Print the table of all checks, in Markdown, and compare nothing
    #[arg(long)]
    pub list_checks: bool,
}

/// How a review is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For whoever runs the command
    #[default]
    Terminal,
    /// For a comment on a pull request, below its limit of 65,536 characters
    Markdown,
    /// For programs; docs/spec-diff.md describes it
    Json,
    /// For the log of a GitHub workflow: an annotation for each change
    Github,
}

/// Whether there are colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// Where a terminal shows them
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What makes the command fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// The contract breaks, or nobody can say
    Wire,
    /// Code that uses the Rust API breaks, or nobody can say, or no code is generated
    Source,
    /// Programs already shipped break, or nobody can say
    Shipped,
    /// A major version follows, or nobody can say
    Major,
    /// Anything differs at all
    Any,
}

/// What the command reads and writes.
pub struct Streams<'s> {
    /// Read for an argument `-`.
    pub input: &'s mut dyn Read,
    /// Takes the report.
    pub output: &'s mut dyn Write,
    /// Takes what is said beside the report.
    pub remarks: &'s mut dyn Write,
    /// Whether `output` shows colours.
    pub shows_colors: bool,
}

/// What a main thread has; values that stand deep in each other take more than the default of others.
const STACK: usize = 8 * 1024 * 1024;

/// Texts with more bytes than this are checked one after the other, which takes less memory.
const LARGE: usize = 4_000_000;

/// The version that is there: all packages of the workspace have the same.
const CURRENT: &str = env!("CARGO_PKG_VERSION");

/// Nothing that `--fail-on` names was found.
pub const GOOD: u8 = 0;
/// Something that `--fail-on` names was found.
pub const FOUND: u8 = 1;
/// The arguments or the specs cannot be read.
pub const UNREADABLE: u8 = 2;

/// Runs the command in the workspace at `root`; gives the exit code.
pub fn run(arguments: &Arguments, root: &Path, streams: &mut Streams<'_>) -> u8 {
    if arguments.list_checks {
        return written(
            print(streams.output, &checks::table()),
            GOOD,
            streams.remarks,
        );
    }
    match reviewed(arguments, root, streams.input) {
        Ok((review, sources)) => {
            if let Some(remark) = &sources.remark {
                say(streams.remarks, remark);
            }
            let report = report(arguments, streams.shows_colors, &review, &sources);
            let outcome = report.and_then(|report| print(streams.output, &report));
            let mut code = GOOD;
            for what in arguments.fail_on.iter().filter(|what| what.is_in(&review)) {
                code = FOUND;
                say(streams.remarks, &format!("--fail-on {what}: found"));
            }
            written(outcome, code, streams.remarks)
        }
        Err(failure) => {
            say(streams.remarks, &failure.to_string());
            let report = match arguments.format {
                Format::Terminal => Ok(String::new()),
                Format::Markdown => Ok(failure.markdown()),
                Format::Json => failure.json().map_err(io::Error::from),
                Format::Github => Ok(failure.annotation()),
            };
            let outcome = report.and_then(|report| print(streams.output, &report));
            written(outcome, UNREADABLE, streams.remarks)
        }
    }
}

/// Whether colours show where the report goes.
pub fn shows_colors(output: &io::Stdout) -> bool {
    anstream::AutoStream::choice(output) != anstream::ColorChoice::Never
}

fn reviewed(
    arguments: &Arguments,
    root: &Path,
    input: &mut dyn Read,
) -> Result<(Review, Sources), Box<Failure>> {
    let (base, head) = (arguments.base.as_deref(), arguments.head.as_deref());
    let mut sources = revision::read(root, base, head, input).map_err(no_source)?;
    let is_large = sources.base.text.len().max(sources.head.text.len()) > LARGE;
    let (base, head) = match is_large {
        true => one_by_one(&mut sources),
        false => at_once(&sources),
    };
    let (mut base, mut head) = (base?, head?);
    for (spec, source) in [(&mut base, &sources.base), (&mut head, &sources.head)] {
        let left = Cell::new(revision::LARGEST);
        spec.take_files(&source.path, &|path| {
            let mut rest = left.get();
            let text = source.beside.read(path, &mut rest);
            left.set(rest);
            text
        });
    }
    let review = guarded("the comparison", || review(&base, &head, CURRENT));
    Ok((review.map_err(|error| bug(error.message))?, sources))
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
            message,
            git: None,
            cure,
            // Annotations stand at HEAD's lines.
            file: source.file.clone().filter(|_| side == "HEAD"),
        })
    };
    let spec = Spec::read(&source.name, &source.path, text).map_err(|error| match error {
        CodegenError::Yaml {
            line,
            message,
            cure,
            ..
        } => failure(line, format!("{side} {message}"), cure.to_owned()),
        error => {
            let cure = "see what `cargo xtask codegen` says about it";
            failure(None, format!("{side}: {error}"), cure.to_owned())
        }
    })?;
    spec.is_openapi().map_err(|error| {
        let line = spec.lines.at(&error.pointer);
        let message = format!("{side} is no OpenAPI 3.0 description: {}", error.message);
        failure(line, message, error.cure)
    })?;
    Ok(spec)
}

fn no_source(error: NoSource) -> Box<Failure> {
    let NoSource {
        side,
        message,
        git,
        cure,
    } = error;
    let message = match side {
        Some(side) => format!("{side}: {message}"),
        None => message,
    };
    Box::new(Failure {
        side,
        name: None,
        line: None,
        message,
        git,
        cure,
        file: None,
    })
}

fn bug(message: String) -> Box<Failure> {
    let cure = "this is a bug of spec-diff; find the part of the spec by leaving parts out on both \
                sides, and add a test with it";
    Box::new(Failure {
        side: None,
        name: None,
        line: None,
        message,
        git: None,
        cure: cure.to_owned(),
        file: None,
    })
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
                (Color::Always, _) | (Color::Auto, true) => report,
                _ => anstream::adapter::strip_str(&report).to_string(),
            }
        }
        Format::Markdown => markdown(review),
        Format::Json => json(review)?,
        Format::Github => annotations(review, sources.head.file.as_deref()),
    })
}

fn print(output: &mut dyn Write, text: &str) -> io::Result<()> {
    output.write_all(text.as_bytes())?;
    output.flush()
}

/// The exit code after a report was written, or was not.
fn written(outcome: io::Result<()>, code: u8, remarks: &mut dyn Write) -> u8 {
    match outcome {
        // Whoever read it has seen enough, as `head` does.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => code,
        Err(error) => {
            say(
                remarks,
                &format!("error: the report cannot be written: {error}"),
            );
            UNREADABLE
        }
        Ok(()) => code,
    }
}

/// Beside the report. That nobody reads it is no reason to stop.
fn say(remarks: &mut dyn Write, text: &str) {
    let _ = writeln!(remarks, "{text}");
}

impl FailOn {
    /// Whether a review holds it. What nobody can say counts: silence would pass for safety.
    pub fn is_in(self, review: &Review) -> bool {
        // Also where neither side generates: that is no news.
        if nothing_differs(review) {
            return false;
        }
        let generates = review.base.refusals.is_empty() && review.head.refusals.is_empty();
        match self {
            Self::Wire => review.wire() != Verdict::Safe,
            Self::Source => !generates || review.source().verdict() != Verdict::Safe,
            Self::Shipped => !generates || review.shipped() != Verdict::Safe,
            Self::Major => !generates || review.source() >= Level::Major,
            Self::Any => true,
        }
    }
}

impl fmt::Display for FailOn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Wire => "wire",
            Self::Source => "source",
            Self::Shipped => "shipped",
            Self::Major => "major",
            Self::Any => "any",
        })
    }
}
