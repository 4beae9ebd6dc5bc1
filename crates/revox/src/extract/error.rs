//! The error of data that is missing or does not fit the caller's type.

use std::error::Error as StdError;
use std::fmt;

use serde_json::Value;

/// The error of structured output, or arguments of a tool call, that are missing or do not fit the type.
///
/// `Display` and `Debug` name the field, the expected type and the kind of value that was found, but
/// never show a value of the conversation. [`json`](Self::json) returns the data itself.
///
/// # Examples
///
/// ```
/// use revox::models::CallAttempt;
/// use revox::prelude::*;
/// use serde_json::json;
///
/// #[derive(Debug, serde::Deserialize)]
/// struct Lead {
///     panels: u32,
/// }
///
/// let attempt: CallAttempt = serde_json::from_value(json!({
///     "id": "attempt_5Rw1cM",
///     "status": "completed",
///     "structured_output": {"panels": "about twelve"},
/// }))?;
/// let error = attempt.structured_output::<Lead>().unwrap_err();
/// assert_eq!(error.to_string(), "`panels` does not fit the type: expected u32, found string");
/// assert_eq!(error.json(), Some(&json!({"panels": "about twelve"})));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct ExtractError(Kind);

#[derive(Clone, PartialEq)]
enum Kind {
    Missing(&'static str),
    Mismatch {
        path: String,
        reason: String,
        json: Value,
    },
}

impl ExtractError {
    pub(crate) fn missing(reason: &'static str) -> Self {
        Self(Kind::Missing(reason))
    }

    pub(super) fn mismatch(path: String, reason: String, json: Value) -> Self {
        Self(Kind::Mismatch { path, reason, json })
    }

    /// Returns true if there is no data: the conversation or its analysis is not over, or the assistant
    /// extracts nothing.
    pub fn is_missing(&self) -> bool {
        matches!(self.0, Kind::Missing(_))
    }

    /// Returns the JSON path of the value that does not fit, such as `address.town`; `.` stands for the
    /// data as a whole. Returns `None` if there is no data.
    pub fn path(&self) -> Option<&str> {
        match &self.0 {
            Kind::Missing(_) => None,
            Kind::Mismatch { path, .. } => Some(path),
        }
    }

    /// Returns the data as it arrived, or `None` if there is none. The data is private: do not log it.
    pub fn json(&self) -> Option<&Value> {
        match &self.0 {
            Kind::Missing(_) => None,
            Kind::Mismatch { json, .. } => Some(json),
        }
    }
}

impl fmt::Display for ExtractError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Missing(reason) => f.write_str(reason),
            Kind::Mismatch { path, reason, .. } => write!(f, "`{path}` {reason}"),
        }
    }
}

impl fmt::Debug for ExtractError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ExtractError")
            .field(&self.to_string())
            .finish()
    }
}

impl StdError for ExtractError {}
