//! Compressed responses: the `Accept-Encoding` header, and limits on the decompressed body.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use revox::Delivery;
use revox_tests::spec::example;
use revox_tests::stub::{Canned, Stub, soon};

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

fn compressed(status: &str, body: &[u8]) -> Canned {
    Canned::new(status, &[("content-encoding", "gzip")], body)
}

#[tokio::test]
async fn a_compressed_response_reads_as_any_other() {
    let body = example("completed").to_string();
    let stub = Stub::start(vec![compressed("200 OK", &gzip(body.as_bytes()))]).await;
    let response = soon(stub.client().call().retrieve("a").with_response());
    let response = response.await.unwrap();
    assert_eq!(response.bytes(), body.as_bytes());
    // They would describe the compressed body.
    let headers = response.headers();
    assert!(headers.get("content-length").is_none() && headers.get("content-encoding").is_none());
    let request = &stub.received()[0];
    assert!(
        request.contains("\r\naccept-encoding: gzip\r\n"),
        "{request}"
    );
    assert!(
        request.contains("\r\naccept: application/json\r\n"),
        "{request}"
    );
}

#[tokio::test]
async fn a_caller_may_ask_for_something_else() {
    let body = example("completed").to_string();
    let stub = Stub::start(vec![Canned::json("200 OK", &[], &body)]).await;
    let request = stub.client().call().retrieve("a");
    soon(request.header("accept-encoding", "identity"))
        .await
        .unwrap();
    let received = stub.received()[0].to_ascii_lowercase();
    assert!(
        received.contains("\r\naccept-encoding: identity\r\n"),
        "{received}"
    );
    assert_eq!(received.matches("accept-encoding").count(), 1);
}

/// 64 MB of zeros, compressed to 64 KB: the limit counts decompressed bytes.
#[tokio::test]
async fn a_bomb_is_cut_off_at_the_limit() {
    let bomb = gzip(&vec![b' '; 64 << 20]);
    assert!(bomb.len() < 100_000);
    let stub = Stub::start(vec![compressed("200 OK", &bomb)]).await;
    let client = stub.builder().max_response_bytes(1 << 20).build().unwrap();
    let error = soon(client.call().retrieve("a")).await.unwrap_err();
    assert!(error.is_too_large(), "{error}");
    assert_eq!(error.body().unwrap().len(), 1 << 20);
    let mut audio = soon(client.voices().preview("voice_1", "cartesia").stream())
        .await
        .unwrap();
    let mut length = 0;
    let error = loop {
        match soon(audio.chunk()).await {
            Ok(chunk) => length += chunk.expect("no end").len(),
            Err(error) => break error,
        }
    };
    assert!(error.is_too_large() && length == 1 << 20, "{error}");
}

#[tokio::test]
async fn the_limit_counts_what_the_body_becomes() {
    let mut body = example("completed").to_string().into_bytes();
    body.resize(50_000, b' ');
    let answer = compressed("200 OK", &gzip(&body));
    for (limit, fits) in [(50_000, true), (49_999, false)] {
        let stub = Stub::start(vec![answer.clone()]).await;
        let client = stub.builder().max_response_bytes(limit).build().unwrap();
        let outcome = soon(client.call().retrieve("a")).await;
        assert_eq!(outcome.is_ok(), fits, "{limit}");
        assert!(outcome.is_ok() || outcome.unwrap_err().is_too_large());
    }
}

#[tokio::test]
async fn a_damaged_body_is_an_error_that_keeps_what_came() {
    let body = example("completed").to_string();
    let whole = gzip(body.as_bytes());
    let mut wrong = whole.clone();
    *wrong.last_mut().unwrap() ^= 1;
    for damaged in [
        &whole[..whole.len() / 2],
        &whole[..whole.len() - 1],
        &wrong,
        b"none",
    ] {
        let stub = Stub::start(vec![compressed("200 OK", damaged)]).await;
        let order = stub.client().call().create("+33639980175");
        let error = soon(order.assistant_id("a")).await.unwrap_err();
        let length = damaged.len();
        assert!(error.is_transport(), "{length}: {error}");
        assert_eq!(error.delivery(), Delivery::Accepted, "{length}");
        let reason = ": the compressed body is incomplete or damaged";
        assert!(error.to_string().ends_with(reason), "{error}");
    }
}

/// The body of an error status is decompressed, too.
#[tokio::test]
async fn an_error_may_be_compressed() {
    let body = gzip(br#"{"message": "as it is"}"#);
    let stub = Stub::start(vec![compressed("409 Conflict", &body)]).await;
    let error = soon(stub.client().call().pause("a")).await.unwrap_err();
    assert!(error.is_conflict());
    assert_eq!(error.message().as_deref(), Some("as it is"));
}
