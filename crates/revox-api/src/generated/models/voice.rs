// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};
use super::VoiceProvider;

/// The voice of an assistant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Voice {
    /// ID of the voice.
    ///
    /// Never empty.
    pub id: String,
    /// Provider that the voice comes from.
    pub provider: VoiceProvider,
    /// Speaking rate: 0.6 to 1.5 with Cartesia, 0.7 to 1.2 with ElevenLabs; by default 1.0.
    ///
    /// Range: at least 0.6, at most 1.5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speed: Option<f64>,
    /// Loudness of the voice, 0.5 to 2.0; by default 1.0. Only Cartesia takes it into account.
    ///
    /// Range: at least 0.5, at most 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<f64>,
}
