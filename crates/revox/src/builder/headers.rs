//! Headers that every request carries.

use http::header::{ACCEPT, AUTHORIZATION, USER_AGENT};
use http::{HeaderMap, HeaderValue};

use super::ClientBuilder;
use crate::api_key::bearer;
use crate::{ConfigError, parse_header};

const PRODUCT: &str = concat!("revox-rust/", env!("CARGO_PKG_VERSION"));

impl ClientBuilder {
    /// Returns the library's own headers and the caller's, which may replace any but the key.
    pub(super) fn header_map(&self) -> Result<HeaderMap, ConfigError> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(USER_AGENT, self.product()?);
        if self.key_provider.is_none() {
            headers.insert(
                AUTHORIZATION,
                bearer(self.api_key.as_deref().unwrap_or_default())?,
            );
        }
        for (name, text) in &self.headers {
            let (name, value) = parse_header(name, text)
                .map_err(|error| ConfigError::InvalidHeader(error.to_string()))?;
            headers.insert(name, value);
        }
        Ok(headers)
    }

    fn product(&self) -> Result<HeaderValue, ConfigError> {
        let Some(product) = &self.user_agent else {
            return Ok(HeaderValue::from_static(PRODUCT));
        };
        parse_header(USER_AGENT.as_str(), &format!("{product} {PRODUCT}"))
            .map(|(_, value)| value)
            .map_err(|error| ConfigError::InvalidHeader(error.to_string()))
    }
}
