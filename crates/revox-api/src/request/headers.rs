//! Checks the headers that a caller adds to requests.

use std::fmt;

use http::{HeaderName, HeaderValue, header};

/// Headers that delimit a message or control the connection: a caller's value could truncate the
/// message, or make the server take the rest of it for the next request.
const FRAMING: &[&str] = &[
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Parses a header that a caller adds to requests, and refuses one that only the client may set.
///
/// [`Request::header`](crate::Request::header) and the headers of a client follow this rule. It
/// refuses names and values that HTTP forbids, `host` and other headers that delimit a message or
/// control the connection, and `authorization`, which carries the API key.
///
/// # Errors
///
/// Fails with the reason, which quotes neither a value nor an invalid name.
///
/// # Examples
///
/// ```
/// let (name, value) = revox_api::parse_header("X-Team", "sales").unwrap();
/// assert_eq!((name.as_str(), value.to_str().unwrap()), ("x-team", "sales"));
/// assert!(revox_api::parse_header("content-length", "2").is_err());
/// ```
pub fn parse_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), HeaderError> {
    // An invalid name may be a misplaced key, so it is not repeated.
    let name = HeaderName::try_from(name).map_err(|_| HeaderError(Refused::Name))?;
    if FRAMING.contains(&name.as_str()) {
        return Err(HeaderError(Refused::Framing(name)));
    }
    if name == header::AUTHORIZATION {
        return Err(HeaderError(Refused::Authorization));
    }
    match HeaderValue::try_from(value) {
        Ok(mut value) => {
            value.set_sensitive(true);
            Ok((name, value))
        }
        Err(_) => Err(HeaderError(Refused::Value(name))),
    }
}

/// A header that a caller may not add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderError(Refused);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Refused {
    Name,
    Value(HeaderName),
    Framing(HeaderName),
    Authorization,
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Refused::Name => {
                f.write_str("the name of a header is not valid: use letters, digits and hyphens")
            }
            Refused::Value(name) => write!(
                f,
                "the value of header `{name}` contains a character that HTTP forbids, such as a \
                 line break"
            ),
            Refused::Framing(name) => write!(
                f,
                "the header `{name}` is set by the HTTP client and cannot be changed"
            ),
            Refused::Authorization => f.write_str(
                "the header `authorization` carries the API key: set the key on the client \
                 (`api_key` or REVOX_API_KEY), and make a client for each key",
            ),
        }
    }
}

impl std::error::Error for HeaderError {}
