//! Call orders that are not on a page, or not found, or not tracked any more.

use super::*;

/// A retrieval that is forbidden concerns one call order.
#[test]
fn a_retrieval_that_is_refused_ends_its_call_order() {
    let world = World::default();
    let all = world.put(2, "calling");
    let state = |call: &str| (call.to_owned(), seconds(9_999));
    world.state().searchable_at.extend([state(&all[0])]);
    let mut track = world.client().call().track(all.clone());
    world.updates(&mut track, 29);
    world.state().forbidden = Some(all[0].clone());
    let (updates, _) = world.updates(&mut track, 60);
    assert_eq!(changes(&updates), [(all[0].as_str(), "failed")]);
}

#[test]
fn smaller_pages_than_asked_for_are_followed_by_searches_for_the_rest() {
    let world = World::default();
    world.state().page = Some(40);
    let all = world.put(100, "completed");
    let mut track = world.client().call().track(all);
    let (updates, ended) = world.updates(&mut track, 5);
    assert!(ended && updates.len() == 100);
    let searches = world.searches();
    let sizes: Vec<_> = searches
        .iter()
        .map(|sent| (sent.at.as_secs(), sent.ids.len()))
        .collect();
    assert_eq!(sizes, [(0, 100), (0, 60), (0, 20)]);
}

/// In the order of the API, the first ones may fill each page.
#[test]
fn with_smaller_pages_none_is_left_out_for_ever() {
    let world = World::default();
    world.state().page = Some(40);
    let all = world.put(100, "calling");
    let often = PollOptions::new().longest_interval(seconds(1));
    let mut track = world.client().call().track(all).options(often);
    let (updates, _) = world.updates(&mut track, 60);
    assert_eq!(updates.len(), 100);
}

#[test]
fn a_search_that_ignores_the_ids_is_replaced_by_retrievals() {
    let world = World::default();
    world.put(300, "calling");
    world.state().ignores_ids = true;
    let mut track = track(&world, &["call_00200", "call_00201", "call_none"]);
    let (updates, ended) = world.updates(&mut track, 600);
    let expected = [
        ("call_00200", "changed"),
        ("call_00201", "changed"),
        ("call_none", "not found"),
    ];
    assert_eq!((changes(&updates), ended), (expected.to_vec(), false));
    world.set("call_00201", vec![(seconds(0), "completed", 1)]);
    let (updates, _) = world.updates(&mut track, 1_200);
    assert_eq!(changes(&updates), [("call_00201", "finished")]);
}

#[test]
fn a_call_order_that_was_not_asked_for_does_no_harm() {
    let world = World::default();
    let all = world.put(101, "calling");
    // It comes first on each page, and pushes another one off it.
    world.state().intruder = Some(all[100].clone());
    let mut track = world.client().call().track(all[..100].to_vec());
    let (updates, _) = world.updates(&mut track, 0);
    assert_eq!(updates.len(), 99);
    assert_eq!(world.sizes(), [100, 1], "the other one is looked for alone");
    let (updates, ended) = world.updates(&mut track, 3_600);
    assert_eq!(changes(&updates), [(all[99].as_str(), "changed")]);
    assert!(!ended && world.retrievals() > 0);
}

#[test]
fn one_that_does_not_exist_is_confirmed_and_reported() {
    let world = World::default();
    world.put(1, "calling");
    let mut track = track(&world, &["call_00000", "call_none"]);
    let (updates, _) = world.updates(&mut track, 29);
    assert_eq!(changes(&updates), [("call_00000", "changed")]);
    assert_eq!(world.retrievals(), 0);
    let (updates, ended) = world.updates(&mut track, 32);
    assert_eq!(changes(&updates), [("call_none", "not found")]);
    assert_eq!((world.retrievals(), ended), (1, false));
    // It is over, also for those who resume.
    assert!(updates[0].snapshot.is_over());
    assert!(updates[0].is_last() && !updates[0].is_finished());
}

#[test]
fn one_that_searches_do_not_find_is_retrieved() {
    let world = World::default();
    world.set(
        "call_1",
        vec![(seconds(0), "calling", 1), (seconds(300), "completed", 1)],
    );
    world
        .state()
        .searchable_at
        .insert("call_1".to_owned(), seconds(100));
    let mut track = track(&world, &["call_1"]);
    let (updates, _) = world.updates(&mut track, 99);
    assert_eq!(changes(&updates), [("call_1", "changed")]);
    let retrievals = world.retrievals();
    assert!(retrievals > 3, "{retrievals}");
    let (updates, ended) = world.updates(&mut track, 400);
    assert_eq!(
        (changes(&updates), ended),
        (vec![("call_1", "finished")], true)
    );
    assert_eq!(world.retrievals(), retrievals, "searches find it");
}

#[test]
fn a_search_that_is_not_there_is_replaced_by_retrievals() {
    let world = World::default();
    let all = world.put(3, "completed");
    let mut track = world.client().call().track(all);
    // Nothing else would tell: each request for a search is not found.
    world.state().faults = vec![404; 5];
    let (updates, _) = world.updates(&mut track, 0);
    assert!(updates.is_empty());
    let (updates, ended) = world.updates(&mut track, 60);
    assert!(ended && updates.len() == 3);
}

#[test]
fn a_retrieval_that_fails_is_survived_too() {
    let world = World::default();
    world.set("call_1", vec![(seconds(0), "completed", 1)]);
    world
        .state()
        .searchable_at
        .insert("call_1".to_owned(), seconds(9_999));
    let mut track = track(&world, &["call_1"]);
    world.updates(&mut track, 29);
    world.state().impostor = Some("call_2".to_owned());
    world.set("call_2", vec![(seconds(0), "completed", 1)]);
    let (updates, _) = world.updates(&mut track, 40);
    assert!(updates.is_empty());
    assert!(world.retrievals() > 0);
    world.state().impostor = None;
    let (updates, ended) = world.updates(&mut track, 200);
    assert_eq!(
        (changes(&updates), ended),
        (vec![("call_1", "finished")], true)
    );
}

#[test]
fn an_id_that_no_path_can_hold_fails() {
    let world = World::default();
    let mut track = track(&world, &["../users", ""]);
    let (updates, ended) = world.updates(&mut track, 40);
    assert_eq!(changes(&updates).len(), 2);
    assert!(
        updates
            .iter()
            .all(|update| matches!(update.change, TrackChange::Failed(_)))
    );
    assert!(ended);
}

/// The response to a request that was sent before says nothing about it.
#[test]
fn one_that_is_added_again_begins_anew() {
    for fault in [409, 422, 404, 0] {
        let world = World::default();
        world.put(1, "calling");
        world.state().takes = seconds(10);
        world.state().faults = vec![fault];
        let mut track = track(&world, &["call_00000"]);
        let tracker = track.tracker();
        world.updates(&mut track, 5);
        assert!(tracker.remove("call_00000") && tracker.add("call_00000"));
        // It is read by a request of its own, before the first one has failed and after.
        for until in [12, 16] {
            let (updates, _) = world.updates(&mut track, until);
            let expected: &[_] = if until < 16 {
                &[]
            } else {
                &[("call_00000", "changed")]
            };
            assert_eq!(changes(&updates), expected, "{fault} {until}");
        }
        assert_eq!(world.searches().len(), 2);
    }
}
