//! Records the logs of this process: those of the `log` crate for all threads, those of `tracing` for
//! one thread.

use std::io::{self, Write};
use std::sync::{Mutex, Once};

use tracing::subscriber::DefaultGuard;
use tracing_subscriber::fmt::format::FmtSpan;

static LOG: Mutex<String> = Mutex::new(String::new());

/// Starts recording everything that any crate logs, at any level. By `tracing` it is recorded on this
/// thread alone, until the guard is dropped, so that other tests can count their allocations.
#[must_use]
pub(crate) fn start() -> DefaultGuard {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        log::set_logger(&Lines).unwrap();
        log::set_max_level(log::LevelFilter::Trace);
    });
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_writer(|| Lines)
        .finish();
    tracing::subscriber::set_default(subscriber)
}

/// Adds what a program would log by itself.
pub(crate) fn add(text: &str) {
    LOG.lock().unwrap().push_str(text);
}

/// Returns everything so far, by all tests of this process.
pub(crate) fn text() -> String {
    LOG.lock().unwrap().clone()
}

struct Lines;

impl log::Log for Lines {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        add(&format!("{} {}\n", record.target(), record.args()));
    }

    fn flush(&self) {}
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        add(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
