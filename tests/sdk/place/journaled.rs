//! With a journal: an intent before each request, and any number of writers.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use revox::bytes::Bytes;
use revox::{
    BoxFuture, Change, Client, Clock, Delivery, EntryState, Error, HttpRequest, Insertion, Journal,
    JournalError, MemoryJournal, PlaceError, PlacementKey, PlacingOptions, Reading, Transport,
    UndecidedReason, Update, http,
};
use tokio::sync::Notify;

use super::clock::SandboxClock;
use super::{NUMBER, SETTLING, World, lead, seconds, soon, undecided};

/// The lease, and the time after which a foreign intent has settled, by default.
const LEASE: Duration = Duration::from_secs(150);
const FOREIGN_SETTLING: Duration = Duration::from_secs(180);

/// A world whose client has a journal, and the journal.
async fn journaled() -> (World, MemoryJournal) {
    let mut world = World::new().await;
    let journal = MemoryJournal::with_clock(world.clock());
    let options = PlacingOptions::new().journal(journal.clone());
    world.client = world.client.with_placing(options);
    (world, journal)
}

async fn entry(journal: &MemoryJournal) -> revox::Entry {
    let key = PlacementKey::parse("lead-42").unwrap();
    journal.get(key).await.unwrap().unwrap().entry
}

#[tokio::test]
async fn a_clean_first_attempt_is_one_request() {
    let (world, journal) = journaled().await;
    let new = soon(world.place("lead-42")).await.unwrap();
    assert!(new.is_new());
    assert_eq!(world.operations(), ["call_create"]);
    let call_id = new.call().id.clone();
    assert_eq!(entry(&journal).await.state, EntryState::Placed { call_id });
    let found = soon(world.place("lead-42")).await.unwrap();
    assert!(!found.is_new());
    assert_eq!(found.call().id, new.call().id);
    assert_eq!(world.operations(), ["call_create", "call_retrieve"]);
}

#[tokio::test]
async fn a_lost_response_is_looked_up() {
    let (world, journal) = journaled().await;
    world.fault("call_create x1 status=504 after");
    let found = soon(world.place("lead-42")).await.unwrap();
    assert!(!found.is_new());
    let expected = ["call_create", "call_search", "call_retrieve"];
    assert_eq!(world.operations(), expected);
    let call_id = found.into_call().id;
    assert_eq!(entry(&journal).await.state, EntryState::Placed { call_id });
}

#[tokio::test]
async fn a_lost_request_is_sent_again_with_another_intent() {
    let (world, journal) = journaled().await;
    world.fault("call_create x1 status=504");
    let start = Clock::now(&world.clock());
    assert!(soon(world.place("lead-42")).await.unwrap().is_new());
    let entry = entry(&journal).await;
    assert_eq!(entry.first_intended_at, start);
    assert_eq!(entry.intended_at, start + SETTLING);
    assert_eq!(entry.token, 1);
}

#[tokio::test]
async fn other_parameters_are_a_conflict_before_any_request() {
    let (world, _) = journaled().await;
    soon(world.place("lead-42")).await.unwrap();
    let other = lead().skip_calling_window(true);
    let error = soon(world.client.call().place("lead-42", other)).await;
    assert!(error.unwrap_err().is_conflict());
    assert_eq!(world.operations(), ["call_create"]);
}

/// What was certainly not placed may be placed with corrected parameters.
#[tokio::test]
async fn a_refused_request_leaves_the_key_free() {
    let (world, journal) = journaled().await;
    world.fault("call_create x1 status=422");
    let error = soon(world.place("lead-42")).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Rejected);
    assert_eq!(entry(&journal).await.state, EntryState::Free);
    let corrected = lead().skip_calling_window(true);
    let placed = soon(world.client.call().place("lead-42", corrected)).await;
    assert!(placed.unwrap().is_new());
    assert_eq!(world.operations(), ["call_create", "call_create"]);
}

