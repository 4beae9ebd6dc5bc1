//! The API key.

use std::error::Error;

use super::ClientBuilder;
use crate::api_key::KeyProvider;

/// The API key.
impl ClientBuilder {
    /// Sets the API key, as the dashboard shows it. It is sent as a bearer token.
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

    /// Asks `provider` for the API key before each attempt of a request, so that the key can be
    /// replaced while the client lives.
    ///
    /// It takes the place of [`api_key`](Self::api_key); of the two, the later call counts. Requests
    /// run concurrently, and so do calls of the provider: if asking is slow, let it keep the key and
    /// renew it in time. The time that it takes counts towards the timeout of the attempt.
    ///
    /// If the provider fails, takes too long or returns something that is not a key, the request
    /// fails with [`Error::is_missing_key`](crate::Error::is_missing_key): nothing was sent, and the
    /// provider is not asked again. Its error becomes the source of that error, so it should not
    /// contain the key.
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
