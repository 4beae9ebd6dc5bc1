//! Processes that race for a key, and are killed at any point.
//!
//! These points depend on the machine; the required outcome does not.

use std::time::{Duration, Instant};

use fastrand::Rng;
use revox_tests::place_worker::{JournalAt, Outcome, Task, Tries};
use revox_tests::postgres::Server;

use super::process::{Worker, World, finish_all};
use crate::place::ten_thousand::seed;

/// Keys, each with processes of its own.
const KEYS: u32 = 12;

/// Faults of the first request. None of them takes real time.
const FAULTS: [&str; 6] = [
    "ok",
    "drop",
    "drop-after",
    "late=100",
    "status=502 after",
    "status=422",
];

/// The time from the start of a process to its end. A kill comes at any point of it.
async fn span() -> Duration {
    let world = World::new().await;
    let started = Instant::now();
    let task = world.task(JournalAt::File(world.folder.path().join("placements.redb")));
    Worker::start(&world, task).finish(&world).await;
    started.elapsed()
}

/// Starts three processes at once, kills two, and lets the other finish.
async fn race(world: &World, task: &Task, span: Duration, chance: &mut Rng) -> Outcome {
    let start = |_| Worker::start(world, task.clone());
    let mut workers: Vec<Worker> = (0..3).map(start).collect();
    while workers.len() > 1 {
        tokio::time::sleep(span.mul_f64(chance.f64())).await;
        let victim = chance.usize(..workers.len());
        workers.swap_remove(victim).kill().await;
    }
    let mut workers: Vec<&mut Worker> = workers.iter_mut().collect();
    finish_all(world, &mut workers).await.remove(0)
}

/// Checks that there is one call order, and that it is the one that was returned. A request that was
/// refused has placed none, and may be tried again.
async fn check(world: &World, task: Task, mut outcome: Outcome, what: &str) {
    if matches!(&outcome, Outcome::Failed(error) if error.contains("422")) {
        outcome = Worker::start(world, task).finish(world).await.0;
    }
    world.sandbox.advance(Duration::from_secs(200));
    let orders = world.orders();
    let expected = [outcome.id().unwrap_or_default().to_owned()];
    assert_eq!(orders, expected, "{what}: {outcome:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_of_many_processes_is_killed_there_is_one_call_order() {
    let Some(server) = Server::shared() else {
        return;
    };
    let mut chance = Rng::with_seed(seed());
    let span = span().await;
    for number in 0..KEYS {
        let mut world = World::new().await;
        let fault = FAULTS[chance.usize(..FAULTS.len())];
        world
            .sandbox
            .inject(format!("call_create x1 {fault}").parse().unwrap())
            .unwrap();
        let journal = world.postgres(server).await;
        let task = world.task(journal);
        let outcome = race(&world, &task, span, &mut chance).await;
        check(&world, task, outcome, &format!("{number}, {fault}")).await;
    }
}

/// One after the other: with a journal in a file, and without one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whenever_a_process_is_killed_and_started_again_there_is_one_call_order() {
    let mut chance = Rng::with_seed(seed());
    let span = span().await;
    for number in 0..KEYS {
        let world = World::new().await;
        let fault = FAULTS[chance.usize(..FAULTS.len())];
        world
            .sandbox
            .inject(format!("call_create x1 {fault}").parse().unwrap())
            .unwrap();
        let journal = match number % 2 {
            0 => JournalAt::File(world.folder.path().join("placements.redb")),
            _ => JournalAt::Nowhere,
        };
        let mut task = world.task(journal);
        for _ in 0..2 {
            let worker = Worker::start(&world, task.clone());
            tokio::time::sleep(span.mul_f64(chance.f64())).await;
            worker.kill().await;
            task.tries = Tries::Unknown;
        }
        let (outcome, _) = Worker::start(&world, task.clone()).finish(&world).await;
        check(&world, task, outcome, &format!("{number}, {fault}")).await;
    }
}
