//! TLS: trusted certificates, the client's own certificate, and the HTTP version.

pub(crate) mod authority;
#[cfg(feature = "native-tls")]
mod native;
mod server;

use std::net::SocketAddr;

use revox::{Client, ConfigError, Error};
use revox_tests::stub::{KEY, soon};
use revox_tests::within::LIMIT;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use authority::Authority;
use server::{Connection, Server};

async fn retrieve(builder: revox::ClientBuilder) -> Result<(), Error> {
    let client = builder.build().expect("a usable configuration");
    soon(client.call().retrieve("call_1")).await.map(|_| ())
}

#[tokio::test]
async fn a_private_authority_is_trusted_once_it_is_added() {
    let authority = Authority::new();
    let server = Server::start(authority.sign("localhost"), &["http/1.1"], None).await;

    let error = retrieve(server.builder("localhost")).await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    let expected = "no connection to the server could be made: the server's certificate is from an \
                    unknown authority (`root_certificate` adds one)";
    assert!(error.to_string().ends_with(expected), "{error}");

    let trusting = || {
        server
            .builder("localhost")
            .root_certificate(authority.pem())
    };
    retrieve(trusting()).await.unwrap();
    retrieve(trusting().without_system_certificates())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_certificate_for_another_host_is_refused() {
    let authority = Authority::new();
    let server = Server::start(authority.sign("other.example"), &[], None).await;
    let builder = server
        .builder("localhost")
        .root_certificate(authority.pem());
    let error = retrieve(builder).await.unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("the server's certificate is for another host"),
        "{error}"
    );
}

#[tokio::test]
async fn a_server_without_tls_is_told_apart() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .await
            .unwrap();
    });
    let error = retrieve(Client::builder().api_key(KEY).base_url(url).max_retries(0))
        .await
        .unwrap_err();
    assert!(
        error.is_connect()
            && error
                .to_string()
                .ends_with(": the server does not speak TLS"),
        "{error}"
    );
    soon(server).await.unwrap();
}

#[tokio::test]
async fn an_identity_is_presented_to_a_server_that_asks() {
    let authority = Authority::new();
    let server = Server::start(authority.sign("localhost"), &[], Some(&authority)).await;
    let builder = || {
        server
            .builder("localhost")
            .root_certificate(authority.pem())
    };

    let error = retrieve(builder()).await.unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("the server ended TLS with CertificateRequired"),
        "{error}"
    );
    assert!(server.connections().is_empty());

    retrieve(builder().identity(authority.sign("dialler").pem))
        .await
        .unwrap();
    assert!(server.connections()[0].is_identified);
}

#[tokio::test]
async fn http2_is_spoken_where_the_server_offers_it() {
    let authority = Authority::new();
    for (offered, agreed) in [
        (&["h2", "http/1.1"][..], Some("h2")),
        (&["h2"], Some("h2")),
        (&["http/1.1"], Some("http/1.1")),
        (&[], None),
    ] {
        let server = Server::start(authority.sign("localhost"), offered, None).await;
        let builder = server
            .builder("localhost")
            .root_certificate(authority.pem());
        retrieve(builder).await.unwrap();
        let expected = Connection {
            protocol: agreed.map(str::to_owned),
            is_identified: false,
        };
        assert_eq!(server.connections(), [expected], "{offered:?}");
    }
}

/// Settings of a caller's HTTP client apply, except for TLS, which our own settings determine.
#[tokio::test]
async fn a_callers_http_client_gets_the_tls_of_the_client() {
    let authority = Authority::new();
    let server = Server::start(authority.sign("api.example"), &["h2"], None).await;
    let address = SocketAddr::from(([127, 0, 0, 1], server.port()));
    let resolved =
        move |http: revox::reqwest::ClientBuilder| http.resolve("api.example", address).no_proxy();

    let distrustful = server.builder("api.example").http_client(resolved);
    assert!(retrieve(distrustful).await.unwrap_err().is_connect());

    let still_distrustful = server
        .builder("api.example")
        .http_client(move |http| resolved(http).tls_danger_accept_invalid_certs(true));
    assert!(retrieve(still_distrustful).await.unwrap_err().is_connect());

    let builder = server.builder("api.example").http_client(resolved);
    retrieve(builder.root_certificate(authority.pem()))
        .await
        .unwrap();
}

