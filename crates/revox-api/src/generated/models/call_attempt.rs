// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use super::{AttemptResult, AttemptStatus, DialError, EndedBy, TranscriptEntry};
use crate::Timestamp;

/// One attempt of a call order: a single call to the phone number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CallAttempt {
    /// ID of the attempt.
    pub id: String,
    /// Time at which the call was picked up.
    #[serde(default)]
    pub answered_at: Timestamp,
    /// SIP error that this attempt met, or `null`.
    pub dial_error: Option<DialError>,
    /// Time at which the attempt was over.
    #[serde(default)]
    pub ended_at: Timestamp,
    /// Number that this attempt called, in E.164 form, such as `+33639980142`.
    pub phone_number: String,
    /// URL of the sound recording, or `null`.
    pub recording_url: Option<String>,
    /// Who or what took the call, or `null`.
    pub result: Option<AttemptResult>,
    /// Time at which the attempt began.
    #[serde(default)]
    pub started_at: Timestamp,
    /// How far the attempt has come.
    pub status: AttemptStatus,
    /// Why the agent hung up, where `ended_by` is `agent`. Documented values are
    /// `tool_end_call`, `voicemail`, `transfer` and `ivr_no_navigate`; there may be others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_reason: Option<String>,
    /// Which party ended the call, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<EndedBy>,
    /// Data drawn from the conversation, one entry for each field that the assistant's
    /// `structured_output_config` asks for, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub structured_output: Option<Map<String, Value>>,
    /// Transcript entries of the attempt: what was said and which tools ran, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcript: Option<Vec<TranscriptEntry>>,
}
