//! Counts the instructions that a program executes, with valgrind, so that a busy machine does not change
//! the result.

use std::path::Path;
use std::process::Command;

type Failure = Box<dyn std::error::Error>;

/// Returns the instructions of one round of a program; its last argument is the number of rounds.
///
/// The program runs a few rounds and then many; the difference leaves out its start.
///
/// # Errors
///
/// Fails if valgrind cannot be started, or if the program fails.
pub fn per_round(
    program: &Path,
    arguments: &[&str],
    few: usize,
    many: usize,
) -> Result<f64, Failure> {
    let least = count(program, arguments, few)?;
    let most = count(program, arguments, many)?;
    Ok((most - least) as f64 / (many - few) as f64)
}

fn count(program: &Path, arguments: &[&str], rounds: usize) -> Result<u64, Failure> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(arguments)
        .arg(rounds.to_string())
        .output()
        .map_err(|error| format!("valgrind cannot be started; install it: {error}"))?;
    let report = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("{} failed:\n{report}", program.display()).into());
    }
    let total = report.lines().find_map(|line| {
        let (_, total) = line.split_once("Collected : ")?;
        total.split_whitespace().next()?.parse().ok()
    });
    total.ok_or_else(|| format!("valgrind counted nothing:\n{report}").into())
}
