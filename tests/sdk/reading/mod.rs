//! Reading a call order: its end, its attempts, its transcript and its tools.

mod calls;
mod markdown;
mod transcripts;

use revox::models::CallAttempt;
use serde_json::{Value, json};

/// A completed attempt with these transcripts.
fn attempt_with(transcript: Value, post_call_transcript: Value) -> CallAttempt {
    serde_json::from_value(json!({
        "id": "attempt_1",
        "status": "completed",
        "transcript": transcript,
        "post_call_transcript": post_call_transcript,
    }))
    .unwrap()
}
