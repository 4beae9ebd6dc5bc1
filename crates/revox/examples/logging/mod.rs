//! Logging of the examples.

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::prelude::*;

/// Logs the library's events to standard error, at the level that the variable `REVOX_LOG` names:
/// `info` or `debug`.
pub(crate) fn start() {
    let level = std::env::var("REVOX_LOG").unwrap_or_default();
    let level = level.parse().unwrap_or(LevelFilter::OFF);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    tracing_subscriber::registry()
        .with(lines)
        .with(Targets::new().with_target("revox", level))
        .init();
}
