//! JSON pointers.

use std::borrow::Cow;

/// Escapes `key` as one segment of a JSON pointer.
///
/// ```
/// assert_eq!(xtask_yaml::escape("/calls/{id}"), "~1calls~1{id}");
/// ```
pub fn escape(key: &str) -> Cow<'_, str> {
    match key.contains(['~', '/']) {
        true => key.replace('~', "~0").replace('/', "~1").into(),
        false => key.into(),
    }
}

/// Returns the key of an escaped segment.
///
/// ```
/// assert_eq!(xtask_yaml::unescape("~1calls~1{id}"), "/calls/{id}");
/// ```
pub fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

/// Returns the pointer to the value of `key` in the object at `pointer`.
///
/// ```
/// assert_eq!(xtask_yaml::below("/paths", "/calls"), "/paths/~1calls");
/// ```
pub fn below(pointer: &str, key: &str) -> String {
    [pointer, "/", &escape(key)].concat()
}
