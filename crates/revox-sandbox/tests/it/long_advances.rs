//! A long advance keeps nobody waiting, and fills no memory.

use std::sync::Arc;
use std::time::{Duration, Instant};

use revox_sandbox::{DialError, Reply, Sandbox, Script};
use serde_json::{Value, json};

use crate::receiver::{Answer, Receiver};
use crate::{place_with, within_limit};

/// A sandbox in which a call order makes attempts for ever, one right after the other.
pub(crate) async fn endless(webhook_url: Option<&str>) -> (Sandbox, String) {
    let script = Script::new().otherwise([Reply::dial_error(DialError::NoAnswer)]);
    let sandbox = Sandbox::builder().script(script).start().await.unwrap();
    let days = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let window = json!({
        "calling_window_start_time": "00:00",
        "calling_window_end_time": "00:00",
        "retry_delay_seconds": 0,
    });
    let config = json!({
        "allowed_days": days,
        "calling_windows": [window],
        "max_retry_attempts": 1_000_000_000,
        "call_twice_in_a_row": false,
    });
    let mut assistant = json!({ "prompt": "Hello", "call_retry_config": config });
    if let Some(url) = webhook_url {
        assistant["webhook_url"] = url.into();
    }
    let order = json!({ "phone_number": "+33639980175", "assistant": assistant });
    let id = place_with(&sandbox, order).await;
    (sandbox, id)
}

/// A quarter of a million attempts: seconds of work, also for a sandbox that does it in one go.
const LONG: u64 = 90 * 24 * 3600;

/// Attempts within that time, at least.
const ATTEMPTS: u64 = 240_000;

/// Asks again and again while the clock is put forward.
///
/// The time that an answer may take is measured by that of the advance, since a busy machine delays
/// both: the median wait is less than a fiftieth of it.
async fn assert_answered_at_once(sandbox: &Sandbox, id: &str) {
    let client = crate::client();
    let url = format!("{}/call/{id}", sandbox.base_url());
    let mut times = Vec::new();
    let mut seen = Vec::new();
    let began = Instant::now();
    for _ in 0..21 {
        let start = Instant::now();
        let request = client.get(&url).bearer_auth(sandbox.api_key()).send();
        let (status, body) = crate::decode(request.await.unwrap()).await;
        times.push(start.elapsed());
        assert_eq!(status, 200, "{body}");
        seen.push(body["call"]["calls_count"].as_u64().unwrap());
    }
    // Time did pass meanwhile, and is not yet at its end.
    assert!(seen.is_sorted() && seen[0] < seen[20], "{seen:?}");
    assert!(seen[20] < ATTEMPTS, "{seen:?}");
    let done = (seen[20] - seen[0]) as f64 / ATTEMPTS as f64;
    let whole = began.elapsed().div_f64(done);
    times.sort();
    assert!(times[10] * 50 < whole, "{times:?} of {whole:?}");
}

#[tokio::test]
async fn requests_are_answered_while_the_control_api_advances() {
    let (sandbox, id) = endless(None).await;
    let url = sandbox.base_url().replace("/api", "/sandbox/clock");
    let advance = json!({ "advance_seconds": LONG });
    let advance = tokio::spawn(reqwest::Client::new().post(url).json(&advance).send());
    within_limit("the advance to begin", async {
        while sandbox.now().to_string().starts_with("2026-06-15T08:00") {
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert_answered_at_once(&sandbox, &id).await;
    assert!(!advance.is_finished());
    advance.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_are_answered_while_a_test_advances() {
    let (sandbox, id) = endless(None).await;
    let sandbox = Arc::new(sandbox);
    let advancing = Arc::clone(&sandbox);
    let advance = std::thread::spawn(move || advancing.advance(Duration::from_secs(LONG)));
    assert_answered_at_once(&sandbox, &id).await;
    assert!(!advance.is_finished());
    // The way out for those who cannot wait.
    sandbox.reset();
    within_limit("the advance to end", async {
        while !advance.is_finished() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    advance.join().unwrap();
    assert_eq!(sandbox.now().to_string(), "2026-06-15T08:00:00Z");
}

/// Nor does a receiver that hangs change that, although thousands of webhooks wait for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_are_answered_while_webhooks_hang() {
    let receiver = Receiver::start([Answer::Hang; 1_000]).await;
    let (sandbox, id) = endless(Some(&receiver.url)).await;
    let sandbox = Arc::new(sandbox);
    let advancing = Arc::clone(&sandbox);
    let advance = std::thread::spawn(move || advancing.advance(Duration::from_secs(LONG)));
    assert_answered_at_once(&sandbox, &id).await;
    assert!(!advance.is_finished());
    sandbox.reset();
    within_limit("the advance to end", async {
        while !advance.is_finished() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    advance.join().unwrap();
}

/// A long life fills no memory, and is counted all the same.
#[tokio::test]
async fn histories_are_bounded() {
    let (sandbox, id) = endless(None).await;
    sandbox.advance(Duration::from_secs(30 * 24 * 3600));
    let call = sandbox.call(&id).unwrap();
    let made = call["calls_count"].as_u64().unwrap();
    assert!(made > 50_000, "{made}");
    let kept = call["call_attempts"].as_array().unwrap();
    assert_eq!(kept.len(), 100);
    assert_eq!(kept[0], call["last_call_attempt"]);

    let history = sandbox.history();
    assert_eq!(history.len(), 200_000);
    assert!(history.is_sorted_by_key(|entry| entry.at));
    let last = history.last().unwrap();
    assert!(
        last.event.contains(&made.to_string()) || last.event.starts_with("status"),
        "{last}"
    );
    let url = sandbox.base_url().replace("/api", "/sandbox/history");
    let listed = crate::client().get(url).send().await.unwrap();
    let (_, listed): (u16, Value) = crate::decode(listed).await;
    assert!(listed["discarded"].as_u64().unwrap() > 50_000);
}
