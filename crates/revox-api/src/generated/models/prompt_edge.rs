// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

/// An edge of a prompt flow, which leads from one node to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PromptEdge {
    /// ID of the edge.
    pub id: String,
    /// ID of the node at which the edge starts.
    pub source: String,
    /// ID of the node at which the edge ends.
    pub target: String,
}

impl PromptEdge {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::PromptEdge;
    ///
    /// let value = PromptEdge::new("edge_1", "node_1", "node_2");
    /// ```
    pub fn new(
        id: impl Into<String>,
        source: impl Into<String>,
        target: impl Into<String>,
    ) -> Self {
        Self {
            id: id.into(),
            source: source.into(),
            target: target.into(),
        }
    }
}
