//! Processes that end in the middle of a request.

use std::time::Duration;

use revox::{MemoryJournal, PlacingOptions, UndecidedReason};
use revox_tests::clock::TestClock;

use super::{FOREIGN_SETTLING, LEASE, Stop, entry, journaled};
use crate::place::{World, lead, seconds, soon, undecided};

async fn crash(world: &World, journal: &MemoryJournal, is_sent: bool) {
    let stop = Stop::new(world, journal, "call_create", is_sent);
    stop.crash(stop.client.call().place("lead-42", lead()))
        .await;
}

#[tokio::test]
async fn a_process_that_ended_in_its_request_is_taken_over_by_lookup() {
    for is_sent in [true, false] {
        let (world, journal) = journaled().await;
        crash(&world, &journal, is_sent).await;
        assert!(entry(&journal).await.is_unresolved());
        let start = world.sandbox.now();
        let placed = soon(world.place("lead-42")).await.unwrap();
        assert_eq!(placed.is_new(), !is_sent);
        assert_eq!(world.orders(), 1);
        let waited = Duration::try_from(world.sandbox.now() - start).unwrap();
        let expected = if is_sent { LEASE } else { FOREIGN_SETTLING };
        assert_eq!(waited, expected, "sent: {is_sent}");
        assert_eq!(entry(&journal).await.token, 2);
    }
}

#[tokio::test]
async fn a_key_that_another_process_holds_for_too_long_is_undecided() {
    let (world, journal) = journaled().await;
    crash(&world, &journal, true).await;
    let options = PlacingOptions::new()
        .journal(journal)
        .patience(seconds(100));
    let hasty = world.client.with_placing(options);
    let undecided = undecided(soon(hasty.call().place("lead-42", lead())).await);
    assert_eq!(undecided.reason, UndecidedReason::Held);
    assert_eq!(world.operations(), ["call_create"]);
}

/// The key does not stay with a process that is gone until the clock has caught up.
#[tokio::test]
async fn a_key_is_taken_over_although_the_clock_of_the_journal_was_set_back() {
    for is_sent in [true, false] {
        let world = World::new().await;
        let clock = TestClock::default();
        let journal = MemoryJournal::with_clock(clock.clone());
        crash(&world, &journal, is_sent).await;
        clock.set_back(seconds(86_400));
        let client = world.worker(&journal);
        let start = world.sandbox.now();
        let placed = soon(client.call().place("lead-42", lead())).await.unwrap();
        assert_eq!(placed.is_new(), !is_sent);
        assert_eq!(world.orders(), 1);
        // The age of the intent is not known: its request may have left just now.
        let waited = Duration::try_from(world.sandbox.now() - start).unwrap();
        let expected = if is_sent {
            Duration::ZERO
        } else {
            FOREIGN_SETTLING
        };
        assert_eq!(waited, expected, "sent: {is_sent}");
    }
}
