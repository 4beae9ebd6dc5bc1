//! TLS with rustls and ring, from this crate's own settings.
//!
//! The configuration carries its crypto provider: rustls's process-wide default, which belongs to
//! the program, is neither read nor set.

use std::sync::Arc;

use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, InconsistentKeys, RootCertStore};
use rustls_platform_verifier::Verifier;

use super::{TlsSettings, nobody_is_trusted, refused};
use crate::ConfigError;

/// Sets up TLS on the builder of the HTTP client.
pub(super) fn apply(
    settings: &TlsSettings,
    http_client: reqwest::ClientBuilder,
    is_https: bool,
) -> Result<reqwest::ClientBuilder, ConfigError> {
    let config = settings.client_config(is_https)?;
    Ok(http_client.tls_backend_preconfigured(config))
}

impl TlsSettings {
    fn client_config(&self, is_https: bool) -> Result<ClientConfig, ConfigError> {
        let provider = Arc::new(ring::default_provider());
        let roots = self.roots()?;
        let verifier = ClientConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .map_err(|error| ConfigError::HttpClient(error.into()))?;
        let verifier = if self.without_system_certificates || !is_https {
            // Plain http verifies nobody, so it must not fail on a system without certificates.
            let mut store = RootCertStore::empty();
            for root in roots {
                add(&mut store, root)?;
            }
            if store.is_empty() && is_https {
                return Err(nobody_is_trusted());
            }
            verifier.with_root_certificates(store)
        } else {
            verifier
                .dangerous()
                .with_custom_certificate_verifier(system_verifier(roots, provider)?)
        };
        let mut config = match &self.identity {
            None => verifier.with_no_client_auth(),
            Some(pem) => {
                let (chain, key) = identity(pem)?;
                verifier
                    .with_client_auth_cert(chain, key)
                    .map_err(|error| unusable_identity(&error))?
            }
        };
        config.alpn_protocols = offered_protocols();
        Ok(config)
    }

    /// Returns the certificates that the caller added.
    fn roots(&self) -> Result<Vec<CertificateDer<'static>>, ConfigError> {
        let mut roots = Vec::new();
        for pem in &self.root_certificates {
            roots.extend(certificates("root_certificate", pem)?);
        }
        // Checked here, so that the error names this setting whichever verifier is used.
        let mut store = RootCertStore::empty();
        for root in &roots {
            add(&mut store, root.clone())?;
        }
        Ok(roots)
    }
}

/// Returns the protocols for ALPN: HTTP/2 if this crate is built with it, then HTTP/1.1. reqwest
/// does not set them on a TLS configuration that it is given.
fn offered_protocols() -> Vec<Vec<u8>> {
    let http2 = cfg!(feature = "http2").then(|| b"h2".to_vec());
    http2.into_iter().chain([b"http/1.1".to_vec()]).collect()
}

/// Creates a verifier that trusts the operating system's certificates and `roots`.
fn system_verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, ConfigError> {
    #[cfg(target_os = "android")]
    let verifier = {
        if !roots.is_empty() {
            return Err(ConfigError::InvalidTls(
                "Android cannot add certificates to its own: call \
                 `without_system_certificates` as well"
                    .to_owned(),
            ));
        }
        Verifier::new(provider)
    };
    #[cfg(not(target_os = "android"))]
    let verifier = Verifier::new_with_extra_roots(roots, provider);
    match verifier {
        Ok(verifier) => Ok(Arc::new(verifier)),
        Err(rustls::Error::General(_)) => Err(ConfigError::InvalidTls(
            "this system has no CA certificates: install them (the package is often called \
             `ca-certificates`), or add your own with `root_certificate`"
                .to_owned(),
        )),
        Err(error) => Err(ConfigError::HttpClient(error.into())),
    }
}

fn add(store: &mut RootCertStore, root: CertificateDer<'static>) -> Result<(), ConfigError> {
    store.add(root).map_err(|_| {
        ConfigError::InvalidTls(
            "`root_certificate`: a section of the PEM text is not an X.509 certificate".to_owned(),
        )
    })
}

/// Parses the certificates in `pem`, of which there must be at least one.
///
/// Errors quote nothing of the text: it may be a key.
fn certificates(setting: &str, pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, ConfigError> {
    let refuse = |problem: &str| Err(refused(setting, problem));
    match CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>() {
        Ok(found) if !found.is_empty() => Ok(found),
        Ok(_) if pem.starts_with(&[0x30]) => refuse(super::IS_DER),
        Ok(_) => refuse(super::NO_CERTIFICATE),
        Err(_) => refuse("a section of the PEM text is cut short or is not base64"),
    }
}

/// Parses the certificate chain and the private key in `pem`.
#[allow(clippy::type_complexity)]
fn identity(
    pem: &[u8],
) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), ConfigError> {
    let chain = certificates("identity", pem)?;
    let key = PrivateKeyDer::from_pem_slice(pem).map_err(|_| {
        let problem = if super::is_encrypted(pem) {
            super::IS_ENCRYPTED
        } else {
            "no usable `-----BEGIN PRIVATE KEY-----` beside the certificate"
        };
        refused("identity", problem)
    })?;
    Ok((chain, key))
}

fn unusable_identity(error: &rustls::Error) -> ConfigError {
    let problem = match error {
        rustls::Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => {
            "the private key does not belong to the first certificate"
        }
        rustls::Error::InvalidCertificate(_) => "the first certificate is not an X.509 certificate",
        _ => "ring cannot use this kind of private key: use RSA, ECDSA P-256 or P-384, or Ed25519",
    };
    ConfigError::InvalidTls(format!("`identity`: {problem}"))
}
