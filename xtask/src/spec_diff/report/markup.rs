//! Text from specs inside a comment: it can neither open HTML nor end a table nor call anybody.

use super::text::visible;
use super::words::{digits, plural};

/// Room for what may stand behind the last character: an end of code and the count of what is cut.
const TAIL: usize = 60;

/// `text` so that it reads the same in Markdown and in HTML, in `room` bytes at most.
///
/// What stands between backticks becomes code. What does not fit is cut off and counted.
pub(super) fn escape(text: &str, room: usize) -> String {
    // A backtick without a partner is a backtick.
    let marks = text.matches('`').count() / 2 * 2;
    Escape::default().text(text, room, marks)
}

/// As [`escape`], all of it as code.
pub(super) fn code(text: &str, room: usize) -> String {
    const TAGS: usize = "<code></code>".len();
    let text = Escape::default().text(text, room.saturating_sub(TAGS), 0);
    format!("<code>{text}</code>")
}

#[derive(Default)]
struct Escape {
    in_code: bool,
    /// The last character before, where there is one.
    previous: Option<char>,
    /// Whether there was something else than digits.
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
                let (count, noun) = (digits(cut), plural(cut, "character"));
                return format!("{escaped}{end}… (+{count} {noun})");
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

    /// One character. Entities and no backslashes, since these mean nothing inside HTML.
    fn char(&self, char: char, next: Option<char>) -> String {
        let mut piece = String::new();
        for char in visible(char) {
            match char {
                // Without a mark that takes no room, GitHub takes these for a person and an issue.
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
            // At the beginning of a line these begin a list; so do numbers before the last two.
            '-' | '+' | '=' => self.in_text,
            '.' | ')' if !self.in_text => is(next, |next| !next.is_whitespace()),
            // After `www` it makes a link.
            '.' => !is(self.previous, |previous| matches!(previous, 'w' | 'W')),
            ')' => true,
            // Neither an address nor an emoji.
            ':' if self.in_code => true,
            ':' => next.is_none() || is(next, |next| next == ' ' || next.is_ascii_digit()),
            // Inside of a word it means nothing.
            '_' => is(self.previous, char::is_alphanumeric) && is(next, char::is_alphanumeric),
            ' ' | ',' | ';' | '(' | '\'' | '"' | '/' | '?' | '%' | '{' | '}' => true,
            _ => !char.is_ascii_punctuation(),
        }
    }
}

fn is(char: Option<char>, what: impl FnOnce(char) -> bool) -> bool {
    char.is_some_and(what)
}
