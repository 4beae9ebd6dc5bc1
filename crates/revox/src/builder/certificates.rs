//! Settings of TLS.

use super::ClientBuilder;

/// TLS: whom the client trusts, and who it is itself.
impl ClientBuilder {
    /// Trusts the certificates in `pem` beside those of the operating system.
    ///
    /// For a proxy or gateway with a private certificate authority. The text may hold several
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

    /// Trusts the certificates of [`root_certificate`](Self::root_certificate) alone.
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
    /// which must not be encrypted. The key appears in no error or `Debug`.
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

    /// Leaves TLS to reqwest: the backend that its features choose, with the certificates and TLS
    /// settings of the builder that [`http_client`](Self::http_client) takes.
    ///
    /// Without the feature `rustls` this is always so.
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
