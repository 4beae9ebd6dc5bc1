//! The same script and seed give the same history, byte for byte.

use std::time::{Duration, Instant};

use revox_sandbox::{DialError, Reply, Sandbox, Script};
use serde_json::{Value, json};

/// Three days of attempts: a campaign of twenty, five orders of one key, five scripted ones.
async fn three_days(client: &reqwest::Client, seed: u64) -> Sandbox {
    let script = Script::new().when_dialling(
        "+33639980175",
        [
            Reply::voicemail(),
            Reply::dial_error(DialError::Busy),
            Reply::human(),
        ],
    );
    let sandbox = Sandbox::builder().seed(seed).script(script).start().await;
    let sandbox = sandbox.unwrap();
    let post = async |path: &str, body: Value| -> Value {
        let request = client.post(format!("{}{path}", sandbox.base_url()));
        let request = request.bearer_auth(sandbox.api_key()).json(&body);
        request.send().await.unwrap().json().await.unwrap()
    };
    let contacts: Vec<_> = (0..20)
        .map(|n| json!({ "to_phone_number": format!("+336399801{n:02}"), "prompt_variables": {} }))
        .collect();
    let campaign =
        json!({ "assistant_id": "assistant_4Tn6yB", "name": "June", "contacts": contacts });
    let body = post("/campaigns", campaign).await;
    let filters = json!({
        "assignee_ids": [], "directions": [], "outcomes": [], "results": [], "statuses": [],
    });
    let launch = json!({
        "mode": "ai_first",
        "selection": { "filters": filters, "rows": { "mode": "all_except", "call_ids": [] } },
    });
    let id = body["campaign"]["id"].as_str().unwrap();
    post(&format!("/campaigns/{id}/launch-calls"), launch).await;
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
        post("/call", order).await;
    }
    sandbox.advance(Duration::from_secs(3 * 86_400));
    sandbox
}

fn history(sandbox: &Sandbox) -> String {
    let entries = sandbox.history().into_iter();
    let lines: Vec<String> = entries.map(|entry| entry.to_string()).collect();
    lines.join("\n")
}

fn calls(sandbox: &Sandbox) -> String {
    let ids = sandbox.call_ids().into_iter();
    let calls: Vec<String> = ids
        .map(|id| sandbox.call(&id).unwrap().to_string())
        .collect();
    calls.join("\n")
}

#[tokio::test]
async fn a_thousand_runs_of_three_days_have_one_history() {
    let client = crate::client();
    let start = Instant::now();
    let first = three_days(&client, 42).await;
    let (first_history, first_calls) = (history(&first), calls(&first));
    assert!(first_history.matches("rings").count() > 40);
    for run in 1..1_000 {
        let sandbox = three_days(&client, 42).await;
        assert!(history(&sandbox) == first_history, "run {run} differs");
        // What the API shows follows from what happened, and is slow to compare.
        if run % 50 == 0 {
            assert!(calls(&sandbox) == first_calls, "run {run} differs");
        }
    }
    println!("1,000 runs of three days: {:?}", start.elapsed());
}

#[tokio::test]
async fn another_seed_gives_another_history() {
    let client = crate::client();
    let (one, other) = (three_days(&client, 1).await, three_days(&client, 2).await);
    assert_ne!(history(&one), history(&other));
}
