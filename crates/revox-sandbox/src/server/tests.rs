//! What holds for any description, shown on one with more to check than Revox has today.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use serde_json::{Value, json};

use super::Server;
use crate::check::API_KEY;
use crate::spec::Spec;

fn server() -> Server {
    let text = |name: &str, place: &str, required: bool| {
        json!({
            "name": name, "in": place, "required": required,
            "schema": { "type": "string", "minLength": 2, "maxLength": 4 },
        })
    };
    let answering = |example: Value| json!({ "201": { "description": "", "content": { "application/json": { "example": example } } } });
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "paths": {
            "/voices/{id}": { "get": {
                "operationId": "voice_retrieve",
                "parameters": [
                    text("id", "path", true),
                    text("provider", "query", true),
                    text("mood", "query", false),
                ],
                "responses": answering(json!({ "voice": { "id": "v1" } })),
            } },
            "/voices/clone": { "post": {
                "operationId": "voice_clone",
                "requestBody": { "content": {} },
                "responses": answering(json!({ "id": "v2" })),
            } },
        },
    });
    Server::new(Spec::parse(&document.to_string()).unwrap()).unwrap()
}

async fn send(method: &str, target: &str, body: impl Into<Body>) -> (u16, Value) {
    let request = Request::builder()
        .method(method)
        .uri(target)
        .header("authorization", format!("Bearer {API_KEY}"))
        .body(body.into())
        .unwrap();
    let response = server().respond(request).await;
    let status = response.status().as_u16();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap())
}

#[tokio::test]
async fn an_operation_without_state_answers_with_its_example_and_success_status() {
    let (status, body) = send("GET", "/voices/v1?provider=ab", "").await;
    assert_eq!((status, body), (201, json!({ "voice": { "id": "v1" } })));
}

#[tokio::test]
async fn an_operation_that_takes_a_body_gets_one() {
    let (status, body) = send("POST", "/voices/clone", "{}").await;
    assert_eq!((status, body), (201, json!({ "id": "v2" })));
}

#[tokio::test]
async fn a_path_with_a_parameter_answers_methods_that_the_literal_one_lacks() {
    let (status, body) = send("GET", "/voices/clone?provider=ab", "").await;
    assert_eq!(status, 400);
    assert_eq!(body["code"], "parameter_too_long");

    let (status, body) = send("DELETE", "/voices/clone", "").await;
    assert_eq!(status, 405);
    assert_eq!(
        body["message"],
        "This path does not take DELETE, only GET, POST."
    );
}

#[tokio::test]
async fn parameters_are_held_to_the_description() {
    for (target, code, place, parameter) in [
        ("/voices/v1", "missing_parameter", "query", "provider"),
        (
            "/voices/v1?mood=ab",
            "missing_parameter",
            "query",
            "provider",
        ),
        (
            "/voices/v1?provider",
            "parameter_too_short",
            "query",
            "provider",
        ),
        (
            "/voices/v1?provider=a",
            "parameter_too_short",
            "query",
            "provider",
        ),
        (
            "/voices/v1?provider=abcde",
            "parameter_too_long",
            "query",
            "provider",
        ),
        (
            "/voices/v1?provider=%zz",
            "malformed_parameter",
            "query",
            "provider",
        ),
        (
            "/voices/v1?provider=ab&%C3=1",
            "malformed_parameter",
            "query",
            "%C3",
        ),
        (
            "/voices/v1?provider=ab&x+y%20z=1",
            "unknown_parameter",
            "query",
            "x y z",
        ),
        (
            "/voices/v1?provider=ab&Mood=ab",
            "unknown_parameter",
            "query",
            "Mood",
        ),
        ("/voices/v?provider=ab", "parameter_too_short", "path", "id"),
        (
            "/voices/vvvvv?provider=ab",
            "parameter_too_long",
            "path",
            "id",
        ),
    ] {
        let (status, body) = send("GET", target, "").await;
        assert_eq!(status, 400, "{target}");
        assert_eq!(body["code"], code, "{target}");
        assert_eq!(
            body["error"],
            json!({ "in": place, "parameter": parameter }),
            "{target}"
        );
    }
}

#[tokio::test]
async fn lengths_are_those_of_the_decoded_value_in_characters() {
    for target in [
        "/voices/%C3%A9%C3%A9%C3%A9%C3%A9?provider=ab",
        "/voices/v1?provider=%F0%9F%8E%B5%F0%9F%8E%B5",
        "/voices/v1?provider=a+b&mood=%2B%26%3D",
        "/voices/v1?&pr%6Fvider=ab&",
    ] {
        let (status, body) = send("GET", target, "").await;
        assert_eq!(status, 201, "{target}: {body}");
    }
}