#[tokio::test]
async fn a_cancelled_call_order_leaves_its_key_to_another_if_the_caller_says_so() {
    let (mut world, journal) = journaled().await;
    let first = soon(world.place("lead-42")).await.unwrap();
    soon(world.client.call().cancel_by_key("lead-42", NUMBER))
        .await
        .unwrap();
    assert!(!soon(world.place("lead-42")).await.unwrap().is_new());
    let options = PlacingOptions::new().journal(journal).replace_cancelled();
    world.client = world.client.with_placing(options);
    let second = soon(world.place("lead-42")).await.unwrap();
    assert!(second.is_new());
    assert_ne!(second.call().id, first.call().id);
    let third = soon(world.place("lead-42")).await.unwrap();
    assert_eq!(third.call().id, second.call().id);
    assert_eq!(world.orders(), 2);
    // A lost response of the second is not taken for the first.
    soon(world.client.call().cancel(&second.call().id))
        .await
        .unwrap();
    world.fault("call_create x1 drop-after");
    let third = soon(world.place("lead-42")).await.unwrap();
    assert_eq!(Some(&third.call().id), world.sandbox.call_ids().last());
    assert_eq!(world.orders(), 3);
}

#[tokio::test]
async fn a_key_is_resolved_from_the_journal() {
    let (world, _) = journaled().await;
    assert_eq!(
        soon(world.client.call().resolve("lead-42", NUMBER))
            .await
            .unwrap(),
        None
    );
    assert_eq!(world.operations().len(), 0);
    let placed = soon(world.place("lead-42")).await.unwrap();
    let found = soon(world.client.call().resolve("lead-42", NUMBER)).await;
    assert_eq!(found.unwrap().unwrap().id, placed.call().id);
    assert_eq!(world.operations(), ["call_create", "call_retrieve"]);
}

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

/// What happens right after a change of the journal, which is numbered from 0.
type Interruption = Box<dyn FnMut(u32) -> Result<(), &'static str> + Send>;

/// A journal that is interrupted after each insertion and update.
struct Interrupted {
    inner: MemoryJournal,
    number: AtomicU32,
    then: Mutex<Interruption>,
}

impl Interrupted {
    fn new(
        inner: &MemoryJournal,
        then: impl FnMut(u32) -> Result<(), &'static str> + Send + 'static,
    ) -> Self {
        Self {
            inner: inner.clone(),
            number: AtomicU32::new(0),
            then: Mutex::new(Box::new(then)),
        }
    }

    fn interrupt<T: Send + 'static>(
        &self,
        change: BoxFuture<Result<T, JournalError>>,
    ) -> BoxFuture<Result<T, JournalError>> {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let interrupted = (self.then.lock().unwrap())(number);
        Box::pin(async move {
            interrupted.map_err(JournalError::new)?;
            change.await
        })
    }
}

impl std::fmt::Debug for Interrupted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Interrupted")
    }
}

impl Journal for Interrupted {
    fn insert(
        &self,
        key: PlacementKey,
        fingerprint: String,
        lease: Duration,
    ) -> BoxFuture<Result<Insertion, JournalError>> {
        self.interrupt(self.inner.insert(key, fingerprint, lease))
    }

    fn update(
        &self,
        key: PlacementKey,
        token: u64,
        change: Change,
    ) -> BoxFuture<Result<Update, JournalError>> {
        self.interrupt(self.inner.update(key, token, change))
    }

    fn get(&self, key: PlacementKey) -> BoxFuture<Result<Option<Reading>, JournalError>> {
        self.inner.get(key)
    }

    fn unresolved(
        &self,
        after: Option<PlacementKey>,
        limit: usize,
    ) -> BoxFuture<Result<Vec<Reading>, JournalError>> {
        self.inner.unresolved(after, limit)
    }

    fn forget(&self, unchanged_for: Duration) -> BoxFuture<Result<u64, JournalError>> {
        self.inner.forget(unchanged_for)
    }
}

/// A client with an interrupted journal.
fn interrupted(
    world: &World,
    journal: &MemoryJournal,
    then: impl FnMut(u32) -> Result<(), &'static str> + Send + 'static,
) -> Client {
    let journal = Interrupted::new(journal, then);
    world
        .client
        .with_placing(PlacingOptions::new().journal(journal))
}

fn pause(clock: &SandboxClock, time: Duration) {
    clock.sandbox().advance(time);
}

