//! The program's arguments.

use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

use lexopt::{Arg, Parser, ValueExt};
use revox_sandbox::{Fault, Mode, Time};

/// The text of `--help`.
pub(crate) const HELP: &str = "\
An in-memory Revox to develop against: no account, no phone bill, nobody's phone rings.

Usage: revox-sandbox [OPTIONS]

Options:
      --port <PORT>      Port of 127.0.0.1 to listen on; 0 takes a free one [default: 4010]
      --seed <NUMBER>    Seed of ids and chance [default: 0]
      --clock <CLOCK>    How time passes: `real`, `stepped` (only when POST /sandbox/clock says so)
                         or faster, as in `60x` [default: real]
      --mode <MODE>      Where responses come from: `stateful` or `examples` [default: stateful]
      --key <KEY>        API key that is accepted [default: sandbox-key-not-a-secret]
      --script <FILE>    Who picks up the phone and what is said, as a JSON file
      --fault <FAULT>    A fault, such as `call_create x2 status=503 retry-after:1`; may be repeated
  -h, --help             Print help
  -V, --version          Print version
";

/// A command line, parsed.
pub(crate) enum Command {
    Serve(Arguments),
    Help,
    Version,
}

/// Settings of a sandbox that is to be started.
pub(crate) struct Arguments {
    pub(crate) port: u16,
    pub(crate) seed: u64,
    pub(crate) clock: Time,
    pub(crate) mode: Mode,
    pub(crate) key: String,
    pub(crate) script: Option<PathBuf>,
    pub(crate) faults: Vec<Fault>,
}

impl Default for Arguments {
    fn default() -> Self {
        Self {
            port: 4010,
            seed: 0,
            clock: Time::real(),
            mode: Mode::default(),
            key: "sandbox-key-not-a-secret".to_owned(),
            script: None,
            faults: Vec::new(),
        }
    }
}

impl Command {
    /// Parses what follows the program's name. Of an option that is repeated the last value counts.
    pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, String> {
        let mut parser = Parser::from_args(arguments);
        let mut parsed = Arguments::default();
        while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
            match argument {
                Arg::Long("port") => parsed.port = value(&mut parser, "port")?,
                Arg::Long("seed") => parsed.seed = value(&mut parser, "seed")?,
                Arg::Long("clock") => parsed.clock = value(&mut parser, "clock")?,
                Arg::Long("mode") => parsed.mode = value(&mut parser, "mode")?,
                Arg::Long("key") => parsed.key = value(&mut parser, "key")?,
                Arg::Long("script") => {
                    let path = parser.value().map_err(|error| error.to_string())?;
                    parsed.script = Some(path.into());
                }
                Arg::Long("fault") => parsed.faults.push(value(&mut parser, "fault")?),
                Arg::Long("help") | Arg::Short('h') => return Ok(Self::Help),
                Arg::Long("version") | Arg::Short('V') => return Ok(Self::Version),
                unknown => return Err(unknown.unexpected().to_string()),
            }
        }
        Ok(Self::Serve(parsed))
    }
}

/// The value of an option, as the type that it has to have.
fn value<T>(parser: &mut Parser, option: &str) -> Result<T, String>
where
    T: FromStr,
    T::Err: std::fmt::Display,
{
    let value = parser.value().map_err(|error| error.to_string())?;
    let text = value
        .string()
        .map_err(|error| format!("--{option}: {error}"))?;
    text.parse()
        .map_err(|error| format!("--{option} {text:?}: {error}"))
}
