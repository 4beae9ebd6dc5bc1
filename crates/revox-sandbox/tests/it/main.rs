//! The sandbox from outside: over HTTP, and through its public API.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod answers;
mod lifetime;
mod odd_requests;
mod raw;
mod records;
mod refusals;

use revox_sandbox::Sandbox;
use serde_json::Value;

/// An authorised GET of a path below the base URL.
async fn get(sandbox: &Sandbox, path: &str) -> (u16, Value) {
    let request = reqwest::Client::new()
        .get(format!("{}{path}", sandbox.base_url()))
        .bearer_auth(sandbox.api_key());
    json(request.send().await.unwrap()).await
}

async fn json(response: reqwest::Response) -> (u16, Value) {
    assert_eq!(response.headers()["content-type"], "application/json");
    let status = response.status().as_u16();
    (
        status,
        serde_json::from_slice(&response.bytes().await.unwrap()).unwrap(),
    )
}
