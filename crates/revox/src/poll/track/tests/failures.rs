//! Failures of requests, and who bears the consequences.

use super::requests::{Cause, cause};
use super::*;

#[test]
fn transient_failures_are_survived() {
    for fault in [0, 408, 429, 500, 503, 200] {
        let world = World::default();
        world.state().faults = vec![fault; 9];
        let all = world.put(2, "completed");
        let mut track = world.client().call().track(all);
        let (updates, ended) = world.updates(&mut track, 3_600);
        let expected = vec![("call_00000", "finished"), ("call_00001", "finished")];
        assert_eq!((changes(&updates), ended), (expected, true), "{fault}");
        assert_eq!(world.searches().len(), 10, "not split");
        let last = world.searches()[9].at;
        assert!((seconds(120)..seconds(300)).contains(&last), "{last:?}");
    }
}

#[test]
fn one_search_that_fails_stops_no_other() {
    let world = World::default();
    world.state().takes = seconds(1);
    world.state().faults = vec![503];
    let all = world.put(300, "paused");
    let mut track = world.client().call().track(all);
    let (updates, _) = world.updates(&mut track, 1);
    assert_eq!(updates.len(), 200);
    let (updates, _) = world.updates(&mut track, 4);
    assert_eq!(updates.len(), 100);
    assert_eq!(world.sizes(), [100; 4], "it stays together");
}

#[test]
fn an_outage_ends_after_its_time() {
    for (limit, expected) in [(None, 86_400), (Some(600), 600)] {
        let world = World::default();
        world.state().outage = Some(503);
        let all = world.put(2, "calling");
        let mut track = world.client().call().track(all);
        if let Some(limit) = limit {
            track = track.max_outage(seconds(limit));
        }
        let (updates, _) = world.updates(&mut track, expected - 1);
        assert!(updates.is_empty());
        let (updates, ended) = world.updates(&mut track, expected + 61);
        let failed = vec![("call_00000", "failed"), ("call_00001", "failed")];
        assert_eq!((changes(&updates), ended), (failed, true));
        // Resumed, it goes on.
        world.state().outage = None;
        let snapshots = updates.into_iter().map(|update| update.snapshot);
        let mut again = track.resume_for_test(&world, snapshots.collect());
        assert_eq!(world.updates(&mut again, 90_000).0.len(), 2);
    }
}

impl Track {
    fn resume_for_test(self, world: &World, snapshots: Vec<TrackSnapshot>) -> Self {
        drop(self);
        super::track(world, &[]).resume(snapshots)
    }
}

/// The error of the one request that a job is.
fn error_of(world: &World, job: &Job) -> Error {
    let mut outcome = job.begin(world.client().api());
    let mut context = Context::from_waker(Waker::noop());
    match outcome.as_mut().poll(&mut context) {
        Poll::Ready(Err(error)) => error,
        _ => panic!("{job:?} succeeds, or takes time"),
    }
}

#[test]
fn errors_have_a_cause_that_depends_on_the_request() {
    use Cause::{Client, Other, Part};
    let search = Job::Search(vec![Id::from("call_00000"), Id::from("call_00001")]);
    let retrieval = Job::Retrieve(Id::from("call_00000"));
    let world = World::default();
    for (status, of_search, of_retrieval) in [
        // No connection, and a page of a proxy.
        (0, Other, Other),
        (200, Other, Other),
        (302, Client, Client),
        (400, Part, Other),
        (401, Client, Client),
        (402, Client, Client),
        (403, Client, Other),
        (404, Part, Other),
        (407, Client, Client),
        (408, Other, Other),
        (409, Part, Other),
        (413, Part, Other),
        (414, Part, Other),
        (422, Part, Other),
        (429, Other, Other),
        (499, Part, Other),
        (500, Other, Other),
        (503, Other, Other),
    ] {
        world.state().outage = Some(status);
        for (job, expected) in [(&search, of_search), (&retrieval, of_retrieval)] {
            let error = error_of(&world, job);
            assert_eq!(cause(job, &error), expected, "{status} {job:?}");
        }
    }
    world.state().outage = None;
    let all = world.put(2, "calling");
    world.state().broken.insert(all[0].clone());
    for (job, expected) in [(&search, Part), (&retrieval, Other)] {
        assert_eq!(cause(job, &error_of(&world, job)), expected);
    }
    for (error, of_search, of_retrieval) in [
        (Error::too_large(1), Part, Other),
        (Error::invalid_request("no"), Part, Other),
        (Error::missing_key("sealed"), Client, Client),
    ] {
        assert_eq!(cause(&search, &error), of_search, "{error}");
        assert_eq!(cause(&retrieval, &error), of_retrieval, "{error}");
    }
}

