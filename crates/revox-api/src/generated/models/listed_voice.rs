// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{VoiceLanguage, VoiceModelCompat, VoiceProvider};
use crate::wire::{missing, or_missing};

/// A voice that assistants can speak with, as the list of voices shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ListedVoice {
    /// ID of the voice.
    pub id: String,
    /// Description of the voice.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub description: String,
    /// Language that the voice speaks.
    #[serde(default = "missing::<VoiceLanguage>", deserialize_with = "or_missing")]
    pub language: VoiceLanguage,
    /// Name of the voice.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub name: String,
    /// Provider that the voice comes from.
    #[serde(default = "missing::<VoiceProvider>", deserialize_with = "or_missing")]
    pub provider: VoiceProvider,
    /// Accent or dialect of the voice, such as `american`, `british`, `australian` or `quebec`,
    /// or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent: Option<String>,
    /// Gender of the voice, such as `male`, `female` or `neutral`, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// True if the voice is a clone, as opposed to a preset voice, or `null`.
    #[serde(rename = "isCloned", skip_serializing_if = "Option::is_none")]
    pub is_cloned: Option<bool>,
    /// Voice model of Cartesia that the voice needs. A voice that does not state it counts as
    /// `universal`.
    #[serde(rename = "modelCompat", skip_serializing_if = "Option::is_none")]
    pub model_compat: Option<VoiceModelCompat>,
}

result!(Vec<ListedVoice>);
