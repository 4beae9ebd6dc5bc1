//! Text of a spec, made harmless: it is shown, whatever it contains, and has no other effect.

/// Returns a character in one line: one that would move the cursor or reorder the text becomes visible.
pub(super) fn visible(char: char) -> impl Iterator<Item = char> {
    let (plain, escaped) = match char {
        '\n' | '\r' | '\t' => (Some(' '), None),
        _ if char.is_control() || is_invisible(char) => (None, Some(char.escape_unicode())),
        _ => (Some(char), None),
    };
    plain.into_iter().chain(escaped.into_iter().flatten())
}

/// Returns a text in one line.
pub(super) fn line(text: &str) -> String {
    text.trim().chars().flat_map(visible).collect()
}

/// Returns true for marks that reorder the text around them, or that have no width.
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
