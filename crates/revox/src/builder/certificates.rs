//! TLS settings.

use super::ClientBuilder;

/// TLS: the certificates that the client trusts, and its own.
impl ClientBuilder {
    /// Trusts the certificates in `pem` in addition to those of the operating system.
    ///
    /// Use it for a proxy or gateway with a private certificate authority. `pem` may hold several
    /// certificates; calling this again adds more.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// let client = revox::Client::builder()
    ///     .api_key("rvx_example")
    ///     .root_certificate(std::fs::read("/etc/ssl/company-ca.pem")?)
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "rustls")]
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.tls.root_certificates.push(pem.into());
        self
    }

    /// Trusts only the certificates added with [`root_certificate`](Self::root_certificate).
    ///
    /// # Examples
    ///
    /// ```no_run
    /// let client = revox::Client::builder()
    ///     .api_key("rvx_example")
    ///     .root_certificate(std::fs::read("/etc/ssl/company-ca.pem")?)
    ///     .without_system_certificates()
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "rustls")]
    pub fn without_system_certificates(mut self) -> Self {
        self.tls.without_system_certificates = true;
        self
    }

    /// Identifies this client to servers that ask for a certificate (mutual TLS).
    ///
    /// `pem` holds the client's certificate, the intermediate ones after it, and the private key,
    /// which must not be encrypted. The key appears in no error or `Debug` output.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// let client = revox::Client::builder()
    ///     .api_key("rvx_example")
    ///     .identity(std::fs::read("/etc/ssl/dialler.pem")?)
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "rustls")]
    pub fn identity(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.tls.identity = Some(pem.into());
        self
    }

    /// Leaves TLS to reqwest: its features choose the backend, and the builder passed to
    /// [`http_client`](Self::http_client) sets certificates and everything else.
    ///
    /// Without the feature `rustls`, this is always the case.
    ///
    /// # Examples
    ///
    /// ```
    /// let http = revox::reqwest::Client::builder().tls_sslkeylogfile(true);
    /// let client = revox::Client::builder()
    ///     .api_key("rvx_example")
    ///     .http_client(http)
    ///     .reqwest_tls()
    ///     .build()?;
    /// # Ok::<(), revox::ConfigError>(())
    /// ```
    #[cfg(feature = "reqwest-tls")]
    #[cfg_attr(not(feature = "rustls"), allow(unused_mut))]
    pub fn reqwest_tls(mut self) -> Self {
        #[cfg(feature = "rustls")]
        {
            self.tls.by_reqwest = true;
        }
        self
    }
}
