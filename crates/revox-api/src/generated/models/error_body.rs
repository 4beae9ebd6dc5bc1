// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The body of an error response. The provider does not document it: each of these
/// properties may be missing or hold any JSON value, and there may be others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ErrorBody {
    /// Explanation of the error, as a rule for people to read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Value>,
    /// The error itself, or its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Value>,
    /// Code of the error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Value>,
}
