//! Holders that are paused right after a change of the journal, and journals that fail there.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::Poll;
use std::time::Duration;

use revox::{
    BoxFuture, Change, Client, Clock, EntryState, Insertion, Journal, JournalError, MemoryJournal,
    PlaceError, PlacementKey, PlacingOptions, Reading, Update,
};

use super::{LEASE, entry, journaled};
use crate::place::clock::SandboxClock;
use crate::place::{World, lead, seconds, soon};

/// Called right after each change of the journal, with the change's number, from 0.
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
    for (paused_for, times, intended_at) in [(30, 1, 0), (31, 1, 31), (31, 2, 63)] {
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

/// Somebody else makes these changes, whose leases have passed.
fn change(journal: &MemoryJournal, changes: impl IntoIterator<Item = (u64, Change)>) {
    for (token, change) in changes {
        let key = PlacementKey::parse("lead-42").unwrap();
        let mut changed = journal.update(key, token, change);
        // A journal in memory is ready at once.
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let Poll::Ready(Ok(Update::Applied(_))) = changed.as_mut().poll(&mut context) else {
            panic!("the change is refused")
        };
    }
}

/// Somebody else has taken over and placed the sandbox's example.
fn place(journal: &MemoryJournal) {
    let take = Change::Take { lease: LEASE };
    let call_id = "call_8Zk3vQ".to_owned();
    change(journal, [(1, take), (2, Change::Place { call_id })]);
}

/// The holder sleeps until somebody else has taken over and placed the call order.
#[tokio::test]
async fn a_holder_that_was_paused_for_longer_than_its_lease_does_not_send() {
    let (world, journal) = journaled().await;
    let (clock, other) = (world.clock(), journal.clone());
    let client = interrupted(&world, &journal, move |number| {
        if number == 0 {
            pause(&clock, LEASE);
            change(&other, [(1, Change::Take { lease: LEASE })]);
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

/// Its time is over, which does not mean that there is no call order.
#[tokio::test]
async fn a_holder_that_was_paused_for_longer_than_its_patience_finds_what_another_has_placed() {
    for paused_for in [599, 600, 86_400] {
        let (world, journal) = journaled().await;
        let (clock, other) = (world.clock(), journal.clone());
        let client = interrupted(&world, &journal, move |number| {
            if number == 0 {
                pause(&clock, seconds(paused_for));
                place(&other);
            }
            Ok(())
        });
        let found = soon(client.call().place("lead-42", lead())).await.unwrap();
        assert!(!found.is_new());
        assert_eq!(found.call().id, "call_8Zk3vQ");
        assert_eq!(world.operations(), ["call_retrieve"], "{paused_for} s");
    }
}

/// Without anybody else, its time is simply over.
#[tokio::test]
async fn a_holder_that_was_paused_for_longer_than_its_patience_lets_the_key_go() {
    let (world, journal) = journaled().await;
    let clock = world.clock();
    let client = interrupted(&world, &journal, move |number| {
        if number == 0 {
            pause(&clock, seconds(600));
        }
        Ok(())
    });
    let error = soon(client.call().place("lead-42", lead())).await;
    assert!(matches!(error, Err(PlaceError::Lapsed { .. })), "{error:?}");
    assert_eq!(entry(&journal).await.state, EntryState::Free);
    assert_eq!(world.operations().len(), 0);
}

/// A refusal of its own request says nothing of that of another.
#[tokio::test]
async fn a_holder_whose_request_is_refused_after_a_pause_finds_what_another_has_placed() {
    let (world, journal) = journaled().await;
    let (clock, other) = (world.clock(), journal.clone());
    let journal = Interrupted::new(&journal, move |number| {
        if number == 0 {
            pause(&clock, seconds(30));
            place(&other);
        }
        Ok(())
    });
    // The lease ends with the sending time.
    let options = PlacingOptions::new().journal(journal);
    let client = world
        .client
        .with_placing(options.decision_time(Duration::ZERO));
    world.fault("call_create x1 status=422");
    let found = soon(client.call().place("lead-42", lead())).await.unwrap();
    assert!(!found.is_new());
    assert_eq!(found.call().id, "call_8Zk3vQ");
    assert_eq!(world.operations(), ["call_create", "call_retrieve"]);
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
