// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use crate::Request;
use crate::models::{VoiceModel, VoicePreview};

/// For operations that take [`VoicePreview`](crate::models::VoicePreview).
impl<T> Request<T, VoicePreview> {
    /// Cartesia's voice model to speak with; `sonic-3` when it is omitted. Other providers
    /// ignore it.
    pub fn model(self, model: impl Into<VoiceModel>) -> Self {
        self.with(|parameters| parameters.model(model))
    }

    /// Speaking rate: 0.6 to 1.5 with Cartesia, 0.7 to 1.2 with ElevenLabs; 1.0 when it is
    /// omitted. The range with Gradium is documented only for the voice of an assistant: 0.6 to
    /// 1.5.
    ///
    /// Range: at least 0.6, at most 1.5.
    pub fn speed(self, speed: impl Into<f64>) -> Self {
        self.with(|parameters| parameters.speed(speed))
    }

    /// Text to speak. When it is omitted, the voice speaks a short default text.
    pub fn text(self, text: impl Into<String>) -> Self {
        self.with(|parameters| parameters.text(text))
    }

    /// Loudness of the voice: 0.5 to 2.0 with Cartesia. Other providers ignore it, whatever it
    /// is. The API does not document the loudness that applies when it is omitted.
    pub fn volume(self, volume: impl Into<f64>) -> Self {
        self.with(|parameters| parameters.volume(volume))
    }
}
