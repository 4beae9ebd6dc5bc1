// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{Assistant, UnpatchedCallsNotice};

/// Result of an update of an assistant: the assistant, and in some cases a notice about
/// calls.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct UpdatedAssistant {
    /// The assistant after the update.
    pub assistant: Assistant,
    /// Notice about calls that the update did not change, or `null`.
    #[serde(rename = "unpatchedCallsNotice", skip_serializing_if = "Option::is_none")]
    pub unpatched_calls_notice: Option<UnpatchedCallsNotice>,
}

result!(UpdatedAssistant);
