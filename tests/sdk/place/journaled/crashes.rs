//! Processes that end in the middle of a request.

use std::sync::Arc;
use std::time::Duration;

use revox::bytes::Bytes;
use revox::{
    BoxFuture, Client, Error, HttpRequest, MemoryJournal, PlacingOptions, Transport,
    UndecidedReason, http,
};
use tokio::sync::Notify;

use super::{FOREIGN_SETTLING, LEASE, entry, journaled};
use crate::place::{World, lead, seconds, soon, undecided};

/// A transport that stops at the first `create`, before or after it has reached the server.
#[derive(Debug)]
struct Stopping {
    inner: Arc<dyn Transport>,
    is_sent: bool,
    has_stopped: Arc<Notify>,
}

impl Transport for Stopping {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        if request.operation.id != "call_create" {
            return self.inner.send(request);
        }
        let sent = self.is_sent.then(|| self.inner.send(request));
        let has_stopped = Arc::clone(&self.has_stopped);
        Box::pin(async move {
            if let Some(sent) = sent {
                let _ = sent.await;
            }
            has_stopped.notify_one();
            std::future::pending().await
        })
    }
}

/// Places a key with a client that stops in the middle of its request, and ends there.
async fn crash(world: &World, journal: &MemoryJournal, is_sent: bool) {
    let has_stopped = Arc::new(Notify::new());
    let client = Client::with_transport(Stopping {
        inner: Arc::clone(world.client.transport()),
        is_sent,
        has_stopped: Arc::clone(&has_stopped),
    });
    let options = PlacingOptions::new().journal(journal.clone());
    let client = client.with_placing(options.clock(world.clock()));
    let place = client.call().place("lead-42", lead()).into_future();
    tokio::select! {
        outcome = place => panic!("{outcome:?}"),
        () = soon(has_stopped.notified()) => {}
    }
}

#[tokio::test]
async fn a_process_that_ended_in_its_request_is_taken_over_by_lookup() {
    for is_sent in [true, false] {
        let (world, journal) = journaled().await;
        crash(&world, &journal, is_sent).await;
        assert!(entry(&journal).await.is_unresolved());
        let start = world.sandbox.now();
        let placed = soon(world.place("lead-42")).await.unwrap();
        assert_eq!(placed.is_new(), !is_sent);
        assert_eq!(world.orders(), 1);
        let waited = Duration::try_from(world.sandbox.now() - start).unwrap();
        let expected = if is_sent { LEASE } else { FOREIGN_SETTLING };
        assert_eq!(waited, expected, "sent: {is_sent}");
        assert_eq!(entry(&journal).await.token, 2);
    }
}

#[tokio::test]
async fn a_key_that_another_process_holds_for_too_long_is_undecided() {
    let (world, journal) = journaled().await;
    crash(&world, &journal, true).await;
    let options = PlacingOptions::new()
        .journal(journal)
        .patience(seconds(100));
    let hasty = world.client.with_placing(options);
    let undecided = undecided(soon(hasty.call().place("lead-42", lead())).await);
    assert_eq!(undecided.reason, UndecidedReason::Held);
    assert_eq!(world.operations(), ["call_create"]);
}
