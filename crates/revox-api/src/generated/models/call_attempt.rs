// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    AttemptResult, AttemptStatus, DialError, EmailLogEntry, EndReason, EndedBy,
    SmsLogEntry, SpeechEvent, TranscriptEntry, UserRef,
};
use crate::Timestamp;
use crate::wire::{missing, or_missing};

/// One attempt of a call order: a single call to the phone number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CallAttempt {
    /// ID of the attempt.
    pub id: String,
    /// Time at which the call was picked up.
    #[serde(default = "missing::<Timestamp>")]
    pub answered_at: Timestamp,
    /// SIP error that this attempt met, or `null`.
    pub dial_error: Option<DialError>,
    /// Time at which the attempt was over.
    #[serde(default = "missing::<Timestamp>")]
    pub ended_at: Timestamp,
    /// Number that this attempt called, in E.164 form, such as `+33639980142`.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub phone_number: String,
    /// URL of the sound recording, or `null`.
    pub recording_url: Option<String>,
    /// Person or machine that took the call, or `null`.
    pub result: Option<AttemptResult>,
    /// Time at which the attempt began.
    #[serde(default = "missing::<Timestamp>")]
    pub started_at: Timestamp,
    /// Progress of the attempt.
    pub status: AttemptStatus,
    /// Reason why the call ended, or `null`. The API documents it for calls that the agent
    /// ended, where `ended_by` is `agent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_reason: Option<EndReason>,
    /// Party that ended the call, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<EndedBy>,
    /// Data drawn from the conversation, one entry for each field that the assistant's
    /// `structured_output_config` asks for, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub structured_output: Option<Map<String, Value>>,
    /// Transcript entries of the attempt: what was said and which tools ran, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcript: Option<Vec<TranscriptEntry>>,
    /// IDs of the assistant nodes that this attempt passed through, in that order, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assistants_used: Option<Vec<String>>,
    /// A better transcript than `transcript`, which is written while the call lasts: this one
    /// is made from the recording afterwards, by the speech recognition of Soniox. `null` as
    /// long as it is not ready, and where there is no recording.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_call_transcript: Option<Vec<TranscriptEntry>>,
    /// SMS messages that were sent automatically after the call, the oldest first, or `null`.
    /// Those that the agent sent during the call are not among them; they stand in the
    /// transcript as uses of a tool.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sms_log: Option<Vec<SmsLogEntry>>,
    /// True if the AI agent conducted the conversation, `false` if nobody answered, and for
    /// speed-dial calls in which a silent agent only detects whether a person answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handled_by_ai: Option<bool>,
    /// True if a human operator conducted the conversation or a part of it, by taking over from
    /// the agent or by being connected in a speed-dial call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handled_by_human: Option<bool>,
    /// Team member who handled this attempt, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handled_by_user: Option<UserRef>,
    /// Notification emails that were sent in connection with the call, the oldest first, or
    /// `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_log: Option<Vec<EmailLogEntry>>,
    /// Segments of speech with their times and delays, ordered by `started_speaking_at_ms`, or
    /// `null`. Empty for calls from before segments were recorded, and for sessions with a
    /// realtime model that does not report them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speech_events: Option<Vec<SpeechEvent>>,
}
