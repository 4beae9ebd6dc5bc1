// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{VoiceModel, VoiceProvider};

/// The voice to preview, and how and what it is to speak.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct VoicePreview {
    /// Provider that the voice comes from.
    pub provider: VoiceProvider,
    /// ID of the voice.
    #[serde(rename = "voiceId")]
    pub voice_id: String,
    /// Cartesia's voice model to speak with; `sonic-3` when it is omitted. Other providers
    /// ignore it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<VoiceModel>,
    /// Speaking rate: 0.6 to 1.5 with Cartesia, 0.7 to 1.2 with ElevenLabs; 1.0 when it is
    /// omitted. The range with Gradium is documented only for the voice of an assistant: 0.6 to
    /// 1.5.
    ///
    /// Range: at least 0.6, at most 1.5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speed: Option<f64>,
    /// Text to speak. When it is omitted, the voice speaks a short default text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Loudness of the voice: 0.5 to 2.0 with Cartesia. Other providers ignore it, whatever it
    /// is. The API does not document the loudness that applies when it is omitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<f64>,
}

impl VoicePreview {
    /// Creates a value from its required fields; setters add the optional ones.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{VoiceModel, VoicePreview, VoiceProvider};
    ///
    /// let value = VoicePreview::new("voice_fr_jules", VoiceProvider::Cartesia)
    ///     .model(VoiceModel::Sonic35)
    ///     .speed(1.05)
    ///     .volume(1.2);
    /// ```
    pub fn new(voice_id: impl Into<String>, provider: impl Into<VoiceProvider>) -> Self {
        Self {
            provider: provider.into(),
            voice_id: voice_id.into(),
            model: None,
            speed: None,
            text: None,
            volume: None,
        }
    }
}

setters! {
    VoicePreview and its requests {
        model(impl Into<VoiceModel>),
        speed(impl Into<f64>),
        text(impl Into<String>),
        volume(impl Into<f64>),
    }
}

limits! {
    VoicePreview {
        speed: [Minimum(0.6), Maximum(1.5)],
        volume: [],
    }
}

parameters!(VoicePreview in Body);
