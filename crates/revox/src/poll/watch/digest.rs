//! The part of a call order that a watch compares, with hashes in place of text.

use std::collections::HashSet;

use revox_api::models::{AttemptStatus, Call, CallAttempt, CallStatus, TranscriptEntry};
use serde_json::{Value, json};

use crate::canonical;
use crate::poll::phase::{Phase, attempts, is_over};

/// A call order as read, as far as a watch compares it.
#[derive(Clone, Debug)]
pub(crate) struct Digest {
    pub(super) status: CallStatus,
    pub(super) is_finished: bool,
    /// Number of attempts that were begun.
    pub(super) count: i64,
    pub(super) outcome: Option<u64>,
    /// The oldest first.
    pub(super) attempts: Vec<AttemptDigest>,
}

/// An attempt as read.
#[derive(Clone, Debug)]
pub(super) struct AttemptDigest {
    pub(super) id: String,
    pub(super) has_begun: bool,
    pub(super) is_over: bool,
    /// The entries of the transcript that is written during the call.
    pub(super) turns: Vec<u64>,
    pub(super) final_transcript: Option<u64>,
    pub(super) output: Option<u64>,
    /// Index in the list of attempts; `None` for one that only stands outside of it.
    index: Option<usize>,
}

impl Digest {
    pub(crate) fn new(call: &Call) -> Self {
        let listed = call.call_attempts.iter().enumerate();
        let last = call.last_call_attempt.iter();
        // The latest comes first, and the same again as the last attempt.
        let mut found: Vec<AttemptDigest> = Vec::new();
        let mut ids = HashSet::new();
        let all = listed.map(|(index, attempt)| (Some(index), attempt));
        for (index, attempt) in all.chain(last.map(|attempt| (None, attempt))) {
            if !ids.insert(attempt.id.as_str()) {
                continue;
            }
            let digest = AttemptDigest::new(index, attempt);
            match index {
                Some(_) => found.push(digest),
                None => found.insert(0, digest),
            }
        }
        found.reverse();
        Self {
            status: call.status.clone(),
            is_finished: Phase::read(call) == Phase::Finished,
            count: attempts(call),
            outcome: call
                .outcome
                .as_ref()
                .map(|outcome| hash(&outcome.as_str().into())),
            attempts: found,
        }
    }
}

impl AttemptDigest {
    fn new(index: Option<usize>, attempt: &CallAttempt) -> Self {
        let turns = attempt.transcript.as_deref().unwrap_or_default();
        let after = attempt.post_call_transcript.as_deref().unwrap_or_default();
        let output = attempt.structured_output.as_ref();
        let is_queued = attempt.status == AttemptStatus::Queued && attempt.started_at.is_null();
        Self {
            id: attempt.id.clone(),
            has_begun: !is_queued,
            is_over: is_over(attempt),
            turns: turns.iter().map(|entry| hash(&fields(entry))).collect(),
            final_transcript: (!after.is_empty())
                .then(|| hash(&after.iter().map(fields).collect())),
            output: output.map(|output| hash(&Value::Object(output.clone()))),
            index,
        }
    }

    /// Finds the attempt in the call order of which this is the digest.
    pub(super) fn attempt<'c>(&self, call: &'c Call) -> Option<&'c CallAttempt> {
        match self.index {
            Some(index) => call.call_attempts.get(index),
            None => call.last_call_attempt.as_ref(),
        }
    }
}

/// Returns the fields of an entry. Hashes of them are stored, so a field that the API gets one day
/// must not come in.
fn fields(entry: &TranscriptEntry) -> Value {
    let arguments = serde_json::to_value(&entry.tool_arguments).unwrap_or_default();
    json!([
        entry.role.as_str(),
        entry.content,
        entry.tool_name,
        arguments,
        entry.tool_output,
        entry.tool_is_error,
    ])
}

fn hash(value: &Value) -> u64 {
    let hash = canonical::hash(value);
    (hash ^ (hash >> 64)) as u64
}
