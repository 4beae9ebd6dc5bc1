//! Tool calls of an agent.

use revox_api::models::{ToolArguments, TranscriptEntry, TranscriptRole};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::label::lines;
use crate::ExtractError;
use crate::extract::decode;

/// The use of a tool by the agent during a conversation: of a custom tool, or of a built-in one, such as
/// those that send an SMS or DTMF tones, or end the call.
///
/// # Examples
///
/// ```
/// use revox::models::CallAttempt;
/// use revox::prelude::*;
///
/// #[derive(serde::Deserialize)]
/// struct FindSlots {
///     town: String,
/// }
///
/// let attempt: CallAttempt = serde_json::from_value(serde_json::json!({
///     "id": "attempt_5Rw1cM",
///     "status": "completed",
///     "transcript": [{
///         "role": "tool",
///         "content": "Looked up the free times.",
///         "tool_name": "find_callback_slots",
///         "tool_arguments": {"town": "Gournay-en-Bray"},
///         "tool_output": "[]",
///         "tool_is_error": false,
///     }],
/// }))?;
/// let tool = attempt.tool_calls().next().unwrap();
/// assert_eq!(tool.name(), "find_callback_slots");
/// assert_eq!(tool.arguments::<FindSlots>()?.town, "Gournay-en-Bray");
/// assert_eq!(tool.output(), Some("[]"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ToolCall<'a> {
    entry: &'a TranscriptEntry,
}

impl<'a> ToolCall<'a> {
    /// Returns `None` if the entry is speech and not a tool call.
    pub(crate) fn new(entry: &'a TranscriptEntry) -> Option<Self> {
        let is_tool = entry.role == TranscriptRole::Tool || entry.tool_name.is_some();
        is_tool.then_some(Self { entry })
    }

    /// Returns the name of the tool, or `""` if the API does not give one.
    pub fn name(&self) -> &'a str {
        self.entry.tool_name.as_deref().unwrap_or_default()
    }

    /// Decodes the arguments that the tool was called with.
    ///
    /// Arguments that arrive as text are parsed as JSON; text that is not JSON counts as a string. The
    /// feature `extract` adds `output_fields`, which turns the same type into the tool's `input_schema`.
    ///
    /// # Errors
    ///
    /// Fails with [`ExtractError::is_missing`] if there are no arguments. Any other error names the
    /// argument that does not fit, and keeps the JSON.
    pub fn arguments<T: DeserializeOwned>(&self) -> Result<T, ExtractError> {
        let json = match &self.entry.tool_arguments {
            None => return Err(ExtractError::missing("the tool call has no arguments")),
            Some(ToolArguments::Object(object)) => Value::Object(object.clone()),
            Some(ToolArguments::String(text)) => {
                serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone()))
            }
            Some(other) => other.as_unknown().cloned().unwrap_or_default(),
        };
        decode(json)
    }

    /// Returns the result of the tool, or the text of its error.
    pub fn output(&self) -> Option<&'a str> {
        self.entry.tool_output.as_deref()
    }

    /// Returns true if the tool reported an error.
    pub fn is_error(&self) -> bool {
        self.entry.tool_is_error == Some(true)
    }

    /// Returns the entry of the transcript.
    pub fn entry(&self) -> &'a TranscriptEntry {
        self.entry
    }

    /// Returns the arguments as JSON text; empty if there are none.
    pub(super) fn arguments_text(&self) -> String {
        match &self.entry.tool_arguments {
            None => String::new(),
            Some(ToolArguments::String(text)) => text.clone(),
            Some(arguments) => serde_json::to_string(arguments).unwrap_or_default(),
        }
    }

    /// Returns `error` or `result`, with its text; `None` if there is nothing to show.
    pub(super) fn result(&self) -> Option<(&'static str, &'a str)> {
        let output = self.output().unwrap_or_default();
        match self.is_error() {
            true => Some(("error", output)),
            false => lines(output).next().map(|_| ("result", output)),
        }
    }
}
