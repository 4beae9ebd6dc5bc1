//! The limit on the size of a response.

use revox::Error;
use revox_tests::spec::example;
use revox_tests::stub::{Canned, Stub, soon};

/// A response in chunks, whose length nobody announces.
fn chunked(status: &str, body: &[u8]) -> Canned {
    let head = format!("HTTP/1.1 {status}\r\nx-request-id: req_5\r\nconnection: close\r\n\r\n");
    Canned::Bytes([head.as_bytes(), body].concat())
}

fn announced(status: &str, body: &[u8]) -> Canned {
    Canned::new(status, &[("x-request-id", "req_5")], body)
}

/// A call order, and blanks after it.
fn blank_body(length: usize) -> Vec<u8> {
    let mut body = example("completed").to_string().into_bytes();
    body.resize(length, b' ');
    body
}

fn assert_too_large(error: &Error, status: u16, body: &[u8]) {
    assert!(error.is_too_large(), "{error}");
    assert_eq!(error.status().unwrap(), status);
    assert_eq!(error.request_id(), Some("req_5"));
    assert!(error.body().unwrap() == body, "the bytes within the limit");
    assert!(!error.is_transport() && !error.is_decode());
}

#[tokio::test]
async fn a_body_over_the_limit_is_an_error_that_keeps_what_came() {
    let body = blank_body(100_000);
    for answer in [chunked, announced] {
        let stub = Stub::start(vec![answer("200 OK", &body)]).await;
        let client = stub.builder().max_response_bytes(50_000).build().unwrap();
        let error = soon(client.call().retrieve("a")).await.unwrap_err();
        assert_too_large(&error, 200, &body[..50_000]);
        assert_eq!(error.call_id(), Some("call_8Zk3vQ"));
        let expected = "GET /call/{id}: the server responded with 200 OK, but the body is larger than \
                        50000 bytes (`max_response_bytes`) [request id req_5]";
        assert_eq!(error.to_string(), expected);
    }
}

#[tokio::test]
async fn a_body_of_just_the_limit_is_none() {
    let body = blank_body(50_000);
    for answer in [chunked, announced] {
        let stub = Stub::start(vec![answer("200 OK", &body)]).await;
        let client = stub.builder().max_response_bytes(50_000).build().unwrap();
        soon(client.call().retrieve("a")).await.unwrap();
    }
}

#[tokio::test]
async fn a_request_may_have_a_limit_of_its_own() {
    let body = blank_body(100_000);
    let stub = Stub::start(vec![announced("200 OK", &body)]).await;
    let client = stub.builder().max_response_bytes(50_000).build().unwrap();
    soon(client.call().retrieve("a").max_response_bytes(100_000))
        .await
        .unwrap();
    let error = soon(client.call().retrieve("a").max_response_bytes(7))
        .await
        .unwrap_err();
    assert_too_large(&error, 200, &body[..7]);
}

#[tokio::test]
async fn the_status_of_an_error_counts_all_the_same() {
    let body = blank_body(100_000);
    let stub = Stub::start(vec![chunked("404 Not Found", &body)]).await;
    let client = stub.builder().max_response_bytes(10).build().unwrap();
    let error = soon(client.call().retrieve("a")).await.unwrap_err();
    assert_too_large(&error, 404, &body[..10]);
    assert!(error.is_not_found());
}

#[tokio::test]
async fn without_a_setting_it_is_64_mebibytes() {
    let body = blank_body((64 << 20) + 1);
    let stub = Stub::start(vec![chunked("200 OK", &body)]).await;
    let error = soon(stub.client().call().retrieve("a")).await.unwrap_err();
    assert_too_large(&error, 200, &body[..64 << 20]);
}

/// Memory is not at stake here, but the disk behind it may be.
#[tokio::test]
async fn a_stream_ends_at_the_limit() {
    let stub = Stub::start(vec![chunked("200 OK", &[7; 1_000])]).await;
    let preview = stub
        .client()
        .voices()
        .preview("v", "cartesia")
        .max_response_bytes(600);
    let mut download = soon(preview.stream()).await.unwrap();
    let mut received = 0;
    let error = loop {
        match soon(download.chunk()).await {
            Ok(chunk) => received += chunk.expect("an error before the end").len(),
            Err(error) => break error,
        }
    };
    assert_eq!(received, 600);
    assert!(
        error.is_too_large() && error.status().unwrap() == 200,
        "{error}"
    );
}
