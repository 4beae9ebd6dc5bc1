// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{Position, PromptBlock, PromptNodeType};

/// A node of a prompt flow, with the block of the prompt that it holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PromptNode {
    /// ID of the node.
    pub id: String,
    /// Block of the prompt that the node holds.
    pub data: PromptBlock,
    /// Place of the node on the canvas.
    pub position: Position,
    /// Kind of node.
    #[serde(rename = "type")]
    pub type_: PromptNodeType,
}

impl PromptNode {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{Position, PromptBlock, PromptNode, PromptNodeType};
    ///
    /// let value = PromptNode::new(
    ///     "node_1",
    ///     PromptBlock::new(
    ///         "Who you are",
    ///         "You are Jules, who answers enquiries for Bray Solaire, a solar panel installer.",
    ///     ),
    ///     Position::new(0, 0),
    ///     PromptNodeType::PromptBlock,
    /// );
    /// ```
    pub fn new(
        id: impl Into<String>,
        data: impl Into<PromptBlock>,
        position: impl Into<Position>,
        type_: impl Into<PromptNodeType>,
    ) -> Self {
        Self {
            id: id.into(),
            data: data.into(),
            position: position.into(),
            type_: type_.into(),
        }
    }
}

limits! {
    PromptNode {
        position: [],
    }
}
