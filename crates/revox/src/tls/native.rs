//! The operating system's TLS: Schannel on Windows, Secure Transport on Apple's systems, OpenSSL
//! elsewhere.

use reqwest::{Certificate, ClientBuilder, Identity};

use super::{TlsSettings, nobody_is_trusted, refused};
use crate::ConfigError;

const KEY_BEGINS: &[u8] = b"-----BEGIN PRIVATE KEY-----";
const KEY_ENDS: &[u8] = b"-----END PRIVATE KEY-----";

/// Sets up TLS on the builder of the HTTP client.
pub(super) fn apply(
    settings: &TlsSettings,
    http_client: ClientBuilder,
    is_https: bool,
) -> Result<ClientBuilder, ConfigError> {
    let mut roots = Vec::new();
    for pem in &settings.root_certificates {
        roots.extend(certificates("root_certificate", pem)?);
    }
    let mut http_client = http_client.tls_backend_native();
    http_client = if !settings.without_system_certificates {
        http_client.tls_certs_merge(roots)
    } else if roots.is_empty() && is_https {
        return Err(nobody_is_trusted());
    } else {
        http_client.tls_certs_only(roots)
    };
    Ok(match &settings.identity {
        Some(pem) => http_client.identity(identity(pem)?),
        None => http_client,
    })
}

/// Parses the certificates in `pem`, of which there must be at least one.
fn certificates(setting: &str, pem: &[u8]) -> Result<Vec<Certificate>, ConfigError> {
    match Certificate::from_pem_bundle(pem) {
        Ok(found) if !found.is_empty() => Ok(found),
        Ok(_) if pem.starts_with(&[0x30]) => Err(refused(setting, super::IS_DER)),
        Ok(_) => Err(refused(setting, super::NO_CERTIFICATE)),
        Err(_) => Err(refused(
            setting,
            "a section of the PEM text is cut short, not base64, or not an X.509 certificate",
        )),
    }
}

/// Parses the certificate chain and the private key in `pem`.
fn identity(pem: &[u8]) -> Result<Identity, ConfigError> {
    certificates("identity", pem)?;
    let Some(key) = private_key(pem) else {
        let problem = if super::is_encrypted(pem) {
            super::IS_ENCRYPTED
        } else {
            "no `-----BEGIN PRIVATE KEY-----` beside the certificate; with `native-tls`, the key must \
             be in PKCS #8 form (`openssl pkcs8 -topk8 -nodes`)"
        };
        return Err(refused("identity", problem));
    };
    Identity::from_pkcs8_pem(pem, key)
        .map_err(|_| refused("identity", "the private key cannot be used"))
}

/// Returns the section of `pem` that holds a private key in PKCS #8 form.
fn private_key(pem: &[u8]) -> Option<&[u8]> {
    let find = |text: &[u8], in_text: &[u8]| {
        let mut windows = in_text.windows(text.len());
        windows.position(|window| window == text)
    };
    let from = pem.get(find(KEY_BEGINS, pem)?..)?;
    from.get(..find(KEY_ENDS, from)? + KEY_ENDS.len())
}
