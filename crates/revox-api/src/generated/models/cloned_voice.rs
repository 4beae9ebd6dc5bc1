// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::wire::{missing, or_missing};

/// A voice just cloned. It is also in the list of voices from now on. The API does not
/// document which of the two IDs stands for it there; the entry in the list shows the one
/// to use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ClonedVoice {
    /// ID of the cloned voice.
    pub id: String,
    /// Cartesia's ID of the cloned voice.
    #[serde(rename = "cartesiaVoiceId")]
    pub cartesia_voice_id: String,
    /// Time at which the voice was cloned. It is a text whose form the API does not document.
    #[serde(
        rename = "createdAt",
        default = "missing::<String>",
        deserialize_with = "or_missing"
    )]
    pub created_at: String,
    /// Language of the voice, such as `fr`.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub language: String,
    /// Name of the voice.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub name: String,
}

result!(ClonedVoice);
