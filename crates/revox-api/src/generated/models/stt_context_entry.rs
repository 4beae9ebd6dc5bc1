// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

/// A fact for the transcriber, as a key with its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SttContextEntry {
    /// Subject of the fact, such as `topic`.
    pub key: String,
    /// The fact itself, such as `solar panels`.
    pub value: String,
}

impl SttContextEntry {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::SttContextEntry;
    ///
    /// let value = SttContextEntry::new("topic", "solar panels");
    /// ```
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
        }
    }
}
