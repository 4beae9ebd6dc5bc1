// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

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

impl KeyValue {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::KeyValue;
    ///
    /// let value = KeyValue::new("Authorization", "Bearer example-token");
    /// ```
    pub fn new(key: impl Into<String>, value: impl Into<Secret>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
        }
    }
}

limits! {
    KeyValue {
        key: [MinLength(1)],
    }
}
