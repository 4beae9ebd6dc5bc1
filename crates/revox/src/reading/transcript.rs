//! Transcripts, as entries and as text.

use std::fmt;
use std::slice;

use revox_api::models::TranscriptEntry;

use super::ToolCall;
use super::label::{label, lines};
use super::markdown::Markdown;

/// The transcript of an attempt: speech, and the tools that the agent used.
///
/// The API has two transcripts: one is written during the call, and a better one is made from the
/// recording after the call. This type shows the better one once it exists, so the text of a call order
/// that was just completed may still improve. To read each of the two, use the attempt's fields
/// `transcript` and `post_call_transcript`.
///
/// Iterate over the entries, print the transcript as text with `Display`, or format it as
/// [Markdown](Self::to_markdown). Entries have no times; the attempt's `speech_events` have the times of
/// speech.
///
/// # Text
///
/// Each entry begins on a new line with its speaker: `Agent` (the AI), `Person`, `Human agent`, `Tool`, or
/// the API's own word for a speaker that this version does not know. Its further lines are indented: those
/// of a longer text, the name and arguments of a tool, and its result. Control characters become spaces, so
/// that speech cannot pass for another entry or control a terminal.
///
/// ```
/// use revox::models::CallAttempt;
/// use revox::prelude::*;
///
/// let attempt: CallAttempt = serde_json::from_value(serde_json::json!({
///     "id": "attempt_5Rw1cM",
///     "status": "completed",
///     "transcript": [
///         {"role": "user", "content": "When is he free?"},
///         {
///             "role": "tool",
///             "content": "Looked up the free times.",
///             "tool_name": "find_callback_slots",
///             "tool_arguments": {"town": "Gournay-en-Bray"},
///             "tool_output": "no slots",
///             "tool_is_error": true,
///         },
///         {"role": "assistant", "content": "I cannot tell at the moment."},
///     ],
/// }))?;
/// assert_eq!(
///     attempt.transcript().to_string(),
///     r#"Person: When is he free?
/// Tool: Looked up the free times.
///   find_callback_slots {"town":"Gournay-en-Bray"}
///   error: no slots
/// Agent: I cannot tell at the moment.
/// "#
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Transcript<'a> {
    entries: &'a [TranscriptEntry],
}

impl<'a> Transcript<'a> {
    pub(super) fn new(entries: &'a [TranscriptEntry]) -> Self {
        Self { entries }
    }

    /// Returns the entries in order.
    pub fn entries(&self) -> &'a [TranscriptEntry] {
        self.entries
    }

    /// Returns an iterator over the entries in order.
    pub fn iter(&self) -> slice::Iter<'a, TranscriptEntry> {
        self.entries.iter()
    }

    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns true if nothing was said, or if there is no transcript yet.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Formats the transcript as Markdown (CommonMark), a paragraph for each entry.
    ///
    /// The speaker is bold, and the arguments and results of tools are code. Everything else is escaped, so
    /// that speech does not become a link, an image, HTML or any other markup. Some Markdown renderers still
    /// turn bare URLs into links.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::models::CallAttempt;
    /// use revox::prelude::*;
    ///
    /// let attempt: CallAttempt = serde_json::from_value(serde_json::json!({
    ///     "id": "attempt_5Rw1cM",
    ///     "status": "completed",
    ///     "transcript": [{"role": "user", "content": "My name is *Camille*."}],
    /// }))?;
    /// let markdown = attempt.transcript().to_markdown().to_string();
    /// assert_eq!(markdown, "**Person:** My name is \\*Camille\\*.\n");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn to_markdown(&self) -> Markdown<'a> {
        Markdown::new(self.entries)
    }
}

/// Shows one entry as a transcript of its own, for example one that a [`Watch`](crate::Watch) tells.
impl<'a> From<&'a TranscriptEntry> for Transcript<'a> {
    fn from(entry: &'a TranscriptEntry) -> Self {
        Self::new(slice::from_ref(entry))
    }
}

impl<'a> IntoIterator for Transcript<'a> {
    type Item = &'a TranscriptEntry;
    type IntoIter = slice::Iter<'a, TranscriptEntry>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

impl<'a> IntoIterator for &Transcript<'a> {
    type Item = &'a TranscriptEntry;
    type IntoIter = slice::Iter<'a, TranscriptEntry>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

impl fmt::Display for Transcript<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in self {
            // The API's word for an unknown speaker is untrusted, too.
            let label = lines(label(&entry.role)).collect::<Vec<_>>().join(" ");
            let mut content = lines(&entry.content);
            match content.next() {
                Some(line) => writeln!(f, "{label}: {line}")?,
                None => writeln!(f, "{label}:")?,
            }
            for line in content {
                writeln!(f, "  {line}")?;
            }
            if let Some(tool) = ToolCall::new(entry) {
                for line in tool_lines(&tool) {
                    writeln!(f, "  {line}")?;
                }
            }
        }
        Ok(())
    }
}

fn tool_lines(tool: &ToolCall<'_>) -> Vec<String> {
    let called = format!("{} {}", tool.name(), tool.arguments_text());
    let result = tool.result().map(|(kind, text)| format!("{kind}: {text}"));
    let result = result.as_deref().unwrap_or_default();
    lines(&called).chain(lines(result)).collect()
}
