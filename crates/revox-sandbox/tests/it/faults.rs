//! What goes wrong on demand, and what is on record then.

use std::time::{Duration, Instant};

use reqwest::Response;
use revox_sandbox::{Fault, Sandbox};
use serde_json::json;

use crate::{get, place, raw};

async fn with(fault: Fault) -> Sandbox {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.inject(fault).unwrap();
    sandbox
}

/// Places a call order, with a client that gives up after half a second.
async fn order(sandbox: &Sandbox) -> Result<Response, reqwest::Error> {
    let client = reqwest::Client::builder().timeout(Duration::from_millis(500));
    let client = client
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let request = client
        .post(format!("{}/call", sandbox.base_url()))
        .bearer_auth(sandbox.api_key());
    let body = json!({ "phone_number": "+33639980175", "assistant_id": "assistant_4Tn6yB" });
    request.json(&body).send().await
}

/// How many call orders there are, how often the request was accepted, and the status of its answer.
fn fate(sandbox: &Sandbox) -> (usize, u32, u16) {
    let requests = sandbox.requests();
    let [request] = requests.as_slice() else {
        panic!("{requests:?}");
    };
    assert_eq!(request.operation_id(), Some("call_create"));
    (
        sandbox.call_ids().len() - 1,
        request.accepted(),
        request.status(),
    )
}

#[tokio::test]
async fn a_hanging_request_is_accepted_and_never_answered() {
    let sandbox = with(Fault::hang()).await;
    assert!(order(&sandbox).await.unwrap_err().is_timeout());
    assert_eq!(fate(&sandbox), (1, 1, 0));
}

#[tokio::test]
async fn a_dropped_request_is_not_even_read() {
    let sandbox = with(Fault::drop()).await;
    assert!(order(&sandbox).await.is_err());
    assert_eq!(fate(&sandbox), (0, 0, 0));
    assert!(sandbox.requests()[0].body().is_empty());
    assert_eq!(sandbox.requests()[0].fault(), Some("drop"));
}

#[tokio::test]
async fn a_request_dropped_after_accepting_takes_effect() {
    let sandbox = with(Fault::drop_after_accepting()).await;
    assert!(order(&sandbox).await.is_err());
    assert_eq!(fate(&sandbox), (1, 1, 0));
}

#[tokio::test]
async fn a_dropped_connection_sends_nothing_at_all() {
    let sandbox = with(Fault::drop_after_accepting()).await;
    let request = b"GET /api/users/me HTTP/1.1\r\nhost: localhost\r\n\r\n";
    let answer = raw::exchange(&raw::address(&sandbox), request).await;
    // Closed or reset, depending on what was still unread.
    assert_eq!(answer.unwrap_or_default(), "");
}

#[tokio::test]
async fn an_answer_that_breaks_off_has_begun() {
    let sandbox = with(Fault::drop_mid_body()).await;
    let response = order(&sandbox).await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.content_length().unwrap() > 1000);
    assert!(response.bytes().await.is_err());
    assert_eq!(fate(&sandbox), (1, 1, 200));
}

#[tokio::test]
async fn json_may_be_truncated_garbage_or_of_another_type() {
    for (fault, media_type) in [
        (Fault::truncated_json(), "application/json"),
        (Fault::garbage_json(), "application/json"),
    ] {
        let sandbox = with(fault).await;
        let response = order(&sandbox).await.unwrap();
        assert_eq!(response.headers()["content-type"], media_type);
        let body = response.bytes().await.unwrap();
        assert!(!body.is_empty() && serde_json::from_slice::<serde_json::Value>(&body).is_err());
        assert_eq!(fate(&sandbox), (1, 1, 200));
    }
    let sandbox = with(Fault::content_type("text/html")).await;
    assert_eq!(
        order(&sandbox).await.unwrap().headers()["content-type"],
        "text/html"
    );
}

