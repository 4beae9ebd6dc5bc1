//! Refusals of requests, without any HTTP.

use serde_json::Value;

/// A request that is refused. `http` turns it into a response.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) kind: Kind,
    /// Tells programs which refusal this is, as in `call_not_found`.
    pub(crate) code: String,
    /// Tells people the error.
    pub(crate) message: String,
    /// Tells programs where it is wrong.
    pub(crate) details: Option<Value>,
}

/// The class of a refusal.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    /// The body does not have the expected shape.
    Malformed,
    /// Nobody may do this.
    Forbidden,
    /// There is no such resource.
    NotFound,
    /// The state of the resource does not allow it.
    Conflict,
    /// The body has the right shape, and a value in it is not acceptable.
    Unacceptable,
}

impl Refusal {
    pub(crate) fn new(kind: Kind, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            kind,
            code: code.into(),
            message: message.into(),
            details: None,
        }
    }

    pub(crate) fn with_details(self, details: Value) -> Self {
        Self {
            details: Some(details),
            ..self
        }
    }
}
