//! Somebody else acts at the worst moment.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use revox::bytes::Bytes;
use revox::{
    BoxFuture, Change, Client, EntryState, Error, HttpRequest, Insertion, Journal, JournalError,
    MemoryJournal, PlacementKey, PlacingOptions, Reading, Transport, UndecidedReason, Update, http,
};
use revox_sandbox::Quirks;

use super::{NUMBER, World, lead, seconds, soon, undecided};

/// The lease by default.
const LEASE: Duration = Duration::from_secs(150);

type Outcome<T> = Result<T, JournalError>;

fn key() -> PlacementKey {
    PlacementKey::parse("lead-42").unwrap()
}

/// A world, a journal with its clock, and its client with that journal.
async fn world(set: impl Fn(PlacingOptions) -> PlacingOptions) -> (World, MemoryJournal) {
    let mut world = World::new().await;
    let journal = MemoryJournal::with_clock(world.clock());
    let options = PlacingOptions::new().journal(journal.clone());
    world.client = world.client.with_placing(set(options));
    (world, journal)
}

async fn update(journal: &MemoryJournal, token: u64, change: Change) {
    let update = journal.update(key(), token, change).await.unwrap();
    assert!(matches!(update, Update::Applied(_)), "{update:?}");
}

/// A future that is awaited once, at the moment that a test is about.
type Meanwhile = Arc<Mutex<Option<BoxFuture<()>>>>;

fn meanwhile(work: impl Future<Output = ()> + Send + 'static) -> Meanwhile {
    Arc::new(Mutex::new(Some(Box::pin(work))))
}

/// A journal in which something happens after the first entry that somebody asks for.
struct AfterReading(MemoryJournal, Meanwhile);

impl fmt::Debug for AfterReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AfterReading")
    }
}

impl AfterReading {
    fn then<T: Send + 'static>(&self, reading: BoxFuture<T>) -> BoxFuture<T> {
        let work = self.1.lock().unwrap().take();
        Box::pin(async move {
            let output = reading.await;
            if let Some(work) = work {
                work.await;
            }
            output
        })
    }
}

impl Journal for AfterReading {
    fn insert(
        &self,
        key: PlacementKey,
        fingerprint: String,
        lease: Duration,
    ) -> BoxFuture<Outcome<Insertion>> {
        self.then(self.0.insert(key, fingerprint, lease))
    }

    fn update(&self, key: PlacementKey, token: u64, change: Change) -> BoxFuture<Outcome<Update>> {
        self.0.update(key, token, change)
    }

    fn get(&self, key: PlacementKey) -> BoxFuture<Outcome<Option<Reading>>> {
        self.then(self.0.get(key))
    }

    fn unresolved(
        &self,
        after: Option<PlacementKey>,
        limit: usize,
    ) -> BoxFuture<Outcome<Vec<Reading>>> {
        self.0.unresolved(after, limit)
    }

    fn forget(&self, unchanged_for: Duration) -> BoxFuture<Outcome<u64>> {
        self.0.forget(unchanged_for)
    }
}

/// The lease is over when somebody reads the entry, and the holder records its call order before
/// the entry is taken over.
#[tokio::test]
async fn a_holder_that_ends_at_the_last_moment_is_not_overlooked() {
    for resolves in [false, true] {
        let (world, journal) = world(|options| options).await;
        let placed = soon(world.place("lead-42")).await.unwrap().into_call();
        // The holder goes back to before its end, and is paused until its lease is over.
        let fingerprint = journal.get(key()).await.unwrap().unwrap().entry.fingerprint;
        let lease = LEASE;
        update(&journal, 1, Change::Intend { fingerprint, lease }).await;
        world.sandbox.advance(LEASE);
        let (inner, call_id) = (journal.clone(), placed.id.to_string());
        let end = async move { update(&inner, 1, Change::Place { call_id }).await };
        let interrupted = AfterReading(journal.clone(), meanwhile(end));
        let options = PlacingOptions::new().journal(interrupted);
        let client = world.client.with_placing(options);
        let found = match resolves {
            true => soon(client.call().resolve("lead-42", NUMBER))
                .await
                .unwrap(),
            false => {
                let place = client.call().place("lead-42", lead());
                Some(soon(place).await.unwrap().into_call())
            }
        };
        assert_eq!(found.unwrap().id, placed.id);
        assert_eq!(world.operations(), ["call_create", "call_retrieve"]);
        // Nobody has to wait for whoever took over.
        assert!(!soon(world.place("lead-42")).await.unwrap().is_new());
    }
}

