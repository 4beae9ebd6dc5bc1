// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use crate::Request;
use crate::models::{VoiceModel, VoicePreview};

/// For operations that take [`VoicePreview`](crate::models::VoicePreview).
impl<T> Request<T, VoicePreview> {
    /// Sets [`model`](field@VoicePreview::model).
    pub fn model(self, value: impl Into<VoiceModel>) -> Self {
        self.with(|parameters| parameters.model(value))
    }

    /// Sets [`speed`](field@VoicePreview::speed).
    pub fn speed(self, value: impl Into<f64>) -> Self {
        self.with(|parameters| parameters.speed(value))
    }

    /// Sets [`text`](field@VoicePreview::text).
    pub fn text(self, value: impl Into<String>) -> Self {
        self.with(|parameters| parameters.text(value))
    }

    /// Sets [`volume`](field@VoicePreview::volume).
    pub fn volume(self, value: impl Into<f64>) -> Self {
        self.with(|parameters| parameters.volume(value))
    }
}
