//! The delivery of a failed request, by which a program decides about the next one.

use std::time::{Duration, SystemTime};

use revox::models::{LaunchFilters, LaunchMode, LaunchRows, LaunchRowsMode, LaunchSelection};
use revox::{BoxFuture, Clock, Delivery, Error};
use revox_tests::clock::TestClock;
use revox_tests::stub::{Canned, Stub, soon};

async fn create(answer: Canned) -> Error {
    let stub = Stub::start(vec![answer]).await;
    let client = stub.builder().timeout(Duration::from_millis(100)).build();
    let order = client.unwrap().call().create("+33639980142");
    let error = order.assistant_id("assistant_4Tn6yB").await.unwrap_err();
    assert_eq!(stub.received().len(), 1, "sent once, whatever comes of it");
    error
}

fn status(line: &str) -> Canned {
    Canned::json(line, &[], r#"{"message": "as it is"}"#)
}

/// The statuses by which a server says that it did nothing, and no others.
#[tokio::test]
async fn a_status_tells_what_the_server_did() {
    let table = [
        ("400 Bad Request", Delivery::Rejected),
        ("401 Unauthorized", Delivery::Rejected),
        ("403 Forbidden", Delivery::Rejected),
        ("404 Not Found", Delivery::Rejected),
        ("408 Request Timeout", Delivery::Unknown),
        ("409 Conflict", Delivery::Rejected),
        ("422 Unprocessable Entity", Delivery::Rejected),
        ("429 Too Many Requests", Delivery::Unknown),
        ("499 Client Closed Request", Delivery::Rejected),
        ("500 Internal Server Error", Delivery::Unknown),
        ("502 Bad Gateway", Delivery::Unknown),
        ("503 Service Unavailable", Delivery::Unknown),
        ("504 Gateway Timeout", Delivery::Unknown),
        ("304 Not Modified", Delivery::Unknown),
        ("200 OK", Delivery::Accepted),
        ("201 Created", Delivery::Accepted),
    ];
    for (line, expected) in table {
        assert_eq!(create(status(line)).await.delivery(), expected, "{line}");
    }
    let moved = Canned::json("307 Temporary Redirect", &[("location", "/api/b")], "");
    assert_eq!(create(moved).await.delivery(), Delivery::Unknown);
}

/// A 2xx of the API means that it acted; one of something in front of it means nothing.
#[tokio::test]
async fn a_success_counts_only_if_it_is_json() {
    let table = [
        (r#"{"call": {"id": "call_1"}}"#, Delivery::Accepted),
        (r#"{"call": {"id": "call_1", "#, Delivery::Accepted),
        ("  []", Delivery::Accepted),
        ("null", Delivery::Accepted),
        ("\u{feff}{}", Delivery::Accepted),
        ("", Delivery::Unknown),
        ("<html>Sign in to the network</html>", Delivery::Unknown),
        ("ok", Delivery::Unknown),
    ];
    for (body, expected) in table {
        let error = create(Canned::json("200 OK", &[], body)).await;
        assert_eq!(error.delivery(), expected, "{body:?}");
    }
    let page = Canned::new("200 OK", &[("content-type", "text/html")], b"{}");
    assert_eq!(create(page).await.delivery(), Delivery::Unknown);
}

#[tokio::test]
async fn an_exchange_that_fails_tells_how_far_it_came() {
    let broken = b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"call\"".to_vec();
    let page =
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 99\r\n\r\n<".to_vec();
    let refusal = b"HTTP/1.1 422 Unprocessable Entity\r\ncontent-length: 99\r\n\r\n{".to_vec();
    let table = [
        (Canned::Hang(Vec::new()), Delivery::Unknown),
        (Canned::Bytes(Vec::new()), Delivery::Unknown),
        (
            Canned::Bytes(b"nonsense\r\n\r\n".to_vec()),
            Delivery::Unknown,
        ),
        (Canned::Bytes(broken.clone()), Delivery::Accepted),
        (Canned::Hang(broken), Delivery::Accepted),
        // A proxy's page, although it did not arrive as a whole.
        (Canned::Bytes(page.clone()), Delivery::Unknown),
        (Canned::Hang(page), Delivery::Unknown),
        (Canned::Bytes(refusal), Delivery::Rejected),
    ];
    for (answer, expected) in table {
        let error = create(answer.clone()).await;
        assert_eq!(error.delivery(), expected, "{answer:?}: {error}");
    }
}

#[tokio::test]
async fn a_request_without_time_never_leaves() {
    let stub = Stub::start(vec![status("200 OK")]).await;
    let client = stub.builder().max_retries(2).clock(TestClock::default());
    let client = client.build().unwrap();
    let order = || client.call().create("+33639980142");
    for request in [
        order().deadline(Duration::ZERO),
        order().timeout(Duration::ZERO),
    ] {
        let error = soon(request).await.unwrap_err();
        assert_eq!(error.delivery(), Delivery::NotSent, "{error}");
        assert!(error.to_string().contains("no time was left"), "{error}");
    }
    assert_eq!(stub.received().len(), 0);
}

/// A clock whose sleeps take an hour, as when a machine is suspended.
#[derive(Clone, Debug, Default)]
struct Oversleeping(TestClock);

impl Clock for Oversleeping {
    fn now(&self) -> SystemTime {
        self.0.now()
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<()> {
        self.0.sleep(Duration::from_secs(3600))
    }
}

#[tokio::test]
async fn a_pause_that_takes_too_long_is_followed_by_no_attempt() {
    let stub = Stub::start(vec![status("503 Service Unavailable")]).await;
    let builder = stub.builder().max_retries(2).clock(Oversleeping::default());
    let client = builder.build().unwrap();
    let request = client.call().retrieve("call_1");
    let error = soon(request.deadline(Duration::from_secs(60))).await;
    let error = error.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    assert_eq!(error.attempts().len(), 1);
    assert_eq!(stub.received().len(), 1);
}

#[tokio::test]
async fn a_request_that_never_left_was_not_sent() {
    let stub = Stub::start(Vec::new()).await;
    let client = stub.client();
    let invalid = client.call().create("0639980142").await.unwrap_err();
    assert_eq!(invalid.delivery(), Delivery::NotSent);
    drop(stub);
    // The task that held the port ends at its next turn.
    tokio::task::yield_now().await;
    let refused = client.call().create("+33639980142").await.unwrap_err();
    assert_eq!(refused.delivery(), Delivery::NotSent);
    assert!(!refused.to_string().contains("may have"), "{refused}");
}

/// Whoever reads the one line in a log learns that the phone may ring.
#[tokio::test]
async fn the_message_warns_where_a_call_may_have_been_placed() {
    let warning = "; the call may have been placed";
    for answer in [
        status("500 Internal Server Error"),
        status("502 Bad Gateway"),
        status("429 Too Many Requests"),
        Canned::Hang(Vec::new()),
        Canned::Bytes(Vec::new()),
    ] {
        let error = create(answer.clone()).await;
        assert!(error.to_string().ends_with(warning), "{answer:?}: {error}");
    }
    for answer in [status("404 Not Found"), status("200 OK")] {
        let error = create(answer.clone()).await;
        assert!(
            !error.to_string().contains("may have"),
            "{answer:?}: {error}"
        );
    }
    // A read does nothing that could be done twice.
    let stub = Stub::start(vec![status("502 Bad Gateway")]).await;
    let error = stub.client().call().retrieve("a").await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert!(!error.to_string().contains("may have"), "{error}");
}

/// It names the effect to look for before the request is sent again.
#[tokio::test]
async fn a_warning_names_what_may_have_happened() {
    let client = Stub::start(Vec::new()).await.client();
    let (call, campaigns) = (client.call(), client.campaigns());
    let rows = LaunchRows::new(LaunchRowsMode::Only, ["a"]);
    let selection = LaunchSelection::new(LaunchFilters::new(), rows);
    let launch = campaigns.launch("a", LaunchMode::SpeedDial, selection);
    let table = [
        (
            call.create("+33639980142").operation(),
            Some("the call may have been placed"),
        ),
        (
            launch.operation(),
            Some("the campaign may have been launched"),
        ),
        (
            client.assistants().create("a", "b").operation(),
            Some("the request may have taken effect"),
        ),
        (call.cancel("a").operation(), None),
        (call.retrieve("a").operation(), None),
    ];
    for (operation, expected) in table {
        let text = Error::timeout("60 s").during(operation).to_string();
        let (_, warning) = text.split_once("; ").unzip();
        assert_eq!(warning, expected, "{text}");
    }
}

/// Of several attempts, the worst counts.
#[test]
fn deliveries_are_ordered_from_harmless_to_done() {
    use Delivery::{Accepted, NotSent, Rejected, Unknown};
    assert!(NotSent < Rejected && Rejected < Unknown && Unknown < Accepted);
}