/// Whoever replaces a call order holds the key. Others wait, and do not ask the API meanwhile.
#[tokio::test]
async fn a_key_that_somebody_is_about_to_replace_is_waited_for() {
    let (world, journal) = world(PlacingOptions::replace_cancelled).await;
    let first = soon(world.place("lead-42")).await.unwrap();
    soon(world.client.call().cancel(&first.call().id))
        .await
        .unwrap();
    update(&journal, 1, Change::Take { lease: LEASE }).await;
    let (start, before) = (world.sandbox.now(), world.operations().len());
    let second = soon(world.place("lead-42")).await.unwrap();
    assert!(second.is_new());
    let expected = ["call_retrieve", "call_search", "call_create"];
    assert_eq!(world.operations()[before..], expected);
    let waited = Duration::try_from(world.sandbox.now() - start).unwrap();
    assert_eq!(waited, LEASE);
    // Who replaces nothing need not wait.
    update(&journal, 3, Change::Take { lease: LEASE }).await;
    let start = world.sandbox.now();
    let options = PlacingOptions::new().journal(journal);
    let other = world.client.with_placing(options);
    let found = soon(other.call().place("lead-42", lead())).await.unwrap();
    assert_eq!(found.call().id, second.call().id);
    let found = soon(world.client.call().resolve("lead-42", NUMBER)).await;
    assert_eq!(found.unwrap().unwrap().id, second.call().id);
    assert_eq!(world.sandbox.now(), start);
}

/// A call order that was cancelled is replaced by another, whose response is lost and which is not found
/// at once. The key stands for the other one.
#[tokio::test]
async fn a_key_whose_call_order_was_replaced_stands_for_its_successor() {
    for passed in [0, 31] {
        let (world, journal) = world(PlacingOptions::replace_cancelled).await;
        let first = soon(world.place("lead-42")).await.unwrap();
        soon(world.client.call().cancel(&first.call().id))
            .await
            .unwrap();
        world.sandbox.advance(seconds(60));
        world
            .sandbox
            .set_quirks(Quirks::new().visible_after(seconds(30)));
        world.fault("call_create x1 drop-after");
        let options = PlacingOptions::new().journal(journal).replace_cancelled();
        let hasty = world.client.with_placing(options.patience(seconds(1)));
        let outcome = soon(hasty.call().place("lead-42", lead())).await;
        assert_eq!(undecided(outcome).reason, UndecidedReason::NotSettled);
        world.sandbox.advance(seconds(passed));
        let cancelled = soon(world.client.call().cancel_by_key("lead-42", NUMBER)).await;
        let cancelled = cancelled.unwrap().unwrap();
        assert_eq!(Some(&cancelled.id), world.sandbox.call_ids().last());
        assert_eq!(world.orders(), 2, "after {passed} s");
    }
}

/// Resolving replaces nothing: the key stands for what it has, until there is another.
#[tokio::test]
async fn a_call_order_that_could_be_replaced_is_resolved() {
    for has_journal in [false, true] {
        let (world, journal) = world(PlacingOptions::replace_cancelled).await;
        let placed = soon(world.place("lead-42")).await.unwrap().into_call();
        soon(world.client.call().cancel(&placed.id)).await.unwrap();
        if has_journal {
            // Its holder ended before it could record the result.
            let fingerprint = journal.get(key()).await.unwrap().unwrap().entry.fingerprint;
            let lease = Duration::ZERO;
            update(&journal, 1, Change::Intend { fingerprint, lease }).await;
        }
        let options = PlacingOptions::new().replace_cancelled();
        let options = match has_journal {
            true => options.journal(journal),
            false => options,
        };
        let client = world.client.with_placing(options);
        let found = soon(client.call().resolve("lead-42", NUMBER)).await;
        assert_eq!(found.unwrap().unwrap().id, placed.id);
    }
}

