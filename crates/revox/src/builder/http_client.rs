//! Settings of HTTP clients.

use std::time::Duration;

use super::ClientBuilder;
use crate::ConfigError;

// Shorter than the 5 seconds after which common servers close an idle connection: a request written
// at that moment fails, and nobody can tell whether the server saw it.
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(4);

/// The caller's settings.
pub(super) type Configure =
    Box<dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync>;

/// Everything that an HTTP client is created from.
pub(super) struct HttpClientSettings {
    pub(super) configure: Configure,
    pub(super) connect_timeout: Duration,
    pub(super) is_https: bool,
    pub(super) uses_proxy: bool,
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(super) tls: crate::tls::TlsSettings,
}

impl HttpClientSettings {
    pub(super) fn create(&self) -> Result<reqwest::Client, ConfigError> {
        // These come after the caller's settings, so that they always win.
        let mut builder = (self.configure)(reqwest::Client::builder())
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(POOL_IDLE_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connection_verbose(false)
            .https_only(self.is_https);
        if !self.uses_proxy {
            builder = builder.no_proxy();
        }
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        {
            builder = self.tls.apply(builder, self.is_https)?;
        }
        builder
            .build()
            .map_err(|error| ConfigError::HttpClient(error.into()))
    }
}

impl ClientBuilder {
    /// Changes settings of the HTTP client: proxies, name resolution, local addresses and the like.
    ///
    /// `configure` is called for each HTTP client that is created: one for requests that are awaited,
    /// and one for blocking requests (feature `blocking`). Calling this method again replaces it.
    /// This library sets what it relies on after you:
    ///
    /// | setting | value | reason |
    /// |---|---|---|
    /// | `pool_idle_timeout` | 4 s | idle connections are dropped before the server closes them: a request written at that moment may or may not have been seen |
    /// | `redirect` | none | only reads follow redirects, and the key never goes to another host |
    /// | `retry` | never | no request is sent twice without this library knowing |
    /// | `connection_verbose` | off | it would log the key and the bodies |
    /// | `referer` | off | URLs contain ids |
    /// | `https_only` | if the base URL is https | the key goes over TLS |
    /// | `no_proxy` | if the base URL is http | see [`allow_plain_http_proxy`](Self::allow_plain_http_proxy) |
    /// | `timeout`, `connect_timeout` | those of this builder | they are set in one place |
    /// | TLS | that of this builder | see below |
    ///
    /// **TLS settings made here are ignored**: certificates (including `tls_certs_only`),
    /// TLS versions and negotiated HTTP version. Use `root_certificate`,
    /// `without_system_certificates` and `identity` of this builder, or leave TLS to reqwest with
    /// `reqwest_tls` (feature `reqwest-tls`). They do apply after `native_tls` or `reqwest_tls`, and
    /// without the feature `rustls`.
    ///
    /// Default headers set here are sent unless this library or the request sets one of the
    /// same name. reqwest does not expose them, so they are not checked: a `content-length` or
    /// `transfer-encoding` among them breaks requests.
    ///
    /// # Examples
    ///
    /// ```
    /// let client = revox::Client::builder()
    ///     .api_key("rvx_example")
    ///     .http_client(|http| http.pool_max_idle_per_host(4))
    ///     .build()?;
    /// # Ok::<(), revox::ConfigError>(())
    /// ```
    pub fn http_client<F>(mut self, configure: F) -> Self
    where
        F: Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    {
        self.configure_http_client = Box::new(configure);
        self
    }
}
