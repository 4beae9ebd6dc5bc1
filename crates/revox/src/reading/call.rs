//! Methods of a call order.

use revox_api::models::{AttemptResult, AttemptStatus, Call, CallAttempt, CallStatus};
use serde::de::DeserializeOwned;

use super::attempt::CallAttemptExt;
use super::{ToolCall, Transcript, sealed};
use crate::ExtractError;

/// Methods that read a call order. The trait is sealed.
///
/// All but [`is_finished`](Self::is_finished) and `talk_time` read one attempt: the
/// [finished attempt](Self::finished_attempt). To read another one, such as an attempt that is still going
/// on, use the methods of the same names in [`CallAttemptExt`].
pub trait CallExt: sealed::Sealed {
    /// Returns true if the call order is over: it is completed, cancelled or errored, and makes no more
    /// attempts.
    ///
    /// A paused call order is not over, nor is one with a status that this version does not know. While
    /// its conversation is analysed, a call order has the status `post_processing`, and is not over
    /// either. A better transcript may arrive even later: see [`Transcript`].
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::prelude::*;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
    /// let call = client.call().retrieve("call_8Zk3vQ").await?;
    /// if !call.is_finished() {
    ///     println!("look again later: {}", call.status);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    fn is_finished(&self) -> bool;

    /// Returns the attempt whose conversation counts: the most recent completed one that reached a
    /// person, or, if none did, the most recent completed one, such as that of a voicemail box.
    ///
    /// Returns `None` if no attempt has been completed: all ended with an error (nobody answered, the line
    /// was busy), or the first is still going on. The call order itself need not be over. A voicemail box
    /// that is reached later does not replace an earlier conversation.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::prelude::*;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
    /// let call = client.call().retrieve("call_8Zk3vQ").await?;
    /// let recording = call.finished_attempt().and_then(|attempt| attempt.recording_url.as_ref());
    /// # Ok(())
    /// # }
    /// ```
    fn finished_attempt(&self) -> Option<&CallAttempt>;

    /// Returns the sum of the talk times of all attempts, with people, voicemail boxes and phone menus
    /// alike. Returns zero if no attempt was answered.
    ///
    /// Returns `None` if an attempt that was answered has no known end, for example because it is still
    /// going on, or if a time is not in RFC 3339 form.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use revox::models::Call;
    /// use revox::prelude::*;
    ///
    /// let call: Call = serde_json::from_value(serde_json::json!({
    ///     "id": "call_8Zk3vQ",
    ///     "status": "completed",
    ///     "call_attempts": [{
    ///         "id": "attempt_5Rw1cM",
    ///         "status": "completed",
    ///         "answered_at": "2026-06-09T12:05:58Z",
    ///         "ended_at": "2026-06-09T12:08:31Z",
    ///     }],
    /// }))?;
    /// assert_eq!(call.talk_time(), Some(Duration::from_secs(153)));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[cfg(feature = "jiff")]
    fn talk_time(&self) -> Option<std::time::Duration>;

    /// Returns the transcript of the finished attempt; empty if there is none.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::prelude::*;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
    /// let call = client.call().retrieve("call_8Zk3vQ").await?;
    /// print!("{}", call.transcript());
    /// # Ok(())
    /// # }
    /// ```
    fn transcript(&self) -> Transcript<'_>;

    /// Returns the tools that the agent used in the finished attempt, in order.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::prelude::*;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
    /// let call = client.call().retrieve("call_8Zk3vQ").await?;
    /// for tool in call.tool_calls().filter(|tool| tool.is_error()) {
    ///     println!("{} failed", tool.name());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    fn tool_calls(&self) -> impl Iterator<Item = ToolCall<'_>>;

    /// Decodes the data that was extracted from the conversation of the finished attempt.
    ///
    /// The feature `extract` adds `output_fields`, which turns the same type into the assistant's
    /// `structured_output_config`. A `null` decodes like an absent field, and `3.0` decodes as an integer
    /// if the type has one.
    ///
    /// # Errors
    ///
    /// Fails with [`ExtractError::is_missing`] if there is no data, or none yet. Any other error names the
    /// field that does not fit, and keeps the JSON.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::prelude::*;
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Lead {
    ///     name: String,
    ///     email: Option<String>,
    /// }
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let call = client.call().retrieve("call_8Zk3vQ").await?;
    /// match call.structured_output::<Lead>() {
    ///     Ok(lead) => println!("{} {:?}", lead.name, lead.email),
    ///     Err(error) if error.is_missing() => println!("nothing yet"),
    ///     Err(error) => println!("{error}"), // `error.json()` has the data
    /// }
    /// # Ok(())
    /// # }
    /// ```
    fn structured_output<T: DeserializeOwned>(&self) -> Result<T, ExtractError>;
}

impl CallExt for Call {
    fn is_finished(&self) -> bool {
        matches!(
            self.status,
            CallStatus::Completed | CallStatus::Cancelled | CallStatus::Errored
        )
    }

    fn finished_attempt(&self) -> Option<&CallAttempt> {
        // A server may leave out the list; the last attempt is its first entry.
        let attempts = || self.call_attempts.iter().chain(&self.last_call_attempt);
        let mut completed = attempts().filter(|attempt| attempt.status == AttemptStatus::Completed);
        let latest = completed.clone().next();
        completed
            .find(|attempt| attempt.result == Some(AttemptResult::Human))
            .or(latest)
    }

    #[cfg(feature = "jiff")]
    fn talk_time(&self) -> Option<std::time::Duration> {
        let answered = |attempt: &&CallAttempt| !attempt.answered_at.is_null();
        let attempts = self.call_attempts.iter().filter(answered);
        attempts.map(CallAttemptExt::talk_time).sum()
    }

    fn transcript(&self) -> Transcript<'_> {
        let attempt = self.finished_attempt();
        attempt.map_or_else(Transcript::default, CallAttemptExt::transcript)
    }

    fn tool_calls(&self) -> impl Iterator<Item = ToolCall<'_>> {
        let attempt = self.finished_attempt();
        attempt.into_iter().flat_map(CallAttemptExt::tool_calls)
    }

    fn structured_output<T: DeserializeOwned>(&self) -> Result<T, ExtractError> {
        match self.finished_attempt() {
            Some(attempt) => attempt.structured_output(),
            None => Err(ExtractError::missing(
                "the call order has no structured output: none of its attempts is completed",
            )),
        }
    }
}
