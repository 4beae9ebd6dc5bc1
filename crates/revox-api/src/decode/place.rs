//! Finds the path of a place in JSON text.
//!
//! A deserializer that keeps track of the path as it goes would have to be compiled for every model
//! beside the one that does not; that alone doubled the time this crate took to build.

/// A level of nesting, and where in it the reader is.
enum Level {
    /// Under a key, once that has been read.
    Object(Option<String>),
    Array(usize),
}

/// The path of the value that was being read when reading stopped, as in
/// `call.call_attempts[1].status`; `.` is the whole text.
///
/// `line` counts from 1, `column` is the number of bytes read of that line.
pub(super) fn path_at(body: &[u8], line: usize, column: usize) -> String {
    let before: usize = body
        .split_inclusive(|byte| *byte == b'\n')
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    let read = body.get(..before + column).unwrap_or(body);

    let mut levels = Vec::new();
    let mut rest = read;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match (byte, levels.last_mut()) {
            (b'{', _) => levels.push(Level::Object(None)),
            (b'[', _) => levels.push(Level::Array(0)),
            (b'}' | b']', _) => {
                levels.pop();
            }
            (b',', Some(Level::Object(key))) => *key = None,
            (b',', Some(Level::Array(index))) => *index += 1,
            (b'"', top) => {
                let text;
                (text, rest) = string(after);
                if let Some(Level::Object(key @ None)) = top {
                    *key = Some(shown(text));
                }
            }
            _ => {}
        }
    }
    render(&levels)
}

/// Splits the text up to the closing quote from what follows it.
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

/// A key that looks like the name of a field; others may be private data, as in a map of numbers.
fn shown(key: &[u8]) -> String {
    let is_name = key.len() <= 64
        && !key.first().is_none_or(u8::is_ascii_digit)
        && key
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    match std::str::from_utf8(key) {
        Ok(key) if is_name => key.to_owned(),
        _ => "?".to_owned(),
    }
}

fn render(levels: &[Level]) -> String {
    let mut path = String::new();
    for level in levels {
        match level {
            Level::Object(Some(key)) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
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
