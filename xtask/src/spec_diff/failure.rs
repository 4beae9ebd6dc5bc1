//! The reason why there is no review.

use std::fmt;

use serde::Serialize;

/// Reason why there is no review: a spec that does not exist, or that cannot be read or compared.
#[derive(Debug, Serialize)]
pub struct Failure {
    /// `BASE` or `HEAD`, if one of them is the reason.
    pub side: Option<&'static str>,
    /// Name of the spec, as in `main:openapi.yaml`.
    pub name: Option<String>,
    /// Line of the error in the spec.
    pub line: Option<u64>,
    /// Description of the error.
    pub message: String,
    /// Message of git.
    pub git: Option<String>,
    /// Advice on what to do about it.
    pub cure: String,
    /// File of the error, if it is HEAD's: its path from the root of the repository.
    #[serde(skip)]
    pub file: Option<String>,
}

impl Failure {
    /// Creates a failure without a location.
    pub fn new(message: impl Into<String>, cure: impl Into<String>) -> Self {
        Self {
            side: None,
            name: None,
            line: None,
            message: message.into(),
            git: None,
            cure: cure.into(),
            file: None,
        }
    }

    /// Names the side that is the reason.
    #[must_use]
    pub fn on(self, side: &'static str) -> Self {
        Self {
            side: Some(side),
            message: format!("{side}: {}", self.message),
            ..self
        }
    }

    /// Returns the location, as in `main:openapi.yaml:12`.
    pub(super) fn location(&self) -> Option<String> {
        let name = self.name.as_ref()?;
        Some(match self.line {
            Some(line) => format!("{name}:{line}"),
            None => name.clone(),
        })
    }

    /// Returns the sentences below the message.
    pub(super) fn details(&self) -> Vec<String> {
        let git = self.git.iter().map(|git| format!("git says: {git}"));
        git.chain([format!("cure: {}", self.cure)]).collect()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.message)?;
        if let Some(location) = self.location() {
            write!(f, "\n  --> {location}")?;
        }
        for detail in self.details() {
            write!(f, "\n  {}", detail.replace('\n', "\n            "))?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}