/// Whoever resolves may mean another number than whoever placed.
#[tokio::test]
async fn resolving_a_lost_request_does_not_free_its_key() {
    let (world, journal) = world(|options| options.patience(seconds(1))).await;
    world.fault("call_create x1 drop");
    let outcome = soon(world.place("lead-42")).await;
    assert_eq!(undecided(outcome).reason, UndecidedReason::NotSettled);
    world.sandbox.advance(seconds(180));
    let found = soon(world.client.call().resolve("lead-42", NUMBER)).await;
    assert_eq!(found.unwrap(), None);
    let entry = journal.get(key()).await.unwrap().unwrap().entry;
    assert_eq!(entry.state, EntryState::Intended);
    assert!(soon(world.place("lead-42")).await.unwrap().is_new());
    assert_eq!(world.orders(), 1);
}

/// A transport in which something happens after the first `create`, before its response arrives.
struct AfterCreate(Arc<dyn Transport>, Meanwhile);

impl fmt::Debug for AfterCreate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AfterCreate")
    }
}

impl Transport for AfterCreate {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        let work = match request.operation.id {
            "call_create" => self.1.lock().unwrap().take(),
            _ => None,
        };
        let response = self.0.send(request);
        Box::pin(async move {
            let response = response.await;
            if let Some(work) = work {
                work.await;
            }
            response
        })
    }
}

/// Somebody else finds and cancels a call order whose response is lost. It is the one of this
/// placement, which does not place another.
#[tokio::test]
async fn a_placement_does_not_replace_what_it_has_placed_itself() {
    let (world, journal) = world(|options| options).await;
    world.fault("call_create x1 status=502 after");
    let (sandbox, client, inner) = (
        Arc::clone(&world.sandbox),
        world.client.clone(),
        journal.clone(),
    );
    let work = meanwhile(async move {
        let call_id = sandbox.call_ids().pop().unwrap();
        client.call().cancel(&call_id).await.unwrap();
        sandbox.advance(LEASE);
        update(&inner, 1, Change::Take { lease: LEASE }).await;
        update(&inner, 2, Change::Place { call_id }).await;
    });
    let client = Client::with_transport(AfterCreate(Arc::clone(world.client.transport()), work));
    let options = PlacingOptions::new().clock(world.clock());
    let client = client.with_placing(options.journal(journal).replace_cancelled());
    let placed = soon(client.call().place("lead-42", lead())).await.unwrap();
    assert!(!placed.is_new());
    assert_eq!(Some(&placed.call().id), world.sandbox.call_ids().last());
    assert_eq!(world.orders(), 1);
}

/// Resolving a key tells what is there, and allows no second request.
#[tokio::test]
async fn a_key_that_was_resolved_is_still_placed_at_most_once() {
    let (world, _) = world(PlacingOptions::at_most_once).await;
    let quirks = Quirks::new().visible_after(seconds(3_600));
    world.sandbox.set_quirks(quirks);
    world.fault("call_create x1 drop-after");
    let place = || soon(world.place("lead-42"));
    assert_eq!(undecided(place().await).reason, UndecidedReason::NotResent);
    let found = soon(world.client.call().resolve("lead-42", NUMBER)).await;
    assert_eq!(found.unwrap(), None, "search does not find it yet");
    assert_eq!(undecided(place().await).reason, UndecidedReason::NotResent);
    assert_eq!(world.orders(), 1);
    // What was never sent is free.
    let resolve = || soon(world.client.call().resolve("lead-43", NUMBER));
    world.fault("call_create x1 status=422");
    soon(world.place("lead-43")).await.unwrap_err();
    assert_eq!(resolve().await.unwrap(), None);
    assert!(soon(world.place("lead-43")).await.unwrap().is_new());
}

/// The key was forgotten, and belongs to an old call order with other parameters. The new one is
/// not found yet.
#[tokio::test]
async fn a_conflict_after_a_request_of_its_own_is_undecided() {
    let (world, journal) = world(|options| options).await;
    let old = soon(world.place("lead-42")).await.unwrap().into_call();
    world.sandbox.advance(seconds(31 * 86_400));
    assert_eq!(journal.forget(Duration::ZERO).await.unwrap(), 1);
    world
        .sandbox
        .set_quirks(Quirks::new().visible_after(seconds(30)));
    world.fault("call_create x1 drop-after");
    let order = lead().skip_calling_window(true);
    let undecided = undecided(soon(world.client.call().place("lead-42", order)).await);
    assert_eq!(undecided.reason, UndecidedReason::Several);
    assert_eq!(undecided.ids, [old.id.to_string()]);
    assert_eq!(world.orders(), 2);
}
