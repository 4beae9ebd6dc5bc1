//! A key in a journal, from its intent to its call order.

use revox::models::CallStatus;
use revox::{Clock, Delivery, EntryState, PlacingOptions};
use revox_sandbox::{DialError, Reply, Script};

use super::{entry, journaled};
use crate::place::{NUMBER, SETTLING, lead, seconds, soon};

#[tokio::test]
async fn a_clean_first_attempt_is_one_request() {
    let (world, journal) = journaled().await;
    let new = soon(world.place("lead-42")).await.unwrap();
    assert!(new.is_new());
    assert_eq!(world.operations(), ["call_create"]);
    let call_id = new.call().id.clone();
    assert_eq!(entry(&journal).await.state, EntryState::Placed { call_id });
    let found = soon(world.place("lead-42")).await.unwrap();
    assert!(!found.is_new());
    assert_eq!(found.call().id, new.call().id);
    assert_eq!(world.operations(), ["call_create", "call_retrieve"]);
}

#[tokio::test]
async fn a_lost_response_is_looked_up() {
    let (world, journal) = journaled().await;
    world.fault("call_create x1 status=504 after");
    let found = soon(world.place("lead-42")).await.unwrap();
    assert!(!found.is_new());
    let expected = ["call_create", "call_search", "call_retrieve"];
    assert_eq!(world.operations(), expected);
    let call_id = found.into_call().id;
    assert_eq!(entry(&journal).await.state, EntryState::Placed { call_id });
}

#[tokio::test]
async fn a_lost_request_is_sent_again_with_another_intent() {
    let (world, journal) = journaled().await;
    world.fault("call_create x1 status=504");
    let start = Clock::now(&world.clock());
    assert!(soon(world.place("lead-42")).await.unwrap().is_new());
    let entry = entry(&journal).await;
    assert_eq!(entry.first_intended_at, start);
    assert_eq!(entry.intended_at, start + SETTLING);
    assert_eq!(entry.token, 1);
}

#[tokio::test]
async fn other_parameters_are_a_conflict_before_any_request() {
    let (world, _) = journaled().await;
    soon(world.place("lead-42")).await.unwrap();
    let other = lead().skip_calling_window(true);
    let error = soon(world.client.call().place("lead-42", other)).await;
    assert!(error.unwrap_err().is_conflict());
    assert_eq!(world.operations(), ["call_create"]);
}

/// A key that certainly has no call order may be placed with corrected parameters.
#[tokio::test]
async fn a_refused_request_leaves_the_key_free() {
    let (world, journal) = journaled().await;
    world.fault("call_create x1 status=422");
    let error = soon(world.place("lead-42")).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Rejected);
    assert_eq!(entry(&journal).await.state, EntryState::Free);
    let corrected = lead().skip_calling_window(true);
    let placed = soon(world.client.call().place("lead-42", corrected)).await;
    assert!(placed.unwrap().is_new());
    assert_eq!(world.operations(), ["call_create", "call_create"]);
}

#[tokio::test]
async fn an_errored_call_order_leaves_its_key_to_another_if_the_caller_says_so() {
    for (options, is_new) in [
        (PlacingOptions::new(), false),
        (PlacingOptions::new().replace_cancelled(), false),
        (PlacingOptions::new().replace_errored(), true),
    ] {
        let (world, journal) = journaled().await;
        let nobody = [Reply::dial_error(DialError::NumberNonAttributed)];
        let script = Script::new().otherwise(nobody);
        world.sandbox.set_script(script);
        let client = world.client.with_placing(options.journal(journal));
        let first = soon(client.call().place("lead-42", lead())).await.unwrap();
        world.sandbox.advance(seconds(30 * 86_400));
        let order = client.call().retrieve(&first.call().id).await.unwrap();
        assert_eq!(order.status, CallStatus::Errored);
        let second = soon(client.call().place("lead-42", lead())).await.unwrap();
        assert_eq!(second.is_new(), is_new);
    }
}

#[tokio::test]
async fn a_cancelled_call_order_leaves_its_key_to_another_if_the_caller_says_so() {
    let (mut world, journal) = journaled().await;
    let first = soon(world.place("lead-42")).await.unwrap();
    soon(world.client.call().cancel_by_key("lead-42", NUMBER))
        .await
        .unwrap();
    assert!(!soon(world.place("lead-42")).await.unwrap().is_new());
    let options = PlacingOptions::new().journal(journal).replace_cancelled();
    world.client = world.client.with_placing(options);
    let second = soon(world.place("lead-42")).await.unwrap();
    assert!(second.is_new());
    assert_ne!(second.call().id, first.call().id);
    let third = soon(world.place("lead-42")).await.unwrap();
    assert_eq!(third.call().id, second.call().id);
    assert_eq!(world.orders(), 2);
    // A lost response of the second is not taken for the first.
    soon(world.client.call().cancel(&second.call().id))
        .await
        .unwrap();
    world.fault("call_create x1 drop-after");
    let third = soon(world.place("lead-42")).await.unwrap();
    assert_eq!(Some(&third.call().id), world.sandbox.call_ids().last());
    assert_eq!(world.orders(), 3);
}

#[tokio::test]
async fn a_key_is_resolved_from_the_journal() {
    let (world, _) = journaled().await;
    assert_eq!(
        soon(world.client.call().resolve("lead-42", NUMBER))
            .await
            .unwrap(),
        None
    );
    assert_eq!(world.operations().len(), 0);
    let placed = soon(world.place("lead-42")).await.unwrap();
    let found = soon(world.client.call().resolve("lead-42", NUMBER)).await;
    assert_eq!(found.unwrap().unwrap().id, placed.call().id);
    assert_eq!(world.operations(), ["call_create", "call_retrieve"]);
}
