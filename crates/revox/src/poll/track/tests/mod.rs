//! The stream over an API in memory, whose time passes when the stream waits.

mod absence;
mod failures;
mod model;
mod world;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Wake, Waker};

use super::*;
use world::{Step, World, seconds};

fn ids(updates: &[TrackUpdate]) -> Vec<&str> {
    updates.iter().map(|update| update.id.as_str()).collect()
}

fn changes(updates: &[TrackUpdate]) -> Vec<(&str, &str)> {
    let name = |update: &TrackUpdate| match update.change {
        TrackChange::Changed(_) => "changed",
        TrackChange::Finished(_) => "finished",
        TrackChange::NotFound => "not found",
        TrackChange::Failed(_) => "failed",
    };
    let named = updates
        .iter()
        .map(|update| (update.id.as_str(), name(update)));
    named.collect()
}

fn track(world: &World, ids: &[&str]) -> Track {
    world.client().call().track(ids.iter().copied())
}

#[test]
fn many_share_requests_until_they_are_finished() {
    let world = World::default();
    let all = world.put(250, "calling");
    for id in &all[..120] {
        world.set(
            id,
            vec![(seconds(0), "calling", 1), (seconds(100), "completed", 1)],
        );
    }
    let mut track = world.client().call().track(all.clone());
    let (updates, ended) = world.updates(&mut track, 0);
    assert!(!ended && updates.len() == 250);
    assert!(
        updates
            .iter()
            .all(|update| matches!(update.change, TrackChange::Changed(_)))
    );
    assert_eq!(world.sizes(), [100, 100, 50]);
    let (updates, _) = world.updates(&mut track, 400);
    assert_eq!(
        ids(&updates),
        all[..120].iter().map(String::as_str).collect::<Vec<_>>()
    );
    assert!(updates.iter().all(TrackUpdate::is_finished));
    assert_eq!(world.retrievals(), 0);
    // All were read at once, so they are due at once.
    let mut ticks = BTreeMap::<Duration, Vec<usize>>::new();
    for sent in world.searches() {
        ticks.entry(sent.at).or_default().push(sent.ids.len());
    }
    for (at, sizes) in &ticks {
        let due: usize = sizes.iter().sum();
        assert_eq!(sizes.len(), due.div_ceil(100), "{at:?}");
    }
    let ticks: Vec<_> = ticks.keys().collect();
    assert!(
        ticks
            .windows(2)
            .all(|pair| *pair[1] - *pair[0] >= seconds(1))
    );
    for id in &all {
        world.set(id, vec![(seconds(0), "cancelled", 1)]);
    }
    let (updates, ended) = world.updates(&mut track, 9_000);
    assert!(ended && updates.len() == 130);
    assert!(track.shared.orders().is_empty());
    assert_eq!(world.state().most_under_way, 1, "responses come at once");
}

#[test]
fn a_longer_tick_gathers_more() {
    for (tick, expected) in [(0, 1), (1, 1), (30, 30)] {
        let world = World::default();
        let all = world.put(3, "calling");
        let mut track = world.client().call().track(all).tick(seconds(tick));
        world.updates(&mut track, 600);
        let searches = world.searches();
        let pauses = searches.windows(2).map(|pair| pair[1].at - pair[0].at);
        let least = pauses.min().unwrap();
        assert!(least >= seconds(expected), "{tick}: {least:?}");
        assert!(least < seconds(expected + 4), "{tick}: {least:?}");
    }
}

#[test]
fn options_set_when_orders_are_polled() {
    let polls = |options: PollOptions| {
        let world = World::default();
        let all = world.put(1, "calling");
        let mut track = world.client().call().track(all).options(options);
        world.updates(&mut track, 600);
        world.searches().len()
    };
    let often = polls(PollOptions::new().longest_interval(seconds(1)));
    assert_eq!(often, 601);
    assert!(polls(PollOptions::new()) < 200);
}

#[test]
fn requests_under_way_are_bounded_and_do_not_stop_others() {
    for (concurrency, expected) in [(None, 4), (Some(1), 1), (Some(0), 1), (Some(9), 5)] {
        let world = World::default();
        world.state().takes = seconds(10);
        let all = world.put(450, "paused");
        let mut track = world.client().call().track(all);
        if let Some(most) = concurrency {
            track = track.concurrency(most);
        }
        let (updates, _) = world.updates(&mut track, 55);
        assert_eq!(updates.len(), 450);
        assert_eq!(world.state().most_under_way, expected);
        assert_eq!(world.sizes(), [100, 100, 100, 100, 50]);
    }
}

