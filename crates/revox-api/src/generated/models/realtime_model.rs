// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};
use super::RealtimeProvider;

/// A realtime model of OpenAI or Google.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct RealtimeModel {
    /// Provider of the realtime model.
    pub provider: RealtimeProvider,
    /// The provider's ID of the model, such as `gpt-4.1`.
    pub realtime_model_id: String,
    /// Voice that the realtime provider speaks with, such as `marin` at OpenAI or `Puck` at
    /// Gemini.
    ///
    /// Never empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub realtime_voice_id: Option<String>,
}
