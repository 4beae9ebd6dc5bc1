//! TLS settings, and the backends that apply them.

#[cfg(feature = "native-tls")]
mod native;
#[cfg(feature = "rustls")]
mod rustls_ring;

use crate::ConfigError;

/// TLS settings of a client. Certificates and keys are in PEM form.
#[derive(Default)]
pub(crate) struct TlsSettings {
    pub(crate) backend: Backend,
    pub(crate) root_certificates: Vec<Vec<u8>>,
    pub(crate) without_system_certificates: bool,
    pub(crate) identity: Option<Vec<u8>>,
}

/// Implementation of TLS. The default is the first one that this crate is built with.
#[derive(Clone, Copy, Default)]
pub(crate) enum Backend {
    #[cfg(feature = "rustls")]
    #[default]
    Rustls,
    #[cfg(feature = "native-tls")]
    #[cfg_attr(not(feature = "rustls"), default)]
    Native,
    /// Whatever reqwest and the caller's builder choose.
    #[cfg(feature = "reqwest-tls")]
    Reqwest,
}

impl TlsSettings {
    /// Sets up TLS on the builder of the HTTP client.
    pub(crate) fn apply(
        &self,
        http_client: reqwest::ClientBuilder,
        is_https: bool,
    ) -> Result<reqwest::ClientBuilder, ConfigError> {
        match self.backend {
            #[cfg(feature = "rustls")]
            Backend::Rustls => rustls_ring::apply(self, http_client, is_https),
            #[cfg(feature = "native-tls")]
            Backend::Native => native::apply(self, http_client, is_https),
            #[cfg(feature = "reqwest-tls")]
            Backend::Reqwest => self.refuse_all().map(|()| http_client),
        }
    }

    #[cfg(feature = "reqwest-tls")]
    fn refuse_all(&self) -> Result<(), ConfigError> {
        if self.root_certificates.is_empty()
            && !self.without_system_certificates
            && self.identity.is_none()
        {
            return Ok(());
        }
        Err(ConfigError::InvalidTls(
            "`reqwest_tls` leaves certificates and identities to reqwest: set them with \
             `http_client`"
                .to_owned(),
        ))
    }
}

const IS_DER: &str =
    "the certificate is in DER form; convert it to PEM (`openssl x509 -inform der`)";
const NO_CERTIFICATE: &str =
    "no `-----BEGIN CERTIFICATE-----` in it: give the PEM text, not its path";
const IS_ENCRYPTED: &str = "the private key is encrypted; decrypt it first (`openssl pkey`)";

/// Returns the error for a setting with a certificate or key. `problem` quotes nothing of the text,
/// which may be a key.
fn refused(setting: &str, problem: &str) -> ConfigError {
    ConfigError::InvalidTls(format!("`{setting}`: {problem}"))
}

fn nobody_is_trusted() -> ConfigError {
    ConfigError::InvalidTls(
        "`without_system_certificates` leaves no certificate to trust: add some with \
         `root_certificate`"
            .to_owned(),
    )
}

/// Returns true if a key in `pem` is encrypted.
fn is_encrypted(pem: &[u8]) -> bool {
    pem.windows(9).any(|text| text == b"ENCRYPTED")
}
