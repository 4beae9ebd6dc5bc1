// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::Speaker;
use crate::wire::{missing, or_missing};

/// A segment of speech in a call, found by voice activity detection, with its times and the
/// delays of the systems behind it. Times count in milliseconds from the start of the
/// session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SpeechEvent {
    /// ID of the segment.
    pub id: String,
    /// True if the segment is a real turn of the conversation. It is `false` where the segment
    /// was taken for noise.
    #[serde(default = "missing::<bool>", deserialize_with = "or_missing")]
    pub is_real_turn: bool,
    /// The whole prompt that the language model received for this turn, as JSON text. Despite
    /// the name, it holds the history of the conversation as well as the system instructions.
    /// Only segments of the agent have it; otherwise `null` or missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub llm_system_prompt: Option<String>,
    /// Time until the language model returned the first token of the reply, in milliseconds.
    /// Only segments of the agent have it; otherwise `null` or missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub llm_ttft_ms: Option<f64>,
    /// Language model that produced the reply. Where several models race, it is the winner, and
    /// `llm_ttft_ms` is its time. Only segments of the agent have it; otherwise `null` or
    /// missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub llm_winner_model: Option<String>,
    /// Speaker in this segment.
    #[serde(default = "missing::<Speaker>", deserialize_with = "or_missing")]
    pub speaker: Speaker,
    /// Time at which the speech began, in milliseconds from the start of the session.
    #[serde(default = "missing::<f64>", deserialize_with = "or_missing")]
    pub started_speaking_at_ms: f64,
    /// When the speech ended, in milliseconds from the start of the session. `null` where the
    /// session was over before the turn was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped_speaking_at_ms: Option<f64>,
    /// Time from the end of the speech to its final transcript, in milliseconds. Only segments
    /// of the person on the phone have it; otherwise `null` or missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stt_transcription_delay_ms: Option<f64>,
    /// Text that was recognized in this segment, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcript: Option<String>,
    /// Time until the speech synthesis returned the first byte of sound of the reply, in
    /// milliseconds. Only segments of the agent have it; otherwise `null` or missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tts_ttfb_ms: Option<f64>,
    /// True if the agent's speech was interrupted, also where it then went on by itself. `null`
    /// for segments of the person on the phone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was_cut: Option<bool>,
}
