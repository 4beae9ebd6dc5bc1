//! The names of speakers, and the lines of what they say.

use revox_api::models::TranscriptRole;

/// Returns the speaker's name as a person would write it.
pub(super) fn label(role: &TranscriptRole) -> &str {
    match role {
        TranscriptRole::Assistant => "Agent",
        TranscriptRole::User => "Person",
        TranscriptRole::HumanAgent => "Human agent",
        TranscriptRole::Tool => "Tool",
        other => match other.as_str().trim() {
            "" => "Unknown",
            name => name,
        },
    }
}

/// Returns the lines of an untrusted text, without blank lines and control characters, which could move
/// a terminal's cursor or pass for another line.
pub(super) fn lines(text: &str) -> impl Iterator<Item = String> {
    let is_break = |char: char| {
        matches!(
            char,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    let lines = text
        .split(is_break)
        .map(|line| line.replace(char::is_control, " "));
    lines
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
}
