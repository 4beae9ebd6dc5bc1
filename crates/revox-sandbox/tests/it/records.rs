use revox_sandbox::Sandbox;

use crate::{get, raw};

#[tokio::test]
async fn a_request_is_recorded_as_it_was_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    crate::client()
        .post(format!("{}/call/a%2fb?x=%20&y", sandbox.base_url()))
        .header("X-Trace", "first")
        .header("x-trace", "second")
        .header("x-latin", b"caf\xe9".as_slice())
        .body("hello")
        .send()
        .await
        .unwrap();

    let requests = sandbox.requests();
    assert_eq!(requests.len(), 1);
    let request = &requests[0];
    assert_eq!(request.method(), "POST");
    assert_eq!(request.path(), "/api/call/a%2fb");
    assert_eq!(request.query(), Some("x=%20&y"));
    assert_eq!(request.header("X-TRACE"), Some("first"));
    assert_eq!(request.header("x-latin"), None);
    assert_eq!(request.header("x-other"), None);
    assert_eq!(request.body(), b"hello");
    assert_eq!(request.status(), 405);
    assert_eq!(request.operation_id(), None);
}

#[tokio::test]
async fn the_path_is_recorded_without_being_normalised() {
    let sandbox = Sandbox::start().await.unwrap();
    for path in ["/api/call/../call/é", "//", "/api/call/%zz", "*"] {
        raw::get(&sandbox, path).await;
        assert_eq!(sandbox.requests().last().unwrap().path(), path);
    }
}

#[tokio::test]
async fn the_operation_is_known_even_if_the_request_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    get(&sandbox, "/call/call_8Zk3vQ").await;
    get(&sandbox, "/call/call_8Zk3vQ?x").await;
    get(&sandbox, "/nowhere").await;

    let seen: Vec<_> = sandbox
        .requests()
        .iter()
        .map(|request| (request.status(), request.operation_id().map(str::to_owned)))
        .collect();
    assert_eq!(
        seen,
        [
            (200, Some("call_retrieve".into())),
            (400, Some("call_retrieve".into())),
            (404, None),
        ]
    );
}

#[tokio::test]
async fn every_answer_carries_the_number_of_its_request() {
    let sandbox = Sandbox::start().await.unwrap();
    for (path, id) in [
        ("/call/call_8Zk3vQ", "req_1"),
        ("/", "req_2"),
        ("/call/a", "req_3"),
    ] {
        let response = reqwest::get(format!("{}{path}", sandbox.base_url()))
            .await
            .unwrap();
        assert_eq!(response.headers()["x-request-id"], id);
    }
}

#[tokio::test]
async fn a_body_is_recorded_up_to_the_limit() {
    let sandbox = Sandbox::start().await.unwrap();
    crate::client()
        .get(sandbox.base_url())
        .body(vec![b'x'; 17 * 1024 * 1024])
        .send()
        .await
        .unwrap();
    assert_eq!(sandbox.requests()[0].body().len(), 16 * 1024 * 1024);
}

#[tokio::test]
async fn debug_shows_neither_keys_nor_bodies() {
    let sandbox = Sandbox::start().await.unwrap();
    crate::client()
        .post(format!("{}/call/a", sandbox.base_url()))
        .header("Authorization", "Bearer first-secret")
        .header("authorization", "second-secret")
        .header("x-trace", "visible")
        .body("third-secret")
        .send()
        .await
        .unwrap();

    let request = &sandbox.requests()[0];
    assert_eq!(request.header("authorization"), Some("Bearer first-secret"));
    let shown = format!("{request:?} {request:#?} {sandbox:?}");
    assert!(shown.contains("visible"), "{shown}");
    assert!(shown.contains("12 bytes"), "{shown}");
    assert!(!shown.contains("secret"), "{shown}");
}

/// The record is bounded by size: bodies of wrong keys, too, are let go.
#[tokio::test]
async fn large_requests_push_the_oldest_off_the_record() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = crate::client();
    for _ in 0..6 {
        let request = client
            .post(format!("{}/call", sandbox.base_url()))
            .bearer_auth("wrong")
            .body(vec![b'x'; 10 * 1024 * 1024]);
        assert_eq!(request.send().await.unwrap().status(), 401);
    }
    let requests = sandbox.requests();
    let numbers: Vec<usize> = requests.iter().map(|request| request.number()).collect();
    assert_eq!(numbers, [4, 5, 6]);
    assert_eq!(sandbox.discarded_requests(), 3);
    let listed = listed(&sandbox, "").await;
    assert_eq!(
        (&listed["discarded"], ids(&listed)),
        (&3.into(), vec!["req_4", "req_5", "req_6"])
    );
    let bytes: usize = requests.iter().map(|request| request.body().len()).sum();
    assert!(bytes <= 32 * 1024 * 1024, "{bytes}");
}

#[tokio::test]
async fn the_record_is_filtered_by_operation_and_by_the_last_known_request() {
    let sandbox = Sandbox::start().await.unwrap();
    for path in ["/users/me", "/call/a", "/nowhere", "/users/me", "/call/b"] {
        crate::get(&sandbox, path).await;
    }
    for (query, expected) in [
        ("", vec!["req_1", "req_2", "req_3", "req_4", "req_5"]),
        ("?operation=users_retrieve", vec!["req_1", "req_4"]),
        ("?since=req_3", vec!["req_4", "req_5"]),
        ("?since=3", vec!["req_4", "req_5"]),
        ("?operation=users_retrieve&since=req_1", vec!["req_4"]),
        ("?since=req_99", vec![]),
    ] {
        assert_eq!(ids(&listed(&sandbox, query).await), expected, "{query}");
    }
    for (query, expected) in [
        ("?operation=call_crate", "call_create"),
        ("?since=yesterday", "req_17"),
        ("?operations=call_create", "`operation=ID`"),
    ] {
        let refused = listed(&sandbox, query).await;
        let message = refused["message"].as_str().unwrap();
        assert!(message.contains(expected), "{query}: {message}");
    }
}

async fn listed(sandbox: &Sandbox, query: &str) -> serde_json::Value {
    let url = sandbox.base_url().replace("/api", "/sandbox/requests");
    let response = crate::client().get(format!("{url}{query}")).send();
    crate::decode(response.await.unwrap()).await.1
}

fn ids(listed: &serde_json::Value) -> Vec<&str> {
    let requests = listed["requests"].as_array().unwrap().iter();
    requests
        .map(|request| request["id"].as_str().unwrap())
        .collect()
}
