//! Transcripts as Markdown.

use std::fmt::{self, Write as _};

use revox_api::models::TranscriptEntry;

use super::ToolCall;
use super::label::{label, lines};

/// A transcript that `Display` formats as Markdown.
///
/// Returned by [`Transcript::to_markdown`](super::Transcript::to_markdown).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Markdown<'a> {
    entries: &'a [TranscriptEntry],
}

impl<'a> Markdown<'a> {
    pub(super) fn new(entries: &'a [TranscriptEntry]) -> Self {
        Self { entries }
    }
}

impl fmt::Display for Markdown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, entry) in self.entries.iter().enumerate() {
            if index > 0 {
                f.write_char('\n')?;
            }
            let label: Vec<_> = lines(label(&entry.role))
                .map(|line| escaped(&line))
                .collect();
            let content = lines(&entry.content).map(|line| escaped(&line));
            let tool = ToolCall::new(entry)
                .into_iter()
                .flat_map(|tool| tool_lines(&tool));
            // A backslash at the end of a line breaks it.
            let text: Vec<_> = content.chain(tool).collect();
            writeln!(f, "**{}:** {}", label.join(" "), text.join("\\\n"))?;
        }
        Ok(())
    }
}

fn tool_lines(tool: &ToolCall<'_>) -> Vec<String> {
    let called = [code(tool.name()), code(&tool.arguments_text())];
    let called: Vec<_> = called.into_iter().flatten().collect();
    let result = tool.result().map(|(kind, output)| {
        let output = code(output).unwrap_or_default();
        format!("{kind}: {output}")
    });
    let called = (!called.is_empty()).then(|| called.join(" "));
    called.into_iter().chain(result).collect()
}

/// Escapes characters that CommonMark, or GitHub's extensions, could take for markup.
fn escaped(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    // "1." begins a list only at the start of a line; the others mean something only there, too.
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    for (position, char) in line.char_indices() {
        let is_markup = match char {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~' | '$' => true,
            '-' | '+' | '=' | ':' => position == 0,
            '.' | ')' => position > 0 && position == digits,
            _ => false,
        };
        if is_markup {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}

/// Returns a code span, in one line; `None` for an empty text.
fn code(text: &str) -> Option<String> {
    let text = lines(text).collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return None;
    }
    // The fence is longer than any run of backticks inside.
    let runs = text.split(|char| char != '`').map(str::len);
    let fence = "`".repeat(1 + runs.max().unwrap_or(0));
    // Spaces keep backticks at the ends apart from the fence; a renderer removes them.
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    Some(format!("{fence}{pad}{text}{pad}{fence}"))
}
