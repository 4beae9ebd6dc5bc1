//! One test for each report of a person who was called twice, from the trackers of other clients.

use std::time::Duration;

use revox::{Delivery, Error};
use revox_tests::clock::TestClock;
use revox_tests::stub::{Canned, Stub};

use super::{client, status};

/// Places a call order with a client that retries by default, and returns the error and the number
/// of requests that the server saw.
async fn create(answer: Canned) -> (Error, usize) {
    let stub = Stub::start(vec![answer]).await;
    let client = client(&stub, &TestClock::default());
    let order = client.call().create("+33639980142");
    let order = order.assistant_id("assistant_4Tn6yB").max_retries(5);
    let error = order.timeout(Duration::from_millis(100)).await.unwrap_err();
    (error, stub.received().len())
}

#[tokio::test]
async fn a_create_is_not_resent_after_a_timeout() {
    let (error, sent) = create(Canned::Hang(Vec::new())).await;
    assert!(error.is_timeout());
    assert_eq!((error.delivery(), sent), (Delivery::Unknown, 1));
}

#[tokio::test]
async fn a_dropped_connection_is_no_proof() {
    let (error, sent) = create(Canned::Bytes(Vec::new())).await;
    assert!(error.is_transport());
    assert_eq!((error.delivery(), sent), (Delivery::Unknown, 1));
}

/// A gateway gives up on a server that goes on working.
#[tokio::test]
async fn a_status_of_a_gateway_is_no_proof() {
    for line in [
        "500 Internal Server Error",
        "502 Bad Gateway",
        "503 Service Unavailable",
        "504 Gateway Timeout",
    ] {
        let (error, sent) = create(status(line)).await;
        assert_eq!((error.delivery(), sent), (Delivery::Unknown, 1), "{line}");
    }
}

/// Revox documents neither rate limits nor what they leave undone.
#[tokio::test]
async fn a_rate_limit_is_no_proof_unless_the_caller_says_so() {
    for (line, is_promised, expected) in [
        ("429 Too Many Requests", false, 1),
        ("429 Too Many Requests", true, 3),
        ("408 Request Timeout", true, 1),
        ("503 Service Unavailable", true, 1),
    ] {
        let stub = Stub::start(vec![status(line)]).await;
        let mut order = client(&stub, &TestClock::default())
            .call()
            .create("+33639980142");
        if is_promised {
            order = order.rate_limit_is_proof();
        }
        order.await.unwrap_err();
        assert_eq!(
            stub.received().len(),
            expected,
            "{line}, promised: {is_promised}"
        );
    }
}

/// A header that the server has never heard of protects nobody, so none is sent.
#[tokio::test]
async fn no_header_pretends_to_protect() {
    let stub = Stub::start(vec![status("502 Bad Gateway")]).await;
    let client = client(&stub, &TestClock::default());
    client.call().create("+33639980142").await.unwrap_err();
    let head = stub.received()[0].to_ascii_lowercase();
    assert!(!head.contains("idempotency"), "{head}");
}

/// A client that waits 15 seconds for a server that works for 20 gives up on calls that are placed.
#[tokio::test]
async fn a_create_has_a_minute_by_default() {
    let client = revox::Client::builder().api_key("rvx_key").build().unwrap();
    let settings = format!("{client:?}");
    assert!(settings.contains("timeout: 60s"), "{settings}");
}

/// Here the server certainly never saw the request.
#[tokio::test]
async fn a_refused_connection_is_proof() {
    let stub = Stub::start(vec![status("200 OK")]).await;
    let clock = TestClock::default();
    let client = client(&stub, &clock);
    drop(stub);
    // The task that held the port ends at its next turn.
    tokio::task::yield_now().await;
    let error = client.call().create("+33639980142").await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!((error.attempts().len(), clock.pauses().len()), (3, 2));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    for line in [
        "301 Moved Permanently",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let (error, sent) = create(Canned::json(line, &[("location", "/api/b")], "")).await;
        assert!(error.is_redirect());
        assert_eq!((error.delivery(), sent), (Delivery::Unknown, 1), "{line}");
    }
}
