//! The process of a server, which ends with the test that started it.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::within::blocking_within;

/// The limit of starting or stopping a server, which may have to recover: generous for a busy machine.
const LIMIT: Duration = Duration::from_secs(150);

/// A way to stop a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Connections are closed, and everything is written down.
    Fast,
    /// As a crash of the server.
    Immediate,
}

impl Stop {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::Immediate => "immediate",
        }
    }
}

/// A shell that runs the server, and ends it when its input is closed: on `drop`, and also when the
/// process of the test ends without one, or is killed.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    pipes: Option<Arc<Mutex<Pipes>>>,
}

#[derive(Debug)]
struct Pipes {
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Process {
    /// Starts a server: its process, and the folder of its socket. The error says what is missing.
    pub(super) fn start(fsync: bool) -> Result<(Self, String), String> {
        let programs = programs().ok_or("the programs of PostgreSQL are not installed")?;
        let mut command = shell()?;
        let script = include_str!("server.sh");
        command.args(["-c", script, "server"]).arg(&programs);
        command.arg(if fsync { "on" } else { "off" });
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        // The user of the server may not be allowed to be where the tests are.
        command.current_dir("/");
        // Ctrl-C is for the test alone.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(|error| error.to_string())?;
        let pipes = Pipes {
            input: child.stdin.take().unwrap(),
            output: BufReader::new(child.stdout.take().unwrap()),
        };
        let process = Self {
            child,
            pipes: Some(Arc::new(Mutex::new(pipes))),
        };
        let folder = process.command("");
        Ok((process, folder))
    }

    /// Sends a command, if it is one, and waits until it is done.
    pub(super) fn command(&self, word: &'static str) -> String {
        let pipes = Arc::clone(self.pipes.as_ref().unwrap());
        let done = move || {
            let mut pipes = pipes.lock().unwrap_or_else(PoisonError::into_inner);
            if !word.is_empty() {
                writeln!(pipes.input, "{word}").unwrap();
            }
            let mut line = String::new();
            pipes.output.read_line(&mut line).unwrap();
            line
        };
        let line = blocking_within(LIMIT, format!("PostgreSQL ({word})"), done);
        match line.trim_end().strip_prefix("done ") {
            Some(folder) => folder.to_owned(),
            None => panic!("PostgreSQL cannot be run ({word}), see above"),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.pipes = None;
        let _ = self.child.wait();
    }
}

/// A shell under a user that PostgreSQL accepts: it refuses to run as root.
fn shell() -> Result<Command, String> {
    if number("id", &["-u"]).as_deref() != Some("0") {
        return Ok(Command::new("sh"));
    }
    let user = ["postgres", "nobody"]
        .into_iter()
        .find_map(|name| number("id", &["-u", name]).zip(number("id", &["-g", name])));
    let (user, group) = user.ok_or("root needs a user `postgres` to run PostgreSQL as")?;
    if number("setpriv", &["--version"]).is_none() {
        return Err("root needs the program setpriv (util-linux)".to_owned());
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", &user, "--regid", &group, "--clear-groups", "sh"]);
    Ok(command)
}

/// Returns the output of a small program, if it succeeds.
fn number(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// The folder of the programs. Debian and Fedora keep it out of `PATH`.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let in_path = std::env::split_paths(&path).collect::<Vec<_>>();
    let mut elsewhere: Vec<_> = ["/usr/lib/postgresql", "/usr"]
        .into_iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flat_map(|entries| entries.flatten())
        .map(|entry| entry.path())
        .filter(|folder| {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("pgsql-") || name.parse::<f32>().is_ok()
        })
        .map(|folder| folder.join("bin"))
        .collect();
    elsewhere.sort();
    let newest_first = elsewhere.into_iter().rev();
    let has_all = |folder: &PathBuf| {
        ["initdb", "pg_ctl", "postgres"]
            .iter()
            .all(|name| is_file(&folder.join(name)))
    };
    in_path.into_iter().chain(newest_first).find(has_all)
}

fn is_file(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
}
