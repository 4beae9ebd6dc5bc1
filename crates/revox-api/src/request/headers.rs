//! Checks the headers that a caller adds to a request.

use http::{HeaderName, HeaderValue, header};

/// Headers that delimit a message or control the connection: a value of the caller's would truncate
/// the message, or make the server take the rest of it for the next request.
const FRAMING: &[HeaderName] = &[
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::EXPECT,
    header::HOST,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// Parses a header, and refuses one that HTTP forbids or that the HTTP client sets itself.
pub(super) fn parse(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    // An invalid name may be a misplaced key, so it is not repeated.
    let name = HeaderName::try_from(name)
        .map_err(|_| "the name of a header is not valid: use letters, digits and hyphens".to_owned())?;
    if FRAMING.contains(&name) {
        return Err(format!(
            "the header `{name}` is set by the HTTP client and cannot be changed"
        ));
    }
    let mut value = HeaderValue::try_from(value).map_err(|_| {
        format!(
            "the value of header `{name}` contains a character that HTTP forbids, such as a line break"
        )
    })?;
    value.set_sensitive(true);
    Ok((name, value))
}
