//! Laws that hold for every history of a call order, wherever the watch is killed.

use std::time::Duration;

use fastrand::Rng;
use revox::{CallChange, Watch, WatchSnapshot};
use serde_json::Value;

use super::history::{Hands, Known, Server, history};
use super::{all, ids};
use crate::waiting::soon;

const HISTORIES: u64 = 400;

/// A history, and a server that shows it. In half of the histories, the call order goes on after it was
/// finished for a while.
struct Case {
    random: Rng,
    reads: Vec<Value>,
    server: Server,
    hands: Hands,
    linger: Duration,
}

impl Case {
    fn new(seed: u64) -> Self {
        let mut random = Rng::with_seed(seed);
        let goes_on = seed.is_multiple_of(2);
        let reads = history(&mut random, goes_on);
        let server = Server::new(reads.clone(), &mut random, seed.is_multiple_of(3));
        let linger = Duration::from_secs(if goes_on { 3_600 } else { 0 });
        Self {
            random,
            reads,
            server,
            hands: Hands::default(),
            linger,
        }
    }

    fn watch(&self) -> Watch {
        let client = self.server.client(&self.hands);
        client.call().watch("call_1").linger(self.linger)
    }

    /// Sets the clock. One that is set forward would end the time to linger.
    fn step(&mut self) {
        if self.linger.is_zero() && self.random.u8(0..20) == 0 {
            self.hands.step(self.random.i64(-9_000..9_000));
        }
    }
}

/// As a database keeps it.
fn stored(snapshot: &WatchSnapshot) -> WatchSnapshot {
    serde_json::from_str(&serde_json::to_string(snapshot).unwrap()).unwrap()
}

fn assert_unique(ids: &[String], seed: u64) {
    let mut unique = ids.to_vec();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "{seed}: {ids:?}");
}

/// Runs a watch that is killed at random, and returns the ids that were stored, each in one transaction
/// with its snapshot. `after_kill` chooses the read that the next watch sees first, from the one that the
/// killed watch saw last.
async fn killed_at_random(
    case: &mut Case,
    after_kill: impl Fn(&mut Rng, usize) -> usize,
) -> (Vec<String>, Known, u32) {
    let mut told = Vec::new();
    let mut known = Known::default();
    let mut position: Option<WatchSnapshot> = None;
    let mut kills = 0;
    loop {
        let mut watch = case.watch().resume(position.clone());
        loop {
            case.step();
            let Some(event) = soon(watch.next()).await else {
                return (told, known, kills);
            };
            let event = event.unwrap();
            let (before, after) = (case.random.u8(0..8) == 0, case.random.u8(0..8) == 0);
            if !before {
                told.push(event.id);
                known.apply(&event.change);
                position = Some(stored(&event.snapshot));
            }
            if before || after {
                break;
            }
        }
        kills += 1;
        let last = case.server.position();
        case.server.go_to(after_kill(&mut case.random, last));
    }
}

#[tokio::test]
async fn a_watch_that_is_killed_anywhere_tells_what_one_tells_that_is_not() {
    let mut kills = 0;
    for seed in 0..HISTORIES {
        let mut case = Case::new(seed);
        let expected = ids(&all(case.watch()).await);
        assert_unique(&expected, seed);
        assert_eq!(expected.last().unwrap(), "finished");
        case.server.go_to(0);
        // The next watch finds the call order as the one before it.
        let (told, known, times) = killed_at_random(&mut case, |_, last| last).await;
        assert_eq!(told, expected, "{seed}");
        known.assert_is(case.reads.last().unwrap(), seed);
        kills += times;
    }
    assert!(kills > 2 * HISTORIES as u32, "{kills}");
}

#[tokio::test]
async fn a_watch_that_misses_what_happens_while_it_is_dead_still_has_it_all_in_the_end() {
    for seed in 0..HISTORIES {
        let mut case = Case::new(seed);
        let last = case.reads.len() - 1;
        let later = |random: &mut Rng, seen: usize| (seen + random.usize(0..4)).min(last);
        let (told, known, _) = killed_at_random(&mut case, later).await;
        assert_unique(&told, seed);
        assert_eq!(
            told.iter().filter(|id| *id == "finished").count(),
            1,
            "{seed}"
        );
        assert_eq!(told.last().unwrap(), "finished", "{seed}");
        known.assert_is(case.reads.last().unwrap(), seed);
    }
}

#[tokio::test]
async fn events_that_come_again_from_an_older_snapshot_have_the_same_ids() {
    for seed in 0..HISTORIES {
        let mut case = Case::new(seed);
        let mut watch = case.watch();
        let mut events = Vec::new();
        while let Some(event) = soon(watch.next()).await {
            events.push((event.unwrap(), case.server.position()));
        }
        let told: Vec<_> = events.iter().map(|(event, _)| event.id.clone()).collect();
        for _ in 0..5 {
            let from = case.random.usize(..events.len());
            let (event, position) = &events[from];
            case.server.go_to(*position);
            // Hours later, the time to linger would be over.
            case.hands = Hands::default();
            let rest = all(case.watch().resume(stored(&event.snapshot))).await;
            assert_eq!(ids(&rest), told[from + 1..], "{seed}");
            for (again, (before, _)) in rest.iter().zip(&events[from + 1..]) {
                assert_eq!(again.change, before.change, "{seed}");
            }
        }
    }
}

#[tokio::test]
async fn histories_show_everything_that_a_watch_can_tell() {
    let mut kinds = std::collections::BTreeMap::<&str, u32>::new();
    for seed in 0..HISTORIES {
        for event in all(Case::new(seed).watch()).await {
            *kinds.entry(event.change.as_str()).or_default() += 1;
            assert_eq!(
                event.attempt().map(|attempt| attempt.id.as_str()),
                event.change.attempt_id()
            );
            if let CallChange::Turn { index, .. } | CallChange::TurnRevised { index, .. } =
                event.change
            {
                let attempt = event.attempt().unwrap();
                assert!(index < attempt.transcript.as_ref().unwrap().len());
            }
        }
    }
    assert_eq!(kinds.len(), 10, "{kinds:?}");
    assert!(kinds.values().all(|count| *count >= 20), "{kinds:?}");
}
