//! Reports of tests that cannot run on a machine.

use std::fs::OpenOptions;
use std::io::Write;

/// Reports that a test does not run, to the output of the test and to `.ci/run`.
///
/// `name` is an entry of the list in `.ci/run`, which fails if it has no such entry.
///
/// # Panics
///
/// Panics if the file in which `.ci/run` collects the reports cannot be written.
pub fn skip(name: &str, detail: &str) {
    eprintln!("SKIPPED: {name}: {detail}");
    if let Some(path) = std::env::var_os("REVOX_SKIPS") {
        let mut file = OpenOptions::new().append(true).open(path).unwrap();
        file.write_all(format!("{name} {detail}\n").as_bytes())
            .unwrap();
    }
}
