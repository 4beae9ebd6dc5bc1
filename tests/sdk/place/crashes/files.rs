//! One journal file, and processes that share it or are killed while they write to it.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use fastrand::Rng;
use revox::{EntryState, FileJournal, Journal, PlacementKey};
use revox_tests::place_worker::{JournalAt, KEY, Outcome, Point, Report, Task, Work};
use tempfile::TempDir;

use super::process::{Worker, World};
use crate::place::ten_thousand::seed;

/// Processes that write to the file and are killed, one after the other.
const KILLS: u32 = 30;

#[tokio::test]
async fn a_second_process_is_refused_until_the_first_is_gone() {
    let world = World::new().await;
    let path = world.folder.path().join("placements.redb");
    let task = world.task(JournalAt::File(path.clone()));
    let stops = vec![Point::AfterIntent];
    let mut first = Worker::start(
        &world,
        Task {
            stops,
            ..task.clone()
        },
    );
    first.reaches(Point::AfterIntent).await;

    let (refused, _) = Worker::start(&world, task).finish(&world).await;
    let Outcome::InUse(message) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(
        message,
        "the file of the placement journal is open already, in another process or in this one: end \
         that process, share one value (clone it), or use a journal on a database server"
    );
    assert!(FileJournal::open(&path).unwrap_err().is_in_use());

    first.kill().await;
    let journal = FileJournal::open(&path).unwrap();
    let key = PlacementKey::parse(KEY).unwrap();
    let entry = journal.get(key).await.unwrap().unwrap().entry;
    assert!(entry.is_unresolved());
    assert_eq!(world.count("call_create"), 0);
}

/// A process that ended while it created the file has left it full of zeros, or without the magic
/// number of its database.
#[tokio::test]
async fn a_file_that_was_never_finished_is_created_anew() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("placements.redb");
    drop(FileJournal::open(&path).unwrap());
    let mut without_magic_number = std::fs::read(&path).unwrap();
    without_magic_number[..9].fill(0);
    for unfinished in [vec![0; without_magic_number.len()], without_magic_number] {
        std::fs::write(&path, unfinished).unwrap();
        let journal = FileJournal::open(&path).unwrap();
        assert_eq!(journal.unresolved(None, 1).await.unwrap(), []);
    }
}

#[test]
fn a_file_that_is_something_else_is_refused_and_left_alone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("placements.redb");
    let image = [&[0; 100_000], &b"CD001"[..]].concat();
    for other in [&b"key,number"[..], &[1; 100_000], &image] {
        std::fs::write(&path, other).unwrap();
        let error = FileJournal::open(&path).unwrap_err();
        assert!(!error.is_in_use());
        assert!(std::fs::read(&path).unwrap() == other);
    }
}

/// The number of the call order that a report is about, and whether its result is recorded.
fn recorded(report: &Report) -> (u32, bool) {
    match report {
        Report::Intended(number) => (*number, false),
        Report::Placed(number) => (*number, true),
        other => panic!("{other:?}"),
    }
}

/// The key of a call order, and its entry's state.
async fn state(journal: &FileJournal, number: u32) -> Option<EntryState> {
    let key = PlacementKey::parse(format!("lead-{number}")).unwrap();
    let reading = journal.get(key).await.unwrap();
    reading.map(|reading| reading.entry.state)
}

#[tokio::test]
async fn nothing_that_was_recorded_is_lost_by_a_kill_in_the_middle_of_writes() {
    let world = World::new().await;
    let path = world.folder.path().join("placements.redb");
    let mut chance = Rng::with_seed(seed());
    let mut all = BTreeMap::new();
    // Writes that were finished, and not reported, when the kill came.
    let mut unreported = 0;
    let mut pace = Duration::from_millis(10);
    for _ in 0..KILLS {
        let from = all.keys().next_back().map_or(0, |last| last + 1);
        let path = path.clone();
        let mut worker = Worker::work(&world, &Work::Record { path, from });
        for turn in 0..chance.u32(..7) {
            let asked = Instant::now();
            let (number, has_result) = recorded(&worker.report().await);
            worker.forget_report();
            all.insert(number, has_result);
            // The first includes the start of the process.
            if turn > 0 {
                pace = asked.elapsed();
            }
        }
        // So that it comes at any point of a write, which takes about as long.
        tokio::time::sleep(pace.mul_f64(chance.f64())).await;
        for report in worker.kill_and_read().await {
            let (number, has_result) = recorded(&report);
            all.insert(number, has_result);
        }

        let journal = FileJournal::open(world.folder.path().join("placements.redb")).unwrap();
        for (number, has_result) in &mut all {
            let call_id = format!("call_{number}");
            match state(&journal, *number).await {
                Some(EntryState::Intended) if !*has_result => {}
                Some(EntryState::Placed { call_id: found }) if found == call_id => {
                    unreported += u32::from(!*has_result);
                    *has_result = true;
                }
                other => panic!("{number}, with a result: {has_result}: {other:?}"),
            }
        }
        let next = all.keys().next_back().map_or(0, |last| last + 1);
        if let Some(state) = state(&journal, next).await {
            unreported += 1;
            all.insert(next, state != EntryState::Intended);
        }
    }
    println!("{} keys; {unreported} writes were not reported", all.len());
    assert!(all.len() > KILLS as usize);
}
