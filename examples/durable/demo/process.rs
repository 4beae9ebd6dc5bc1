//! A program that can be killed, and never outlives this one.

use std::error::Error;
use std::fs::OpenOptions;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

/// Starts the program and kills it when its own standard input ends. The other end is here, so that
/// the program dies with this process, however that ends.
const GUARD: &str = r#"
trap '' HUP INT TERM
"$@" </dev/null &
read -r _
kill -9 $!
wait
"#;

/// Longest time for a program to start or to end, on a machine that is busy with other things.
pub const LIMIT: Duration = Duration::from_secs(60);

pub struct Process {
    guard: Child,
    input: Option<ChildStdin>,
}

impl Process {
    /// Starts a program with these arguments and variables. Its output goes to the end of a file.
    pub fn start(
        program: &Path,
        arguments: &[&str],
        variables: &[(&str, &str)],
        log: &Path,
    ) -> Result<Self, Box<dyn Error>> {
        let log = OpenOptions::new().create(true).append(true).open(log)?;
        let mut guard = Command::new("sh")
            .args(["-c", GUARD, "guard"])
            .arg(program)
            .args(arguments)
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let input = guard.stdin.take();
        Ok(Self { guard, input })
    }

    /// Kills the program with `kill -9`, and waits until it is dead.
    pub fn kill(&mut self) -> Result<(), Box<dyn Error>> {
        drop(self.input.take());
        wait_for("a process to die", || Ok(self.guard.try_wait()?.map(drop)))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if self.input.is_some()
            && let Err(error) = self.kill()
        {
            eprintln!("{error}");
        }
    }
}

/// Asks until there is a result, for [`LIMIT`] at most.
pub fn wait_for<T>(
    what: &str,
    mut result: impl FnMut() -> Result<Option<T>, Box<dyn Error>>,
) -> Result<T, Box<dyn Error>> {
    let end = Instant::now() + LIMIT;
    loop {
        if let Some(result) = result()? {
            return Ok(result);
        }
        if Instant::now() >= end {
            return Err(format!("waited {LIMIT:?} in vain for {what}").into());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Returns a free port that stays free while its program is dead: operating systems do not assign ports
/// of this range on their own.
pub fn free_port() -> Result<u16, Box<dyn Error>> {
    for _ in 0..100 {
        let port = fastrand::u16(20_000..32_000);
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    Err("no port is free".into())
}