/// The times of the errors until then, and the updates.
fn errors(world: &World, track: &mut Track, until: u64) -> (Vec<u64>, Vec<TrackUpdate>) {
    let (mut errors, mut updates) = (Vec::new(), Vec::new());
    loop {
        match world.step(track, seconds(until)) {
            Step::Error(_) => errors.push(world.state().now.as_secs()),
            Step::Update(update) => updates.push(*update),
            Step::Ended | Step::Time => return (errors, updates),
        }
    }
}

#[test]
fn a_refused_client_is_one_error_and_no_call_order_is_given_up() {
    for status in [401, 402, 403, 407] {
        let world = World::default();
        world.state().takes = Duration::from_millis(1);
        world.state().outage = Some(status);
        let all = world.put(1_000, "calling");
        let mut track = world.client().call().track(all);
        let Step::Error(error) = world.step(&mut track, seconds(1)) else {
            panic!("an error comes first")
        };
        assert_eq!(error.status().unwrap().as_u16(), status);
        // The others were under way.
        assert_eq!(world.searches().len(), 4);
        // Whoever goes on has an error for each pause, at most a minute long.
        let (times, updates) = errors(&world, &mut track, 3_600);
        assert!(updates.is_empty());
        assert!((60..=130).contains(&times.len()), "{times:?}");
        assert!(times[0] <= 2, "{times:?}");
        let pauses = times.windows(2).map(|pair| pair[1] - pair[0]);
        assert!(pauses.clone().all(|pause| pause <= 61), "{times:?}");
        assert!(pauses.max().unwrap() >= 30, "{times:?}");
        assert!(world.searches().len() <= 4 * (times.len() + 1));
        // A key that is accepted again cures everything, and hints do not shorten the pause.
        world.state().outage = None;
        let tracker = track.tracker();
        assert_eq!(tracker.hint("call_00007"), 1);
        let before = world.searches().len();
        let last = *times.last().unwrap();
        let (times, updates) = errors(&world, &mut track, 3_661);
        assert!(times.is_empty());
        assert_eq!(updates.len(), 1_000, "{status}");
        let first = world.searches()[before].at.as_secs();
        assert!(first - last >= 28, "{first} {last}");
    }
}

#[test]
fn a_client_that_is_refused_once_goes_on() {
    let world = World::default();
    world.state().faults = vec![401];
    let all = world.put(300, "completed");
    let mut track = world.client().call().track(all);
    let (times, updates) = errors(&world, &mut track, 60);
    assert_eq!((times, updates.len()), (vec![0], 300));
    // A second refusal does not add to a first one that is over.
    let world = World::default();
    world.state().faults = vec![401, 401, 401, 401, 401, 401];
    let all = world.put(1, "calling");
    let mut track = world.client().call().track(all);
    let (times, _) = errors(&world, &mut track, 600);
    assert_eq!(times.len(), 6);
    let at = world.state().now.as_secs();
    world.state().faults = vec![401];
    let (times, _) = errors(&world, &mut track, at + 3_600);
    let searches = world.searches();
    let again = searches
        .iter()
        .rposition(|sent| sent.at.as_secs() == times[0]);
    let pause = searches[again.unwrap() + 1].at - searches[again.unwrap()].at;
    assert!(pause <= seconds(1), "{pause:?}");
}

