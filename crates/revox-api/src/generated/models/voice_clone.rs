// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{AudioContentType, VoiceLanguage};
use crate::Base64;

/// A recording to clone a voice from, and what the new voice is to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct VoiceClone {
    /// The recording itself. It is sent as base64 text; the official library documents a limit
    /// of about 7.5 MB before that.
    ///
    /// At most 7500000 bytes.
    pub audio: Base64,
    /// Media type of the recording.
    #[serde(rename = "contentType")]
    pub content_type: AudioContentType,
    /// Language of the new voice.
    pub language: VoiceLanguage,
    /// Name for the new voice.
    pub name: String,
}

impl VoiceClone {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{AudioContentType, VoiceClone, VoiceLanguage};
    ///
    /// let value = VoiceClone::new(
    ///     "Nadia of Bray Solaire",
    ///     VoiceLanguage::Fr,
    ///     b"RIFF",
    ///     AudioContentType::AudioWav,
    /// );
    /// ```
    pub fn new(
        name: impl Into<String>,
        language: impl Into<VoiceLanguage>,
        audio: impl Into<Base64>,
        content_type: impl Into<AudioContentType>,
    ) -> Self {
        Self {
            audio: audio.into(),
            content_type: content_type.into(),
            language: language.into(),
            name: name.into(),
        }
    }
}

limits! {
    VoiceClone {
        audio: [MaxLength(10000000)],
    }
}

parameters!(VoiceClone in Body);
