//! Rewrites well-formed JSON that cannot be decoded as it is.
//!
//! Runs only after a decode failed. One pass collects edits to the text; nothing is nested by
//! recursion, so no depth can overflow the stack.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// Levels of nesting that are kept: fewer than the 127 that `serde_json` decodes, and far more than
/// the API has outside untyped fields.
const DEEPEST: usize = 100;

/// Returns `text` with edits that make it decodable, or `None` if it needs none or is not JSON.
///
/// - Of several entries of an object with the same key, the last is kept.
/// - A number beyond the range of a double, and a value nested more than [`DEEPEST`] levels deep,
///   become strings that hold their text.
pub(super) fn representable(text: &str) -> Option<String> {
    let mut edits = Scanner::new(text).edits()?;
    if edits.is_empty() {
        return None;
    }
    // An edit inside a removed entry begins after that entry does.
    edits.sort_by_key(|edit| edit.range.start);
    let mut edited = String::with_capacity(text.len());
    let mut copied = 0;
    for edit in edits {
        if edit.range.start < copied {
            continue;
        }
        edited.push_str(text.get(copied..edit.range.start)?);
        if edit.keeps_text {
            edited.push_str(&serde_json::to_string(text.get(edit.range.clone())?).ok()?);
        }
        copied = edit.range.end;
    }
    edited.push_str(text.get(copied..)?);
    Some(edited)
}

/// A stretch of the text that is removed, or replaced with a string that holds it.
struct Edit {
    range: Range<usize>,
    keeps_text: bool,
}

/// An open container.
enum Level<'t> {
    Array,
    Object(Vec<Entry<'t>>),
}

/// A key and the position where its entry begins.
struct Entry<'t> {
    key: Cow<'t, str>,
    start: usize,
}

struct Scanner<'t> {
    text: &'t str,
    position: usize,
    levels: Vec<Level<'t>>,
    edits: Vec<Edit>,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            position: 0,
            levels: Vec::new(),
            edits: Vec::new(),
        }
    }

    /// Collects the edits, or returns `None` if the brackets do not match.
    fn edits(mut self) -> Option<Vec<Edit>> {
        let mut expects_key = false;
        while let Some(byte) = self.byte() {
            let start = self.position;
            match byte {
                b'{' | b'[' if self.levels.len() == DEEPEST => {
                    self.skip_container()?;
                    self.replace(start);
                }
                b'{' => {
                    self.levels.push(Level::Object(Vec::new()));
                    self.position += 1;
                }
                b'[' => {
                    self.levels.push(Level::Array);
                    self.position += 1;
                }
                b'}' | b']' => {
                    match (byte, self.levels.pop()?) {
                        (b'}', Level::Object(entries)) => self.remove_duplicates(&entries),
                        (b']', Level::Array) => {}
                        _ => return None,
                    }
                    self.position += 1;
                }
                b'"' => {
                    self.skip_string()?;
                    if expects_key {
                        let key = self.text.get(start..self.position)?;
                        self.enter(key, start);
                    }
                }
                b'-' | b'0'..=b'9' => {
                    self.skip_number();
                    let number = self.text.get(start..self.position)?;
                    if number.parse().is_ok_and(f64::is_infinite) {
                        self.replace(start);
                    }
                }
                _ => self.position += 1,
            }
            expects_key = match byte {
                b'{' => true,
                b',' => matches!(self.levels.last(), Some(Level::Object(_))),
                byte if byte.is_ascii_whitespace() => expects_key,
                _ => false,
            };
        }
        self.levels.is_empty().then_some(self.edits)
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    /// Adds an entry to the innermost object. `key` includes its quotes.
    fn enter(&mut self, key: &'t str, start: usize) {
        let key = match serde_json::from_str(key) {
            Ok(decoded) => Cow::Owned(decoded),
            Err(_) => Cow::Borrowed(key),
        };
        if let Some(Level::Object(entries)) = self.levels.last_mut() {
            entries.push(Entry { key, start });
        }
    }

    fn replace(&mut self, start: usize) {
        self.edits.push(Edit {
            range: start..self.position,
            keeps_text: true,
        });
    }

    /// Removes each entry whose key is repeated later, together with the comma after it.
    fn remove_duplicates(&mut self, entries: &[Entry<'_>]) {
        let mut later = HashSet::new();
        let mut next = self.position;
        for entry in entries.iter().rev() {
            if !later.insert(&entry.key) {
                self.edits.push(Edit {
                    range: entry.start..next,
                    keeps_text: false,
                });
            }
            next = entry.start;
        }
    }

    fn skip_string(&mut self) -> Option<()> {
        self.position += 1;
        while let Some(byte) = self.byte() {
            self.position += match byte {
                b'\\' => 2,
                _ => 1,
            };
            if byte == b'"' {
                return Some(());
            }
        }
        None
    }

    fn skip_number(&mut self) {
        while self
            .byte()
            .is_some_and(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte))
        {
            self.position += 1;
        }
    }

    fn skip_container(&mut self) -> Option<()> {
        let mut open = 0_usize;
        while let Some(byte) = self.byte() {
            match byte {
                b'"' => {
                    self.skip_string()?;
                    continue;
                }
                b'{' | b'[' => open += 1,
                b'}' | b']' => open -= 1,
                _ => {}
            }
            self.position += 1;
            if open == 0 {
                return Some(());
            }
        }
        None
    }
}
