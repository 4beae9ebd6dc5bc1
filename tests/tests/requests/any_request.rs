//! What goes over the wire, byte for byte.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use revox_sandbox::Sandbox;
use revox_tests::spec::published;
use revox_tests::stub::{Answer, KEY, Stub};

/// A server that answers every request with the documented example.
async fn documented() -> Stub {
    let body = published().to_string();
    Stub::start(vec![Answer::json("200 OK", &[], &body)]).await
}

/// A request without what differs between runs and machines.
fn readable(request: &str, stub: &Stub) -> String {
    request
        .replace(&stub.port().to_string(), "<port>")
        .replace(KEY, "<key>")
        .replace(env!("CARGO_PKG_VERSION"), "<version>")
        .replace("\r\n", "\n")
}

#[tokio::test]
async fn retrieve_sends_this_request() {
    let stub = documented().await;
    stub.client().call().retrieve("call_8Zk3vQ").await.unwrap();
    insta::with_settings!({
        snapshot_path => "../snapshots/requests",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!("call_retrieve", readable(&stub.received()[0], &stub)) });
}

#[tokio::test]
async fn headers_of_the_client_go_along_and_those_of_the_request_go_over_them() {
    let stub = documented().await;
    let client = stub
        .builder()
        .header("x-team", "sales")
        .header("x-trace", "of the client")
        .user_agent("dialler/2.1")
        .build()
        .unwrap();
    client
        .call()
        .retrieve("a")
        .header("X-Trace", "of the request")
        .await
        .unwrap();
    let request = &stub.received()[0];
    assert!(request.contains("\r\nx-team: sales\r\n"));
    assert!(request.contains("\r\nx-trace: of the request\r\n"));
    assert!(!request.contains("of the client"));
    assert!(request.contains("\r\nuser-agent: dialler/2.1 revox-rust/"));
}

#[tokio::test]
async fn a_header_that_http_forbids_is_refused_before_sending() {
    let stub = documented().await;
    let client = stub.client();
    for (name, value) in [("x team", "sales"), ("x-team", "sales\r\nx-evil: 1")] {
        let error = client
            .call()
            .retrieve("a")
            .header(name, value)
            .await
            .unwrap_err();
        assert!(error.is_invalid_request(), "{error}");
        assert!(!error.to_string().contains("x-evil"));
    }
    assert!(stub.received().is_empty());
}

#[tokio::test]
async fn a_request_can_be_awaited_anywhere_and_from_many_tasks() {
    let stub = documented().await;
    let client = stub.client();
    let tasks: Vec<_> = (0..8)
        .map(|n| tokio::spawn(client.call().retrieve(&n.to_string()).into_future()))
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap().id, "id");
    }
    assert_eq!(stub.received().len(), 8);
}

#[tokio::test]
async fn with_response_gives_what_arrived_beside_the_value() {
    let body = published().to_string();
    let answer = Answer::json(
        "203 Non-Authoritative Information",
        &[("x-request-id", "req_9")],
        &body,
    );
    let stub = Stub::start(vec![answer]).await;
    let response = stub
        .client()
        .call()
        .retrieve("a")
        .with_response()
        .await
        .unwrap();
    assert_eq!(response.status(), 203);
    assert_eq!(response.request_id(), Some("req_9"));
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.bytes(), body.as_bytes());
    assert_eq!(response.value().id, "id");
    assert_eq!(response.into_value().organization_id, "organization_id");
}

/// Which header holds it is not documented; these are the usual ones.
#[tokio::test]
async fn the_request_id_may_stand_in_either_header() {
    let body = published().to_string();
    let stub = Stub::start(vec![
        Answer::json("200 OK", &[("request-id", "req_1")], &body),
        Answer::json("200 OK", &[], &body),
    ])
    .await;
    let client = stub.client();
    let response = client.call().retrieve("a").with_response().await.unwrap();
    assert_eq!(response.request_id(), Some("req_1"));
    let response = client.call().retrieve("a").with_response().await.unwrap();
    assert_eq!(response.request_id(), None);
}

#[tokio::test]
async fn as_type_reads_only_what_the_caller_wants() {
    #[derive(serde::Deserialize)]
    struct Progress {
        status: String,
    }
    let stub = documented().await;
    let progress = stub
        .client()
        .call()
        .retrieve("a")
        .as_type::<Progress>()
        .await
        .unwrap();
    assert_eq!(progress.status, "initializing");

    let json = stub
        .client()
        .call()
        .retrieve("a")
        .as_type::<serde_json::Value>()
        .await
        .unwrap();
    assert_eq!(json, published()["call"]);
}

#[tokio::test]
async fn a_request_may_have_a_time_limit_of_its_own() {
    let stub = Stub::start(vec![Answer::Hang(Vec::new())]).await;
    let retrieve = stub
        .client()
        .call()
        .retrieve("a")
        .timeout(Duration::from_millis(1));
    assert!(retrieve.await.unwrap_err().is_timeout());
}

mod ids {
    use super::*;

    /// Ids that could lead somewhere else on some server, proxy or library on the way.
    const DANGEROUS: &[&str] = &[
        "",
        ".",
        "..",
        "/",
        "a/b",
        "../users",
        "a/../b",
        "\\",
        "a\\b",
        " ",
        "a b",
        "\n",
        "a\u{0}",
        "a\r\nx-evil: 1",
        "a\u{7f}",
        "\u{2028}",
        "\t",
        "%2e%2e",
        "a%2fb",
    ];

    #[tokio::test]
    async fn dangerous_ones_are_refused_before_sending() {
        let sandbox = Sandbox::start().await.unwrap();
        let client = client(&sandbox);
        for id in DANGEROUS {
            let error = client.call().retrieve(id).await.unwrap_err();
            assert!(error.is_invalid_request(), "{id:?}: {error}");
            assert!(error.to_string().contains("path parameter `id`"), "{error}");
        }
        assert!(sandbox.requests().is_empty());
    }

    fn client(sandbox: &Sandbox) -> revox::Client {
        let builder = revox::Client::builder().api_key(sandbox.api_key());
        builder.base_url(sandbox.base_url()).build().unwrap()
    }

    /// Whatever the id, the server sees one segment below `/call/` that means the id, or the
    /// request was refused.
    #[test]
    fn no_id_reaches_another_path() {
        let ids = prop_oneof![any::<String>(), "[-a-z0-9._~%?#&=+:@;,!$'()*]{1,12}"];
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let sandbox = runtime.block_on(Sandbox::start()).unwrap();
        let client = client(&sandbox);
        let law = |id: String| {
            let known = if id.is_empty() { "-" } else { &id };
            sandbox
                .put_call(serde_json::json!({ "id": known }))
                .unwrap();
            let before = sandbox.requests().len();
            let request = client.call().retrieve(&id).as_type::<serde_json::Value>();
            match runtime.block_on(request.into_future()) {
                Ok(call) => prop_assert_eq!(call["id"].as_str(), Some(id.as_str())),
                Err(error) => prop_assert!(error.is_invalid_request(), "{}", error),
            }
            for request in &sandbox.requests()[before..] {
                let segment = request.path().strip_prefix("/api/call/");
                prop_assert!(
                    segment.is_some_and(|rest| !rest.contains('/')),
                    "{}",
                    request.path()
                );
                prop_assert_eq!(request.query(), None);
            }
            Ok(())
        };
        TestRunner::deterministic().run(&ids, law).unwrap();
    }
}
