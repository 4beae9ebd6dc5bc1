//! Settings of a client, and the hosts that it sends the key to.

use revox::{Client, ConfigError};
use revox_tests::spec::published;
use revox_tests::stub::{Canned, KEY, Stub};

fn with_base_url(url: &str) -> Result<Client, ConfigError> {
    Client::builder().api_key(KEY).base_url(url).build()
}

#[test]
fn the_key_goes_over_tls_or_stays_on_this_machine() {
    let accepted = [
        "https://www.getrevox.com/api",
        "https://10.0.0.7:8443",
        "http://localhost:4010/api",
        "http://LOCALHOST",
        "http://127.0.0.1",
        "http://127.8.8.8:1",
        "http://[::1]:4010/",
    ];
    for url in accepted {
        assert!(with_base_url(url).is_ok(), "{url}");
    }
    let refused = [
        "http://www.getrevox.com/api",
        "http://10.0.0.7",
        "http://0.0.0.0",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://[::ffff:8.8.8.8]",
        "ftp://localhost",
        "localhost:4010",
        "",
        "https://user:secret@www.getrevox.com/api",
        "https://www.getrevox.com/api?key=secret",
        "https://www.getrevox.com/api#secret",
    ];
    for url in refused {
        let error = with_base_url(url).expect_err(url);
        assert!(
            matches!(error, ConfigError::InvalidBaseUrl(_)),
            "{url}: {error}"
        );
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

#[test]
fn plain_http_to_another_machine_has_to_be_asked_for() {
    let builder = || {
        Client::builder()
            .api_key(KEY)
            .base_url("http://10.0.0.7/api")
    };
    let error = builder().build().unwrap_err();
    assert!(error.to_string().contains("allow_plain_http"), "{error}");
    assert!(builder().allow_plain_http().build().is_ok());
}

#[test]
fn unusable_settings_are_named() {
    let build = |builder: revox::ClientBuilder| builder.build().unwrap_err().to_string();
    assert!(build(Client::builder()).contains("REVOX_API_KEY"));
    assert!(build(Client::builder().api_key("")).contains("REVOX_API_KEY"));
    for key in ["rvx_1\n", " rvx_1", "rvx 1", "rvx_é"] {
        let text = build(Client::builder().api_key(key));
        assert!(
            text.contains("white space or a character that HTTP forbids"),
            "{text}"
        );
        assert!(!text.contains("rvx"), "{text}");
    }
    let keyed = || Client::builder().api_key(KEY);
    // Names and values in the wrong order: the name that is none is a key.
    let text = build(keyed().header("Bearer t0ken", "authorization"));
    assert!(
        text.contains("the name of a header") && !text.contains("t0ken"),
        "{text}"
    );
    let text = build(keyed().header("x-team", "a\nb"));
    assert!(
        text.contains("`x-team`") && !text.contains("a\nb"),
        "{text}"
    );
    assert!(build(keyed().user_agent("a\nb")).contains("`user-agent`"));
}

#[test]
fn no_debug_shows_the_key_or_a_header() {
    let builder = Client::builder().api_key(KEY).header("x-token", "t0ken");
    let shown = format!("{builder:?}");
    let client = builder.build().unwrap();
    let request = client
        .call()
        .retrieve("+33612345678")
        .header("x-token", "t0ken");
    let shown = format!("{shown} {client:?} {:?} {request:?}", client.call());
    for private in [KEY, "t0ken", "33612345678"] {
        assert!(!shown.contains(private), "{shown}");
    }
}

pub(crate) mod environment {
    use std::process::Command;

    use revox_tests::within::{LIMIT, output};

    use super::*;

    /// Runs `probe` in a process of its own, whose environment can be set.
    pub(crate) fn probe(variables: &[(&str, &str)]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_environment-probe"));
        command.env_clear().envs(variables.iter().copied());
        let output = output(LIMIT, command);
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn it_gives_key_base_url_and_headers() {
        let body = published().to_string();
        let stub = Stub::start(vec![Canned::json("200 OK", &[], &body)]).await;
        let url = stub.base_url();
        let variables = [
            ("REVOX_API_KEY", KEY),
            ("REVOX_BASE_URL", url.as_str()),
            (
                "REVOX_CUSTOM_HEADERS",
                "X-Team: sales\n\n  x-url:http://a:1 \n",
            ),
        ];
        assert_eq!(probe(&variables), "initializing");
        let request = &stub.received()[0];
        assert!(request.contains(&format!("\r\nauthorization: Bearer {KEY}\r\n")));
        assert!(request.contains("\r\nx-team: sales\r\n"));
        assert!(request.contains("\r\nx-url: http://a:1\r\n"));
    }

    #[test]
    fn what_is_missing_or_unusable_is_named() {
        let key = ("REVOX_API_KEY", "rvx_1");
        let table: &[(&[(&str, &str)], &str)] = &[
            (&[], "there is no API key: set REVOX_API_KEY"),
            (
                &[("REVOX_API_KEY", "")],
                "there is no API key: set REVOX_API_KEY",
            ),
            (
                &[key, ("REVOX_BASE_URL", "nowhere")],
                "the base URL cannot be used",
            ),
            (
                &[key, ("REVOX_CUSTOM_HEADERS", "a: 1\nsecret")],
                "line 2 of REVOX_CUSTOM_HEADERS: there is no colon; write `Name: value`",
            ),
            (
                &[key, ("REVOX_CUSTOM_HEADERS", "X-Auth=secret:1")],
                "line 1 of REVOX_CUSTOM_HEADERS: the name of a header is not valid",
            ),
        ];
        for (variables, expected) in table {
            let printed = probe(variables);
            assert!(printed.starts_with(expected), "{variables:?}: {printed}");
            assert!(!printed.contains("secret"), "{printed}");
        }
    }

    /// A proxy would see the key of a plain request.
    #[tokio::test(flavor = "multi_thread")]
    async fn a_proxy_is_not_used_for_a_loopback_address() {
        let body = published().to_string();
        let server = Stub::start(vec![Canned::json("200 OK", &[], &body)]).await;
        let proxy = Stub::start(vec![Canned::json("502 Bad Gateway", &[], "")]).await;
        let (url, proxy_url) = (server.base_url(), proxy.base_url());
        let printed = probe(&[
            ("REVOX_API_KEY", KEY),
            ("REVOX_BASE_URL", &url),
            ("HTTP_PROXY", &proxy_url),
            ("http_proxy", &proxy_url),
            ("ALL_PROXY", &proxy_url),
        ]);
        assert_eq!(printed, "initializing");
        assert!(proxy.received().is_empty());
    }
}
