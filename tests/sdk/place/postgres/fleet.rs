//! Many workers, each with connections of its own: one holds a key.

use std::time::{Duration, SystemTime};

use revox::{BoxFuture, Change, Clock, Journal, PlacingOptions, SystemClock, Update};
use revox_postgres::PostgresJournal;
use revox_tests::postgres::{Database, Server};
use revox_tests::within::{LIMIT, within};
use tokio::task::JoinSet;

use super::super::{World, lead, soon};
use super::{LEASE, begin, key, placed};

const WORKERS: usize = 8;

/// The journals of workers on different machines.
async fn workers(database: &Database) -> Vec<PostgresJournal> {
    let mut workers = Vec::new();
    for _ in 0..WORKERS {
        let builder = database.builder().connections(1);
        workers.push(builder.connect(&database.url).await.unwrap());
    }
    workers
}

/// All of them find the row locked, and decide when it is free: all by the same row, one after another.
#[tokio::test]
async fn of_many_takeovers_at_once_one_wins() {
    let Some(server) = Server::shared() else {
        return;
    };
    let database = server.database();
    let workers = workers(&database).await;
    let token = begin(&workers[0], "a").await;
    let released = workers[0]
        .update(key("a"), token, Change::Release)
        .await
        .unwrap();
    assert!(matches!(released, Update::Applied(_)));

    let mut client = database.client().await;
    let transaction = client.transaction().await.unwrap();
    let sql = format!("SELECT FROM {}.placements FOR UPDATE", database.schema);
    transaction.query_one(&sql, &[]).await.unwrap();
    let mut takeovers = JoinSet::new();
    for worker in &workers {
        takeovers.spawn(worker.update(key("a"), token, Change::Take { lease: LEASE }));
    }
    within(LIMIT, "workers that wait for the row", waiting(&database)).await;
    transaction.commit().await.unwrap();

    let mut applied = 0;
    while let Some(takeover) = within(LIMIT, "a takeover", takeovers.join_next()).await {
        match takeover.unwrap().unwrap() {
            Update::Applied(reading) => {
                applied += 1;
                assert_eq!(reading.entry.token, token + 1);
            }
            // The reading is that of the winner.
            Update::Refused(reading) => assert_eq!(reading.unwrap().entry.token, token + 1),
        }
    }
    assert_eq!(applied, 1);
}

/// Waits until all workers wait for a lock.
async fn waiting(database: &Database) {
    let client = database.client().await;
    let sql = "SELECT count(*) FROM pg_stat_activity \
               WHERE wait_event_type = 'Lock' AND query LIKE $1";
    let pattern = format!("%{}%", database.schema);
    let count = async || {
        client
            .query_one(sql, &[&pattern])
            .await
            .unwrap()
            .get::<_, i64>(0)
    };
    while count().await < WORKERS as i64 {
        tokio::task::yield_now().await;
    }
}

/// The holder's change and a takeover at once: the one who is first decides.
#[tokio::test]
async fn a_takeover_and_a_renewal_exclude_one_another() {
    let Some(server) = Server::shared() else {
        return;
    };
    let mut database = server.database();
    let clock = database.with_clock().await;
    let workers = workers(&database).await;
    for round in 0..20 {
        let name = format!("key-{round}");
        let token = begin(&workers[0], &name).await;
        clock.advance(LEASE).await;
        let take = workers[1].update(key(&name), token, Change::Take { lease: LEASE });
        let renew = workers[2].update(key(&name), token, Change::Renew { lease: LEASE });
        let (take, renew) = match round % 2 {
            0 => tokio::join!(tokio::spawn(take), tokio::spawn(renew)),
            _ => {
                let (renew, take) = tokio::join!(tokio::spawn(renew), tokio::spawn(take));
                (take, renew)
            }
        };
        let (take, renew) = (take.unwrap().unwrap(), renew.unwrap().unwrap());
        let applied = [&take, &renew].map(|update| matches!(update, Update::Applied(_)));
        assert_eq!(
            applied.iter().filter(|applied| **applied).count(),
            1,
            "{take:?} {renew:?}"
        );
        // Who lost has no say any more, and who won has.
        let lost = if applied[0] { token } else { token + 1 };
        let outcome = workers[3]
            .update(key(&name), lost, placed("call_1"))
            .await
            .unwrap();
        assert!(matches!(outcome, Update::Refused(Some(_))), "{outcome:?}");
        let won = if applied[0] { token + 1 } else { token };
        let outcome = workers[4]
            .update(key(&name), won, placed("call_1"))
            .await
            .unwrap();
        assert!(matches!(outcome, Update::Applied(_)), "{outcome:?}");
    }
}

