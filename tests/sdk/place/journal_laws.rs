//! Laws that every journal obeys. A new journal is one more line at the end.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use revox::{
    Change, Clock, EntryState, FileJournal, Insertion, Journal, MemoryJournal, PlacementKey,
    Reading, Update,
};
use revox_tests::clock::TestClock;
use revox_tests::postgres::{Database, Server, ServerClock};
use tempfile::TempDir;

const LEASE: Duration = Duration::from_secs(150);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A journal, and a clock that tells its time.
struct Subject {
    journal: Arc<dyn Journal>,
    clock: TestClock,
    server_clock: Option<ServerClock>,
    /// Storage of the journal.
    _home: Option<Home>,
}

enum Home {
    Folder { _folder: TempDir },
    Database { _database: Database },
}

impl Subject {
    async fn memory() -> Option<Self> {
        let clock = TestClock::default();
        Some(Self {
            journal: Arc::new(MemoryJournal::with_clock(clock.clone())),
            clock,
            server_clock: None,
            _home: None,
        })
    }

    async fn file() -> Option<Self> {
        let clock = TestClock::default();
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("placements.redb");
        Some(Self {
            journal: Arc::new(FileJournal::open_with_clock(path, clock.clone()).unwrap()),
            clock,
            server_clock: None,
            _home: Some(Home::Folder { _folder: folder }),
        })
    }

    /// `None` where there is no server.
    async fn postgres() -> Option<Self> {
        let clock = TestClock::default();
        let mut database = Server::shared()?.database();
        let server_clock = database.with_clock().await;
        server_clock.set(clock.now()).await;
        Some(Self {
            journal: Arc::new(database.journal().await),
            clock,
            server_clock: Some(server_clock),
            _home: Some(Home::Database {
                _database: database,
            }),
        })
    }

    fn now(&self) -> SystemTime {
        self.clock.now()
    }

    async fn insert(&self, name: &str) -> Insertion {
        let fingerprint = format!("1-{name}");
        self.journal
            .insert(key(name), fingerprint, LEASE)
            .await
            .unwrap()
    }

    /// Inserts a key that is not there, and returns its token.
    async fn begin(&self, name: &str) -> u64 {
        match self.insert(name).await {
            Insertion::New(reading) => reading.entry.token,
            existing => panic!("{existing:?}"),
        }
    }

    async fn update(&self, name: &str, token: u64, change: Change) -> Option<Reading> {
        match self.journal.update(key(name), token, change).await.unwrap() {
            Update::Applied(reading) => Some(reading),
            Update::Refused(found) => {
                assert_eq!(found, self.get(name).await);
                None
            }
        }
    }

    async fn get(&self, name: &str) -> Option<Reading> {
        self.journal.get(key(name)).await.unwrap()
    }

    async fn unresolved(&self, after: Option<&str>, limit: usize) -> Vec<String> {
        let readings = self
            .journal
            .unresolved(after.map(key), limit)
            .await
            .unwrap();
        readings
            .iter()
            .map(|reading| reading.entry.key.to_string())
            .collect()
    }

    async fn pass(&self, time: Duration) {
        self.clock.sleep(time).await;
        self.set_server_clock().await;
    }

    async fn set_back(&self, time: Duration) {
        self.clock.set_back(time);
        self.set_server_clock().await;
    }

    async fn set_server_clock(&self) {
        if let Some(server_clock) = &self.server_clock {
            server_clock.set(self.now()).await;
        }
    }
}

fn key(name: &str) -> PlacementKey {
    PlacementKey::parse(name).unwrap()
}

async fn an_intent_is_recorded_once(subject: Subject) {
    assert_eq!(subject.get("a").await, None);
    let Insertion::New(new) = subject.insert("a").await else {
        panic!("it is there")
    };
    assert_eq!(new.at, subject.now());
    assert_eq!(new.entry.key, key("a"));
    assert_eq!(new.entry.fingerprint, "1-a");
    assert_eq!(new.entry.state, EntryState::Intended);
    assert_eq!(new.entry.intended_at, subject.now());
    assert_eq!(new.entry.leased_until, subject.now() + LEASE);
    subject.pass(DAY).await;
    let again = subject.journal.insert(key("a"), "1-other".into(), LEASE);
    let Insertion::Existing(existing) = again.await.unwrap() else {
        panic!("it is gone")
    };
    assert_eq!(existing.entry, new.entry);
    assert_eq!(existing.at, subject.now());
    assert_eq!(subject.get("a").await, Some(existing));
}

