//! Repairs bodies that some servers send although a strict JSON parser refuses them.

use std::borrow::Cow;

use super::structure;

/// Replacement for a character that was lost.
const LOST: &str = "\\ufffd";

/// Returns a copy of `body` that may decode where `body` does not, or `None` if there is nothing to
/// repair.
///
/// - A leading byte order mark is dropped.
/// - Bytes that are not valid UTF-8 become the replacement character.
/// - So does half of a surrogate pair (`\ud83d` alone), which JavaScript servers write when they
///   cut a text in the middle of an emoji.
/// - Of several entries with the same key, the last is kept.
/// - A number that is too large, or a value that is nested too deeply, becomes a string with its
///   text.
pub(super) fn repaired(body: &[u8]) -> Option<Vec<u8>> {
    let text = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let text = String::from_utf8_lossy(text);
    let text = match without_lone_surrogates(&text) {
        Some(mended) => Cow::Owned(mended),
        None => text,
    };
    let text = match structure::representable(&text) {
        Some(repaired) => Cow::Owned(repaired),
        None => text,
    };
    (text.as_bytes() != body).then(|| text.into_owned().into_bytes())
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