/// The sending time is 30 seconds.
#[tokio::test]
async fn a_holder_that_was_paused_after_its_intent_records_another() {
    for (paused_for, times, intended_at) in [(30, 1, 0), (31, 1, 31), (31, 2, 62)] {
        let (world, journal) = journaled().await;
        let clock = world.clock();
        let client = interrupted(&world, &journal, move |number| {
            if number < times {
                pause(&clock, seconds(paused_for));
            }
            Ok(())
        });
        let start = Clock::now(&world.clock());
        assert!(
            soon(client.call().place("lead-42", lead()))
                .await
                .unwrap()
                .is_new()
        );
        let entry = entry(&journal).await;
        assert_eq!(entry.intended_at, start + seconds(intended_at));
        assert_eq!(world.orders(), 1);
    }
}

/// The holder sleeps until somebody else has taken over and placed the call order.
#[tokio::test]
async fn a_holder_that_was_paused_for_longer_than_its_lease_does_not_send() {
    let (world, journal) = journaled().await;
    let (clock, other, runtime) = (
        world.clock(),
        journal.clone(),
        tokio::runtime::Handle::current(),
    );
    let client = interrupted(&world, &journal, move |number| {
        if number == 0 {
            pause(&clock, LEASE);
            let key = PlacementKey::parse("lead-42").unwrap();
            let take = Change::Take { lease: LEASE };
            // A journal in memory is ready at once.
            let _entered = runtime.enter();
            let mut taken = other.update(key, 1, take);
            let mut context = std::task::Context::from_waker(std::task::Waker::noop());
            assert!(taken.as_mut().poll(&mut context).is_ready());
        }
        Ok(())
    });
    let start = world.sandbox.now();
    let placed = soon(client.call().place("lead-42", lead())).await.unwrap();
    assert!(placed.is_new());
    // It became one of those who take over: after the lease, by lookup.
    assert_eq!(world.operations(), ["call_search", "call_create"]);
    assert_eq!(entry(&journal).await.token, 3);
    let waited = Duration::try_from(world.sandbox.now() - start).unwrap();
    assert_eq!(waited, LEASE + LEASE);
}

#[tokio::test]
async fn a_journal_that_fails_before_the_request_keeps_it_from_leaving() {
    let (world, journal) = journaled().await;
    let client = interrupted(&world, &journal, |_| Err("the disk is full"));
    let error = soon(client.call().place("lead-42", lead()))
        .await
        .unwrap_err();
    assert!(matches!(error, PlaceError::Journal { .. }), "{error:?}");
    assert_eq!(world.operations().len(), 0);
}

/// The call order is there, and found by whoever asks next.
#[tokio::test]
async fn a_journal_that_fails_after_the_request_loses_nothing() {
    let (world, journal) = journaled().await;
    let client = interrupted(&world, &journal, |number| match number {
        0 => Ok(()),
        _ => Err("the disk is full"),
    });
    let new = soon(client.call().place("lead-42", lead())).await.unwrap();
    assert!(new.is_new());
    let found = soon(world.place("lead-42")).await.unwrap();
    assert_eq!(found.call().id, new.call().id);
    assert_eq!(world.orders(), 1);
}

/// Eight at once, without and with a lost response.
#[tokio::test]
async fn of_many_workers_with_one_key_one_places_it() {
    for fault in ["ok", "status=502 after", "status=502", "late=100"] {
        let (world, journal) = journaled().await;
        world.fault(&format!("call_create x1 {fault}"));
        let workers = (0..8).map(|_| {
            let options = PlacingOptions::new().journal(journal.clone());
            // Clients of their own, which do not take turns.
            let builder = Client::builder().api_key(world.sandbox.api_key());
            let builder = builder.base_url(world.sandbox.base_url());
            let client = builder.clock(world.clock()).build().unwrap();
            let client = client.with_placing(options.patience(seconds(86_400)));
            tokio::spawn(async move { soon(client.call().place("lead-42", lead())).await })
        });
        let workers: Vec<_> = workers.collect();
        let mut ids = Vec::new();
        for worker in workers {
            ids.push(worker.await.unwrap().unwrap().into_call().id);
        }
        ids.dedup();
        assert_eq!((ids.len(), world.orders()), (1, 1), "{fault}");
    }
}
