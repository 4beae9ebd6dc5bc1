//! The effects of each assumption that does not hold. Each is first kept, then broken.

use revox::{MemoryJournal, PlacingOptions, UndecidedReason};
use revox_sandbox::Quirks;

use super::{NUMBER, World, lead, seconds, soon, undecided};

/// Placements without a journal and with one, and with `at_most_once`.
fn all_options() -> [PlacingOptions; 3] {
    [
        PlacingOptions::new(),
        PlacingOptions::new().journal(MemoryJournal::new()),
        PlacingOptions::new()
            .journal(MemoryJournal::new())
            .at_most_once(),
    ]
}

/// The server decides a request within the decision time, or later by a second.
#[tokio::test]
async fn a_decision_after_the_decision_time_can_ring_twice() {
    for (late, orders) in [(119, [1, 1, 1]), (151, [2, 2, 1])] {
        for (options, expected) in all_options().into_iter().zip(orders) {
            let world = World::with(options).await;
            world.fault(&format!("call_create x1 late={late}"));
            drop(soon(world.place("lead-42").first_try()).await);
            world.sandbox.advance(seconds(60));
            assert_eq!(world.orders(), expected, "late by {late} s");
        }
    }
}

/// A longer decision time cures it.
#[tokio::test]
async fn a_decision_time_that_is_long_enough_rings_once() {
    let world = World::with(PlacingOptions::new().decision_time(seconds(200))).await;
    world.fault("call_create x1 late=151");
    assert!(
        !soon(world.place("lead-42").first_try())
            .await
            .unwrap()
            .is_new()
    );
    assert_eq!(world.orders(), 1);
}

/// Search finds an accepted call order within the visibility time, or long after it.
#[tokio::test]
async fn a_call_order_that_search_does_not_find_can_ring_twice() {
    // The decision time is the reserve of a request that was accepted at once.
    for (hidden_for, orders) in [(30, [1, 1, 1]), (149, [1, 1, 1]), (200, [2, 2, 1])] {
        for (options, expected) in all_options().into_iter().zip(orders) {
            let world = World::with(options).await;
            let quirks = Quirks::new().visible_after(seconds(hidden_for));
            world.sandbox.set_quirks(quirks);
            world.fault("call_create x1 drop-after");
            drop(soon(world.place("lead-42").first_try()).await);
            assert_eq!(world.orders(), expected, "hidden for {hidden_for} s");
        }
    }
}

/// A 404 of a call order that was accepted does not mean that it is gone.
#[tokio::test]
async fn an_accepted_call_order_that_is_not_found_yet_is_waited_for() {
    for fault in ["truncate", "drop-mid-body", "status=204 after"] {
        let world = World::new().await;
        world
            .sandbox
            .set_quirks(Quirks::new().visible_after(seconds(29)));
        world.fault(&format!("call_create x1 {fault}"));
        let placed = soon(world.place("lead-42").first_try()).await.unwrap();
        assert!(!placed.is_new());
        assert_eq!(
            (world.orders(), world.count("call_create")),
            (1, 1),
            "{fault}"
        );
    }
}

/// It is never sent again, however long it is not found.
#[tokio::test]
async fn an_accepted_call_order_that_stays_hidden_is_undecided() {
    for options in all_options() {
        let world = World::with(options).await;
        world
            .sandbox
            .set_quirks(Quirks::new().visible_after(seconds(3_600)));
        world.fault("call_create x1 truncate");
        let undecided = undecided(soon(world.place("lead-42").first_try()).await);
        assert_eq!(undecided.reason, UndecidedReason::Vanished);
        assert_eq!((world.orders(), world.count("call_create")), (1, 1));
    }
}

/// Metadata comes back verbatim, or not at all: what may be the call order is left to a person.
#[tokio::test]
async fn a_call_order_without_its_metadata_is_undecided() {
    for options in all_options() {
        let world = World::with(options).await;
        world.sandbox.set_quirks(Quirks::new().without_metadata());
        world.fault("call_create x1 drop-after");
        let undecided = undecided(soon(world.place("lead-42").first_try()).await);
        assert_eq!(undecided.reason, UndecidedReason::Unmarked);
        assert_eq!(undecided.ids, world.sandbox.call_ids()[1..]);
        assert_eq!((world.orders(), world.count("call_create")), (1, 1));
    }
}

