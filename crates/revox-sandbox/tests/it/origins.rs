//! Web pages and foreign names are turned away; programs are not.

use revox_sandbox::Sandbox;

use crate::raw;

const FORM: &str = "content-type: text/plain\r\n";

/// Sends a request with these header lines, and returns status and response.
async fn send(sandbox: &Sandbox, line: &str, headers: &str, body: &str) -> (u16, String) {
    let request = format!(
        "{line} HTTP/1.1\r\n{headers}authorization: Bearer {}\r\nconnection: close\r\n\
         content-length: {}\r\n\r\n{body}",
        sandbox.api_key(),
        body.len(),
    );
    let response = raw::exchange(&raw::address(sandbox), request.as_bytes())
        .await
        .unwrap();
    (raw::status(&response), response)
}

/// Each way in which a request could change something.
const REQUESTS: [(&str, &str); 6] = [
    ("POST /sandbox/clock", r#"{"advance_seconds":7200}"#),
    ("POST /sandbox/faults", r#""hang""#),
    ("POST /sandbox/calls", r#"{"id":"call_1"}"#),
    ("POST /sandbox/reset", ""),
    ("GET /sandbox/requests", ""),
    ("GET /api/users/me", ""),
];

async fn assert_turned_away(headers: &str, code: &str) {
    let sandbox = Sandbox::start().await.unwrap();
    crate::place(&sandbox, "+33639980175").await;
    for (line, body) in REQUESTS {
        let (status, response) = send(&sandbox, line, headers, body).await;
        assert_eq!(status, 403, "{line}: {response}");
        assert!(response.contains(code), "{line}: {response}");
    }
    assert_eq!(sandbox.now().to_string(), "2026-06-15T08:00:00Z");
    assert_eq!(sandbox.call("call_1"), None);
    assert_eq!((sandbox.call_ids().len(), sandbox.requests().len()), (2, 1));
    // No fault was injected.
    assert_eq!(crate::get(&sandbox, "/users/me").await.0, 200);
}

#[tokio::test]
async fn a_page_of_another_origin_is_turned_away() {
    for origin in [
        "https://evil.example",
        "http://localhost:3000",
        "null",
        "file://",
        "http://localhost.evil.example:4010",
        "",
    ] {
        let headers = format!("host: localhost:4010\r\norigin: {origin}\r\n{FORM}");
        assert_turned_away(&headers, "foreign_origin").await;
    }
}

#[tokio::test]
async fn a_page_that_names_no_origin_is_turned_away_by_what_the_browser_tells() {
    for site in ["cross-site", "same-site"] {
        let headers = format!("host: localhost\r\nsec-fetch-site: {site}\r\n");
        assert_turned_away(&headers, "foreign_origin").await;
    }
}

#[tokio::test]
async fn a_foreign_name_is_turned_away() {
    for host in [
        "evil.example",
        "evil.example:4010",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "192.0.2.1",
    ] {
        assert_turned_away(&format!("host: {host}\r\n{FORM}"), "foreign_host").await;
        let same_origin = format!("host: {host}\r\norigin: http://{host}\r\n{FORM}");
        assert_turned_away(&same_origin, "foreign_host").await;
    }
}

#[tokio::test]
async fn a_foreign_name_in_the_target_is_turned_away() {
    let sandbox = Sandbox::start().await.unwrap();
    let line = "GET http://evil.example/api/users/me";
    let (status, response) = send(&sandbox, line, "host: localhost\r\n", "").await;
    assert_eq!(status, 403, "{response}");
}

#[tokio::test]
async fn the_refusal_says_what_to_do() {
    let sandbox = Sandbox::start().await.unwrap();
    let (_, response) = send(&sandbox, "GET /api/users/me", "host: sandbox:80\r\n", "").await;
    assert!(response.contains("`--allow-host sandbox`"), "{response}");
    let headers = "host: localhost\r\norigin: https://evil.example\r\n";
    let (_, response) = send(&sandbox, "GET /api/users/me", headers, "").await;
    assert!(response.contains("https://evil.example"), "{response}");
}

#[tokio::test]
async fn its_own_names_and_origin_are_welcome() {
    let sandbox = Sandbox::start().await.unwrap();
    let address = raw::address(&sandbox);
    for host in [
        "localhost",
        "LOCALHOST:1",
        "127.0.0.1",
        "127.0.0.1:4010",
        "[::1]:4010",
        address.as_str(),
    ] {
        for headers in [
            format!("host: {host}\r\n"),
            format!("host: {host}\r\norigin: http://{host}\r\nsec-fetch-site: same-origin\r\n"),
            format!("host: {host}\r\nsec-fetch-site: none\r\n"),
        ] {
            let (status, response) = send(&sandbox, "GET /api/users/me", &headers, "").await;
            assert_eq!(status, 200, "{response}");
        }
    }
}

#[tokio::test]
async fn a_name_that_is_allowed_is_one_of_its_own() {
    let sandbox = Sandbox::builder()
        .allow_host("revox")
        .allow_host("revox.test")
        .start()
        .await
        .unwrap();
    for (host, expected) in [
        ("revox:4010", 200),
        ("Revox.test", 200),
        ("revox.example", 403),
    ] {
        let headers = format!("host: {host}\r\n");
        let (status, response) = send(&sandbox, "GET /api/users/me", &headers, "").await;
        assert_eq!(status, expected, "{response}");
    }
}

#[tokio::test]
async fn on_all_addresses_any_address_in_numbers_is_its_own() {
    let sandbox = Sandbox::builder()
        .address(([0, 0, 0, 0], 0))
        .start()
        .await
        .unwrap();
    for (host, expected) in [("172.17.0.2:4010", 200), ("evil.example", 403)] {
        let headers = format!("host: {host}\r\n");
        let (status, response) = send(&sandbox, "GET /api/users/me", &headers, "").await;
        assert_eq!(status, expected, "{response}");
    }
}

#[tokio::test]
async fn a_request_names_one_host() {
    let sandbox = Sandbox::start().await.unwrap();
    for headers in [
        "",
        "host: localhost\r\nhost: localhost\r\n",
        "host:\r\n",
        "host: a b\r\n",
    ] {
        let (status, response) = send(&sandbox, "GET /api/users/me", headers, "").await;
        assert_eq!(status, 400, "{headers:?}: {response}");
    }
}