/// The process-wide default of rustls belongs to the program: nothing here needs it, and one that can
/// do nothing does no harm.
#[tokio::test(flavor = "multi_thread")]
async fn a_process_may_have_any_default_provider_or_none() {
    let authority = Authority::new();
    let server = Server::start(authority.sign("localhost"), &["http/1.1"], None).await;
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path().join("root.pem");
    std::fs::write(&root, authority.pem()).unwrap();
    for provider in ["none", "useless"] {
        let probe = env!("CARGO_BIN_EXE_environment-probe");
        let mut command = std::process::Command::new(probe);
        command
            .env_clear()
            .env("REVOX_API_KEY", KEY)
            .env(
                "REVOX_BASE_URL",
                format!("https://localhost:{}", server.port()),
            )
            .env("PROBE_ROOT", &root)
            .env("PROBE_PROVIDER", provider);
        let output = revox_tests::within::output(LIMIT, command);
        let printed = String::from_utf8(output.stdout).unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(printed, "initializing\n", "{provider}: {errors}");
    }
}

#[test]
fn certificates_that_cannot_be_used_are_named_and_not_repeated() {
    let authority = Authority::new();
    let (ours, other) = (authority.sign("dialler"), authority.sign("other"));
    let key_of = |pem: &str| pem[pem.find("-----BEGIN PRIVATE").unwrap()..].to_owned();
    let certificate_of = |pem: &str| pem[..pem.find("-----BEGIN PRIVATE").unwrap()].to_owned();
    let garbage = "-----BEGIN CERTIFICATE-----\nc2VjcmV0\n-----END CERTIFICATE-----\n";

    let root = |pem: &[u8]| Client::builder().root_certificate(pem);
    let identity = |pem: String| Client::builder().identity(pem);
    let table = [
        (
            root(b"/etc/ssl/secret.pem"),
            "`root_certificate`: no `-----BEGIN CERTIFICATE-----`",
        ),
        (
            root(key_of(&ours.pem).as_bytes()),
            "`root_certificate`: no `-----BEGIN CERTIFICATE-----`",
        ),
        (
            root(&ours.certificate),
            "`root_certificate`: the certificate is in DER form",
        ),
        (
            root(garbage.as_bytes()),
            "`root_certificate`: a section of the PEM text is not an X.509",
        ),
        (
            root(b"-----BEGIN CERTIFICATE-----\nsecret"),
            "`root_certificate`: a section of the PEM text is cut short",
        ),
        (
            Client::builder().without_system_certificates(),
            "add some with `root_certificate`",
        ),
        (
            identity(certificate_of(&ours.pem)),
            "`identity`: no usable `-----BEGIN PRIVATE KEY-----`",
        ),
        (
            identity(key_of(&ours.pem)),
            "`identity`: no `-----BEGIN CERTIFICATE-----`",
        ),
        (
            identity(certificate_of(&ours.pem) + &key_of(&other.pem)),
            "`identity`: the private key does not belong to the first certificate",
        ),
        (
            identity(ours.pem.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY")),
            "`identity`: the private key is encrypted",
        ),
        (
            identity(garbage.to_owned() + &key_of(&ours.pem)),
            "`identity`: the first certificate is not an X.509 certificate",
        ),
    ];
    let secret = key_of(&ours.pem).lines().nth(1).unwrap().to_owned();
    for (builder, expected) in table {
        let shown = format!("{builder:?}");
        let error = builder.api_key(KEY).build().expect_err(expected);
        assert!(matches!(error, ConfigError::InvalidTls(_)), "{error:?}");
        let text = error.to_string();
        assert!(text.contains(expected), "{expected}: {text}");
        let texts = format!("{shown} {text} {error:?}");
        assert!(
            !texts.contains("secret") && !texts.contains(&secret),
            "{texts}"
        );
    }
}
