//! The same script and seed give the same history, byte for byte.

use std::time::{Duration, Instant};

use revox_sandbox::{DialError, Reply, Sandbox, Script};
use serde_json::json;

use crate::{place_with, post};

/// Three days of attempts: a campaign of twenty, five orders of one key, five scripted ones.
async fn three_days(seed: u64) -> String {
    let script = Script::new().when_dialling(
        "+33639980175",
        [
            Reply::voicemail(),
            Reply::dial_error(DialError::Busy),
            Reply::human(),
        ],
    );
    let sandbox = Sandbox::builder()
        .seed(seed)
        .script(script)
        .start()
        .await
        .unwrap();
    let contacts: Vec<_> = (0..20)
        .map(|n| json!({ "to_phone_number": format!("+336399801{n:02}"), "prompt_variables": {} }))
        .collect();
    let campaign =
        json!({ "assistant_id": "assistant_4Tn6yB", "name": "June", "contacts": contacts });
    let (_, body) = post(&sandbox, "/campaigns", campaign).await;
    let filters = json!({ "assignee_ids": [], "directions": [], "outcomes": [], "results": [], "statuses": [] });
    let launch = json!({
        "mode": "ai_first",
        "selection": { "filters": filters, "rows": { "mode": "all_except", "call_ids": [] } },
    });
    let id = body["campaign"]["id"].as_str().unwrap();
    post(&sandbox, &format!("/campaigns/{id}/launch-calls"), launch).await;
    for n in 0..10 {
        let number = if n < 5 {
            "+33639980175"
        } else {
            "+12125550100"
        };
        let mut order = json!({ "phone_number": number, "assistant": { "prompt": "Hello" } });
        if n >= 5 {
            order["concurrency"] = json!({ "key": "one" });
        }
        place_with(&sandbox, order).await;
    }
    sandbox.advance(Duration::from_secs(3 * 86_400));
    let calls = sandbox
        .call_ids()
        .into_iter()
        .map(|id| sandbox.call(&id).unwrap().to_string());
    let history = sandbox.history().into_iter().map(|entry| entry.to_string());
    history.chain(calls).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_thousand_runs_of_three_days_have_one_history() {
    let start = Instant::now();
    let first = three_days(42).await;
    assert!(first.matches("rings").count() > 40);
    for run in 1..1_000 {
        assert!(three_days(42).await == first, "run {run} differs");
    }
    println!(
        "1,000 runs of three days: {:?}, {} bytes each",
        start.elapsed(),
        first.len()
    );
}

#[tokio::test]
async fn another_seed_gives_another_history() {
    assert_ne!(three_days(1).await, three_days(2).await);
}
