use revox_sandbox::Sandbox;
use serde_json::json;

use crate::{get, raw};

#[tokio::test]
async fn the_examples_of_the_description_are_there_from_the_start() {
    let sandbox = Sandbox::start().await.unwrap();
    let ids = sandbox.call_ids();
    assert_eq!(ids, ["call_8Zk3vQ"]);
    for id in ids {
        let (status, body) = get(&sandbox, &format!("/call/{id}")).await;
        assert_eq!(status, 200);
        assert_eq!(body["call"]["id"], id);
        assert!(body["call"]["call_attempts"].is_array());
    }
}

#[tokio::test]
async fn a_call_order_is_answered_as_it_was_put_in() {
    let sandbox = Sandbox::start().await.unwrap();
    let call = json!({ "id": "call_1", "status": "of tomorrow", "new": [1.5, null, { "a": "é" }] });
    sandbox.put_call(call.clone()).unwrap();
    assert_eq!(
        get(&sandbox, "/call/call_1").await,
        (200, json!({ "call": call }))
    );
}

#[tokio::test]
async fn a_call_order_replaces_the_one_with_its_id_and_keeps_its_place() {
    let sandbox = Sandbox::start().await.unwrap();
    for call in [
        json!({ "id": "call_1", "status": "queued" }),
        json!({ "id": "call_2" }),
        json!({ "id": "call_1", "status": "completed" }),
    ] {
        sandbox.put_call(call).unwrap();
    }
    assert!(
        sandbox
            .call_ids()
            .ends_with(&["call_1".into(), "call_2".into()])
    );
    assert_eq!(
        get(&sandbox, "/call/call_1").await.1,
        json!({ "call": { "id": "call_1", "status": "completed" } })
    );
}

#[tokio::test]
async fn a_call_order_without_a_usable_id_is_refused_and_the_error_says_why() {
    let sandbox = Sandbox::start().await.unwrap();
    let before = sandbox.call_ids();
    for (call, why) in [
        (json!("call_1"), "this is not an object"),
        (json!([{ "id": "call_1" }]), "this is not an object"),
        (json!({ "call": { "id": "call_1" } }), "it has no `id`"),
        (json!({ "id": null }), "its `id` is not a string"),
        (json!({ "id": 7 }), "its `id` is not a string"),
        (json!({ "id": "" }), "its `id` is empty"),
    ] {
        let error = sandbox.put_call(call).unwrap_err().to_string();
        assert!(error.ends_with(&format!(", but {why}")), "{error}");
    }
    assert_eq!(sandbox.call_ids(), before);
}

#[tokio::test]
async fn any_id_is_found_again_when_it_is_percent_encoded() {
    let sandbox = Sandbox::start().await.unwrap();
    for (id, segment) in [
        ("a/b", "a%2Fb"),
        ("a/b", "a%2fb"),
        ("..", "%2E%2E"),
        ("..", ".."),
        (".", "."),
        ("%2F", "%252F"),
        ("a b?c#d", "a%20b%3Fc%23d"),
        ("a+b", "a+b"),
        ("é\u{0}", "%C3%A9%00"),
        ("call", "call"),
    ] {
        sandbox.put_call(json!({ "id": id })).unwrap();
        let answer = raw::get(&sandbox, &format!("/api/call/{segment}")).await;
        assert_eq!(raw::status(&answer), 200, "{segment}: {answer}");
        let body = answer.split_once("\r\n\r\n").unwrap().1;
        assert_eq!(body, json!({ "call": { "id": id } }).to_string());
    }
}

#[tokio::test]
async fn the_scheme_of_the_key_may_be_in_any_case() {
    let sandbox = Sandbox::start().await.unwrap();
    for scheme in ["Bearer", "bearer", "BEARER", "Bearer "] {
        let response = crate::client()
            .get(format!("{}/call/call_8Zk3vQ", sandbox.base_url()))
            .header("authorization", format!("{scheme} {}", sandbox.api_key()))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 200, "{scheme:?}");
    }
}

#[tokio::test]
async fn an_empty_query_and_an_empty_body_are_none() {
    let sandbox = Sandbox::start().await.unwrap();
    assert_eq!(get(&sandbox, "/call/call_8Zk3vQ?").await.0, 200);
    assert_eq!(get(&sandbox, "/call/call_8Zk3vQ?&").await.0, 200);

    let response = crate::client()
        .get(format!("{}/call/call_8Zk3vQ", sandbox.base_url()))
        .bearer_auth(sandbox.api_key())
        .header("content-length", "0")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
}
