//! Without a journal: lookups decide, and a key has one writer.

use std::time::{Duration, SystemTime};

use revox::models::{CallCreate, CallStatus};
use revox::{Clock, Delivery, PlaceError, Placement, PlacingOptions, UndecidedReason};

use super::{NUMBER, SETTLING, World, lead, seconds, soon, undecided};

#[tokio::test]
async fn a_key_is_placed_once_and_found_afterwards() {
    let world = World::new().await;
    let new = soon(world.place("lead-42").first_try()).await.unwrap();
    assert!(new.is_new());
    assert_eq!(world.operations(), ["call_search", "call_create"]);
    let found = soon(world.place("lead-42")).await.unwrap();
    assert_eq!(found, Placement::Found(new.call().clone()));
    let other = soon(world.place("lead-43").first_try()).await.unwrap();
    assert!(other.is_new());
    assert_eq!(world.orders(), 2);
}

/// The first try is recognized by what the caller says, and by nothing else.
#[tokio::test]
async fn without_a_word_of_earlier_tries_the_settling_time_passes_first() {
    let world = World::new().await;
    let start = world.sandbox.now();
    assert!(soon(world.place("lead-42")).await.unwrap().is_new());
    let waited = Duration::try_from(world.sandbox.now() - start).unwrap_or_default();
    assert_eq!(waited, SETTLING);
    assert_eq!(world.orders(), 1);
}

#[tokio::test]
async fn the_key_and_a_fingerprint_travel_beside_the_callers_metadata() {
    let world = World::new().await;
    let order = lead().metadata([("team", "sales")]);
    let placed = soon(world.client.call().place("lead-42", order).first_try()).await;
    let metadata = placed.unwrap().into_call().metadata.unwrap();
    let names: Vec<&str> = metadata.keys().map(String::as_str).collect();
    let expected = ["revox_placement_fingerprint", "revox_placement_key", "team"];
    assert_eq!(names, expected);
    assert_eq!(metadata["revox_placement_key"], "lead-42");
    assert_eq!(metadata["team"], "sales");
}

#[tokio::test]
async fn a_lost_response_is_looked_up_and_not_sent_again() {
    for (fault, is_found_at_once) in [
        ("drop-after", true),
        ("status=502 after", true),
        ("status=504 after", true),
        ("garbage", true),
        ("truncate", true),
        ("drop-mid-body", true),
        ("late=100", false),
    ] {
        let world = World::new().await;
        world.fault(&format!("call_create x1 {fault}"));
        let start = world.sandbox.now();
        let placed = soon(world.place("lead-42").first_try()).await.unwrap();
        assert!(!placed.is_new(), "{fault}");
        assert_eq!(world.orders(), 1, "{fault}");
        assert_eq!(world.count("call_create"), 1, "{fault}");
        assert_eq!(world.sandbox.now() == start, is_found_at_once, "{fault}");
    }
}

#[tokio::test]
async fn a_lost_request_is_sent_again_after_the_settling_time() {
    for fault in ["drop", "status=502", "status=429", "garbage before"] {
        let world = World::new().await;
        world.fault(&format!("call_create x2 {fault}"));
        let start = world.sandbox.now();
        let placed = soon(world.place("lead-42").first_try()).await.unwrap();
        assert!(placed.is_new(), "{fault}");
        assert_eq!(
            (world.orders(), world.count("call_create")),
            (1, 3),
            "{fault}"
        );
        let waited = Duration::try_from(world.sandbox.now() - start).unwrap_or_default();
        assert_eq!(waited, 2 * SETTLING, "{fault}");
    }
}

#[tokio::test]
async fn a_refused_request_is_an_error_of_its_own() {
    let world = World::new().await;
    world.fault("call_create x1 status=422");
    let error = soon(world.place("lead-42").first_try()).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Rejected);
    let PlaceError::Request(error) = error else {
        panic!("{error:?}")
    };
    assert!(error.is_unprocessable());
    // The key is not used up.
    assert!(
        soon(world.place("lead-42").first_try())
            .await
            .unwrap()
            .is_new()
    );
}

#[tokio::test]
async fn what_the_client_refuses_costs_no_time_and_no_request() {
    let world = World::new().await;
    let calls = world.client.call();
    let reserved = lead().metadata([("revox_placement_key", "mine")]);
    for place in [
        calls.place("lead-42", CallCreate::new("0639980175")),
        calls.place("lead-42", reserved),
        calls.place("lead 42", lead()),
    ] {
        let error = soon(place).await.unwrap_err();
        assert_eq!(error.delivery(), Delivery::NotSent, "{error:?}");
    }
    assert_eq!(world.operations().len(), 0);
}

