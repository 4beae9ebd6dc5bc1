//! Placing or launching, and waiting, in one.

use std::error::Error;

use revox::models::{CallCreate, CallStatus};
use revox::{MemoryJournal, PlaceError, PlacingOptions, WaitError};

use super::{DAY, NUMBER, World, assert_status, at_deadline, seconds, soon, third_time_lucky};

fn lead() -> CallCreate {
    CallCreate::new(NUMBER).assistant_id("assistant_4Tn6yB")
}

#[tokio::test]
async fn a_placement_is_waited_for_and_waiting_again_goes_on() {
    let mut world = World::with_script(third_time_lucky()).await;
    let options = PlacingOptions::new().journal(MemoryJournal::new());
    world.client = world.client.with_placing(options);
    let wait = || world.client.call().place("lead-42", lead()).wait();
    let waited = at_deadline(soon(wait().deadline(seconds(600))).await);
    let snapshot = waited.snapshot.unwrap();
    assert_eq!(snapshot.id, waited.id);
    // As after a crash: the key is all that is needed.
    let call = soon(wait().deadline(seconds(10 * DAY))).await.unwrap();
    assert_eq!(call.id, waited.id);
    assert_status(&call, CallStatus::Completed);
    // And once more: it is found as it is.
    assert_eq!(soon(wait()).await.unwrap(), call);
    assert_eq!(world.sandbox.call_ids().len(), 2);
}

#[tokio::test]
async fn a_placement_that_fails_ends_the_wait() {
    let world = World::new().await;
    world.fault("call_create status=422");
    let wait = world
        .client
        .call()
        .place("lead-42", lead())
        .first_try()
        .wait();
    let error = soon(wait).await.unwrap_err();
    assert_eq!(error.to_string(), "there is nothing to wait for");
    assert!(
        error
            .source()
            .unwrap()
            .downcast_ref::<PlaceError>()
            .is_some()
    );
    assert!(error.waited().is_none());
    assert!(matches!(error, WaitError::Place(PlaceError::Request(_))));
}