#[test]
fn nothing_happens_while_nobody_reads() {
    let world = World::default();
    let all = world.put(250, "calling");
    let mut track = world.client().call().track(all);
    assert!(world.searches().is_empty());
    assert!(matches!(
        world.step(&mut track, seconds(0)),
        Step::Update(_)
    ));
    let before = world.searches().len();
    for _ in 0..99 {
        assert!(matches!(
            world.step(&mut track, seconds(0)),
            Step::Update(_)
        ));
    }
    assert_eq!(world.searches().len(), before);
    assert!(before <= 3, "{before}");
    let debug = format!("{track:?}");
    assert!(debug.contains("tracked: 250"), "{debug}");
}

#[test]
fn handles_add_and_remove_orders_while_it_runs() {
    let world = World::default();
    world.put(3, "calling");
    let mut track = track(&world, &["call_00000"]);
    let tracker = track.tracker();
    world.updates(&mut track, 10);
    assert!(tracker.add("call_00001") && tracker.add("call_00002"));
    assert!(!tracker.add("call_00001") && !tracker.add("call_00000"));
    assert_eq!(tracker.tracked(), 3);
    assert!(format!("{tracker:?}").contains("tracked: 3"));
    assert!(tracker.remove("call_00002") && !tracker.remove("call_00002"));
    let (updates, _) = world.updates(&mut track, 12);
    assert_eq!(ids(&updates), ["call_00001"]);
    // An update that was read, and not returned yet.
    world.put(3, "completed");
    tracker.clone().add("call_00002");
    let Step::Update(update) = world.step(&mut track, seconds(1_000)) else {
        panic!("it is finished");
    };
    assert_eq!(update.id, "call_00002");
    drop(tracker);
    let (updates, ended) = world.updates(&mut track, 2_000);
    assert!(ended && updates.len() == 2);
}

#[test]
fn the_stream_stays_open_while_a_handle_exists() {
    let world = World::default();
    let mut track = track(&world, &[]);
    let tracker = track.tracker();
    let other = tracker.clone();
    assert!(matches!(world.step(&mut track, seconds(5)), Step::Time));
    drop(tracker);
    assert!(matches!(world.step(&mut track, seconds(6)), Step::Time));
    world.put(1, "completed");
    assert!(other.add("call_00000"));
    assert_eq!(ids(&world.updates(&mut track, 9).0), ["call_00000"]);
    // What was over can be read again.
    assert!(other.add("call_00000"));
    other.close();
    assert!(!other.add("call_00001"));
    let (updates, ended) = world.updates(&mut track, 12);
    assert_eq!((ids(&updates), ended), (vec!["call_00000"], true));
    assert!(matches!(world.step(&mut track, seconds(12)), Step::Ended));
    assert!(world.updates(&mut self::track(&world, &[]), 12).1);
}

#[test]
fn handles_survive_the_stream() {
    let world = World::default();
    world.put(1, "calling");
    let track = track(&world, &["call_00000"]);
    let tracker = track.tracker();
    drop(track);
    assert_eq!((tracker.tracked(), tracker.hint("call_00000")), (0, 0));
    assert!(!tracker.add("call_00000") && !tracker.remove("call_00000"));
}

#[derive(Default)]
struct Wakes(AtomicUsize);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn handles_wake_a_stream_that_waits() {
    let world = World::default();
    world.put(9, "calling");
    let mut track = track(&world, &["call_00000"]);
    let tracker = track.tracker();
    world.updates(&mut track, 5);
    let wakes = Arc::new(Wakes::default());
    let waker = Waker::from(Arc::clone(&wakes));
    let mut woken = |act: &dyn Fn()| {
        // Whatever is due is done first.
        let mut context = Context::from_waker(&waker);
        while let Poll::Ready(Some(_)) = track.poll_update(&mut context) {}
        let before = wakes.0.load(Ordering::Relaxed);
        act();
        wakes.0.load(Ordering::Relaxed) > before
    };
    assert!(woken(&|| _ = tracker.add("call_00001")));
    assert!(!woken(&|| _ = tracker.add("call_00001")));
    assert!(woken(&|| _ = tracker.hint("call_00001")));
    assert!(!woken(&|| _ = tracker.hint("call_9")));
    assert!(woken(&|| _ = tracker.remove("call_00001")));
    assert!(!woken(&|| _ = tracker.remove("call_00001")));
    assert!(!woken(&|| drop(tracker.clone())));
    assert!(woken(&|| tracker.close()));
}

