//! Headers that a caller adds to a request.

use http::{HeaderName, HeaderValue, header};

/// Headers by which the two ends agree where a message ends: another value would cut it short, or
/// make the server take what follows for the next request.
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

/// The header, unless HTTP forbids it or makes it by itself.
pub(super) fn parse(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    // A name that is none may be a key in the wrong place, so it is not repeated.
    let name = HeaderName::try_from(name)
        .map_err(|_| "the name of a header is not one that HTTP allows".to_owned())?;
    if FRAMING.contains(&name) {
        return Err(format!(
            "the header `{name}` is made by the HTTP client, which knows the body and the connection"
        ));
    }
    let mut value = HeaderValue::try_from(value).map_err(|_| {
        format!(
            "the value of header `{name}` has a character that HTTP forbids, such as a line break"
        )
    })?;
    value.set_sensitive(true);
    Ok((name, value))
}
