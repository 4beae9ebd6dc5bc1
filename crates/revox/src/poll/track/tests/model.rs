//! Random lives of call orders, with random hints, faults, kills and resumptions: each end is seen
//! exactly once by a consumer that stores updates and snapshots together.
//!
//! `REVOX_TRACKS` sets the number of histories, `REVOX_TRACKS_SEED` the first seed.

use fastrand::Rng;

use super::world::{Life, Sent};
use super::*;

const HOUR: u64 = 3_600;

fn number(name: &str, default: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.map_or(default, |given| given.parse().unwrap())
}

fn life(random: &mut Rng) -> Life {
    let mut life = vec![(seconds(0), "scheduled", 0)];
    let mut at = random.u64(0..2 * HOUR);
    for attempt in 1..=random.i64(1..=3) {
        life.push((seconds(at), "queued_for_calling", attempt - 1));
        at += random.u64(1..300);
        life.push((seconds(at), "calling", attempt));
        at += random.u64(1..400);
        if random.bool() {
            life.push((seconds(at), "post_processing", attempt));
            at += random.u64(1..20);
        }
        if random.u8(0..8) == 0 {
            life.push((seconds(at), "of_tomorrow", attempt));
            at += random.u64(1..100);
        }
    }
    let ends = ["completed", "cancelled", "errored"];
    let attempts = life.last().unwrap().2;
    life.push((seconds(at), ends[random.usize(..3)], attempts));
    life
}

/// The tables that a program keeps in its database.
#[derive(Default)]
struct Table {
    rows: BTreeMap<String, String>,
    ends: BTreeMap<String, Vec<&'static str>>,
}

impl Table {
    /// Stores an update and its snapshot together.
    fn store(&mut self, update: &TrackUpdate) {
        let row = serde_json::to_string(&update.snapshot).unwrap();
        let end = match update.change {
            TrackChange::Changed(_) => None,
            TrackChange::Finished(_) => Some("finished"),
            TrackChange::NotFound => Some("not found"),
            TrackChange::Failed(_) => Some("failed"),
        };
        self.ends.entry(update.id.clone()).or_default().extend(end);
        self.rows.insert(update.id.clone(), row);
    }

    fn snapshots(&self) -> Vec<TrackSnapshot> {
        let rows = self.rows.values();
        rows.map(|row| serde_json::from_str(row).unwrap()).collect()
    }
}

/// No more searches in a tick than the call orders in them need; ticks a second apart.
fn assert_shared(searches: &[Sent], seed: u64) {
    let mut ticks = BTreeMap::<Duration, Vec<usize>>::new();
    for sent in searches {
        ticks.entry(sent.at).or_default().push(sent.ids.len());
    }
    for sizes in ticks.values() {
        let all: usize = sizes.iter().sum();
        assert!(sizes.len() <= all.div_ceil(100), "{seed}: {sizes:?}");
    }
    let times: Vec<_> = ticks.keys().collect();
    let is_apart = |pair: &[&Duration]| *pair[1] - *pair[0] >= seconds(1);
    assert!(times.windows(2).all(is_apart), "{seed}");
}

fn history(seed: u64) {
    let mut random = Rng::with_seed(seed);
    let world = World::default();
    let is_faulty = random.bool();
    let count = random.usize(1..250);
    let all: Vec<String> = (0..count).map(|index| format!("call_{index}")).collect();
    let mut expected = BTreeMap::new();
    for id in &all {
        let kind = random.u8(0..40);
        if kind == 0 {
            expected.insert(id.clone(), "not found");
            continue;
        }
        world.set(id, life(&mut random));
        expected.insert(id.clone(), "finished");
        match kind {
            1 if is_faulty => {
                world.state().refused.insert(id.clone());
                expected.insert(id.clone(), "failed");
            }
            2 => {
                let from = seconds(random.u64(0..3 * HOUR));
                world.state().searchable_at.insert(id.clone(), from);
            }
            _ => {}
        }
    }
    let mut table = Table::default();
    // Some are added later.
    let later = random.usize(0..=count);
    let mut known = later;
    let begin = |table: &Table, known: usize| {
        let ids = all[..known].iter().chain(&all[..known.min(3)]).cloned();
        world.client().call().track(ids).resume(table.snapshots())
    };
    let mut track = begin(&table, known);
    let mut tracker = track.tracker();
    let (mut ended, mut checked) = (false, 0);
    while !ended {
        let now = world.state().now;
        assert!(now < seconds(48 * HOUR), "{seed}: {:?}", table.ends);
        let until = now + Duration::from_millis(random.u64(0..200_000));
        if is_faulty {
            let faults = (0..random.usize(0..3)).map(|_| [0, 429, 500, 200][random.usize(..4)]);
            world.state().faults = faults.collect();
            world.state().takes = seconds(random.u64(0..3));
            world.state().page = [None, Some(1), Some(7), Some(60)][random.usize(..4)];
        }
        match random.u8(0..10) {
            0..=2 if known < count => {
                tracker.add(all[known].clone());
                known += 1;
            }
            0..=4 => {
                let named = (0..random.usize(0..30)).map(|_| &all[random.usize(..count)]);
                let body = format!("{:?} call_none", named.collect::<Vec<_>>());
                let found = tracker.hint(body);
                assert!(found <= tracker.tracked());
            }
            5 => {
                // Killed, perhaps with updates that were read and not stored.
                track = begin(&table, known);
                tracker = track.tracker();
                let searches = world.searches();
                if !is_faulty {
                    assert_shared(&searches[checked..], seed);
                }
                checked = searches.len();
            }
            _ => {}
        }
        if known == count {
            tracker.close();
        }
        // It may be killed between any two updates.
        let stored = random.usize(0..200);
        for _ in 0..stored {
            match world.step(&mut track, until) {
                Step::Update(update) => {
                    let ends = table.ends.get(&update.id);
                    // What failed is tried again.
                    let is_over = ends.is_some_and(|ends| ends.iter().any(|end| *end != "failed"));
                    assert!(!is_over, "{seed}: {}", update.id);
                    table.store(&update);
                }
                Step::Error(error) => panic!("{seed}: {error}"),
                Step::Time => break,
                Step::Ended => {
                    ended = true;
                    break;
                }
            }
        }
    }
    for (id, end) in &expected {
        let mut ends = table.ends.get(id).cloned().unwrap_or_default();
        if *end == "failed" {
            ends.dedup();
        }
        assert_eq!(ends, [*end], "{seed}: {id}");
    }
    if !is_faulty {
        assert_shared(&world.searches()[checked..], seed);
    }
}

#[test]
fn each_end_is_seen_exactly_once() {
    let first = number("REVOX_TRACKS_SEED", 1);
    for seed in first..first + number("REVOX_TRACKS", 20) {
        history(seed);
    }
}