#[tokio::test]
async fn any_status_with_any_headers_is_answered_with_or_without_effect() {
    let sandbox = with(
        Fault::status(429)
            .header("Retry-After", "3")
            .header("x-y", "z"),
    )
    .await;
    let response = order(&sandbox).await.unwrap();
    assert_eq!(
        (
            response.status().as_u16(),
            &response.headers()["retry-after"]
        ),
        (429, &"3".parse().unwrap())
    );
    assert_eq!(response.headers()["x-y"], "z");
    assert_eq!(fate(&sandbox), (0, 0, 429));

    let sandbox = with(Fault::status(502).after_accepting()).await;
    assert_eq!(order(&sandbox).await.unwrap().status(), 502);
    assert_eq!(fate(&sandbox), (1, 1, 502));
}

#[tokio::test]
async fn a_redirect_leads_elsewhere() {
    let sandbox = with(Fault::redirect(307, "https://elsewhere.example/")).await;
    let response = order(&sandbox).await.unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.headers()["location"]),
        (307, &"https://elsewhere.example/".parse().unwrap())
    );
    assert_eq!(fate(&sandbox), (0, 0, 307));
}

#[tokio::test]
async fn a_duplicate_takes_effect_twice() {
    let sandbox = with(Fault::duplicate()).await;
    let body: serde_json::Value = order(&sandbox).await.unwrap().json().await.unwrap();
    assert_eq!(fate(&sandbox), (2, 2, 200));
    assert_eq!(
        body["call"]["id"].as_str(),
        Some(sandbox.call_ids()[1].as_str())
    );
}

#[tokio::test]
async fn an_answer_may_be_late_slow_or_large() {
    let sandbox = with(Fault::latency(Duration::from_millis(200))).await;
    let start = Instant::now();
    assert_eq!(order(&sandbox).await.unwrap().status(), 200);
    assert!(start.elapsed() >= Duration::from_millis(200));

    let sandbox = with(Fault::slow_drip(10)).await;
    let response = order(&sandbox).await.unwrap();
    assert!(response.bytes().await.unwrap_err().is_timeout());

    let sandbox = with(Fault::oversized_body(5_000_000)).await;
    let body = order(&sandbox).await.unwrap().bytes().await.unwrap();
    assert_eq!(body.len(), 5_000_000);
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(body["call"]["status"], "initializing");
}

#[tokio::test]
async fn faults_are_for_one_operation_so_often_and_in_turn() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .inject(Fault::status(500).on("users_retrieve").times(2))
        .unwrap();
    let in_turn = [Fault::status(501), Fault::none(), Fault::status(502)];
    sandbox
        .inject(Fault::in_turn(in_turn).on("auth_status_retrieve"))
        .unwrap();
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push((
            get(&sandbox, "/users/me").await.0,
            get(&sandbox, "/auth-status").await.0,
        ));
    }
    assert_eq!(statuses, [(500, 501), (500, 200), (200, 502), (200, 200)]);
    place(&sandbox, "+33639980175").await;
}

#[tokio::test]
async fn a_fault_by_probability_follows_from_the_seed() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let fault = Fault::status(500).probability(0.3);
        let sandbox = Sandbox::builder()
            .seed(5)
            .fault(fault)
            .start()
            .await
            .unwrap();
        let mut failed = Vec::new();
        for number in 0..200 {
            if get(&sandbox, "/users/me").await.0 == 500 {
                failed.push(number);
            }
        }
        runs.push(failed);
    }
    assert_eq!(runs[0], runs[1]);
    assert!((35..=85).contains(&runs[0].len()), "{}", runs[0].len());
}

#[tokio::test]
async fn a_stopped_sandbox_keeps_nobody_waiting() {
    let sandbox = with(Fault::hang()).await;
    let url = format!("{}/users/me", sandbox.base_url());
    let request = tokio::spawn(reqwest::get(url));
    while sandbox.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    drop(sandbox);
    assert!(request.await.unwrap().is_err());
}