async fn only_the_holder_of_the_token_changes_an_entry(subject: Subject) {
    let token = subject.begin("a").await;
    let place = || Change::Place {
        call_id: "call_1".into(),
    };
    assert_eq!(subject.update("a", token + 1, place()).await, None);
    assert_eq!(subject.update("b", token, place()).await, None);
    let placed = subject.update("a", token, place()).await.unwrap();
    let call_id = "call_1".to_owned();
    assert_eq!(placed.entry.state, EntryState::Placed { call_id });
    assert_eq!(subject.get("a").await, Some(placed));
}

async fn a_lease_is_taken_over_when_it_is_over_and_not_before(subject: Subject) {
    let token = subject.begin("a").await;
    let take = || Change::Take { lease: LEASE };
    subject.pass(LEASE - Duration::from_millis(1)).await;
    assert_eq!(subject.update("a", token, take()).await, None);
    let renew = Change::Renew { lease: LEASE };
    let renewed = subject.update("a", token, renew.clone()).await.unwrap();
    assert_eq!(renewed.entry.leased_until, subject.now() + LEASE);
    subject.pass(LEASE - Duration::from_millis(1)).await;
    assert_eq!(subject.update("a", token, take()).await, None);
    subject.pass(Duration::from_millis(1)).await;
    let taken = subject.update("a", token, take()).await.unwrap();
    assert_eq!(taken.entry.token, token + 1);
    // The intent is as old as it was.
    assert_eq!(taken.entry.intended_at, renewed.entry.intended_at);
    // The holder before can change nothing any more, and nobody takes over twice.
    assert_eq!(subject.update("a", token, renew).await, None);
    assert_eq!(subject.update("a", token, take()).await, None);
    assert_eq!(subject.update("a", token, Change::Free).await, None);
    // A key that is given up needs no patience.
    let released = subject
        .update("a", token + 1, Change::Release)
        .await
        .unwrap();
    assert_eq!(released.entry.state, EntryState::Intended);
    assert!(subject.update("a", token + 1, take()).await.is_some());
}

async fn a_clock_that_is_set_back_does_not_keep_a_key_held(subject: Subject) {
    let take = || Change::Take { lease: LEASE };
    let token = subject.begin("a").await;
    subject.begin("released").await;
    subject
        .update("released", 1, Change::Release)
        .await
        .unwrap();
    subject.set_back(LEASE).await;
    // Nobody holds it, wherever the clock is.
    assert!(subject.update("released", 1, take()).await.is_some());
    // The holder may be alive: it has twice its time.
    assert_eq!(subject.update("a", token, take()).await, None);
    subject.pass(2 * LEASE - Duration::from_millis(1)).await;
    assert_eq!(subject.update("a", token, take()).await, None);
    subject.pass(Duration::from_millis(1)).await;
    let taken = subject.update("a", token, take()).await.unwrap();

    subject.set_back(DAY).await;
    let again = subject.update("a", taken.entry.token, take()).await;
    // The age of the intent is not known, and counts as none.
    let again = again.unwrap().entry;
    assert!(again.intended_at > subject.now());
    assert_eq!(again.leased_until, subject.now() + LEASE);
}

async fn an_intent_is_renewed_with_its_time(subject: Subject) {
    let token = subject.begin("a").await;
    let first = subject.get("a").await.unwrap().entry;
    subject.pass(DAY).await;
    let intend = |fingerprint: &str| Change::Intend {
        fingerprint: fingerprint.to_owned(),
        lease: LEASE,
    };
    // Other parameters have to wait until the intent is resolved.
    assert_eq!(subject.update("a", token, intend("1-b")).await, None);
    let second = subject
        .update("a", token, intend("1-a"))
        .await
        .unwrap()
        .entry;
    assert_eq!(second.intended_at, subject.now());
    assert_eq!(second.leased_until, subject.now() + LEASE);
    assert_eq!(second.first_intended_at, first.first_intended_at);
    assert!(subject.update("a", token, Change::Free).await.is_some());
    let third = subject
        .update("a", token, intend("1-b"))
        .await
        .unwrap()
        .entry;
    // It begins anew: what was free may belong to somebody else since then.
    assert_eq!(third.first_intended_at, third.intended_at);
    assert_eq!(
        (third.state, &*third.fingerprint),
        (EntryState::Intended, "1-b")
    );
}

async fn what_is_unresolved_is_listed_in_the_order_of_keys(subject: Subject) {
    for name in ["d", "b", "a", "c", "e"] {
        subject.begin(name).await;
    }
    assert!(subject.update("b", 1, Change::Free).await.is_some());
    let call_id = "call_1".into();
    assert!(
        subject
            .update("d", 1, Change::Place { call_id })
            .await
            .is_some()
    );
    assert_eq!(subject.unresolved(None, 10).await, ["a", "c", "e"]);
    assert_eq!(subject.unresolved(None, 2).await, ["a", "c"]);
    assert_eq!(subject.unresolved(Some("a"), 10).await, ["c", "e"]);
    assert_eq!(subject.unresolved(Some("b"), 10).await, ["c", "e"]);
    assert!(subject.unresolved(Some("e"), 10).await.is_empty());
    assert!(subject.unresolved(None, 0).await.is_empty());
}

