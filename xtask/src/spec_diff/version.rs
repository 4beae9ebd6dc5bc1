//! The next version of `revox-api`.

use serde::Serialize;

use super::verdict::Level;

/// The version of `revox-api` that may be released with HEAD, and its reasons.
#[derive(Debug, Serialize)]
pub struct Version {
    /// Step from the present version.
    pub level: Level,
    /// Present version.
    pub current: String,
    /// Next version; none if the step is unknown.
    pub next: Option<String>,
    /// Changes that need as large a step.
    pub reasons: Vec<String>,
}

impl Version {
    /// Creates the version after `current`, which is written as `1.2.3`. Before 1.0, Cargo takes a step in
    /// the second number for a breaking one.
    pub fn after(current: &str, level: Level, reasons: Vec<String>) -> Self {
        Self {
            level,
            next: next(current, level),
            current: current.to_owned(),
            reasons,
        }
    }
}

fn next(current: &str, level: Level) -> Option<String> {
    let numbers: Vec<u64> = current
        .split('.')
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let [major, minor, patch] = numbers.as_slice() else {
        return None;
    };
    let (major, minor, patch) = (*major, *minor, *patch);
    let next = match (level, major) {
        (Level::Unknown, _) => return None,
        (Level::None, _) => (major, minor, patch),
        (Level::Major, 1..) => (major + 1, 0, 0),
        (Level::Major, 0) | (Level::Minor, 1..) => (major, minor + 1, 0),
        (Level::Minor, 0) | (Level::Patch, _) => (major, minor, patch + 1),
    };
    Some(format!("{}.{}.{}", next.0, next.1, next.2))
}
