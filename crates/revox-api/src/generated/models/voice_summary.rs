// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::wire::{missing, or_missing};

/// A voice, in brief.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct VoiceSummary {
    /// ID of the voice.
    pub id: String,
    /// Name of the voice.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub name: String,
    /// Description of the voice, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

result!(VoiceSummary);
