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
    /// Returns true if the attempt is over: it was completed, or failed with an error, as when nobody
    /// answers. A status that this version does not know counts as not over.
    fn is_finished(&self) -> bool;

    /// Returns the time from the moment at which the phone was picked up to the end of the attempt.
    ///
    /// `None` if one of these times is missing, as when nobody answered or somebody is on the line, is
    /// not in RFC 3339 form, or if the end comes before the beginning.
    #[cfg(feature = "jiff")]
    fn talk_time(&self) -> Option<std::time::Duration>;

    /// Returns what was said: the better transcript that is made from the recording after the call, as
    /// soon as there is one, or else the one that is written while the call lasts.
    fn transcript(&self) -> Transcript<'_>;

    /// Returns the tools that the agent used, in order.
    ///
    /// They come from the transcript that is written while the call lasts, because a recording does not
    /// have them; if that one shows none, from the better transcript.
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
                "the attempt has no structured output: its analysis is not over, or the assistant has \
                 no `structured_output_config`",
            )),
        }
    }
}
