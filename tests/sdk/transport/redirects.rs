//! Redirects: the ones that are followed, and the errors of the others.

use revox_tests::spec::published;
use revox_tests::stub::{Canned, KEY, Stub};

fn to(location: &str) -> Canned {
    Canned::json("307 Temporary Redirect", &[("location", location)], "")
}

#[tokio::test]
async fn a_read_follows_one_to_the_same_host() {
    let body = published().to_string();
    let stub = Stub::start(vec![to("/api/moved/a"), Canned::json("200 OK", &[], &body)]).await;
    stub.client().call().retrieve("a").await.unwrap();
    let received = stub.received();
    assert!(received[1].starts_with("GET /api/moved/a HTTP/1.1\r\n"));
    assert!(received[1].contains(KEY));
}

#[tokio::test]
async fn the_key_never_goes_along_one_to_another_host() {
    let other = Stub::start(vec![Canned::json("200 OK", &[], "{}")]).await;
    for location in [
        other.base_url(),
        format!("http://localhost:{}/", other.port()),
        format!("//127.0.0.1:{}/x", other.port()),
    ] {
        let stub = Stub::start(vec![to(&location)]).await;
        let error = stub.client().call().retrieve("a").await.unwrap_err();
        assert!(error.is_redirect(), "{error}");
        assert_eq!(error.headers().unwrap()["location"], location);
    }
    assert!(other.received().is_empty());
}

/// Sending again is safe after a connection that was never made; this request was seen.
#[tokio::test]
async fn a_host_that_is_gone_after_one_is_no_failure_to_connect() {
    let stub = Stub::start(vec![Canned::Close(b"HTTP/1.1 307 Temporary Redirect\r\nlocation: /api/x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n".to_vec())]).await;
    let error = stub.client().call().retrieve("a").await.unwrap_err();
    assert!(error.is_transport() && !error.is_connect(), "{error}");
}

#[tokio::test]
async fn a_circle_ends() {
    let stub = Stub::start(vec![to("/api/call/a")]).await;
    let error = stub.client().call().retrieve("a").await.unwrap_err();
    assert!(error.is_redirect());
    assert_eq!(stub.received().len(), 6);
}

/// Settings of the caller's own HTTP client do not weaken any of this.
#[tokio::test]
async fn a_callers_http_client_does_not_change_that() {
    let other = Stub::start(vec![Canned::json("200 OK", &[], "{}")]).await;
    let stub = Stub::start(vec![to(&other.base_url())]).await;
    let client = stub.builder().http_client(|http| {
        let policy = revox::reqwest::redirect::Policy::limited(9);
        http.redirect(policy)
    });
    let client = client.build().unwrap();
    assert!(client.call().retrieve("a").await.unwrap_err().is_redirect());
    assert!(other.received().is_empty());
}

/// Only words that are fixed, and a host that the caller knows.
#[tokio::test]
async fn one_that_is_refused_says_why_and_what_to_set() {
    let table = [
        (
            "302 Found",
            "http://33612345678.example/x",
            "it leads to another host (see the `location` header), and the API key is never sent there",
        ),
        (
            "307 Temporary Redirect",
            "https://127.0.0.1/elsewhere",
            "it leads to https on the same host, and",
        ),
        (
            "308 Permanent Redirect",
            "http://127.0.0.1:1/",
            "it leads to another port of the same host, and",
        ),
        (
            "301 Moved Permanently",
            "file:///33612345678",
            "it leads to something that is not a host, and",
        ),
        ("302 Found", "", "it came after 5 others"),
        (
            "302 Found",
            "http://[33612345678",
            "its `location` header is missing or is not a URL",
        ),
    ];
    for (status, location, reason) in table {
        let stub = Stub::start(vec![Canned::json(status, &[("location", location)], "{}")]).await;
        let error = stub.client().call().retrieve("a").await.unwrap_err();
        assert!(error.is_redirect(), "{error}");
        let text = error.to_string();
        let expected = format!(
            "GET /call/{{id}}: the server responded with {status}, a redirect that was not followed: {reason}"
        );
        assert!(text.starts_with(&expected), "{text}");
        let advice = "; set the base URL (`base_url` or REVOX_BASE_URL) to the address of the API";
        assert!(text.ends_with(advice), "{text}");
        assert!(!text.contains("33612345678"), "{text}");
        assert_eq!(error.headers().unwrap()["location"], location);
        assert_eq!(error.body().unwrap(), "{}");
    }
}

#[tokio::test]
async fn an_operation_that_is_not_a_read_follows_none() {
    for (status, reason) in [
        (
            "307 Temporary Redirect",
            "only reads follow redirects, since nothing else may be sent twice",
        ),
        ("303 See Other", "it asks for a GET in place of this POST"),
    ] {
        let stub = Stub::start(vec![Canned::json(status, &[("location", "/api/x")], "")]).await;
        let create = stub
            .client()
            .call()
            .create("+33639980142")
            .assistant_id("a");
        let error = create.await.unwrap_err();
        assert!(
            error.is_redirect() && error.to_string().contains(reason),
            "{error}"
        );
        assert_eq!(stub.received().len(), 1);
    }
}
