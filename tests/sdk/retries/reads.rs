//! Reads and idempotent operations.

use std::time::Duration;

use revox::Delivery;
use revox_tests::clock::TestClock;
use revox_tests::stub::{Canned, Stub};

use super::{client, found, status};

#[tokio::test]
async fn a_read_is_sent_again_until_it_succeeds() {
    let clock = TestClock::default();
    let stub = Stub::start(vec![
        status("503 Service Unavailable"),
        Canned::Bytes(Vec::new()),
        found(),
    ])
    .await;
    let request = client(&stub, &clock).call().retrieve("call_8Zk3vQ");
    let response = request.with_response().await.unwrap();
    assert_eq!(response.value().id, "call_8Zk3vQ");
    assert_eq!(stub.received().len(), 3);

    let attempts = response.attempts();
    let came_to: Vec<_> = attempts
        .iter()
        .map(|a| (a.delivery(), a.status().map(|s| s.as_u16())))
        .collect();
    assert_eq!(
        came_to,
        [
            (Delivery::Unknown, Some(503)),
            (Delivery::Unknown, None),
            (Delivery::Accepted, Some(200))
        ]
    );
    let pauses: Vec<_> = attempts.iter().map(|attempt| attempt.wait()).collect();
    assert_eq!(pauses[1..], clock.pauses());
    assert!(
        pauses[0].is_zero()
            && pauses[1] < Duration::from_millis(500)
            && pauses[2] < Duration::from_secs(1)
    );
}

#[tokio::test]
async fn what_keeps_failing_is_an_error_that_tells_every_attempt() {
    let clock = TestClock::default();
    let stub = Stub::start(vec![status("502 Bad Gateway")]).await;
    let error = client(&stub, &clock)
        .call()
        .retrieve("a")
        .await
        .unwrap_err();
    assert_eq!(stub.received().len(), 3);
    assert_eq!(error.attempts().len(), 3);
    assert_eq!(
        error.to_string(),
        "GET /call/{id}: the server responded with 502 Bad Gateway (after 3 attempts)"
    );
}

/// A body that breaks off and a request that takes too long, but not what only repeats itself.
#[tokio::test]
async fn a_read_is_sent_again_only_where_that_may_help() {
    let broken = b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{".to_vec();
    let elsewhere = [("location", "https://elsewhere.example/")];
    let table = [
        (Canned::Bytes(broken), 3),
        (Canned::Hang(Vec::new()), 3),
        (status("404 Not Found"), 1),
        (status("200 OK"), 1),
        (Canned::json("200 OK", &[], "<html>"), 1),
        (Canned::json("302 Found", &elsewhere, ""), 1),
    ];
    for (answer, sent) in table {
        let clock = TestClock::default();
        let stub = Stub::start(vec![answer.clone()]).await;
        let request = client(&stub, &clock).call().retrieve("a");
        request
            .timeout(Duration::from_millis(50))
            .await
            .unwrap_err();
        assert_eq!(stub.received().len(), sent, "{answer:?}");
    }
}

#[tokio::test]
async fn the_number_of_retries_is_that_of_the_request_or_of_the_client() {
    let clock = TestClock::default();
    let stub = Stub::start(vec![status("500 Internal Server Error")]).await;
    let client = client(&stub, &clock);
    let mut before = 0;
    for (retries, sent) in [(None, 3), (Some(0), 1), (Some(4), 5)] {
        let request = client.call().retrieve("a");
        let _ = request
            .maybe(retries, |request, most| request.max_retries(most))
            .await;
        assert_eq!(stub.received().len() - before, sent, "{retries:?}");
        before = stub.received().len();
    }
}

#[tokio::test]
async fn a_pause_is_as_long_as_the_server_asks_for() {
    let throttled = Canned::json("429 Too Many Requests", &[("retry-after", "7")], "");
    let clock = TestClock::default();
    let stub = Stub::start(vec![throttled.clone(), throttled.clone(), found()]).await;
    client(&stub, &clock).call().retrieve("a").await.unwrap();
    for pause in clock.pauses() {
        assert!((7.0..12.0).contains(&pause.as_secs_f64()), "{pause:?}");
    }
    assert_eq!(clock.pauses().len(), 2);

    // Not where that would go beyond the deadline, or takes longer than anyone wants to wait.
    let patient = Canned::json("503 Service Unavailable", &[("retry-after", "61")], "");
    for (answer, deadline, asked) in [(throttled, 7, 7), (patient, 3600, 61)] {
        let clock = TestClock::default();
        let stub = Stub::start(vec![answer]).await;
        let request = client(&stub, &clock).call().retrieve("a");
        let error = request
            .deadline(Duration::from_secs(deadline))
            .await
            .unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::from_secs(asked)));
        assert_eq!((stub.received().len(), clock.pauses().len()), (1, 0));
    }
}

/// The second attempt finds nothing because the first, whose response was lost, deleted it.
#[tokio::test]
async fn a_deletion_whose_first_response_was_lost_is_done() {
    let clock = TestClock::default();
    let stub = Stub::start(vec![Canned::Bytes(Vec::new()), status("404 Not Found")]).await;
    let done = client(&stub, &clock)
        .campaigns()
        .delete("campaign_1")
        .await
        .unwrap();
    assert!(done.success);

    let stub = Stub::start(vec![status("404 Not Found")]).await;
    let error = client(&stub, &clock)
        .campaigns()
        .delete("campaign_1")
        .await
        .unwrap_err();
    assert!(error.is_not_found());
}
