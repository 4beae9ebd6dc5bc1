//! Checks that hold for any description, on one with more parameters than Revox has today.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::net::Ipv4Addr;
use std::sync::Arc;

use hyper::Request;
use serde_json::{Value, json};

use super::check::API_KEY;
use super::origin::Hosts;
use super::request_body::ReceivedBody;
use super::response_body::ResponseBody;
use super::server::Server;
use super::stop::Stop;
use super::wire::Cut;
use crate::clock::{Clock, Time};
use crate::engine::Settings;
use crate::fault::Rules;
use crate::quirks::Quirks;
use crate::script::Script;
use crate::service::Service;
use crate::spec::Spec;
use crate::state::State;
use crate::webhook::Receivers;
use crate::{Mode, seed};

fn server() -> Server {
    let text = |name: &str, place: &str, required: bool| {
        json!({
            "name": name, "in": place, "required": required,
            "schema": { "type": "string", "minLength": 2, "maxLength": 4 },
        })
    };
    let responding = |example: Value| json!({ "201": { "description": "", "content": { "application/json": { "example": example } } } });
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "t", "version": "1" },
        "paths": {
            "/voices/{id}": { "get": {
                "operationId": "voice_read",
                "parameters": [
                    text("id", "path", true),
                    text("provider", "query", true),
                    text("mood", "query", false),
                ],
                "responses": responding(json!({ "voice": { "id": "v1" } })),
            } },
            "/voices/clone": { "post": {
                "operationId": "voice_copy",
                "requestBody": { "content": {} },
                "responses": responding(json!({ "id": "v2" })),
            } },
        },
    });
    let spec = Arc::new(Spec::parse(&document.to_string()).unwrap());
    let time = Time::stepped();
    let settings = Settings {
        seed: 0,
        start: time.start(),
        script: Script::new(),
        most_calls: 1,
        most_calls_per_key: 1,
        quirks: Quirks::new(),
        receivers: Receivers::default(),
    };
    let state = State::new(
        Arc::clone(&spec),
        seed::engine(&spec, settings),
        Clock::new(time, None),
        Rules::new(0),
    );
    Server {
        service: Arc::new(Service::new(spec, Mode::Stateful, state)),
        api_key: API_KEY.into(),
        observer: None,
        hosts: Hosts::new(Ipv4Addr::LOCALHOST.into(), Vec::new()),
    }
}

async fn send(method: &str, target: &str, body: &'static str) -> (u16, Value) {
    let request = Request::builder()
        .method(method)
        .uri(target)
        .header("authorization", format!("Bearer {API_KEY}"))
        .header("host", "localhost")
        .header("content-type", "application/json")
        .body(ResponseBody::whole(body.into()))
        .unwrap();
    let (_sender, stop) = Stop::channel();
    let response = server().respond(request, &Cut::default(), &stop).await;
    let status = response.status().as_u16();
    let body = ReceivedBody::read(response.into_body()).await;
    (status, serde_json::from_slice(&body.bytes).unwrap())
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
    assert_eq!(body["code"], "invalid_parameter");

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
            "invalid_parameter",
            "query",
            "provider",
        ),
        (
            "/voices/v1?provider=a",
            "invalid_parameter",
            "query",
            "provider",
        ),
        (
            "/voices/v1?provider=abcde",
            "invalid_parameter",
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
            "/voices/v1?provider=ab&provider=ab",
            "repeated_parameter",
            "query",
            "provider",
        ),
        (
            "/voices/v1?provider=ab&Mood=ab",
            "unknown_parameter",
            "query",
            "Mood",
        ),
        ("/voices/v?provider=ab", "invalid_parameter", "path", "id"),
        (
            "/voices/vvvvv?provider=ab",
            "invalid_parameter",
            "path",
            "id",
        ),
    ] {
        let (status, body) = send("GET", target, "").await;
        assert_eq!(status, 400, "{target}");
        assert_eq!(body["code"], code, "{target}");
        assert_eq!(body["error"]["in"], place, "{target}");
        assert_eq!(body["error"]["parameter"], parameter, "{target}");
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
