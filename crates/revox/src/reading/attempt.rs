//! Methods of an attempt.

use revox_api::models::{AttemptStatus, CallAttempt};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{ToolCall, Transcript, sealed};
use crate::ExtractError;
use crate::extract::decode;

/// Methods that read an attempt. The trait is sealed.
///
/// # Examples
///
/// ```
/// use revox::prelude::*;
///
/// # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
/// let call = client.call().retrieve("call_8Zk3vQ").await?;
/// // The API lists the latest attempt first; people read from the start.
/// for attempt in call.call_attempts.iter().rev().filter(|attempt| attempt.is_finished()) {
///     println!("{}\n{}", attempt.status, attempt.transcript());
/// }
/// # Ok(())
/// # }
/// ```
pub trait CallAttemptExt: sealed::Sealed {
    /// Returns true if the attempt is over: it is completed, or failed with an error, for example because
    /// nobody answered. A status that this version does not know counts as not over.
    fn is_finished(&self) -> bool;

    /// Returns the time between picking up the phone and the end of the attempt.
    ///
    /// Returns `None` if one of these two times is missing (nobody answered, or the call is still going
    /// on) or not in RFC 3339 form, or if the end is before the beginning.
    #[cfg(feature = "jiff")]
    fn talk_time(&self) -> Option<std::time::Duration>;

    /// Returns the transcript: the better one that is made from the recording after the call, or, until
    /// that exists, the one that is written during the call.
    fn transcript(&self) -> Transcript<'_>;

    /// Returns the tools that the agent used, in order.
    ///
    /// They come from the transcript that is written during the call, because the recording does not have
    /// them. If that transcript shows none, they come from the better one.
    fn tool_calls(&self) -> impl Iterator<Item = ToolCall<'_>>;

    /// Decodes the data that was extracted from the conversation.
    ///
    /// # Errors
    ///
    /// Fails as [`CallExt::structured_output`](super::CallExt::structured_output) does.
    fn structured_output<T: DeserializeOwned>(&self) -> Result<T, ExtractError>;
}

impl CallAttemptExt for CallAttempt {
    fn is_finished(&self) -> bool {
        matches!(self.status, AttemptStatus::Completed | AttemptStatus::Error)
    }

    #[cfg(feature = "jiff")]
    fn talk_time(&self) -> Option<std::time::Duration> {
        let answered_at = self.answered_at.instant()?;
        let lasted = self.ended_at.instant()?.duration_since(answered_at);
        lasted.try_into().ok()
    }

    fn transcript(&self) -> Transcript<'_> {
        let after = self.post_call_transcript.as_deref().unwrap_or_default();
        match after.is_empty() {
            true => Transcript::new(self.transcript.as_deref().unwrap_or_default()),
            false => Transcript::new(after),
        }
    }

    fn tool_calls(&self) -> impl Iterator<Item = ToolCall<'_>> {
        let transcripts = [&self.transcript, &self.post_call_transcript];
        let calls = transcripts.map(|entries| {
            let entries = entries.as_deref().unwrap_or_default();
            entries.iter().filter_map(ToolCall::new).peekable()
        });
        let first = calls
            .into_iter()
            .find_map(|mut calls| calls.peek().is_some().then_some(calls));
        first.into_iter().flatten()
    }

    fn structured_output<T: DeserializeOwned>(&self) -> Result<T, ExtractError> {
        match &self.structured_output {
            Some(output) => decode(Value::Object(output.clone())),
            None => Err(ExtractError::missing(
                "the attempt has no structured output: its analysis is not finished, or the assistant \
                 has no `structured_output_config`",
            )),
        }
    }
}