#[test]
fn an_id_that_makes_a_search_fail_is_found_and_the_others_go_on() {
    for bad in [
        vec![0],
        vec![99],
        vec![31, 32, 77],
        vec![0, 1, 2, 3, 4, 5, 6],
    ] {
        let world = World::default();
        let all = world.put(250, "completed");
        world.state().refused = bad.iter().map(|index| all[*index].clone()).collect();
        let mut track = world.client().call().track(all.clone());
        let (updates, ended) = world.updates(&mut track, 0);
        assert!(ended && updates.len() == 250);
        for (id, change) in changes(&updates) {
            let is_bad = world.state().refused.contains(id);
            assert_eq!(change, if is_bad { "failed" } else { "finished" }, "{id}");
        }
        let most = 3 + 14 * bad.len();
        assert!(world.searches().len() <= most, "{}", world.searches().len());
        let failed = updates
            .iter()
            .find(|update| update.id == all[bad[0]])
            .unwrap();
        assert!(matches!(&failed.change, TrackChange::Failed(error) if error.is_unprocessable()));
    }
}

#[test]
fn any_number_of_bad_ids_ends_no_other() {
    for (count, bad, step) in [
        (100, 20..70, 1),
        (1_000, 0..250, 1),
        (1_000, 0..1_000, 2),
        (1_000, 1..1_000, 10),
    ] {
        let world = World::default();
        let all = world.put(count, "completed");
        let refused: Vec<_> = all[bad.clone()].iter().step_by(step).cloned().collect();
        world.state().refused = refused.iter().cloned().collect();
        let mut track = world.client().call().track(all);
        let (updates, ended) = world.updates(&mut track, 3_600);
        assert!(ended && updates.len() == count);
        for (id, change) in changes(&updates) {
            let is_bad = world.state().refused.contains(id);
            assert_eq!(change, if is_bad { "failed" } else { "finished" }, "{id}");
        }
        let (searches, most) = (world.searches().len(), 100 + 14 * refused.len());
        assert!(searches <= most, "{bad:?}: {searches}");
    }
}

#[test]
fn searches_that_are_refused_whatever_is_in_them_are_not_split_for_ever() {
    let world = World::default();
    world.state().outage = Some(422);
    let all = world.put(1_000, "calling");
    let mut track = world.client().call().track(all);
    // In a minute, 64 are halved.
    let (updates, _) = world.updates(&mut track, 59);
    assert!((20..=64).contains(&updates.len()), "{}", updates.len());
    let (searches, rounds) = (world.searches().len(), 7);
    assert!(searches <= 128 + rounds * 30, "{searches}");
    // Each of them in the end, and by itself.
    let (more, ended) = world.updates(&mut track, 3 * 3_600);
    let updates: Vec<_> = updates.into_iter().chain(more).collect();
    assert!(ended && updates.len() == 1_000);
    assert!(
        updates
            .iter()
            .all(|update| matches!(update.change, TrackChange::Failed(_)))
    );
    let searches = world.searches().len();
    assert!(searches <= 5_000, "{searches}");
}

#[test]
fn a_call_order_that_does_not_decode_is_alone_until_it_does() {
    let world = World::default();
    let all = world.put(100, "calling");
    let broken = all[42].clone();
    world.state().broken.insert(broken.clone());
    let mut track = world.client().call().track(all);
    let (updates, _) = world.updates(&mut track, 0);
    assert_eq!(updates.len(), 99);
    let splits = world.searches().len();
    assert!((9..=15).contains(&splits), "{splits}");
    let (_, _) = world.updates(&mut track, 30);
    for sent in &world.searches()[splits..] {
        assert!(!sent.ids.contains(&broken) || sent.ids.len() == 1);
    }
    world.state().broken.clear();
    let (updates, _) = world.updates(&mut track, 70);
    assert_eq!(changes(&updates), [(broken.as_str(), "changed")]);
    // For good, it fails in the end.
    world.state().broken.insert(broken.clone());
    let (updates, ended) = world.updates(&mut track, 2_000);
    assert_eq!(changes(&updates), [(broken.as_str(), "failed")]);
    assert!(!ended);
}

#[test]
fn responses_that_are_too_large_make_batches_smaller() {
    let world = World::default();
    world.state().most = Some(30);
    let all = world.put(100, "calling");
    let mut track = world.client().call().track(all);
    let (updates, _) = world.updates(&mut track, 0);
    assert_eq!(updates.len(), 100);
    assert_eq!(world.sizes(), [100, 50, 25, 25, 50, 25, 25]);
    world.updates(&mut track, 5);
    let later = world.sizes().split_off(7);
    assert!(
        !later.is_empty() && later.iter().all(|size| *size <= 25),
        "{later:?}"
    );
}
