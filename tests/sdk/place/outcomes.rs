//! Outcomes of a placement after failures, and the state of its key.

use revox::{MemoryJournal, PlacingOptions, UndecidedReason};
use revox_sandbox::Quirks;

use super::{Delivery, NUMBER, PlaceError, World, lead, seconds, soon, undecided};

async fn journaled() -> (World, MemoryJournal) {
    let mut world = World::new().await;
    let journal = MemoryJournal::with_clock(world.clock());
    let options = PlacingOptions::new().journal(journal.clone());
    world.client = world.client.with_placing(options);
    (world, journal)
}

#[tokio::test]
async fn a_key_is_resolved_by_a_number_in_the_form_of_the_call_order_only() {
    let (world, _) = journaled().await;
    soon(world.place("lead-42")).await.unwrap();
    for number in ["+33 6 39 98 01 75", "0639980175", "tel:+33639980175", ""] {
        let resolved = soon(world.client.call().resolve("lead-42", number)).await;
        let error = resolved.unwrap_err().to_string();
        assert!(error.contains("phone_number"), "{number}: {error}");
    }
}

#[tokio::test]
async fn resolving_with_another_number_does_not_free_the_key() {
    let (world, _) = journaled().await;
    world.fault("call_create x1 drop-after");
    world.fault("call_search x200 status=500");
    undecided(soon(world.place("lead-42")).await);
    world.sandbox.heal();

    let another = soon(world.client.call().resolve("lead-42", "+33639980999")).await;

    assert_eq!(another.unwrap(), None);
    assert!(!soon(world.place("lead-42")).await.unwrap().is_new());
    assert_eq!(world.orders(), 1);
}

#[tokio::test]
async fn at_most_once_holds_whoever_resolves() {
    let (world, journal) = journaled().await;
    let options = PlacingOptions::new().journal(journal).at_most_once();
    let placing = world.client.with_placing(options);
    world
        .sandbox
        .set_quirks(Quirks::new().visible_after(seconds(100_000)));
    world.fault("call_create x1 drop-after");
    undecided(soon(placing.call().place("lead-42", lead())).await);

    let resolved = soon(world.client.call().resolve("lead-42", NUMBER)).await;

    assert_eq!(resolved.unwrap(), None);
    let again = undecided(soon(placing.call().place("lead-42", lead())).await);
    assert_eq!(again.reason, UndecidedReason::NotResent);
    assert_eq!(world.orders(), 1);
}

#[tokio::test]
async fn a_refused_lookup_ends_the_placement() {
    for status in [401, 403] {
        let (world, _) = journaled().await;
        soon(world.place("lead-42")).await.unwrap();
        world.fault(&format!("call_retrieve status={status}"));
        let start = world.sandbox.now();

        let refused = undecided(soon(world.place("lead-42")).await);

        assert_eq!(refused.reason, UndecidedReason::LookupFailed, "{status}");
        assert_eq!(world.sandbox.now(), start, "{status}");
        assert_eq!(world.count("call_retrieve"), 1, "{status}");
    }
}

#[tokio::test]
async fn a_cancellation_that_fails_names_the_call_order() {
    for fault in ["call_cancel status=409", "call_cancel status=504"] {
        let (world, _) = journaled().await;
        let placed = soon(world.place("lead-42")).await.unwrap().into_call();
        world.fault(fault);

        let error = soon(world.client.call().cancel_by_key("lead-42", NUMBER)).await;

        let error = error.unwrap_err();
        assert_eq!(error.delivery(), Delivery::Accepted, "{fault}");
        assert!(error.to_string().contains(&placed.id), "{error}");
        match error {
            PlaceError::NotCancelled { id, .. } => assert_eq!(id, placed.id),
            other => panic!("{other:?}"),
        }
    }
}
