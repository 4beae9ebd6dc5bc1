//! TLS with rustls and ring, which verifies certificates whenever it is used.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::PostgresError;

/// Returns true if no connection of this configuration uses TLS.
pub(crate) fn is_unused(config: &tokio_postgres::Config) -> bool {
    let is_local = |host: &Host| !matches!(host, Host::Tcp(_));
    let has_no_network =
        config.get_hostaddrs().is_empty() && config.get_hosts().iter().all(is_local);
    has_no_network || config.get_ssl_mode() == SslMode::Disable
}

/// Creates a connector that trusts the operating system's certificates and those in `pems`.
pub(crate) fn connector(pems: &[Vec<u8>]) -> Result<MakeRustlsConnect, PostgresError> {
    let provider = Arc::new(ring::default_provider());
    let mut roots = Vec::new();
    for pem in pems {
        roots.extend(certificates(pem)?);
    }
    // A system without certificates is not an error: one may have been added, or TLS may not be used.
    let mut store = RootCertStore::empty();
    for root in &roots {
        store.add(root.clone()).map_err(|_| not_a_certificate())?;
    }
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| PostgresError::misuse(error.to_string()))?;
    let config = match system_verifier(roots, provider) {
        Some(verifier) => builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier)),
        None => builder.with_root_certificates(store),
    };
    Ok(MakeRustlsConnect::new(config.with_no_client_auth()))
}

#[cfg(not(target_os = "android"))]
fn system_verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<rustls::crypto::CryptoProvider>,
) -> Option<Verifier> {
    Verifier::new_with_extra_roots(roots, provider).ok()
}

/// The verifier of Android cannot take further certificates.
#[cfg(target_os = "android")]
fn system_verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<rustls::crypto::CryptoProvider>,
) -> Option<Verifier> {
    match roots.is_empty() {
        true => Verifier::new(provider).ok(),
        false => None,
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, PostgresError> {
    let found = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
    match found {
        Ok(found) if !found.is_empty() => Ok(found),
        _ => Err(not_a_certificate()),
    }
}

fn not_a_certificate() -> PostgresError {
    PostgresError::misuse(
        "`root_certificate` takes PEM text with at least one section `-----BEGIN CERTIFICATE-----`",
    )
}
