//! TLS settings.

use super::ClientBuilder;
#[cfg(any(
    feature = "native-tls",
    all(feature = "rustls", feature = "reqwest-tls")
))]
use crate::tls::Backend;

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
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
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
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
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
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub fn identity(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.tls.identity = Some(pem.into());
        self
    }

    /// Uses the operating system's TLS: Schannel on Windows, Secure Transport on Apple's systems,
    /// OpenSSL elsewhere.
    ///
    /// This is the default if the feature `rustls` is off. The certificate settings of this builder
    /// apply as they do with rustls, but the private key of [`identity`](Self::identity) must be in
    /// PKCS #8 form (`-----BEGIN PRIVATE KEY-----`).
    ///
    /// # Examples
    ///
    /// ```no_run
    /// let client = revox::Client::builder().api_key("rvx_example").native_tls().build()?;
    /// # Ok::<(), revox::ConfigError>(())
    /// ```
    #[cfg(feature = "native-tls")]
    pub fn native_tls(mut self) -> Self {
        self.tls.backend = Backend::Native;
        self
    }

    /// Leaves TLS to reqwest: its features choose the backend, and
    /// [`http_client`](Self::http_client) sets certificates and everything else.
    ///
    /// Without the features `rustls` and `native-tls`, this is always the case.
    ///
    /// # Examples
    ///
    /// ```
    /// let client = revox::Client::builder()
    ///     .api_key("rvx_example")
    ///     .http_client(|http| http.tls_sslkeylogfile(true))
    ///     .reqwest_tls()
    ///     .build()?;
    /// # Ok::<(), revox::ConfigError>(())
    /// ```
    #[cfg(feature = "reqwest-tls")]
    #[cfg_attr(
        not(any(feature = "rustls", feature = "native-tls")),
        allow(unused_mut)
    )]
    pub fn reqwest_tls(mut self) -> Self {
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        {
            self.tls.backend = Backend::Reqwest;
        }
        self
    }
}
