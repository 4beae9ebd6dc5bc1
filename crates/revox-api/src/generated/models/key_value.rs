// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};
use crate::Secret;

/// A name with its value: a header or a query parameter of a custom tool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct KeyValue {
    /// Name of the header or query parameter.
    ///
    /// Never empty.
    pub key: String,
    /// Value of the header or query parameter. It often carries a credential and deserves the
    /// same care as one.
    pub value: Secret,
}