#[tokio::test]
async fn a_lookup_that_fails_or_is_incomplete_never_sends() {
    for fault in [
        "status=500",
        "status=404",
        "drop",
        "truncate",
        "garbage",
        "drop-mid-body",
    ] {
        let world = World::new().await;
        world.fault(&format!("call_search {fault}"));
        let error = soon(world.place("lead-42").first_try()).await.unwrap_err();
        assert!(matches!(error, PlaceError::Request(_)), "{error:?}");
        // The failed lookup says nothing of the call order, and no request was sent.
        assert_eq!(error.delivery(), Delivery::NotSent, "{fault}");
        let undecided = undecided(soon(world.place("lead-42")).await);
        assert_eq!(undecided.reason, UndecidedReason::LookupFailed, "{fault}");
        assert_eq!(
            (world.orders(), world.count("call_create")),
            (0, 0),
            "{fault}"
        );
        // It goes on once lookups work again.
        world.sandbox.heal();
        assert!(soon(world.place("lead-42")).await.unwrap().is_new());
    }
}

#[tokio::test]
async fn the_same_key_with_other_parameters_is_a_conflict() {
    let world = World::new().await;
    let placed = soon(world.place("lead-42").first_try()).await.unwrap();
    let other = lead().prompt_variables([("name", "Ava")]);
    let error = soon(world.client.call().place("lead-42", other)).await;
    match error.unwrap_err() {
        PlaceError::Conflict { key, id, .. } => {
            assert_eq!(key.as_str(), "lead-42");
            assert_eq!(id.as_deref(), Some(placed.call().id.as_str()));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(world.orders(), 1);
}

#[tokio::test]
async fn a_first_try_has_the_patience_of_its_record() {
    // Later tries count the ten minutes of patience from the record, too.
    for (late, requests) in [(599, 1), (600, 0)] {
        let world = World::new().await;
        let recorded = world.clock().now();
        world.sandbox.advance(Duration::from_secs(late));
        let outcome = soon(world.place("lead-42").first_try_at(recorded)).await;
        assert_eq!(world.count("call_create"), requests, "{late}");
        match outcome {
            Ok(placement) => assert!(placement.is_new()),
            Err(PlaceError::Lapsed { since, .. }) => assert_eq!(since, recorded),
            Err(other) => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_restarted_process_finds_what_was_placed() {
    let world = World::new().await;
    let tried = world.sandbox.now();
    let first = soon(world.place("lead-42").first_try()).await.unwrap();
    let start = world.sandbox.now();
    let again = soon(world.place("lead-42").first_tried_at(tried.into())).await;
    assert_eq!(again.unwrap().call().id, first.call().id);
    assert_eq!(world.sandbox.now(), start);
}

/// Minutes since the first try, seconds that the process waits, and whether it may still send.
#[tokio::test]
async fn a_restarted_process_waits_until_earlier_requests_have_settled() {
    for (minutes, waits, is_placed) in [
        (0, 150, true),
        (7, 150, true),
        (8, 150, false),
        (10, 150, false),
        (11, 90, false),
        (12, 30, false),
        (13, 0, false),
        (600, 0, false),
    ] {
        let world = World::new().await;
        let tried = world.sandbox.now();
        world.sandbox.advance(seconds(60 * minutes));
        let start = world.sandbox.now();
        let outcome = soon(world.place("lead-42").first_tried_at(tried.into())).await;
        let waited = Duration::try_from(world.sandbox.now() - start).unwrap_or_default();
        assert_eq!(waited, seconds(waits), "after {minutes} minutes");
        assert_eq!(
            world.orders(),
            usize::from(is_placed),
            "after {minutes} minutes"
        );
        match outcome {
            Ok(placed) => assert!(placed.is_new() && is_placed),
            Err(PlaceError::Lapsed { since, .. }) => {
                assert!(!is_placed);
                assert_eq!(since, SystemTime::from(tried));
                // Nothing was placed for certain, so that a new first try may.
                assert!(
                    soon(world.place("lead-42").first_try())
                        .await
                        .unwrap()
                        .is_new()
                );
            }
            Err(error) => panic!("{error:?}"),
        }
    }
}

#[tokio::test]
async fn an_undecided_placement_is_resolved_later() {
    for (fault, is_placed) in [("late=100", true), ("status=502", false)] {
        let world = World::with(PlacingOptions::new().patience(seconds(20))).await;
        world.fault(&format!("call_create x1 {fault}"));
        let undecided = undecided(soon(world.place("lead-42").first_try()).await);
        assert_eq!(undecided.reason, UndecidedReason::NotSettled);
        assert!(undecided.error.is_some());
        let patient = world.client.with_placing(PlacingOptions::new());
        let resolve = patient.call().resolve(undecided.key, NUMBER);
        let found = soon(resolve.first_tried_at(undecided.since)).await.unwrap();
        assert_eq!(found.is_some(), is_placed, "{fault}");
        assert_eq!(world.orders(), usize::from(is_placed));
        assert_eq!(world.count("call_create"), 1);
    }
}

#[tokio::test]
async fn a_key_is_cancelled_whether_its_response_arrived_or_not() {
    let world = World::new().await;
    world.fault("call_create x1 late=100");
    let placing = soon(
        world
            .client
            .with_placing(PlacingOptions::new().patience(seconds(1)))
            .call()
            .place("lead-42", lead())
            .first_try(),
    );
    undecided(placing.await);
    let cancelled = soon(world.client.call().cancel_by_key("lead-42", NUMBER)).await;
    assert_eq!(cancelled.unwrap().unwrap().status, CallStatus::Cancelled);
    // Cancelling again changes nothing, and a key that was never placed has nothing to cancel.
    let again = soon(world.client.call().cancel_by_key("lead-42", NUMBER)).await;
    assert_eq!(again.unwrap().unwrap().status, CallStatus::Cancelled);
    let never = soon(world.client.call().cancel_by_key("lead-43", NUMBER)).await;
    assert_eq!(never.unwrap(), None);
    assert_eq!(world.count("call_cancel"), 1);
    assert_eq!(world.orders(), 1);
}

/// By default, a key stands for its call order, whatever became of it.
#[tokio::test]
async fn a_key_outlives_its_call_order_unless_the_caller_says_otherwise() {
    for (options, expected) in [
        (PlacingOptions::new(), 1),
        (PlacingOptions::new().replace_errored(), 1),
        (PlacingOptions::new().replace_cancelled(), 2),
    ] {
        let world = World::with(options).await;
        let first = soon(world.place("lead-42").first_try()).await.unwrap();
        soon(world.client.call().cancel(&first.call().id))
            .await
            .unwrap();
        let second = soon(world.place("lead-42").first_try()).await.unwrap();
        assert_eq!(second.is_new(), expected == 2);
        assert_eq!(world.orders(), expected);
        // The one that took its place is found.
        let third = soon(world.place("lead-42").first_try()).await.unwrap();
        assert_eq!(third.call().id, second.call().id);
    }
}

/// A live call order of somebody else does not take its place.
#[tokio::test]
async fn a_cancelled_call_order_is_resolved_beside_others_to_the_number() {
    let world = World::with(PlacingOptions::new().replace_cancelled()).await;
    let placed = soon(world.place("lead-42").first_try()).await.unwrap();
    let id = &placed.call().id;
    soon(world.client.call().cancel(id)).await.unwrap();
    let other = world.client.call().create(NUMBER);
    soon(other.assistant_id("assistant_4Tn6yB")).await.unwrap();
    let resolved = soon(world.client.call().resolve("lead-42", NUMBER)).await;
    assert_eq!(resolved.unwrap().unwrap().id, *id);
}

/// Two tasks of one process take turns.
#[tokio::test]
async fn placements_of_one_client_take_turns_with_a_key() {
    let world = World::new().await;
    world.fault("call_create x1 status=502 after");
    let other = world.client.with_options(revox::ClientOptions::new());
    let (one, two) = tokio::join!(
        soon(world.place("lead-42").first_try()),
        soon(other.call().place("lead-42", lead()).first_try()),
    );
    assert_eq!(one.unwrap().call().id, two.unwrap().call().id);
    assert_eq!(world.orders(), 1);
}

/// More call orders to the number than fit on a page.
#[tokio::test]
async fn a_lookup_reads_all_pages() {
    let world = World::new().await;
    let first = soon(world.place("lead-42").first_try()).await.unwrap();
    for _ in 0..250 {
        let order = world.client.call().create(NUMBER);
        soon(order.assistant_id("assistant_4Tn6yB")).await.unwrap();
    }
    let before = world.count("call_search");
    let found = soon(world.place("lead-42")).await.unwrap();
    assert_eq!(found.call().id, first.call().id);
    assert_eq!(world.count("call_search") - before, 3);
}

#[tokio::test]
async fn at_most_once_leaves_a_lost_request_to_a_person() {
    let world = World::with(PlacingOptions::new().at_most_once()).await;
    world.fault("call_create x1 status=502");
    let undecided = undecided(soon(world.place("lead-42").first_try()).await);
    assert_eq!(undecided.reason, UndecidedReason::NotResent);
    assert_eq!((world.orders(), world.count("call_create")), (0, 1));
}