#[test]
fn a_hint_is_read_within_a_tick_and_a_flood_costs_one_poll_a_second() {
    let world = World::default();
    world.put(2, "paused");
    let mut track = track(&world, &["call_00000", "call_00001"]);
    let tracker = track.tracker();
    world.updates(&mut track, 10);
    world.set("call_00000", vec![(seconds(0), "completed", 1)]);
    assert_eq!(tracker.hint(br#"{"id": "call_00000"}"#), 1);
    let (updates, _) = world.updates(&mut track, 10);
    assert_eq!(ids(&updates), ["call_00000"]);

    let before = world.searches().len();
    for tenth in 1..=100 {
        assert_eq!(tracker.hint("call_00001"), 1);
        assert_eq!(tracker.hint("call_00000 call_none"), 0);
        let until = seconds(10) + Duration::from_millis(100 * tenth);
        assert!(matches!(world.step(&mut track, until), Step::Time));
    }
    let polls = world.searches().len() - before;
    assert!((9..=11).contains(&polls), "{polls}");
}

#[test]
fn a_resumed_stream_repeats_nothing_and_misses_nothing() {
    let world = World::default();
    world.put(3, "calling");
    let mut first = track(&world, &["call_00000", "call_00001"]);
    let (updates, _) = world.updates(&mut first, 5);
    let mut table: BTreeMap<_, _> = updates
        .into_iter()
        .map(|update| (update.id, update.snapshot))
        .collect();
    world.set("call_00001", vec![(seconds(0), "completed", 1)]);
    let (updates, _) = world.updates(&mut first, 90);
    drop(first);
    let end = updates.into_iter().next().unwrap();
    table.insert(end.id, end.snapshot);

    let all = ["call_00000", "call_00001", "call_00002"];
    let mut again = track(&world, &all).resume(table.values().cloned());
    let (updates, _) = world.updates(&mut again, 200);
    assert_eq!(ids(&updates), ["call_00002"]);
    drop(again);
    // Without the last snapshot, the end comes again.
    table.remove("call_00001");
    let mut again = track(&world, &all).resume(table.into_values());
    let (updates, _) = world.updates(&mut again, 400);
    assert_eq!(ids(&updates), ["call_00001", "call_00002"]);
}

/// The unit of `Stream`, too.
#[test]
fn it_is_a_stream() {
    let world = World::default();
    world.put(1, "errored");
    let mut track = track(&world, &["call_00000"]);
    let mut context = Context::from_waker(Waker::noop());
    let mut next = || Pin::new(&mut track).poll_next(&mut context);
    assert!(matches!(next(), Poll::Ready(Some(Ok(update))) if update.is_finished()));
    assert!(matches!(next(), Poll::Ready(None)));
}

#[test]
fn next_returns_all_updates_and_then_none() {
    let world = World::default();
    let all = world.put(3, "completed");
    let mut track = world.client().call().track(all.clone());
    let mut context = Context::from_waker(Waker::noop());
    let mut next = || std::pin::pin!(track.next()).poll(&mut context);
    for id in all {
        assert!(matches!(next(), Poll::Ready(Some(Ok(update))) if update.id == id));
    }
    assert!(matches!(next(), Poll::Ready(None)));
}

/// Looks at the tracker when it wakes, and drops a handle of it when it is dropped.
struct Curious(Tracker);

impl Wake for Curious {
    fn wake(self: Arc<Self>) {
        self.0.tracked();
    }
}

/// Runs on a thread of its own, since a lock that is taken twice hangs.
fn without_deadlock(test: impl FnOnce() + Send + 'static) {
    let (done, is_done) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        test();
        done.send(()).unwrap();
    });
    assert!(is_done.recv_timeout(seconds(60)).is_ok());
}

#[test]
fn a_body_is_scanned_without_the_lock() {
    without_deadlock(|| {
        let world = World::default();
        let all = world.put(1_000, "calling");
        let track = world.client().call().track(all.clone());
        let tracker = track.tracker();
        let named = track.shared.hint(|look| {
            for id in all.iter().flat_map(|id| [id, id, "no_call_id"]) {
                look(id);
                assert_eq!(tracker.tracked(), 1_000);
            }
        });
        assert_eq!(named, 1_000);
    });
}

#[test]
fn code_of_others_runs_without_the_lock() {
    without_deadlock(|| {
        let world = World::default();
        let mut track = track(&world, &["call_00000"]);
        let tracker = track.tracker();
        let snapshots = std::iter::from_fn(|| {
            tracker.tracked();
            None
        });
        track = track.resume(snapshots);
        let poll = |track: &mut Track| {
            let waker = Waker::from(Arc::new(Curious(tracker.clone())));
            let mut context = Context::from_waker(&waker);
            while track.poll_update(&mut context).is_ready() {}
        };
        let acts: [&dyn Fn(); 5] = [
            &|| _ = tracker.add("call_00001"),
            &|| _ = tracker.hint("call_00001"),
            &|| _ = tracker.remove("call_00001"),
            &|| tracker.close(),
            &|| (),
        ];
        for act in acts {
            poll(&mut track);
            act();
        }
        poll(&mut track);
        drop(track);
    });
}
