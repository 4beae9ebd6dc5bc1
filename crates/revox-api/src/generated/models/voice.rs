// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{VoiceModel, VoiceProvider};

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
    /// Speaking rate: 0.6 to 1.5 with Cartesia, 0.7 to 1.2 with ElevenLabs, 0.6 to 1.5 with
    /// Gradium; by default 1.0.
    ///
    /// Range: at least 0.6, at most 1.5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speed: Option<f64>,
    /// Loudness of the voice, 0.5 to 2.0; by default 1.0. Only Cartesia takes it into account.
    ///
    /// Range: at least 0.5, at most 2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<f64>,
    /// Text-to-speech model; by default `sonic-3`. Only Cartesia takes it into account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<VoiceModel>,
}

impl Voice {
    /// Creates a value from its required fields; setters add the optional ones.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{Voice, VoiceModel, VoiceProvider};
    ///
    /// let value = Voice::new("voice_fr_jules", VoiceProvider::Cartesia)
    ///     .speed(1.05)
    ///     .volume(1.2)
    ///     .model(VoiceModel::Sonic35);
    /// ```
    pub fn new(id: impl Into<String>, provider: impl Into<VoiceProvider>) -> Self {
        Self {
            id: id.into(),
            provider: provider.into(),
            speed: None,
            volume: None,
            model: None,
        }
    }
}

setters! {
    Voice {
        speed(impl Into<f64>),
        volume(impl Into<f64>),
        model(impl Into<VoiceModel>),
    }
}

limits! {
    Voice {
        id: [MinLength(1)],
        speed: [Minimum(0.6), Maximum(1.5)],
        volume: [Minimum(0.5), Maximum(2.0)],
    }
}
