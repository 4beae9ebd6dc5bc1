use reqwest::Method;
use revox_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::{decode, get, raw};

const LIMIT: usize = 16 * 1024 * 1024;

#[tokio::test]
async fn an_unknown_path_is_not_found_even_without_a_key() {
    let sandbox = Sandbox::start().await.unwrap();
    let origin = sandbox.base_url().strip_suffix("/api").unwrap();
    for path in [
        "",
        "/",
        "/api",
        "/api/",
        "/api/calls",
        "/api/call/",
        "/api/call/a/",
        "/api/call/a/b",
        "/api//call/a",
        "/API/call/a",
        "/apicall/a",
        "/call/a",
        "/api/calls/a",
        "/api/c%61ll/a",
    ] {
        let response = reqwest::get(format!("{origin}{path}")).await.unwrap();
        let (status, body) = decode(response).await;
        assert_eq!(status, 404, "{path}");
        assert_eq!(body["code"], "route_not_found", "{path}");
        assert_eq!(body.get("error"), None, "{path}");
    }
}

#[tokio::test]
async fn dots_and_encoded_slashes_in_a_path_are_not_resolved() {
    let sandbox = Sandbox::start().await.unwrap();
    for (target, code) in [
        ("/api/call/../call/a", "route_not_found"),
        ("/api/x/../call/a", "route_not_found"),
        ("/api/./call/a", "route_not_found"),
        ("/api/call%2Fa", "route_not_found"),
        ("/api%2Fcall/a", "route_not_found"),
        ("/api/call/..%2Fa", "call_not_found"),
        ("/api/call/..", "call_not_found"),
    ] {
        let response = raw::get(&sandbox, target).await;
        assert_eq!(raw::status(&response), 404, "{target}");
        assert!(
            response.contains(&format!(r#""code":"{code}""#)),
            "{response}"
        );
    }
}

#[tokio::test]
async fn a_known_path_with_another_method_names_the_allowed_ones() {
    let sandbox = Sandbox::start().await.unwrap();
    for method in [
        "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "get", "BREW",
    ] {
        let response = crate::client()
            .request(
                Method::from_bytes(method.as_bytes()).unwrap(),
                format!("{}/call/a", sandbox.base_url()),
            )
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 405, "{method}");
        assert_eq!(response.headers()["allow"], "GET");
        let body = response.bytes().await.unwrap();
        if method != "HEAD" {
            let body: Value = serde_json::from_slice(&body).unwrap();
            assert_eq!(body["code"], "method_not_allowed");
        }
    }
}

#[tokio::test]
async fn a_missing_key_and_a_wrong_one_are_told_apart() {
    let sandbox = Sandbox::start().await.unwrap();
    let key = sandbox.api_key();
    let wrong = [
        "Bearer nope".into(),
        "Bearer".into(),
        String::new(),
        key.into(),
        format!("Basic {key}"),
        format!("Bearer {key}x"),
        format!("Bearer {} ", key.to_uppercase()),
        format!("Bearer {key} {key}"),
        "Bearer clé".into(),
    ];
    let sent = wrong
        .into_iter()
        .map(|value| (Some(value), "invalid_api_key"))
        .chain([(None, "missing_api_key")]);
    for (authorization, code) in sent {
        let mut request = crate::client().get(format!("{}/call/call_8Zk3vQ", sandbox.base_url()));
        if let Some(value) = &authorization {
            request = request.header("authorization", value.as_bytes());
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.headers()["www-authenticate"], "Bearer");
        let (status, body) = decode(response).await;
        assert_eq!(status, 401, "{authorization:?}");
        assert_eq!(body["code"], code, "{authorization:?}");
        assert_eq!(
            body["error"],
            json!({ "in": "header", "parameter": "authorization" })
        );
    }
}

#[tokio::test]
async fn an_unknown_query_parameter_is_named() {
    let sandbox = Sandbox::start().await.unwrap();
    let (status, body) = get(&sandbox, "/call/call_8Zk3vQ?verb%C3%A9=1").await;
    assert_eq!(status, 400);
    assert_eq!(
        body,
        json!({
            "message": "`call_retrieve` has no query parameter \"verbé\"; it takes none.",
            "code": "unknown_parameter",
            "error": { "in": "query", "parameter": "verbé" },
        })
    );
}

#[tokio::test]
async fn an_id_that_is_not_percent_encoded_utf_8_is_malformed() {
    let sandbox = Sandbox::start().await.unwrap();
    for id in [
        "%",
        "%4",
        "%4g1",
        "a%zz",
        "%%41",
        "%+1",
        "%C3",
        "%C3%28",
        "%ED%A0%80",
        "é",
    ] {
        let response = raw::get(&sandbox, &format!("/api/call/{id}")).await;
        assert_eq!(raw::status(&response), 400, "{id}: {response}");
        assert!(
            response
                .contains(r#""code":"malformed_parameter","error":{"in":"path","parameter":"id"}"#),
            "{id}: {response}"
        );
    }
}

#[tokio::test]
async fn an_operation_without_a_body_takes_none_and_a_huge_one_is_told_apart() {
    let sandbox = Sandbox::start().await.unwrap();
    for (size, status, code) in [
        (1, 400, "body_not_allowed"),
        (LIMIT, 400, "body_not_allowed"),
        (LIMIT + 1, 413, "body_too_large"),
        (3 * LIMIT, 413, "body_too_large"),
    ] {
        let response = crate::client()
            .get(format!("{}/call/call_8Zk3vQ", sandbox.base_url()))
            .bearer_auth(sandbox.api_key())
            .body(vec![b'x'; size])
            .send()
            .await
            .unwrap();
        let (answered, body) = decode(response).await;
        assert_eq!(answered, status, "{size}");
        assert_eq!(body["code"], code, "{size}");
    }
}

#[tokio::test]
async fn a_body_with_malformed_chunks_is_incomplete() {
    let sandbox = Sandbox::start().await.unwrap();
    let request = format!(
        "GET /api/call/a HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\n\
         transfer-encoding: chunked\r\n\r\n3\r\nabc\r\nnot a size\r\n",
        sandbox.api_key()
    );
    let response = raw::exchange(&raw::address(&sandbox), request.as_bytes())
        .await
        .unwrap();
    assert_eq!(raw::status(&response), 400, "{response}");
    assert!(response.contains("body_incomplete"), "{response}");
    assert_eq!(sandbox.requests()[0].body(), b"abc");
}

#[tokio::test]
async fn an_unknown_call_order_is_not_found() {
    let sandbox = Sandbox::start().await.unwrap();
    let (status, body) = get(&sandbox, "/call/nobody").await;
    assert_eq!(status, 404);
    assert_eq!(
        body,
        json!({
            "message": "There is no call order with the id \"nobody\".",
            "code": "call_not_found",
        })
    );
}

#[tokio::test]
async fn what_is_wrong_first_is_answered_first() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = crate::client();
    let everything_wrong = |method: Method, path: &str| {
        client
            .request(method, format!("{}{path}?x=1", sandbox.base_url()))
            .body(vec![b'x'; LIMIT + 1])
    };
    let key = sandbox.api_key();
    for (request, code) in [
        (
            everything_wrong(Method::POST, "/nowhere"),
            "route_not_found",
        ),
        (
            everything_wrong(Method::POST, "/call/a%zz"),
            "method_not_allowed",
        ),
        (
            everything_wrong(Method::GET, "/call/a%zz"),
            "missing_api_key",
        ),
        (
            everything_wrong(Method::GET, "/call/a%zz").bearer_auth("no"),
            "invalid_api_key",
        ),
        (
            everything_wrong(Method::GET, "/call/a%zz").bearer_auth(key),
            "body_too_large",
        ),
        (
            everything_wrong(Method::GET, "/call/a%zz")
                .body("x")
                .bearer_auth(key),
            "body_not_allowed",
        ),
        (
            everything_wrong(Method::GET, "/call/a%zz")
                .body("")
                .bearer_auth(key),
            "malformed_parameter",
        ),
        (
            everything_wrong(Method::GET, "/call/a")
                .body("")
                .bearer_auth(key),
            "unknown_parameter",
        ),
    ] {
        let (_, body) = decode(request.send().await.unwrap()).await;
        assert_eq!(body["code"], code);
    }
}