/// Without a journal, a restart that knows nothing of earlier tries cannot tell.
#[tokio::test]
async fn a_restart_after_dropped_metadata_can_ring_twice_if_it_does_not_know_the_first_try() {
    for knows in [true, false] {
        let world = World::new().await;
        world.sandbox.set_quirks(Quirks::new().without_metadata());
        let tried = world.sandbox.now();
        soon(world.place("lead-42").first_try()).await.unwrap();
        let place = world.place("lead-42");
        if knows {
            let outcome = soon(place.first_tried_at(tried.into())).await;
            assert_eq!(undecided(outcome).reason, UndecidedReason::Unmarked);
            assert_eq!(world.orders(), 1);
        } else {
            assert!(soon(place).await.unwrap().is_new());
            assert_eq!(world.orders(), 2);
        }
    }
}

/// A fingerprint that is missing or changed.
#[tokio::test]
async fn metadata_that_was_changed_is_not_trusted() {
    for (value, is_conflict) in [(serde_json::Value::Null, false), ("1-00".into(), true)] {
        let world = World::new().await;
        soon(world.place("lead-42").first_try()).await.unwrap();
        let id = world.sandbox.call_ids().pop().unwrap();
        let mut order = world.sandbox.call(&id).unwrap();
        order["metadata"]["revox_placement_fingerprint"] = value;
        world.sandbox.put_call(order).unwrap();
        let outcome = soon(world.place("lead-42").first_try()).await;
        if is_conflict {
            assert!(outcome.unwrap_err().is_conflict());
        } else {
            let undecided = undecided(outcome);
            assert_eq!(undecided.reason, UndecidedReason::Unverifiable);
            assert_eq!(undecided.ids, [id]);
        }
        assert_eq!(world.orders(), 1);
    }
}

/// A search that leaves out metadata fails, rather than to look as if there were nothing.
#[tokio::test]
async fn a_search_without_metadata_never_sends() {
    let world = World::new().await;
    soon(world.place("lead-42").first_try()).await.unwrap();
    let id = world.sandbox.call_ids().pop().unwrap();
    let mut order = world.sandbox.call(&id).unwrap();
    order.as_object_mut().unwrap().remove("metadata");
    world.sandbox.put_call(order).unwrap();
    let undecided = undecided(soon(world.place("lead-42")).await);
    assert_eq!(undecided.reason, UndecidedReason::LookupFailed);
    assert!(undecided.error.unwrap().is_decode());
    assert_eq!(world.count("call_create"), 1);
}

/// One writer per key: two without a journal look, both find nothing, and both send.
#[tokio::test]
async fn two_writers_without_a_journal_can_ring_twice() {
    let both = |world: &World| {
        // Each has its own clients, as two processes have.
        [(); 2].map(|()| {
            let builder = revox::Client::builder().api_key(world.sandbox.api_key());
            let builder = builder.base_url(world.sandbox.base_url());
            builder.clock(world.clock()).build().unwrap()
        })
    };
    let world = World::new().await;
    let [one, two] = both(&world);
    let (one, two) = tokio::join!(
        soon(one.call().place("lead-42", lead()).first_try()),
        soon(two.call().place("lead-42", lead()).first_try()),
    );
    assert!(one.unwrap().is_new() && two.unwrap().is_new());
    // It is noticed afterwards.
    let undecided = undecided(soon(world.place("lead-42")).await);
    assert_eq!(undecided.reason, UndecidedReason::Several);
    assert_eq!(undecided.ids.len(), 2);

    // A shared journal cures it.
    let world = World::new().await;
    let journal = MemoryJournal::with_clock(world.clock());
    let [one, two] = both(&world)
        .map(|client| client.with_placing(PlacingOptions::new().journal(journal.clone())));
    let (one, two) = tokio::join!(
        soon(one.call().place("lead-42", lead())),
        soon(two.call().place("lead-42", lead())),
    );
    let (one, two) = (one.unwrap(), two.unwrap());
    assert!(one.is_new() != two.is_new());
    assert_eq!(one.call().id, two.call().id);
    assert_eq!(world.orders(), 1);
}

/// Somebody calls the same number without a key while a request is lost.
#[tokio::test]
async fn a_call_order_of_somebody_else_at_the_wrong_moment_is_undecided() {
    let world = World::new().await;
    world.fault("call_create x1 status=502");
    soon(
        world
            .client
            .call()
            .create(NUMBER)
            .assistant_id("assistant_4Tn6yB"),
    )
    .await
    .unwrap_err();
    let order = world
        .client
        .call()
        .create(NUMBER)
        .assistant_id("assistant_4Tn6yB");
    soon(order).await.unwrap();
    // It was there before the first request, which needs no doubt …
    assert!(
        soon(world.place("lead-42").first_try())
            .await
            .unwrap()
            .is_new()
    );
    // … but after a request that was lost, it may be the one.
    world.fault("call_create x1 status=502");
    let undecided = undecided(soon(world.place("lead-43").first_try()).await);
    assert_eq!(undecided.reason, UndecidedReason::Unmarked);
}
