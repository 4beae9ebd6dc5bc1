//! The operating system's TLS, with the certificates of the builder.

use revox::{Client, ClientBuilder, ConfigError};
use revox_tests::stub::KEY;

use super::authority::Authority;
use super::retrieve;
use super::server::Server;

fn native(server: &Server) -> ClientBuilder {
    server.builder("localhost").native_tls()
}

#[tokio::test]
async fn a_private_authority_is_trusted_once_it_is_added() {
    let authority = Authority::new();
    let server = Server::start(authority.sign("localhost"), &["http/1.1"], None).await;
    let error = retrieve(native(&server)).await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert!(server.connections().is_empty());

    let trusting = || native(&server).root_certificate(authority.pem());
    retrieve(trusting()).await.unwrap();
    let alone = trusting().without_system_certificates();
    retrieve(alone).await.unwrap();
}

#[tokio::test]
async fn a_certificate_for_another_host_is_refused() {
    let authority = Authority::new();
    let server = Server::start(authority.sign("other.example"), &[], None).await;
    let builder = native(&server).root_certificate(authority.pem());
    assert!(retrieve(builder).await.unwrap_err().is_connect());
}

#[tokio::test]
async fn an_identity_is_presented_to_a_server_that_asks() {
    let authority = Authority::new();
    let server = Server::start(authority.sign("localhost"), &[], Some(&authority)).await;
    let builder = || native(&server).root_certificate(authority.pem());
    retrieve(builder()).await.unwrap_err();
    assert!(server.connections().is_empty());
    let identified = builder().identity(authority.sign("dialler").pem);
    retrieve(identified).await.unwrap();
    assert!(server.connections()[0].is_identified);
}

#[tokio::test]
async fn http2_is_spoken_where_the_server_offers_it() {
    let authority = Authority::new();
    for (offered, agreed) in [
        (&["h2", "http/1.1"][..], Some("h2")),
        (&["http/1.1"], Some("http/1.1")),
    ] {
        let server = Server::start(authority.sign("localhost"), offered, None).await;
        let builder = native(&server).root_certificate(authority.pem());
        retrieve(builder).await.unwrap();
        assert_eq!(server.connections()[0].protocol.as_deref(), agreed);
    }
}

#[test]
fn certificates_that_cannot_be_used_are_named_and_not_repeated() {
    let authority = Authority::new();
    let (ours, other) = (authority.sign("dialler"), authority.sign("other"));
    let parts = |pem: &str| {
        let (certificate, key) = pem.split_at(pem.find("-----BEGIN PRIVATE").unwrap());
        (certificate.to_owned(), key.to_owned())
    };
    let (certificate, key) = parts(&ours.pem);
    let garbage = "-----BEGIN CERTIFICATE-----\nc2VjcmV0\n-----END CERTIFICATE-----\n";
    let native = || Client::builder().native_tls();
    let root = |pem: &[u8]| native().root_certificate(pem);
    let identity = |pem: String| native().identity(pem);
    let secret = key.lines().nth(1).unwrap().to_owned();
    for (builder, expected) in [
        (
            root(b"/etc/ssl/secret.pem"),
            "`root_certificate`: no `-----BEGIN CERTIFICATE-----`",
        ),
        (
            root(&ours.certificate),
            "`root_certificate`: the certificate is in DER form",
        ),
        (
            root(garbage.as_bytes()),
            "`root_certificate`: a section of the PEM text",
        ),
        (
            native().without_system_certificates(),
            "add some with `root_certificate`",
        ),
        (
            identity(certificate.clone()),
            "`identity`: no `-----BEGIN PRIVATE KEY-----`",
        ),
        (
            identity(key.clone()),
            "`identity`: no `-----BEGIN CERTIFICATE-----`",
        ),
        (
            identity(ours.pem.replace("PRIVATE KEY", "EC PRIVATE KEY")),
            "must be in PKCS #8 form",
        ),
        (
            identity(ours.pem.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY")),
            "`identity`: the private key is encrypted",
        ),
        (
            identity(certificate.clone() + &key[..60] + "\n-----END PRIVATE KEY-----\n"),
            "`identity`: the private key cannot be used",
        ),
    ] {
        let error = builder.api_key(KEY).build().expect_err(expected);
        assert!(matches!(error, ConfigError::InvalidTls(_)), "{error:?}");
        let text = format!("{error} {error:?}");
        assert!(text.contains(expected), "{expected}: {text}");
        assert!(
            !text.contains("secret") && !text.contains(&secret),
            "{text}"
        );
    }
    // OpenSSL looks at the pair only when both are used.
    let mixed = identity(certificate + &parts(&other.pem).1);
    let error = mixed.api_key(KEY).build().unwrap_err();
    assert!(!format!("{error:?}").contains(&secret), "{error:?}");
}
