// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};

/// Notice about calls that an update of their assistant did not change. The provider does
/// not document it: what stands here follows from the names alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UnpatchedCallsNotice {
    /// Number of these calls.
    pub count: f64,
    /// Variables that the notice is about.
    pub variables: Vec<String>,
}
