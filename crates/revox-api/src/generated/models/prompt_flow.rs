// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{PromptEdge, PromptNode};

/// A prompt as laid out in the visual editor: blocks of text, and the edges between them.
/// It serves to open the editor again and does not affect calls, because the language model
/// receives the assistant's `prompt`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PromptFlow {
    /// Edges, each of which leads from one node to another.
    pub edges: Vec<PromptEdge>,
    /// Nodes, each of which holds one block of the prompt.
    pub nodes: Vec<PromptNode>,
}

impl PromptFlow {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{
    ///     Position, PromptBlock, PromptEdge, PromptFlow, PromptNode, PromptNodeType,
    /// };
    ///
    /// let value = PromptFlow::new(
    ///     [PromptEdge::new("edge_1", "node_1", "node_2")],
    ///     [
    ///         PromptNode::new(
    ///             "node_1",
    ///             PromptBlock::new(
    ///                 "Who you are",
    ///                 "You are Jules, who answers enquiries for Bray Solaire, a solar panel installer.",
    ///             ),
    ///             Position::new(0, 0),
    ///             PromptNodeType::PromptBlock,
    ///         ),
    ///         PromptNode::new(
    ///             "node_2",
    ///             PromptBlock::new(
    ///                 "What to find out",
    ///                 "Find out whether {{first_name}} in {{town}} wants a quote, and agree on a time for the technician to call. Transfer questions about money to Billing, and all others to Sales.",
    ///             ),
    ///             Position::new(0, 220.5),
    ///             PromptNodeType::PromptBlock,
    ///         ),
    ///     ],
    /// );
    /// ```
    pub fn new(
        edges: impl IntoIterator<Item = impl Into<PromptEdge>>,
        nodes: impl IntoIterator<Item = impl Into<PromptNode>>,
    ) -> Self {
        Self {
            edges: edges.into_iter().map(Into::into).collect(),
            nodes: nodes.into_iter().map(Into::into).collect(),
        }
    }
}

limits! {
    PromptFlow {
        nodes: [],
    }
}