/// Sleeps for a moment whatever it is asked for.
#[derive(Debug)]
struct Hurried(SystemClock);

impl Clock for Hurried {
    fn now(&self) -> SystemTime {
        self.0.now()
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        self.0.sleep(duration.min(Duration::from_millis(5)))
    }
}

#[tokio::test]
async fn a_fleet_with_one_key_places_one_call_order() {
    let Some(server) = Server::shared() else {
        return;
    };
    let database = server.database();
    let world = World::new().await;
    let workers = workers(&database).await;
    for round in 0..5 {
        let mut placements = JoinSet::new();
        for journal in &workers {
            let options = PlacingOptions::new()
                .journal(journal.clone())
                .clock(Hurried(SystemClock::new()));
            // A process of its own: its client shares nothing with the others.
            let builder = revox::Client::builder().api_key(world.sandbox.api_key());
            let client = builder.base_url(world.sandbox.base_url()).build().unwrap();
            let client = client.with_placing(options);
            placements.spawn(async move {
                let place = client.call().place(format!("lead-{round}"), lead());
                place.await.unwrap()
            });
        }
        let (mut ids, mut new) = (Vec::new(), 0);
        while let Some(placement) = within(LIMIT, "a placement", placements.join_next()).await {
            let placement = placement.unwrap();
            new += usize::from(placement.is_new());
            ids.push(placement.call().id.clone());
        }
        ids.dedup();
        assert_eq!((ids.len(), new), (1, 1), "{ids:?}");
        assert_eq!(world.orders(), round + 1);
    }
}

/// A worker whose clock is off by a day takes over neither too early nor too late.
#[tokio::test]
async fn only_the_clock_of_the_server_counts() {
    let Some(server) = Server::shared() else {
        return;
    };
    let mut database = server.database();
    let clock = database.with_clock().await;
    let day = Duration::from_secs(24 * 60 * 60);
    // Months after the sandbox's time, which the worker goes by.
    let now = SystemTime::UNIX_EPOCH + 25_000 * day;
    clock.set(now).await;
    let journal = database.journal().await;
    let world = World::with(PlacingOptions::new().journal(journal.clone())).await;
    assert!(soon(world.place("lead-42")).await.unwrap().is_new());
    let entry = journal.get(key("lead-42")).await.unwrap().unwrap().entry;
    let times = [
        entry.first_intended_at,
        entry.intended_at,
        entry.leased_until,
        entry.changed_at,
    ];
    assert_eq!(times, [now; 4]);

    let token = begin(&journal, "held").await;
    world.sandbox.advance(day);
    let take = || journal.update(key("held"), token, Change::Take { lease: LEASE });
    assert!(matches!(take().await.unwrap(), Update::Refused(_)));
    clock.advance(LEASE).await;
    assert!(matches!(take().await.unwrap(), Update::Applied(_)));
}

/// Without a clock of a test, it is the time of the machine on which the server runs.
#[tokio::test]
async fn the_time_is_that_of_the_server() {
    let Some(server) = Server::shared() else {
        return;
    };
    let database = server.database();
    let journal = database.journal().await;
    let client = database.client().await;
    let now = async || -> SystemTime {
        let row = client
            .query_one("SELECT clock_timestamp()", &[])
            .await
            .unwrap();
        row.get(0)
    };
    let before = now().await;
    begin(&journal, "a").await;
    let after = now().await;
    let reading = journal.get(key("a")).await.unwrap().unwrap();
    assert!(
        (before..=after).contains(&reading.entry.intended_at),
        "{reading:?}"
    );
    assert!(reading.at >= reading.entry.intended_at);
    assert_eq!(
        reading.entry.leased_until,
        reading.entry.intended_at + LEASE
    );
}
