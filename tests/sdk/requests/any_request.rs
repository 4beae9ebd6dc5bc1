//! Properties of every request and response, tested with one operation.

use std::time::Duration;

use revox_tests::spec::published;
use revox_tests::stub::{Canned, Stub, soon};

/// A server that responds to every request with the documented example.
async fn documented() -> Stub {
    let body = published().to_string();
    Stub::start(vec![Canned::json("200 OK", &[], &body)]).await
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

/// Proxies want to read the length of what may have a body.
#[tokio::test]
async fn a_body_that_is_not_there_has_a_length_where_there_could_be_one() {
    let stub = documented().await;
    let client = stub.client();
    let _ = client.call().cancel("call_8Zk3vQ").await;
    let _ = client.users().retrieve().await;
    let _ = client.call().create("+33639980142").await;
    let has = |request: &str, length: &str| {
        request.contains(&format!("\r\ncontent-length: {length}\r\n"))
    };
    let received = stub.received();
    assert!(has(&received[0], "0"), "{}", received[0]);
    assert!(!received[1].contains("content-length"), "{}", received[1]);
    assert!(has(&received[2], "31"), "{}", received[2]);
}

#[tokio::test]
async fn a_request_can_be_awaited_anywhere_and_from_many_tasks() {
    let stub = documented().await;
    let client = stub.client();
    let tasks: Vec<_> = (0..8)
        .map(|n| tokio::spawn(client.call().retrieve(n.to_string()).send()))
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap().id, "id");
    }
    assert_eq!(stub.received().len(), 8);
}

#[tokio::test]
async fn with_response_gives_what_arrived_beside_the_value() {
    let body = published().to_string();
    let answer = Canned::json(
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

/// The API does not document the name of the header; these are the usual ones.
#[tokio::test]
async fn the_request_id_may_stand_in_either_header() {
    let body = published().to_string();
    let stub = Stub::start(vec![
        Canned::json("200 OK", &[("request-id", "req_1")], &body),
        Canned::json("200 OK", &[], &body),
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
    let stub = Stub::start(vec![Canned::Hang(Vec::new())]).await;
    let retrieve = stub
        .client()
        .call()
        .retrieve("a")
        .timeout(Duration::from_millis(1));
    assert!(soon(retrieve).await.unwrap_err().is_timeout());
}
