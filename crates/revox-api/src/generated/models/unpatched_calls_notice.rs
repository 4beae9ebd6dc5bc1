// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::wire::{integer_or_missing, missing, or_missing};

/// Notice about calls that an update of their assistant did not change. The provider does
/// not document it: what stands here follows from the names alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UnpatchedCallsNotice {
    /// Number of these calls.
    #[serde(default = "missing::<i64>", deserialize_with = "integer_or_missing")]
    pub count: i64,
    /// Variables that the notice is about.
    #[serde(default = "missing::<Vec<String>>", deserialize_with = "or_missing")]
    pub variables: Vec<String>,
}
