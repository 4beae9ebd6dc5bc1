//! Repairs bodies that some servers send although a strict JSON parser refuses them.

use std::borrow::Cow;

use super::structure;

/// Replacement for a character that was lost.
const LOST: &str = "\\ufffd";

/// Returns a copy of `text` that may decode where `text` does not, or `None` if there is nothing to
/// repair.
///
/// - A leading byte order mark is dropped.
/// - Half of a surrogate pair (`\ud83d` alone), which JavaScript servers write when they cut a text
///   in the middle of an emoji, becomes the replacement character.
/// - Of several entries with the same key, the last is kept.
/// - A number that is too large, or a value that is nested too deeply, becomes a string with its
///   text.
pub(super) fn repaired(text: &str) -> Option<String> {
    let without_mark = text.strip_prefix('\u{feff}').unwrap_or(text);
    let repaired = match without_lone_surrogates(without_mark) {
        Some(mended) => Cow::Owned(mended),
        None => Cow::Borrowed(without_mark),
    };
    let repaired = match structure::representable(&repaired) {
        Some(repaired) => Cow::Owned(repaired),
        None => repaired,
    };
    (repaired != text).then(|| repaired.into_owned())
}

fn without_lone_surrogates(text: &str) -> Option<String> {
    let mut mended = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('\\') {
        let (before, escape) = rest.split_at(start);
        mended.push_str(before);
        // An escape is two characters, `\uXXXX` six, a pair of those twelve.
        let length = match (surrogate(escape), escape.get(6..).and_then(surrogate)) {
            (Some(Half::High), Some(Half::Low)) => 12,
            (Some(_), _) => {
                mended.push_str(LOST);
                rest = escape.get(6..).unwrap_or_default();
                continue;
            }
            (None, _) => escape.chars().take(2).map(char::len_utf8).sum(),
        };
        let (kept, after) = escape.split_at_checked(length)?;
        mended.push_str(kept);
        rest = after;
    }
    mended.push_str(rest);
    (mended != text).then_some(mended)
}

enum Half {
    High,
    Low,
}

/// Returns which half of a surrogate pair the escape at the start of `text` is, if any.
fn surrogate(text: &str) -> Option<Half> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    match u16::from_str_radix(digits, 16).ok()? {
        0xd800..=0xdbff => Some(Half::High),
        0xdc00..=0xdfff => Some(Half::Low),
        _ => None,
    }
}
