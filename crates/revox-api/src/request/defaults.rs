//! Defaults for query parameters, headers and options that a request does not set.

use http::{HeaderName, HeaderValue};
use percent_encoding::{percent_decode_str, utf8_percent_encode};

use crate::path::ENCODED;
use crate::{HttpRequest, RequestOptions};

/// Methods with which a [`Transport`](crate::Transport) adds defaults to each request.
///
/// # Examples
///
/// ```
/// # use revox_api as revox;
/// fn add_tenant(request: &mut revox::HttpRequest) {
///     request.add_default_query("tenant", "sales");
///     if let Ok((name, value)) = revox::parse_header("x-team", "sales") {
///         request.add_default_header(name, value);
///     }
/// }
/// ```
impl HttpRequest {
    /// Adds a query parameter, which it percent-encodes, unless the request already has one of this
    /// name.
    pub fn add_default_query(&mut self, name: &str, value: &str) {
        let mut query = self.query.take().unwrap_or_default();
        let is_set = query.split('&').any(|parameter| {
            let set = parameter.split('=').next().unwrap_or_default();
            percent_decode_str(set).eq(name.bytes())
        });
        if query.is_empty() || !is_set {
            if !query.is_empty() {
                query.push('&');
            }
            query.extend(utf8_percent_encode(name, ENCODED));
            query.push('=');
            query.extend(utf8_percent_encode(value, ENCODED));
        }
        self.query = Some(query);
    }

    /// Adds a header unless the request already has one of this name.
    pub fn add_default_header(&mut self, name: HeaderName, value: HeaderValue) {
        self.headers.entry(name).or_insert(value);
    }
}

impl RequestOptions {
    /// Returns these options, with unset ones taken from `defaults`.
    ///
    /// `rate_limit_is_proof` is true if it is true in either.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::RequestOptions;
    ///
    /// let mut defaults = RequestOptions::default();
    /// defaults.max_retries = Some(5);
    /// let options = RequestOptions::default().or(&defaults);
    /// assert_eq!(options.max_retries, Some(5));
    /// ```
    pub fn or(self, defaults: &Self) -> Self {
        // Names every field, so that a new one cannot be forgotten.
        let Self {
            timeout,
            deadline,
            max_retries,
            rate_limit_is_proof,
            max_response_bytes,
        } = self;
        Self {
            timeout: timeout.or(defaults.timeout),
            deadline: deadline.or(defaults.deadline),
            max_retries: max_retries.or(defaults.max_retries),
            rate_limit_is_proof: rate_limit_is_proof || defaults.rate_limit_is_proof,
            max_response_bytes: max_response_bytes.or(defaults.max_response_bytes),
        }
    }
}
