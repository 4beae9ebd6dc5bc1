//! `Display` and `Debug` of an error, which show nothing private.

use std::fmt;

use bytes::Bytes;

use super::{Error, Kind};
use crate::response::is_loggable;

impl Error {
    /// Returns the media type of a body that is not JSON, such as a proxy's error page.
    pub(super) fn other_content_type(&self) -> Option<&str> {
        let content_type = self
            .headers()?
            .get(http::header::CONTENT_TYPE)?
            .to_str()
            .ok()?;
        let media_type = content_type.split(';').next()?.trim();
        let is_media_type = media_type
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"/+-.".contains(&byte));
        // A header can hold anything: what is not a plain media type is not shown.
        let is_plain = is_media_type && media_type.contains('/') && media_type.len() <= 64;
        let is_json = media_type.to_ascii_lowercase().ends_with("json");
        (is_plain && !is_json).then_some(media_type)
    }

    /// Returns the API's code if it is a plain token, such as `invalid_number`.
    ///
    /// A server can put anything there, so anything that could be a phone number, a key or a
    /// sentence is not shown.
    fn shown_code(&self) -> Option<String> {
        self.code().filter(|code| {
            let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
            let digits = code.bytes().filter(u8::is_ascii_digit).count();
            code.len() <= 40
                && digits <= 4
                && code.starts_with(|first: char| first.is_ascii_alphabetic())
                && code.bytes().all(is_token)
        })
    }

    /// Returns the request id if it may be logged.
    fn shown_request_id(&self) -> Option<&str> {
        self.request_id().filter(|id| is_loggable(id))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{} {}: ", operation.method, operation.path)?;
        }
        match (&self.0.kind, self.status()) {
            (Kind::Invalid(reason), _) => write!(f, "not sent: {reason}")?,
            (Kind::Violations(violations), _) => {
                let all: Vec<_> = violations.iter().map(ToString::to_string).collect();
                write!(f, "not sent: {}", all.join("; "))?;
            }
            (Kind::MissingKey, _) => f.write_str("not sent: there is no API key")?,
            (Kind::Connect, _) => f.write_str("no connection to the server could be made")?,
            (Kind::Timeout, None) => f.write_str("no response within the time allowed")?,
            (Kind::Transport, None) => {
                f.write_str("the connection broke before a response arrived")?
            }
            (_, Some(status)) => write!(f, "the server responded with {status}")?,
            (Kind::TooLarge(_) | Kind::Inconsistent, None) => {
                f.write_str("the server responded")?
            }
            (Kind::Status | Kind::Redirect | Kind::Decode(_), None) => {}
        }
        match (&self.0.kind, self.status()) {
            (Kind::Timeout, Some(_)) => {
                f.write_str(", but the body was not complete within the time allowed")?;
            }
            (Kind::Transport, Some(_)) => {
                f.write_str(", but the connection broke before the end of the body")?
            }
            (Kind::Redirect, _) => f.write_str(", a redirect that was not followed")?,
            (Kind::TooLarge(limit), _) => write!(
                f,
                ", but the body is larger than {limit} bytes (`max_response_bytes`)"
            )?,
            (Kind::Decode(error), _) => {
                f.write_str(", but the body does not decode: ")?;
                if let Some(other) = self.other_content_type() {
                    write!(f, "it is `{other}`, not JSON; ")?;
                }
                write!(
                    f,
                    "{} at `{}` (line {}, column {})",
                    error.message, error.path, error.line, error.column
                )?;
            }
            (Kind::Inconsistent, _) => f.write_str(", but the response contradicts itself")?,
            _ => {}
        }
        if let (Kind::Status, Some(code)) = (&self.0.kind, self.shown_code()) {
            write!(f, " (code `{code}`)")?;
        }
        if (self.is_bad_request() || self.is_unprocessable()) && self.message().is_some() {
            f.write_str("; `Error::message` returns the reason, which may be private")?;
        }
        if let Some(reason) = &self.0.reason {
            write!(f, ": {reason}")?;
        }
        if let Some(warning) = self.warning() {
            write!(f, "; {warning}")?;
        }
        if let attempts @ 2.. = self.attempts().len() {
            write!(f, " (after {attempts} attempts)")?;
        }
        match self.shown_request_id() {
            Some(id) => write!(f, " [request id {id}]"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("operation", &self.0.operation.map(|operation| operation.id))
            .field("delivery", &self.delivery())
            .field("attempts", &self.attempts())
            .field("status", &self.status())
            .field("request_id", &self.shown_request_id())
            .field("body_bytes", &self.body().map(Bytes::len))
            .field("source", &self.0.source)
            .finish()
    }
}
