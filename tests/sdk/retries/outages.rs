//! Retries do not multiply the load of a server that fails.

use revox_tests::clock::TestClock;
use revox_tests::stub::{Stub, soon};

use super::{client, found, status};

async fn sent(stub: &Stub, client: &revox::Client, requests: usize) -> usize {
    let before = stub.received().len();
    for _ in 0..requests {
        let _ = soon(client.clone().call().retrieve("a")).await;
    }
    stub.received().len() - before
}

#[tokio::test]
async fn in_an_outage_the_clones_of_a_client_share_35_retries() {
    let stub = Stub::start(vec![status("500 Internal Server Error")]).await;
    let client = client(&stub, &TestClock::default());
    assert_eq!(sent(&stub, &client, 40).await, 40 + 35);
    assert_eq!(sent(&stub, &client, 10).await, 10);
}

#[tokio::test]
async fn where_the_server_throttles_there_are_100() {
    let stub = Stub::start(vec![status("429 Too Many Requests")]).await;
    let client = client(&stub, &TestClock::default());
    assert_eq!(sent(&stub, &client, 60).await, 60 + 100);
}

/// 35 retries leave 10 tokens; each success brings one back, and a retry costs 14.
#[tokio::test]
async fn successes_pay_for_retries() {
    let mut answers = vec![status("500 Internal Server Error"); 40 + 35];
    answers.extend(vec![found(); 4 + 14]);
    answers.push(status("500 Internal Server Error"));
    let stub = Stub::start(answers).await;
    let client = client(&stub, &TestClock::default());
    assert_eq!(sent(&stub, &client, 40).await, 40 + 35);
    assert_eq!(sent(&stub, &client, 18).await, 18);
    assert_eq!(sent(&stub, &client, 10).await, 10 + 2);
}
