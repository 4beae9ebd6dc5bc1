// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{ToolArguments, TranscriptRole};
use crate::wire::{missing, or_missing};

/// One transcript entry: a turn of the conversation, or the use of a tool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TranscriptEntry {
    /// Text of the entry.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub content: String,
    /// Author of the entry.
    #[serde(default = "missing::<TranscriptRole>", deserialize_with = "or_missing")]
    pub role: TranscriptRole,
    /// Arguments that the tool was called with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool_arguments: Option<ToolArguments>,
    /// True if the tool reported an error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool_is_error: Option<bool>,
    /// Name of the tool.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool_name: Option<String>,
    /// Result of the tool, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool_output: Option<String>,
}
