//! What users ask an error, and what they can do about the answer.

use super::{Error, Kind};

/// What kind of failure it is.
///
/// # Examples
///
/// ```
/// use revox_api::Error;
///
/// /// Whether the server certainly did not act on the request.
/// fn was_not_taken(error: &Error) -> bool {
///     error.is_invalid_request() || error.is_connect() || error.is_rate_limited()
/// }
/// assert!(was_not_taken(&Error::connect("no route to host")));
/// ```
impl Error {
    /// The request was refused by this library and never sent.
    ///
    /// # Troubleshooting
    ///
    /// The text names the parameter or header and what is wrong with it; what the limits of the API
    /// forbid is also listed by [`violations`](Self::violations). An id that is empty or
    /// holds a slash is usually a variable that was never filled, or a whole URL.
    pub fn is_invalid_request(&self) -> bool {
        matches!(self.0.kind, Kind::Refused(_) | Kind::Violated(_))
    }

    /// No connection to the server could be made, so it has not seen the request.
    ///
    /// # Troubleshooting
    ///
    /// The [source](std::error::Error::source) says which step failed: name look-up, TCP or TLS.
    /// Check the base URL (`REVOX_BASE_URL`), the proxy settings and the network; a program built
    /// without TLS cannot reach an https address. Sending again is safe for every operation.
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, Kind::Connect)
    }

    /// The answer was not complete within the time allowed.
    ///
    /// # Troubleshooting
    ///
    /// The server may have acted on the request all the same: before sending an operation of class
    /// [`Once`](crate::RetryClass::Once) again, look whether it took effect. Give slow requests
    /// more time with [`Request::timeout`](crate::Request::timeout).
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::Timeout)
    }

    /// The exchange broke off after the connection was made.
    ///
    /// # Troubleshooting
    ///
    /// The server may have acted on the request. Where the answer had begun, [`status`](Self::status)
    /// and [`body`](Self::body) hold what arrived.
    pub fn is_transport(&self) -> bool {
        matches!(self.0.kind, Kind::Transport)
    }

    /// The API answered with 2xx, but the body is not what this version understands.
    ///
    /// # Troubleshooting
    ///
    /// The request took effect. The text names the place in the body; [`body`](Self::body) holds
    /// all of it, and [`Request::as_type`](crate::Request::as_type) can read it into a type of your
    /// own until a new version of this library does. HTML in place of JSON means that something
    /// between you and the API answered.
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, Kind::Decode(_))
    }

    /// The answer was a redirect (301, 302, 303, 307, 308) that is not followed.
    ///
    /// # Troubleshooting
    ///
    /// The base URL is probably not the one that the API is served under: compare
    /// `REVOX_BASE_URL` with the host in the `location` header ([`headers`](Self::headers)). The
    /// API key is never carried to another host, and an operation that is not a read is never
    /// sent along a redirect.
    pub fn is_redirect(&self) -> bool {
        let redirects = [301..=303, 307..=308];
        redirects.into_iter().any(|range| self.has_status(range))
    }

    /// 400: the API found the request malformed.
    ///
    /// # Troubleshooting
    ///
    /// [`message`](Self::message) holds what the API says about it.
    pub fn is_bad_request(&self) -> bool {
        self.has_status(400..=400)
    }

    /// 401: the API key is missing or not valid.
    ///
    /// # Troubleshooting
    ///
    /// The key may have been revoked, cut off when it was copied, or belong to another service.
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(401..=401)
    }

    /// 403: the API key is valid but may not do this.
    ///
    /// # Troubleshooting
    ///
    /// Use a key of the organization that owns the resource.
    pub fn is_forbidden(&self) -> bool {
        self.has_status(403..=403)
    }

    /// 404: there is nothing under this id.
    ///
    /// # Troubleshooting
    ///
    /// An id of another organization looks the same as one that never was. If every request ends
    /// like this, the base URL lacks its path (`/api`).
    pub fn is_not_found(&self) -> bool {
        self.has_status(404..=404)
    }

    /// 409: the resource is in a state that does not allow this.
    ///
    /// # Troubleshooting
    ///
    /// Retrieve the resource, decide again, and send again if it still makes sense.
    pub fn is_conflict(&self) -> bool {
        self.has_status(409..=409)
    }

    /// 422: the request is well formed, but a value in it is not acceptable.
    ///
    /// # Troubleshooting
    ///
    /// [`message`](Self::message) holds what the API says about it.
    pub fn is_unprocessable(&self) -> bool {
        self.has_status(422..=422)
    }

    /// 429: too many requests; this one was not acted on.
    ///
    /// # Troubleshooting
    ///
    /// Wait as long as the `retry-after` header says, where there is one, and send again. Sending
    /// again is safe for every operation.
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(429..=429)
    }

    /// 5xx: the API failed.
    ///
    /// # Troubleshooting
    ///
    /// The request may have taken effect. Quote [`request_id`](Self::request_id) to the support of
    /// the API.
    pub fn is_server_error(&self) -> bool {
        self.has_status(500..=599)
    }

    fn has_status(&self, range: std::ops::RangeInclusive<u16>) -> bool {
        // Also where the body broke off: a 429 whose body is damaged is a 429.
        self.status()
            .is_some_and(|status| range.contains(&status.as_u16()))
    }
}
