//! The program's arguments.

use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::str::FromStr;

use lexopt::{Arg, Parser, ValueExt};
use revox_sandbox::{Fault, Mode, Time};

const OPTIONS: &str = "\
An in-memory Revox to develop against: no account, no phone bill, nobody's phone rings.

Usage: revox-sandbox [OPTIONS]

Options:
      --host <ADDRESS>     Address to listen on, such as 0.0.0.0 in a container [default: 127.0.0.1]
      --port <PORT>        Port to listen on; 0 takes a free one [default: 4010]
      --allow-host <NAME>  A name by which requests may call this host, in addition to `localhost`
                           and its address; may be repeated
      --seed <NUMBER>      Seed of ids and chance [default: 0]
      --clock <CLOCK>      How time passes: `real`, `stepped` (only when POST /sandbox/clock says so)
                           or faster, as in `60x` [default: real]
      --mode <MODE>        Where responses come from: `stateful` or `examples` [default: stateful]
      --key <KEY>          API key that is accepted [default: sandbox-key-not-a-secret]
      --script <FILE>      Who picks up the phone and what is said, as a JSON file
      --fault <FAULT>      A fault, such as `call_create x2 status=503 retry-after:1`; may be repeated
      --allow-webhooks-to <HOST>
                           A host to which webhooks may be sent, in addition to this computer; may
                           be repeated
  -h, --help               Print help
  -V, --version            Print version

Faults:
  [OPERATION] [xTIMES] [PERCENT%] and one or more of these words, which hit one request each, in turn:

";

const WEBHOOKS: &str = "
Faults of webhooks:
  webhook [xTIMES] [PERCENT%] and one or more of these words, which hit one webhook each, in turn:

";

/// The text of `--help`.
pub(crate) fn help() -> String {
    let words = Fault::words().iter();
    let words = words.map(|(word, meaning)| format!("  {word:<18} {meaning}\n"));
    let webhook_words = Fault::webhook_words().iter();
    let webhook_words = webhook_words.map(|(word, meaning)| format!("  {word:<18} {meaning}\n"));
    OPTIONS.to_owned() + &words.collect::<String>() + WEBHOOKS + &webhook_words.collect::<String>()
}

/// A command line, parsed.
pub(crate) enum Command {
    Serve(Arguments),
    Help,
    Version,
}

/// Settings of a sandbox that is to be started.
pub(crate) struct Arguments {
    pub(crate) host: IpAddr,
    pub(crate) port: u16,
    pub(crate) allowed_hosts: Vec<String>,
    pub(crate) seed: u64,
    pub(crate) clock: Time,
    pub(crate) mode: Mode,
    pub(crate) key: String,
    pub(crate) script: Option<PathBuf>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) receivers: Vec<String>,
}

impl Default for Arguments {
    fn default() -> Self {
        Self {
            host: Ipv4Addr::LOCALHOST.into(),
            port: 4010,
            allowed_hosts: Vec::new(),
            seed: 0,
            clock: Time::real(),
            mode: Mode::default(),
            key: "sandbox-key-not-a-secret".to_owned(),
            script: None,
            faults: Vec::new(),
            receivers: Vec::new(),
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
                Arg::Long("host") => parsed.host = value(&mut parser, "host")?,
                Arg::Long("allow-host") => {
                    parsed.allowed_hosts.push(value(&mut parser, "allow-host")?);
                }
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
                Arg::Long("allow-webhooks-to") => {
                    let host = value(&mut parser, "allow-webhooks-to")?;
                    parsed.receivers.push(host);
                }
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
