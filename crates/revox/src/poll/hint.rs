//! Finds ids in whatever a webhook delivered.
//!
//! The bodies of webhooks are documented nowhere and anybody can send one, so nothing is parsed: the
//! body is cut into words, and a word that is the id of a tracked call order is a hint. That finds an id
//! in JSON at any depth, in JSON inside a JSON string, in a form, in a URL and in plain text alike.

/// Bytes of a body that are searched; the rest is ignored.
pub(super) const MOST_BYTES: usize = 1 << 20;

/// Calls `look` with each piece of `body` that may be an id: its words of letters, digits, `_` and `-`,
/// and the whole body without the white space around it.
///
/// The work is proportional to the length of the body, of which at most [`MOST_BYTES`] are read, and
/// nothing is allocated. A word may come up twice, because an escape sequence in front of an id ends in
/// letters or digits: `\n`, `\u003c` and `%22` do. What comes up is at most five pieces a word.
pub(super) fn words<'b>(body: &'b [u8], mut look: impl FnMut(&'b str)) {
    let body = body.get(..MOST_BYTES).unwrap_or(body);
    let whole = body.trim_ascii();
    if !whole.iter().all(is_in_word) {
        // Nothing else finds an id of other characters.
        look_at(whole, &mut look);
    }
    let mut before = None;
    let mut rest = body;
    while let Some(&byte) = rest.first() {
        let length = rest.iter().take_while(|byte| is_in_word(byte)).count();
        let (word, after) = rest.split_at(length.max(1));
        rest = after;
        if length == 0 {
            before = Some(byte);
            continue;
        }
        look_at(word, &mut look);
        let escapes: &[usize] = match before {
            Some(b'\\') => &[1, 5],
            Some(b'%') => &[2],
            _ => &[],
        };
        for &escape in escapes {
            look_at(word.get(escape..).unwrap_or_default(), &mut look);
        }
        // As in Markdown.
        let bare = without_marks(word);
        if bare.len() < word.len() {
            look_at(bare, &mut look);
        }
        before = None;
    }
}

fn look_at<'b>(piece: &'b [u8], look: &mut impl FnMut(&'b str)) {
    if let Ok(piece) = str::from_utf8(piece)
        && !piece.is_empty()
    {
        look(piece);
    }
}

fn is_in_word(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// Removes `_` and `-` from both ends.
fn without_marks(word: &[u8]) -> &[u8] {
    let is_mark = |byte: &&u8| matches!(byte, b'_' | b'-');
    let start = word.iter().take_while(is_mark).count();
    let end = word.iter().rev().take_while(is_mark).count();
    word.get(start..word.len() - end).unwrap_or_default()
}

#[cfg(test)]
mod tests;
