//! The version that follows from the changes of the Rust API.

use serde::Serialize;

use super::verdict::Level;

/// The version of `revox-api` that may be released with HEAD.
#[derive(Debug, Serialize)]
pub struct Version {
    /// How large the step is.
    pub level: Level,
    /// The version that is there.
    pub current: String,
    /// The version that follows; none where nobody can say.
    pub next: Option<String>,
    /// What forces it: the changes that need a step as large as this.
    pub reasons: Vec<String>,
}

impl Version {
    /// The version after `current`, written as `1.2.3`. Before 1.0, Cargo takes a step in the second
    /// number for a breaking one.
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
