//! Predicates of an error, each with a Troubleshooting section.

use super::{Error, Kind};

/// Predicates for kinds of failure.
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// use revox::Error;
///
/// /// Returns true if the network failed, and not the API.
/// fn is_network_failure(error: &Error) -> bool {
///     error.is_connect() || error.is_timeout() || error.is_transport()
/// }
/// assert!(is_network_failure(&Error::connect("no route to host")));
/// ```
impl Error {
    /// Returns true if this library refused the request and never sent it.
    ///
    /// # Troubleshooting
    ///
    /// The message names the parameter or header and the reason; [`violations`](Self::violations)
    /// lists the values outside the API's limits. An id that is empty or contains a slash usually
    /// comes from a variable that was never set, or is a whole URL.
    pub fn is_invalid_request(&self) -> bool {
        matches!(self.0.kind, Kind::Invalid(_) | Kind::Violations(_))
    }

    /// Returns true if the client had no API key for the last attempt, which was therefore not sent.
    ///
    /// # Troubleshooting
    ///
    /// The client's key provider failed or returned something that cannot be a key: the message says
    /// which, and the [source](std::error::Error::source) has the provider's error. Resending is safe
    /// for every operation. If the server refuses a key, [`is_unauthorized`](Self::is_unauthorized)
    /// is true instead.
    pub fn is_missing_key(&self) -> bool {
        matches!(self.0.kind, Kind::MissingKey)
    }

    /// Returns true if no connection to the server could be made for the last attempt, which it
    /// therefore never saw.
    ///
    /// # Troubleshooting
    ///
    /// The message has the reason, such as "Connection refused" or "Too many open files"; the
    /// [sources](std::error::Error::source) say which step failed: name resolution, TCP or TLS.
    /// Check the base URL (`REVOX_BASE_URL`), the proxy settings and the network; a program built
    /// without TLS cannot reach an https address. Resending is safe for every operation.
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, Kind::Connect)
    }

    /// Returns true if the response was not complete within the time allowed.
    ///
    /// # Troubleshooting
    ///
    /// The server may have acted on the request: before you resend an operation of class
    /// [`Once`](crate::RetryClass::Once), find out whether it took effect. Give slow requests more
    /// time with [`Request::timeout`](crate::Request::timeout).
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::Timeout)
    }

    /// Returns true if the exchange broke off after the connection was made.
    ///
    /// # Troubleshooting
    ///
    /// The server may have acted on the request. If a response had begun, [`status`](Self::status)
    /// and [`body`](Self::body) hold as much as arrived.
    pub fn is_transport(&self) -> bool {
        matches!(self.0.kind, Kind::Transport)
    }

    /// Returns true if the body of the response is larger than the limit.
    ///
    /// # Troubleshooting
    ///
    /// [`body`](Self::body) holds the bytes within the limit. If the status is 2xx, the request
    /// took effect. For a page of call orders ask for fewer (`page_size`); otherwise raise the
    /// limit for this request with
    /// [`Request::max_response_bytes`](crate::Request::max_response_bytes), or for all requests on
    /// the client's builder.
    pub fn is_too_large(&self) -> bool {
        matches!(self.0.kind, Kind::TooLarge(_))
    }

    /// Returns true if the status is 2xx but this version cannot decode the body.
    ///
    /// # Troubleshooting
    ///
    /// The message gives the JSON path, and [`body`](Self::body) has the whole body. Until a new
    /// version of this library can decode it, use [`Request::as_type`](crate::Request::as_type)
    /// with a type of your own. If the body is JSON, the request took effect. HTML instead of JSON
    /// means that a proxy responded in place of the API, and the request may or may not have taken
    /// effect.
    pub fn is_decode(&self) -> bool {
        matches!(self.0.kind, Kind::Decode(_))
    }

    /// Returns true if a response decodes but contradicts itself or an earlier one: for example, a
    /// page is empty although more call orders should follow.
    ///
    /// # Troubleshooting
    ///
    /// The message names the contradiction. Read the list again from its beginning. If that fails
    /// too, a proxy changes the API's responses, or the API has changed.
    pub fn is_inconsistent(&self) -> bool {
        matches!(self.0.kind, Kind::Inconsistent)
    }

    /// Returns true if the response is a redirect (301, 302, 303, 307, 308) that is not followed.
    ///
    /// # Troubleshooting
    ///
    /// The base URL is probably not the address of the API: compare `REVOX_BASE_URL` with the
    /// `location` header ([`headers`](Self::headers)). The API key is never sent to another host,
    /// and only reads follow redirects.
    pub fn is_redirect(&self) -> bool {
        let redirects = [301..=303, 307..=308];
        redirects.into_iter().any(|range| self.has_status(range))
    }

    /// Returns true for status 400: the API found the request malformed.
    ///
    /// # Troubleshooting
    ///
    /// [`message`](Self::message) returns the API's explanation.
    pub fn is_bad_request(&self) -> bool {
        self.has_status(400..=400)
    }

    /// Returns true for status 401: the API key is missing or invalid.
    ///
    /// # Troubleshooting
    ///
    /// The key may have been revoked, truncated when it was copied, or belong to another service.
    pub fn is_unauthorized(&self) -> bool {
        self.has_status(401..=401)
    }

    /// Returns true for status 403: the API key is valid but lacks permission.
    ///
    /// # Troubleshooting
    ///
    /// Use a key of the organization that owns the resource.
    pub fn is_forbidden(&self) -> bool {
        self.has_status(403..=403)
    }

    /// Returns true for status 404: no resource has this id.
    ///
    /// # Troubleshooting
    ///
    /// An id of another organization looks the same as one that never existed. If every request
    /// fails like this, the base URL probably lacks its path (`/api`).
    pub fn is_not_found(&self) -> bool {
        self.has_status(404..=404)
    }

    /// Returns true for status 409: the state of the resource does not allow the operation.
    ///
    /// # Troubleshooting
    ///
    /// Retrieve the resource and decide again.
    pub fn is_conflict(&self) -> bool {
        self.has_status(409..=409)
    }

    /// Returns true for status 422: the request is well formed, but the API refuses a value in it.
    ///
    /// # Troubleshooting
    ///
    /// [`message`](Self::message) returns the API's explanation.
    pub fn is_unprocessable(&self) -> bool {
        self.has_status(422..=422)
    }

    /// Returns true for status 429: too many requests.
    ///
    /// # Troubleshooting
    ///
    /// Wait as long as the `retry-after` header says, if there is one. Resending is safe for reads
    /// and idempotent operations. The API does not document its rate limits, so a 429 does not
    /// prove that an operation of class [`Once`](crate::RetryClass::Once) did nothing: find out
    /// before you resend it.
    pub fn is_rate_limited(&self) -> bool {
        self.has_status(429..=429)
    }

    /// Returns true for status 5xx: the API failed.
    ///
    /// # Troubleshooting
    ///
    /// The request may have taken effect. Quote [`request_id`](Self::request_id) to the API's
    /// support.
    pub fn is_server_error(&self) -> bool {
        self.has_status(500..=599)
    }

    fn has_status(&self, range: std::ops::RangeInclusive<u16>) -> bool {
        // Also for an incomplete body: a 429 whose body is damaged is still a 429.
        self.status()
            .is_some_and(|status| range.contains(&status.as_u16()))
    }
}
