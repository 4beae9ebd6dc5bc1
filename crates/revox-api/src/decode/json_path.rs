//! Finds the JSON path of a position in JSON text.
//!
//! Only field names of the API description are shown: other keys are data, such as those of the
//! caller's metadata.
//!
//! A deserializer that tracks the path as it goes would have to be compiled for every model in
//! addition to the one that does not; that alone doubled the build time of this crate.

use crate::generated::FIELD_NAMES;

/// A level of nesting and the current position in it.
enum Level<'a> {
    /// Under a key, once the key has been read.
    Object(Option<&'a [u8]>),
    Array(usize),
}

/// Number of levels that a path shows. The API nests less deeply; a deeper path is cut off.
const DEEPEST: usize = 16;

/// Returns the path of the value at which the parser stopped, as in `call.call_attempts[1].status`;
/// `.` stands for the whole text.
///
/// `line` counts from 1; `column` is the number of bytes parsed of that line.
pub(super) fn path_at(body: &[u8], line: usize, column: usize) -> String {
    let before: usize = body
        .split_inclusive(|byte| *byte == b'\n')
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    let read = body.get(..before + column).unwrap_or(body);

    let mut levels = Vec::new();
    // Levels below those that are shown are only counted: a body may consist of brackets.
    let mut hidden = 0_usize;
    let mut rest = read;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        let is_full = levels.len() == DEEPEST;
        let top = match hidden {
            0 => levels.last_mut(),
            _ => None,
        };
        match (byte, top) {
            (b'{' | b'[', _) if is_full => hidden += 1,
            (b'{', _) => levels.push(Level::Object(None)),
            (b'[', _) => levels.push(Level::Array(0)),
            (b'}' | b']', _) if hidden > 0 => hidden -= 1,
            (b'}' | b']', _) => {
                levels.pop();
            }
            (b',', Some(Level::Object(key))) => *key = None,
            (b',', Some(Level::Array(index))) => *index += 1,
            (b'"', top) => {
                let text;
                (text, rest) = string(after);
                if let Some(Level::Object(key @ None)) = top {
                    *key = Some(text);
                }
            }
            _ => {}
        }
    }
    render(&levels)
}

/// Splits at the closing quote into the text before and after it.
fn string(text: &[u8]) -> (&[u8], &[u8]) {
    let mut escaped = false;
    let end = text.iter().position(|byte| {
        let closes = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        closes
    });
    match end {
        Some(end) => (
            text.get(..end).unwrap_or_default(),
            text.get(end + 1..).unwrap_or_default(),
        ),
        None => (text, &[]),
    }
}

fn shown(key: &[u8]) -> &'static str {
    let names = FIELD_NAMES;
    let found = names.binary_search_by(|name| name.as_bytes().cmp(key));
    found
        .ok()
        .and_then(|at| names.get(at))
        .copied()
        .unwrap_or("?")
}

fn render(levels: &[Level<'_>]) -> String {
    let mut path = String::new();
    for level in levels {
        match level {
            Level::Object(Some(key)) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(shown(key));
            }
            Level::Object(None) => {}
            Level::Array(index) => path.push_str(&format!("[{index}]")),
        }
    }
    if path.is_empty() {
        ".".to_owned()
    } else {
        path
    }
}

/// Returns the path of `inner` below `outer`.
pub(super) fn join(outer: &str, inner: Option<&str>) -> String {
    match (outer, inner) {
        (_, None | Some(".")) => outer.to_owned(),
        (".", Some(inner)) => inner.to_owned(),
        (_, Some(inner)) if inner.starts_with('[') => format!("{outer}{inner}"),
        (_, Some(inner)) => format!("{outer}.{inner}"),
    }
}
