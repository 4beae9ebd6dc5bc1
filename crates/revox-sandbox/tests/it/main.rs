//! The sandbox from outside: over HTTP, and through its public API.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod acceptable;
mod backlog;
mod bodies;
mod call_orders;
mod campaigns;
mod control;
mod examples;
mod expectations;
mod faults;
mod halting;
mod http;
mod lifetime;
mod long_advances;
mod malformed;
mod many_clients;
mod nulls;
mod odd_requests;
mod origins;
mod program;
mod quirks;
mod raw;
mod receiver;
mod records;
mod refusals;
mod repeatable;
mod resources;
mod responses;
mod webhook_faults;
mod webhooks;

use std::fmt::Display;
use std::panic::Location;
use std::time::Duration;

use reqwest::Method;
use revox_sandbox::Sandbox;
use serde_json::{Value, json};

/// The limit of every wait: generous for a busy machine, and no more than a test that fails may take.
const LIMIT: Duration = Duration::from_secs(20);

/// Awaits `future`, and fails the test if that takes longer than [`LIMIT`].
#[track_caller]
fn within_limit<F: Future>(what: impl Display, future: F) -> impl Future<Output = F::Output> {
    let caller = Location::caller();
    async move {
        match tokio::time::timeout(LIMIT, future).await {
            Ok(output) => output,
            Err(_) => panic!("{caller}: waited {LIMIT:?} in vain for {what}"),
        }
    }
}

/// A client whose requests fail before [`LIMIT`], with an error that says what they waited for.
fn client() -> reqwest::Client {
    let builder = reqwest::Client::builder().connect_timeout(LIMIT / 2);
    builder.timeout(LIMIT * 3 / 4).build().unwrap()
}

/// An authorised GET of a path below the base URL.
async fn get(sandbox: &Sandbox, path: &str) -> (u16, Value) {
    ask(sandbox, Method::GET, path, None).await
}

/// An authorised POST of JSON.
async fn post(sandbox: &Sandbox, path: &str, body: Value) -> (u16, Value) {
    ask(sandbox, Method::POST, path, Some(body)).await
}

async fn ask(sandbox: &Sandbox, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
    let mut request = client()
        .request(method, format!("{}{path}", sandbox.base_url()))
        .bearer_auth(sandbox.api_key());
    if let Some(body) = body {
        request = request.json(&body);
    }
    decode(request.send().await.unwrap()).await
}

async fn decode(response: reqwest::Response) -> (u16, Value) {
    assert_eq!(response.headers()["content-type"], "application/json");
    let status = response.status().as_u16();
    (
        status,
        serde_json::from_slice(&response.bytes().await.unwrap()).unwrap(),
    )
}

/// Places a call order with the assistant of the examples, and returns its id.
async fn place(sandbox: &Sandbox, number: &str) -> String {
    place_with(
        sandbox,
        json!({ "phone_number": number, "assistant_id": "assistant_4Tn6yB" }),
    )
    .await
}

async fn place_with(sandbox: &Sandbox, body: Value) -> String {
    let (status, body) = post(sandbox, "/call", body).await;
    assert_eq!(status, 200, "{body}");
    body["call"]["id"].as_str().unwrap().to_owned()
}

/// A search without filters, changed.
fn search(change: impl FnOnce(&mut Value)) -> Value {
    let mut search = json!({
        "assignee_ids": [], "assistant_ids": [], "campaign_ids": [], "directions": [],
        "from_phone_numbers": [], "outcomes": [], "results": [], "statuses": [],
        "page": 1, "page_size": 50,
    });
    change(&mut search);
    search
}
