//! The deadline of a wait.

use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use revox::bytes::Bytes;
use revox::{BoxFuture, Client, Clock, HttpRequest, PlacingOptions, Transport, http};

use super::{DAY, World, at_deadline, seconds, since, soon};

#[tokio::test]
async fn the_wait_ends_at_the_deadline_with_a_fresh_snapshot() {
    let world = World::new().await;
    let id = world.put("paused");
    world.fault("call_retrieve x3 status=500");
    let error = soon(world.wait(&id).deadline(seconds(DAY)))
        .await
        .unwrap_err();
    assert_eq!(world.passed(), seconds(DAY));
    let last = world.sandbox.requests().last().unwrap().at();
    assert_eq!(since(world.start, last), seconds(DAY - 5));
    assert!(error.is_deadline());
    let expected = "the deadline of the wait is over, and the status is `paused`; wait again with the \
                    same id";
    assert_eq!(error.to_string(), expected);
    assert!(error.source().is_none());
    // People return errors from `main`, which prints them with `Debug`.
    let debug = format!("{error:?}");
    assert!(
        debug.contains("call_1") && debug.contains("paused"),
        "{debug}"
    );
    assert!(!debug.contains("+33"), "{debug}");
    let waited = at_deadline(Err(error));
    assert_eq!((waited.id, waited.snapshot.unwrap().id), (id.clone(), id));
    assert!(waited.error.is_none());
}

#[tokio::test]
async fn a_short_deadline_is_waited_out() {
    let world = World::new().await;
    let id = world.put("paused");
    for (limit, polls) in [(0, 1), (2, 1), (8, 2)] {
        let (before, passed) = (world.polls(), world.passed());
        at_deadline(soon(world.wait(&id).deadline(seconds(limit))).await);
        assert_eq!(world.passed() - passed, seconds(limit));
        assert_eq!(world.polls() - before, polls, "{limit} s");
    }
}

#[tokio::test]
async fn an_outage_until_the_deadline_has_its_error() {
    let world = World::new().await;
    world.fault("call_retrieve status=503");
    let error = soon(world.wait("call_8Zk3vQ").deadline(seconds(600))).await;
    let error = error.unwrap_err();
    assert_eq!(world.passed(), seconds(600));
    let expected = "the deadline of the wait is over, and no poll has succeeded; wait again with the \
                    same id";
    assert_eq!(error.to_string(), expected);
    assert!(error.source().unwrap().to_string().contains("503"));
    let waited = at_deadline(Err(error));
    assert!(waited.snapshot.is_none());
    assert!(waited.error.unwrap().is_server_error());
}

/// A clock that moves when somebody sleeps.
#[derive(Clone, Debug, Default)]
struct Hands(Arc<Mutex<Duration>>);

impl Clock for Hands {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.elapsed()
    }

    fn elapsed(&self) -> Duration {
        *self.0.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        *self.0.lock().unwrap() += duration;
        Box::pin(async {})
    }
}

/// A call order that is paused, and the deadlines of the requests for it.
#[derive(Clone, Debug, Default)]
struct Paused(Arc<Mutex<Vec<Option<Duration>>>>);

impl Transport for Paused {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, revox::Error>> {
        self.0.lock().unwrap().push(request.options.deadline);
        let body = br#"{"call": {"id": "call_1", "status": "paused"}}"#;
        Box::pin(async { Ok(http::Response::new(Bytes::from_static(body))) })
    }
}

#[tokio::test]
async fn requests_end_by_the_deadline_and_have_a_second_at_least() {
    let paused = Paused::default();
    let client = Client::with_transport(paused.clone());
    let client = client.with_placing(PlacingOptions::new().clock(Hands::default()));
    let deadlines = async |limit| {
        at_deadline(client.call().wait("call_1").deadline(limit).await);
        std::mem::take(&mut *paused.0.lock().unwrap())
    };
    assert_eq!(deadlines(Duration::ZERO).await, [Some(seconds(1))]);
    assert_eq!(
        deadlines(seconds(30)).await,
        [Some(seconds(30)), Some(seconds(5))]
    );
    // Five minutes and more from the deadline, the client's own limits hold.
    assert_eq!(deadlines(seconds(299)).await[0], Some(seconds(299)));
    assert_eq!(deadlines(seconds(300)).await[0], None);
    let far = deadlines(seconds(DAY)).await;
    assert_eq!((far[0], far[far.len() - 1]), (None, Some(seconds(5))));
}
