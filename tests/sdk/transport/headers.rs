//! Headers that callers add: one rule for the three ways in.

use revox::{Client, ConfigError};
use revox_tests::spec::published;
use revox_tests::stub::{Canned, KEY, Stub};

use crate::client::environment::probe;

/// A header that is refused, and how that reads.
const REFUSED: &[(&str, &str)] = &[
    (
        "Content-Length",
        "the header `content-length` is set by the HTTP client",
    ),
    (
        "transfer-encoding",
        "the header `transfer-encoding` is set by the HTTP client",
    ),
    ("HOST", "the header `host` is set by the HTTP client"),
    (
        "connection",
        "the header `connection` is set by the HTTP client",
    ),
    (
        "keep-alive",
        "the header `keep-alive` is set by the HTTP client",
    ),
    (
        "Authorization",
        "the header `authorization` carries the API key",
    ),
    ("x team", "the name of a header is not valid"),
];

#[tokio::test]
async fn a_request_refuses_what_only_the_client_may_set() {
    let stub = Stub::start(vec![Canned::json("200 OK", &[], "{}")]).await;
    for (name, expected) in REFUSED {
        let request = stub.client().call().retrieve("a").header(name, "2");
        let error = request.await.unwrap_err();
        assert!(error.is_invalid_request(), "{name}: {error}");
        assert!(error.to_string().contains(expected), "{name}: {error}");
    }
    assert!(stub.received().is_empty());
}

#[test]
fn so_does_a_client() {
    for (name, expected) in REFUSED {
        let error = Client::builder()
            .api_key(KEY)
            .header(*name, "2")
            .build()
            .unwrap_err();
        assert!(
            matches!(error, ConfigError::InvalidHeader(_)),
            "{name}: {error:?}"
        );
        assert!(error.to_string().contains(expected), "{name}: {error}");
    }
}

#[test]
fn so_does_the_environment_and_names_the_line() {
    for (name, expected) in REFUSED {
        let lines = format!("x-team: sales\n{name}: 2");
        let printed = probe(&[("REVOX_API_KEY", KEY), ("REVOX_CUSTOM_HEADERS", &lines)]);
        let expected = format!("line 2 of REVOX_CUSTOM_HEADERS: {expected}");
        assert!(printed.starts_with(&expected), "{name}: {printed}");
    }
}

/// reqwest does not show these, so they cannot be checked; the key and what a request sets go first.
#[tokio::test]
async fn default_headers_of_a_callers_http_client_come_last() {
    let body = published().to_string();
    let stub = Stub::start(vec![Canned::json("200 OK", &[], &body)]).await;
    let defaults = ["authorization", "accept", "x-team", "x-own"].map(|name| {
        let name = revox::http::HeaderName::from_static(name);
        (name, revox::http::HeaderValue::from_static("default"))
    });
    let defaults: revox::http::HeaderMap = defaults.into_iter().collect();
    let client = stub
        .builder()
        .header("x-team", "sales")
        .http_client(move |http| http.default_headers(defaults.clone()))
        .build()
        .unwrap();
    client.call().retrieve("a").await.unwrap();
    let request = &stub.received()[0];
    for line in [
        &format!("authorization: Bearer {KEY}"),
        "accept: application/json",
        "x-team: sales",
        "x-own: default",
    ] {
        assert!(
            request.contains(&format!("\r\n{line}\r\n")),
            "{line}: {request}"
        );
    }
}
