//! A lease is extended in good time, and no more often than that.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use revox::{
    BoxFuture, Change, Insertion, Journal, JournalError, MemoryJournal, PlacementKey,
    PlacingOptions, Reading, UndecidedReason, Update,
};

use super::{World, lead, seconds, soon, undecided};

/// The lease by default.
const LEASE: Duration = Duration::from_secs(150);

type Outcome<T> = Result<T, JournalError>;

/// A journal that keeps what it was asked for, and what it returned to those who came too late.
#[derive(Clone, Debug)]
struct Recorded {
    inner: MemoryJournal,
    changes: Arc<Mutex<Vec<Change>>>,
    existing: Arc<Mutex<Vec<Reading>>>,
}

impl Recorded {
    fn new(world: &World) -> Self {
        Self {
            inner: MemoryJournal::with_clock(world.clock()),
            changes: Arc::default(),
            existing: Arc::default(),
        }
    }
}

impl Journal for Recorded {
    fn insert(
        &self,
        key: PlacementKey,
        fingerprint: String,
        lease: Duration,
    ) -> BoxFuture<Outcome<Insertion>> {
        let insertion = self.inner.insert(key, fingerprint, lease);
        let existing = Arc::clone(&self.existing);
        Box::pin(async move {
            let insertion = insertion.await?;
            if let Insertion::Existing(reading) = &insertion {
                existing.lock().unwrap().push(reading.clone());
            }
            Ok(insertion)
        })
    }

    fn update(&self, key: PlacementKey, token: u64, change: Change) -> BoxFuture<Outcome<Update>> {
        self.changes.lock().unwrap().push(change.clone());
        self.inner.update(key, token, change)
    }

    fn get(&self, key: PlacementKey) -> BoxFuture<Outcome<Option<Reading>>> {
        self.inner.get(key)
    }

    fn unresolved(
        &self,
        after: Option<PlacementKey>,
        limit: usize,
    ) -> BoxFuture<Outcome<Vec<Reading>>> {
        self.inner.unresolved(after, limit)
    }

    fn forget(&self, unchanged_for: Duration) -> BoxFuture<Outcome<u64>> {
        self.inner.forget(unchanged_for)
    }
}

#[tokio::test]
async fn a_clean_first_attempt_changes_the_journal_twice() {
    let world = World::new().await;
    let journal = Recorded::new(&world);
    let options = PlacingOptions::new().journal(journal.clone());
    let client = world.client.with_placing(options);
    let new = soon(client.call().place("lead-42", lead())).await.unwrap();
    // The first change is the insertion.
    let call_id = new.call().id.to_string();
    let changes = journal.changes.lock().unwrap();
    assert_eq!(*changes, [Change::Place { call_id }]);
}

/// The holder looks in vain for ten minutes, four times as long as its lease.
#[tokio::test]
async fn a_holder_that_waits_extends_its_lease() {
    let world = World::new().await;
    let journal = Recorded::new(&world);
    world.fault("call_create x1 drop-after");
    world.fault("call_search x100 status=500");
    let place = |patience| {
        let options = PlacingOptions::new().journal(journal.clone());
        let builder = revox::Client::builder().api_key(world.sandbox.api_key());
        let builder = builder.base_url(world.sandbox.base_url());
        let client = builder.clock(world.clock()).build().unwrap();
        let client = client.with_placing(options.patience(patience));
        soon(client.call().place("lead-42", lead()))
    };
    let (holder, other) = tokio::join!(place(seconds(600)), place(seconds(500)));
    assert_eq!(undecided(holder).reason, UndecidedReason::LookupFailed);
    assert_eq!(undecided(other).reason, UndecidedReason::Held);
    let existing = journal.existing.lock().unwrap();
    assert!(existing.len() > 10, "{}", existing.len());
    // A third of it has passed, and a pause of at most another third.
    for Reading { entry, at, .. } in &*existing {
        let left = entry.leased_until.duration_since(*at).unwrap();
        assert!(entry.token == 1 && left >= LEASE / 3, "{left:?}");
    }
    let changes = journal.changes.lock().unwrap();
    let renewals = changes
        .iter()
        .filter(|change| matches!(change, Change::Renew { .. }));
    assert!(renewals.count() <= 12);
}
