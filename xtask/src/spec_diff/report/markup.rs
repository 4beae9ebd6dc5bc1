//! Text of a spec in a comment: it can neither open HTML nor end a table nor notify anybody.

use super::text::visible;
use super::words::counted;

/// Bytes for the end of a text that is cut: the end of code, and the number of missing characters.
const TAIL: usize = 60;

/// Returns `text` in at most `room` bytes that read the same in Markdown and in HTML.
///
/// Text between backticks becomes code. Characters that do not fit are cut off and counted.
pub(super) fn escape(text: &str, room: usize) -> String {
    // The last one of an odd number of backticks is plain text.
    let marks = text.matches('`').count() / 2 * 2;
    Escape::default().text(text, room, marks)
}

/// Returns `text` as code, in at most `room` bytes.
pub(super) fn code(text: &str, room: usize) -> String {
    const TAGS: usize = "<code></code>".len();
    let text = Escape::default().text(text, room.saturating_sub(TAGS), 0);
    format!("<code>{text}</code>")
}

#[derive(Default)]
struct Escape {
    in_code: bool,
    /// Character before the current one.
    previous: Option<char>,
    /// True after a character that is not a digit.
    in_text: bool,
}

impl Escape {
    fn text(mut self, text: &str, room: usize, mut marks: usize) -> String {
        let room = room.saturating_sub(TAIL);
        let mut escaped = String::new();
        let mut chars = text.trim().chars().peekable();
        while let Some(char) = chars.next() {
            let is_mark = char == '`' && marks > 0;
            let piece = match (is_mark, self.in_code) {
                (true, true) => "</code>".to_owned(),
                (true, false) => "<code>".to_owned(),
                (false, _) => self.char(char, chars.peek().copied()),
            };
            if escaped.len() + piece.len() > room {
                let cut = 1 + chars.count();
                let end = if self.in_code { "</code>" } else { "" };
                return format!("{escaped}{end}… (+{})", counted(cut, "character"));
            }
            escaped.push_str(&piece);
            if is_mark {
                marks -= 1;
                self.in_code = !self.in_code;
            }
            self.previous = Some(char);
            self.in_text |= !char.is_ascii_digit();
        }
        escaped
    }

    /// Escapes a character by an entity: backslashes have no effect inside HTML.
    fn char(&self, char: char, next: Option<char>) -> String {
        let mut piece = String::new();
        for char in visible(char) {
            match char {
                // The second entity has no width. Without it, GitHub reads a person or an issue.
                '@' => piece.push_str("&#64;&#8203;"),
                '#' if is(next, |next| next.is_ascii_digit()) => piece.push_str("&#35;&#8203;"),
                _ if self.is_harmless(char, next) => piece.push(char),
                _ => piece.push_str(&format!("&#{};", u32::from(char))),
            }
        }
        piece
    }

    fn is_harmless(&self, char: char, next: Option<char>) -> bool {
        match char {
            // These start a list at the beginning of a line; the last two do so after a number.
            '-' | '+' | '=' => self.in_text,
            '.' | ')' if !self.in_text => is(next, |next| !next.is_whitespace()),
            // It makes a link after `www`.
            '.' => !is(self.previous, |previous| matches!(previous, 'w' | 'W')),
            ')' => true,
            // It could be a part of an address or of an emoji.
            ':' if self.in_code => true,
            ':' => next.is_none() || is(next, |next| next == ' ' || next.is_ascii_digit()),
            // It has no meaning inside a word.
            '_' => is(self.previous, char::is_alphanumeric) && is(next, char::is_alphanumeric),
            ' ' | ',' | ';' | '(' | '\'' | '"' | '/' | '?' | '%' | '{' | '}' => true,
            _ => !char.is_ascii_punctuation(),
        }
    }
}

fn is(char: Option<char>, test: impl FnOnce(char) -> bool) -> bool {
    char.is_some_and(test)
}
