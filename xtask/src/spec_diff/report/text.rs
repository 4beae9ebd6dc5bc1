//! Text from specs made harmless: whatever it holds, it is shown and does nothing.

/// A character in one line: what would move the cursor or turn the line round becomes visible.
pub(super) fn visible(char: char) -> impl Iterator<Item = char> {
    let (as_it_is, escaped) = match char {
        '\n' | '\r' | '\t' => (Some(' '), None),
        _ if char.is_control() || is_invisible(char) => (None, Some(char.escape_unicode())),
        _ => (Some(char), None),
    };
    as_it_is.into_iter().chain(escaped.into_iter().flatten())
}

/// A text in one line.
pub(super) fn line(text: &str) -> String {
    text.trim().chars().flat_map(visible).collect()
}

/// Marks that reorder the text around them or take no room, so that it says other than it shows.
fn is_invisible(char: char) -> bool {
    matches!(
        char,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}
