//! Events after a call order is finished.

use std::time::Duration;

use fastrand::Rng;
use revox::{CallChange, Clock};
use serde_json::{Value, json};

use super::history::{Hands, Server};
use super::{all, changes};
use crate::waiting::{seconds, soon};

fn read(status: &str, output: Value) -> Value {
    let attempt = json!({"id": "a", "status": "completed", "structured_output": output});
    json!({"id": "call_1", "status": status, "call_attempts": [attempt]})
}

/// Structured output appears some polls after the status `completed`.
fn late() -> Server {
    let mut reads = vec![read("calling", Value::Null)];
    reads.extend(vec![read("completed", Value::Null); 4]);
    reads.push(read("completed", json!({"age": 40})));
    Server::new(reads, &mut Rng::with_seed(0), false)
}

#[tokio::test]
async fn by_default_the_watch_ends_as_soon_as_the_call_order_is_finished() {
    let server = late();
    let events = all(server.client(&Hands::default()).call().watch("call_1")).await;
    let expected = [
        "calling",
        "attempt_started(a)",
        "attempt_ended(a)",
        "completed",
        "finished",
    ];
    assert_eq!(changes(&events), expected);
    assert_eq!(server.position(), 1);
}

#[tokio::test]
async fn what_comes_late_is_told_by_a_watch_that_lingers() {
    let server = late();
    let hands = Hands::default();
    let client = server.client(&hands);
    let mut watch = client.call().watch("call_1").linger(seconds(300));
    let mut times = Vec::new();
    while let Some(event) = soon(watch.next()).await {
        times.push((event.unwrap(), hands.elapsed()));
    }
    let (events, times): (Vec<_>, Vec<Duration>) = times.into_iter().unzip();
    assert_eq!(
        changes(&events)[3..],
        ["completed", "structured_output(a)", "finished"]
    );
    // A few seconds at first, and all of the time in the end.
    assert_eq!(times[4] - times[3], seconds(20));
    assert_eq!(times[5] - times[3], seconds(300));
}

#[tokio::test]
async fn the_time_to_linger_goes_on_while_no_watch_does() {
    let server = late();
    let hands = Hands::default();
    let client = server.client(&hands);
    let watch = || client.call().watch("call_1").linger(seconds(300));
    let mut first = watch();
    let completed = loop {
        let event = soon(first.next()).await.unwrap().unwrap();
        if matches!(&event.change, CallChange::Status { status, .. } if *status == "completed") {
            break event;
        }
    };
    let begun = hands.elapsed();
    drop(first);
    hands.sleep(seconds(100)).await;
    let events = all(watch().resume(completed.snapshot.clone())).await;
    assert_eq!(changes(&events), ["structured_output(a)", "finished"]);
    let lingered = hands.elapsed() - begun;
    assert_eq!(lingered.as_secs(), 300);
    // Later than that, one request suffices.
    let events = all(watch().resume(completed.snapshot)).await;
    assert_eq!(changes(&events), ["structured_output(a)", "finished"]);
    assert_eq!(hands.elapsed() - begun, lingered);
}

#[tokio::test]
async fn a_clock_that_is_set_does_not_prolong_the_time_to_linger() {
    for (step, longest) in [(-86_400, 300), (200, 100), (86_400, 5)] {
        let server = late();
        let hands = Hands::default();
        let client = server.client(&hands);
        let mut watch = client.call().watch("call_1").linger(seconds(300));
        for _ in 0..4 {
            soon(watch.next()).await.unwrap().unwrap();
        }
        let completed = hands.elapsed();
        hands.step(step);
        let rest = all(watch).await;
        assert_eq!(changes(&rest).last().unwrap(), "finished");
        let lingered = hands.elapsed() - completed;
        assert!(lingered <= seconds(longest), "{step}: {lingered:?}");
    }
}

#[tokio::test]
async fn a_call_order_that_goes_on_is_watched_on() {
    let reads = [
        "completed",
        "completed",
        "scheduled",
        "calling",
        "completed",
    ];
    let reads = reads.map(|status| read(status, Value::Null));
    let server = Server::new(reads.to_vec(), &mut Rng::with_seed(0), false);
    let hands = Hands::default();
    let client = server.client(&hands);
    let events = all(client.call().watch("call_1").linger(seconds(60))).await;
    let statuses = changes(&events);
    let statuses = statuses.iter().filter(|change| !change.contains('('));
    let expected = ["completed", "scheduled", "calling", "completed", "finished"];
    assert_eq!(statuses.collect::<Vec<_>>(), expected);
    let before = hands.elapsed();
    // The last end counts.
    assert!(before >= seconds(60));
    let snapshot = events.last().unwrap().snapshot.clone();
    assert!(
        all(client.call().watch("call_1").resume(snapshot))
            .await
            .is_empty()
    );
}
