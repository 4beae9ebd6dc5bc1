//! Data of a call that is missing or does not fit the caller's type.

use std::error::Error as StdError;
use std::fmt;

use serde_json::Value;

/// Structured output, or arguments of a tool call, that are missing or do not fit the type.
///
/// `Display` and `Debug` name the field, what was expected and the kind of value that was found, but
/// never a value of the conversation. [`json`](Self::json) has the data itself.
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

    /// Returns true if there is no data: the conversation is not over, its analysis is not, or nothing
    /// was asked for.
    pub fn is_missing(&self) -> bool {
        matches!(self.0, Kind::Missing(_))
    }

    /// Returns the JSON path of the value that does not fit, as in `address.town`; `.` stands for the
    /// data as a whole. `None` if there is no data.
    pub fn path(&self) -> Option<&str> {
        match &self.0 {
            Kind::Missing(_) => None,
            Kind::Mismatch { path, .. } => Some(path),
        }
    }

    /// Returns the data as it arrived. It is private: do not log it. `None` if there is no data.
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
