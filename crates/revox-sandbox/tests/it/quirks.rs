//! The service disappoints its clients as it was told to.

use std::time::Duration;

use reqwest::Method;
use revox_sandbox::{Fault, Quirks, Sandbox};
use serde_json::{Value, json};

use crate::{get, place, place_with, post, search};

const NUMBER: &str = "+33639980175";

/// The number of call orders to the number that a search finds.
async fn found(sandbox: &Sandbox) -> Value {
    let body = search(|body| body["to_phone_number"] = NUMBER.into());
    post(sandbox, "/call/search", body).await.1["total_count"].clone()
}

#[tokio::test]
async fn a_call_order_is_found_only_after_a_while() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.set_quirks(Quirks::new().visible_after(Duration::from_secs(90)));
    let id = place(&sandbox, NUMBER).await;
    for (seconds, status, count) in [(0, 404, 0), (89, 404, 0), (1, 200, 1)] {
        sandbox.advance(Duration::from_secs(seconds));
        assert_eq!(get(&sandbox, &format!("/call/{id}")).await.0, status);
        assert_eq!(found(&sandbox).await, count, "{seconds}");
    }
    // What was there before the start of time is found.
    assert_eq!(get(&sandbox, "/call/call_8Zk3vQ").await.0, 200);
}

#[tokio::test]
async fn metadata_is_dropped() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = || {
        json!({
            "phone_number": NUMBER,
            "assistant_id": "assistant_4Tn6yB",
            "metadata": { "team": "sales" },
        })
    };
    sandbox.set_quirks(Quirks::new().without_metadata());
    let id = place_with(&sandbox, body()).await;
    assert_eq!(sandbox.call(&id).unwrap()["metadata"], Value::Null);
    sandbox.set_quirks(Quirks::new());
    let id = place_with(&sandbox, body()).await;
    assert_eq!(sandbox.call(&id).unwrap()["metadata"]["team"], "sales");
}

#[tokio::test]
async fn a_late_request_takes_effect_after_its_response() {
    let sandbox = Sandbox::start().await.unwrap();
    let fault = Fault::late(Duration::from_secs(90)).on("call_create");
    sandbox.inject(fault.times(1)).unwrap();
    let body = json!({ "phone_number": NUMBER, "assistant_id": "assistant_4Tn6yB" });
    assert_eq!(post(&sandbox, "/call", body).await.0, 504);
    let requests = sandbox.requests();
    assert_eq!(
        (requests[0].accepted(), requests[0].fault()),
        (1, Some("late"))
    );
    sandbox.advance(Duration::from_secs(89));
    assert_eq!(found(&sandbox).await, 0);
    let at = sandbox.advance_to_next_event().unwrap();
    assert_eq!(at.to_string(), "2026-06-15T08:01:30Z");
    assert_eq!(found(&sandbox).await, 1);
    let id = sandbox.call_ids().pop().unwrap();
    let created = sandbox.call(&id).unwrap()["created_at"].clone();
    assert_eq!(created, "2026-06-15T08:01:30Z");
    // It goes on like any other.
    sandbox.advance(Duration::from_secs(3_600));
    assert_eq!(sandbox.call(&id).unwrap()["status"], "completed");
}

#[tokio::test]
async fn a_reset_forgets_late_requests_and_restores_the_quirks() {
    let builder = Sandbox::builder().quirks(Quirks::new().without_metadata());
    let sandbox = builder.start().await.unwrap();
    sandbox
        .inject("call_create late=90".parse().unwrap())
        .unwrap();
    let body = json!({ "phone_number": NUMBER, "assistant_id": "assistant_4Tn6yB" });
    post(&sandbox, "/call", body).await;
    sandbox.set_quirks(Quirks::new());
    sandbox.reset();
    sandbox.advance(Duration::from_secs(3_600));
    assert_eq!(found(&sandbox).await, 0);
    let quirks = sandbox_quirks(&sandbox).await;
    assert_eq!(
        quirks,
        json!({ "visible_after_seconds": 0, "without_metadata": true })
    );
}

#[tokio::test]
async fn quirks_are_set_over_the_control_api() {
    let sandbox = Sandbox::start().await.unwrap();
    let control = sandbox.base_url().replace("/api", "/sandbox/quirks");
    let client = crate::client();
    let put = |body: Value| client.request(Method::PUT, &control).json(&body).send();
    let response = put(json!({ "visible_after_seconds": 90 })).await.unwrap();
    assert_eq!(response.status(), 200);
    let quirks = sandbox_quirks(&sandbox).await;
    assert_eq!(
        quirks,
        json!({ "visible_after_seconds": 90, "without_metadata": false })
    );
    let response = put(json!({ "odd": true })).await.unwrap();
    assert_eq!(response.status(), 400);
}

async fn sandbox_quirks(sandbox: &Sandbox) -> Value {
    let control = sandbox.base_url().replace("/api", "/sandbox/quirks");
    let response = crate::client().get(control).send().await.unwrap();
    let body: Value = response.json().await.unwrap();
    body["quirks"].clone()
}
