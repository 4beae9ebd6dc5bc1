//! HTTP as servers on the internet speak it.

use std::time::Duration;

use revox_sandbox::Sandbox;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::Instant;

use crate::raw;

async fn post(sandbox: &Sandbox, headers: &str, body: &str) -> String {
    let request = format!(
        "POST /api/call HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\
         {headers}\r\n{body}",
        sandbox.api_key(),
        body.len(),
    );
    raw::exchange(&raw::address(sandbox), request.as_bytes())
        .await
        .unwrap()
}

const ORDER: &str = r#"{"phone_number":"+33639980175","assistant_id":"assistant_4Tn6yB"}"#;

/// Time is the runtime's, which jumps ahead when everybody waits.
#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_end_its_head_is_disconnected() {
    let sandbox = Sandbox::start().await.unwrap();
    for part in [
        "",
        "GET",
        "GET /api/users/me HTTP/1.1\r\nhost: localhost\r\nx: ",
    ] {
        let mut stream = raw::connect(&sandbox).await;
        stream.write_all(part.as_bytes()).await.unwrap();
        let start = Instant::now();
        let mut rest = Vec::new();
        let end = tokio::time::timeout(Duration::from_secs(30), stream.read_to_end(&mut rest));
        end.await.unwrap().unwrap();
        assert!(start.elapsed() >= Duration::from_secs(15), "{part:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_stops_in_the_middle_of_its_body_gets_a_response() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut stream = raw::connect(&sandbox).await;
    let part = format!(
        "POST /api/call HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\n\
         content-length: 10\r\n\r\nhello",
        sandbox.api_key(),
    );
    stream.write_all(part.as_bytes()).await.unwrap();
    let mut response = String::new();
    let end = tokio::time::timeout(
        Duration::from_secs(60),
        stream.read_to_string(&mut response),
    );
    end.await.unwrap().unwrap();
    assert_eq!(raw::status(&response), 400, "{response}");
    assert!(response.contains("body_incomplete"), "{response}");
}

#[tokio::test]
async fn a_client_that_expects_to_be_asked_for_its_body_is_asked() {
    let sandbox = Sandbox::start().await.unwrap();
    for expect in ["100-continue", "100-Continue"] {
        let response = post(&sandbox, &format!("expect: {expect}\r\n"), ORDER).await;
        let (interim, rest) = response.split_once("\r\n\r\n").unwrap();
        assert_eq!((raw::status(interim), raw::status(rest)), (100, 200));
    }
}

#[tokio::test]
async fn any_other_expectation_fails() {
    let sandbox = Sandbox::start().await.unwrap();
    for expect in ["200-ok", "100-continue, more", ""] {
        let response = post(&sandbox, &format!("expect: {expect}\r\n"), ORDER).await;
        assert_eq!(raw::status(&response), 417, "{response}");
        assert!(response.contains("unknown_expectation"), "{response}");
    }
    assert_eq!(sandbox.call_ids().len(), 1);
}

#[tokio::test]
async fn an_encoded_body_is_refused_with_the_encodings_that_are_taken() {
    let sandbox = Sandbox::start().await.unwrap();
    for encoding in ["gzip", "GZIP", "br, gzip", "identity, gzip"] {
        let response = post(
            &sandbox,
            &format!("content-encoding: {encoding}\r\n"),
            ORDER,
        )
        .await;
        assert_eq!(raw::status(&response), 415, "{response}");
        assert!(
            response.contains("unsupported_content_encoding"),
            "{response}"
        );
        assert!(
            response.contains("accept-encoding: identity\r\n"),
            "{response}"
        );
    }
    let response = post(&sandbox, "content-encoding: identity\r\n", ORDER).await;
    assert_eq!(raw::status(&response), 200, "{response}");
}
