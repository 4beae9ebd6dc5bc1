//! The API key: fixed, or provided anew for each attempt.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

use http::HeaderValue;
use revox_api::BoxFuture;

use crate::ConfigError;

type Provided = Result<String, Box<dyn StdError + Send + Sync>>;

/// A caller's function that returns the API key.
#[derive(Clone)]
pub(crate) struct KeyProvider(Arc<dyn Fn() -> BoxFuture<Provided> + Send + Sync>);

impl KeyProvider {
    pub(crate) fn new<F, Fut, K, E>(provider: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<K, E>> + Send + 'static,
        K: Into<String>,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        Self(Arc::new(move || {
            let key = provider();
            Box::pin(async { key.await.map(Into::into).map_err(Into::into) })
        }))
    }

    pub(crate) fn key(&self) -> BoxFuture<Provided> {
        (self.0)()
    }
}

// The closure may hold the key.
impl fmt::Debug for KeyProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyProvider(..)")
    }
}

/// Returns the `Authorization` header for `key`.
pub(crate) fn bearer(key: &str) -> Result<HeaderValue, ConfigError> {
    if key.is_empty() {
        return Err(ConfigError::MissingApiKey);
    }
    if key.chars().any(|c| c.is_whitespace() || !c.is_ascii()) {
        return Err(ConfigError::InvalidApiKey);
    }
    let mut bearer =
        HeaderValue::try_from(format!("Bearer {key}")).map_err(|_| ConfigError::InvalidApiKey)?;
    bearer.set_sensitive(true);
    Ok(bearer)
}
