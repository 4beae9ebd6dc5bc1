// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

/// Grouping of call orders that limits how many of their calls run at the same time. The
/// limit itself is set on the server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CallConcurrency {
    /// Key of the group. All call orders with the same key count together towards the limit.
    pub key: String,
}

impl CallConcurrency {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::CallConcurrency;
    ///
    /// let value = CallConcurrency::new("technicians-normandy");
    /// ```
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into() }
    }
}