async fn a_key_is_kept_for_thirty_days_and_an_open_one_for_ever(subject: Subject) {
    for name in ["free", "open", "placed"] {
        subject.begin(name).await;
    }
    subject.update("free", 1, Change::Free).await.unwrap();
    let call_id = "call_1".into();
    subject
        .update("placed", 1, Change::Place { call_id })
        .await
        .unwrap();
    subject.pass(30 * DAY - Duration::from_millis(1)).await;
    assert_eq!(subject.journal.forget(Duration::ZERO).await.unwrap(), 0);
    subject.pass(Duration::from_millis(1)).await;
    assert_eq!(subject.journal.forget(31 * DAY).await.unwrap(), 0);
    assert_eq!(subject.journal.forget(Duration::ZERO).await.unwrap(), 2);
    assert_eq!(subject.get("placed").await, None);
    assert!(subject.get("open").await.is_some());
}

/// Of many who want a key at once, one gets it.
async fn of_many_one_holds_the_key(subject: Subject) {
    let subject = Arc::new(subject);
    for round in 0..20 {
        let name = format!("key-{round}");
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let (journal, key) = (Arc::clone(&subject.journal), key(&name));
                tokio::spawn(async move { journal.insert(key, "1-a".into(), LEASE).await.unwrap() })
            })
            .collect();
        let mut new = 0;
        for task in tasks {
            new += usize::from(matches!(task.await.unwrap(), Insertion::New(_)));
        }
        assert_eq!(new, 1);
    }
}

macro_rules! tests {
    ($journal:ident: $($law:ident)+) => {
        mod $journal {$(
            #[tokio::test]
            async fn $law() {
                if let Some(subject) = super::Subject::$journal().await {
                    super::super::soon(super::$law(subject)).await;
                }
            }
        )+}
    };
}

macro_rules! laws {
    ($($journal:ident)+) => {$(
        tests! {
            $journal:
            an_intent_is_recorded_once
            only_the_holder_of_the_token_changes_an_entry
            a_lease_is_taken_over_when_it_is_over_and_not_before
            a_clock_that_is_set_back_does_not_keep_a_key_held
            an_intent_is_renewed_with_its_time
            what_is_unresolved_is_listed_in_the_order_of_keys
            a_key_is_kept_for_thirty_days_and_an_open_one_for_ever
            of_many_one_holds_the_key
        }
    )+};
}

laws! { memory file postgres }

#[tokio::test]
async fn a_file_is_for_one_and_survives_him() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("placements.redb");
    let journal = FileJournal::open(&path).unwrap();
    let clone = journal.clone();
    journal.insert(key("a"), "1-a".into(), LEASE).await.unwrap();
    let error = FileJournal::open(&path).unwrap_err();
    assert!(error.is_in_use());
    assert!(error.to_string().contains("open already"), "{error}");
    drop((journal, clone));
    let journal = FileJournal::open(&path).unwrap();
    assert!(journal.get(key("a")).await.unwrap().is_some());
}

#[tokio::test]
async fn a_file_that_is_no_journal_is_an_error() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "not a journal").unwrap();
    let error = FileJournal::open(&path).unwrap_err();
    assert!(!error.is_in_use());
    assert_eq!(std::fs::read(&path).unwrap(), b"not a journal");
    assert!(FileJournal::open(folder.path().join("missing/placements.redb")).is_err());
}

/// A journal holds no numbers and no prompts.
#[tokio::test]
async fn a_file_holds_nothing_private() {
    let world = super::World::new().await;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("placements.redb");
    let journal = FileJournal::open_with_clock(&path, world.clock()).unwrap();
    let client = world
        .client
        .with_placing(revox::PlacingOptions::new().journal(journal));
    let order = super::lead().prompt_variables([("name", "Marguerite")]);
    let placed = super::soon(client.call().place("lead-42", order))
        .await
        .unwrap();
    let stored = std::fs::read(&path).unwrap();
    let holds = |text: &str| {
        stored
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    };
    assert!(holds("lead-42") && holds(&placed.call().id));
    assert!(!holds(super::NUMBER.trim_start_matches('+')) && !holds("Marguerite"));
    assert!(!holds("assistant_4Tn6yB"));
}
