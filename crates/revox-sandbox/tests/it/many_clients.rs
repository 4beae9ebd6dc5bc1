//! A thousand clients at once get what they should.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use revox_sandbox::{Reply, Sandbox, Script};
use serde_json::{Value, json};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

const CLIENTS: usize = 1_000;

/// Each has a connection of its own, places a call order when all are ready, and follows it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_clients_place_and_follow_their_own_orders() {
    let script = Script::new().otherwise([Reply::human().saying(["Yes."])]);
    let sandbox = Sandbox::builder()
        .script(script)
        .most_calls(CLIENTS)
        .start()
        .await
        .unwrap();
    let sandbox = Arc::new(sandbox);
    let (placed, over) = (
        Arc::new(Barrier::new(CLIENTS + 1)),
        Arc::new(Barrier::new(CLIENTS + 1)),
    );
    let start = Instant::now();
    let mut clients = JoinSet::new();
    for n in 0..CLIENTS {
        let (sandbox, placed, over) =
            (Arc::clone(&sandbox), Arc::clone(&placed), Arc::clone(&over));
        clients.spawn(async move {
            let client = reqwest::Client::new();
            let number = format!("+3363{n:07}");
            let body = json!({ "phone_number": number, "assistant": { "prompt": "Hello" } });
            let url = format!("{}/call", sandbox.base_url());
            let order = client
                .post(&url)
                .bearer_auth(sandbox.api_key())
                .json(&body)
                .send();
            let order: Value = order.await.unwrap().json().await.unwrap();
            assert_eq!(order["call"]["to_phone_number"], number.as_str());
            let id = order["call"]["id"].as_str().unwrap().to_owned();
            placed.wait().await;
            over.wait().await;
            let call = client
                .get(format!("{url}/{id}"))
                .bearer_auth(sandbox.api_key())
                .send();
            let call: Value = call.await.unwrap().json().await.unwrap();
            assert_eq!(call["call"]["to_phone_number"], number.as_str());
            assert_eq!(call["call"]["status"], "completed");
            id
        });
    }
    placed.wait().await;
    sandbox.advance(Duration::from_secs(600));
    over.wait().await;
    let ids: HashSet<String> = clients.join_all().await.into_iter().collect();
    assert_eq!(ids.len(), CLIENTS);
    let requests = sandbox.requests();
    assert_eq!(
        requests
            .iter()
            .filter(|request| request.accepted() == 1)
            .count(),
        2 * CLIENTS
    );
    println!("{CLIENTS} clients: {:?}", start.elapsed());
}
