//! The API key.

use std::error::Error;

use super::ClientBuilder;
use crate::api_key::KeyProvider;

/// The API key.
impl ClientBuilder {
    /// Sets the API key that the dashboard shows. It is sent as a bearer token.
    ///
    /// # Examples
    ///
    /// ```
    /// let client = revox::Client::builder().api_key("rvx_example").build()?;
    /// # Ok::<(), revox::ConfigError>(())
    /// ```
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.api_key = Some(key.into());
        self.key_provider = None;
        self
    }

    /// Calls `provider` for the API key before each attempt of a request, so that you can replace
    /// the key while the client is in use.
    ///
    /// It replaces [`api_key`](Self::api_key): the later of the two calls wins. Concurrent requests
    /// call the provider concurrently. If fetching the key is slow, let the provider cache it and
    /// renew it before it expires; the time that the provider takes counts towards the timeout of
    /// the attempt.
    ///
    /// If the provider fails, takes too long or returns something that cannot be a key, the attempt
    /// is not sent, and the request fails with
    /// [`Error::is_missing_key`](crate::Error::is_missing_key) without a retry. The provider's error
    /// becomes the [source](std::error::Error::source) of that error, so it must not contain the
    /// key.
    ///
    /// # Examples
    ///
    /// Reads the key from a file that another program keeps up to date:
    ///
    /// ```
    /// let client = revox::Client::builder()
    ///     .api_key_provider(|| async {
    ///         let key = std::fs::read_to_string("/run/secrets/revox")?;
    ///         Ok::<_, std::io::Error>(key.trim().to_owned())
    ///     })
    ///     .build()?;
    /// # Ok::<(), revox::ConfigError>(())
    /// ```
    pub fn api_key_provider<F, Fut, K, E>(mut self, provider: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<K, E>> + Send + 'static,
        K: Into<String>,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        self.key_provider = Some(KeyProvider::new(provider));
        self
    }
}
