//! Endpoints that have no method of their own.

use std::collections::BTreeMap;
use std::time::Duration;

use revox::RetryClass;
use revox_tests::responses::client_that_receives;
use revox_tests::spec::example;
use revox_tests::stub::{Canned, KEY, Stub, soon};
use serde_json::json;

use super::{METHODS, body, server};

#[tokio::test]
async fn any_of_them_is_sent_with_key_headers_and_body() {
    for (method, send) in METHODS {
        let stub = server().await;
        let client = stub.builder().header("x-team", "sales").build().unwrap();
        let answer = send(&client, "/call/call_8Zk3vQ/notes")
            .json(json!({"text": "Ask for Camille."}))
            .extra_query("draft", "yes")
            .header("x-trace", "7")
            .await;
        assert_eq!(answer.unwrap(), json!({"notes": ["a"]}));
        let request = &stub.received()[0];
        let line = format!("{method} /api/call/call_8Zk3vQ/notes?draft=yes HTTP/1.1\r\n");
        assert!(request.starts_with(&line), "{request}");
        for header in [
            &format!("authorization: Bearer {KEY}"),
            "content-type: application/json",
            "accept: application/json",
            "x-team: sales",
            "x-trace: 7",
        ] {
            assert!(request.contains(&format!("\r\n{header}\r\n")), "{request}");
        }
        assert_eq!(body(request), r#"{"text":"Ask for Camille."}"#);
    }
}

#[tokio::test]
async fn without_a_body_none_is_sent() {
    for (method, send) in METHODS {
        let stub = server().await;
        send(&stub.client(), "/notes").await.unwrap();
        let request = &stub.received()[0];
        assert!(!request.contains("content-type"), "{method}: {request}");
        assert_eq!(body(request), "");
    }
}

#[tokio::test]
async fn a_body_is_any_json() {
    let bodies = [json!(null), json!([1, "a"]), json!("a"), json!({})];
    for sent in bodies {
        let stub = server().await;
        stub.client().put("/notes").json(&sent).await.unwrap();
        assert_eq!(body(&stub.received()[0]), sent.to_string());
    }
    #[derive(serde::Serialize)]
    struct Note<'a> {
        text: &'a str,
    }
    let stub = server().await;
    let note = Note { text: "a" };
    let request = stub
        .client()
        .put("/notes")
        .json(note)
        .extra_body("pinned", true);
    request.await.unwrap();
    assert_eq!(body(&stub.received()[0]), r#"{"pinned":true,"text":"a"}"#);
}

#[tokio::test]
async fn an_answer_is_decoded_into_the_callers_type_and_never_unwrapped() {
    let stub = server().await;
    let get = || stub.client().get("/notes");
    let notes: BTreeMap<String, Vec<String>> = get().as_type().await.unwrap();
    assert_eq!(notes["notes"], ["a"]);
    let response = get().with_response().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.bytes(), r#"{"notes": ["a"]}"#);

    let client = client_that_receives(example("completed").to_string());
    let answer = client.get("/call/call_8Zk3vQ").await.unwrap();
    assert_eq!(answer, example("completed"));
}

#[tokio::test]
async fn an_answer_that_is_no_json_comes_as_bytes() {
    for answer in [b"".as_slice(), b"\xff"] {
        let stub = Stub::start(vec![Canned::new("200 OK", &[], answer)]).await;
        let deleted = stub.client().delete("/notes/7").content().await.unwrap();
        assert_eq!(deleted.bytes(), answer);
        assert!(stub.received()[0].contains("\r\naccept: */*\r\n"));
    }
}

#[tokio::test]
async fn errors_are_those_of_any_operation() {
    let said = r#"{"message": "no such note", "code": "note_not_found"}"#;
    for (method, send) in METHODS {
        let stub = Stub::start(vec![Canned::json("404 Not Found", &[], said)]).await;
        let error = send(&stub.client(), "/notes/7").await.unwrap_err();
        assert!(error.is_not_found());
        assert_eq!(error.message().as_deref(), Some("no such note"));
        assert_eq!(error.code().as_deref(), Some("note_not_found"));
        assert_eq!(
            error.to_string(),
            format!(
                "{method} /… (undocumented): the server responded with 404 Not Found (code `note_not_found`)"
            )
        );
    }
    let stub = Stub::start(vec![Canned::json("200 OK", &[], "[1, 2")]).await;
    let error = stub.client().get("/notes").await.unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.body().unwrap(), "[1, 2");
}

#[tokio::test]
async fn limits_of_time_hold() {
    let stub = Stub::start(vec![Canned::Hang(Vec::new())]).await;
    let limit = Duration::from_millis(1);
    let error = soon(stub.client().get("/notes").timeout(limit)).await;
    assert!(error.unwrap_err().is_timeout());
    let client = stub.builder().timeout(limit).build().unwrap();
    let error = soon(client.post("/notes").json(json!({}))).await;
    assert!(error.unwrap_err().is_timeout());
}

/// Nobody knows what they do.
#[tokio::test]
async fn only_get_is_a_read_and_follows_redirects() {
    for (method, send) in METHODS {
        let moved = Canned::json("307 Temporary Redirect", &[("location", "/api/b")], "");
        let stub = Stub::start(vec![moved, Canned::json("200 OK", &[], "{}")]).await;
        let outcome = send(&stub.client(), "/a").await;
        let is_read = method == "GET";
        assert_eq!(
            stub.received().len(),
            if is_read { 2 } else { 1 },
            "{method}"
        );
        match outcome {
            Ok(_) => assert!(is_read),
            Err(error) => {
                assert!(error.is_redirect(), "{error}");
                let operation = error.operation().unwrap();
                assert_eq!(operation.retry_class, RetryClass::Once);
                assert_eq!(operation.method, method);
            }
        }
    }
}
