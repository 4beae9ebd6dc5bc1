//! Placing and watching in one.

use std::error::Error;

use revox::models::CallCreate;
use revox::{MemoryJournal, PlaceError, PlacingOptions, WatchError};

use super::{World, all, changes, failing, ids};
use crate::waiting::{NUMBER, third_time_lucky};

fn lead() -> CallCreate {
    CallCreate::new(NUMBER).assistant_id("assistant_4Tn6yB")
}

#[tokio::test]
async fn a_placement_is_watched_and_resumed() {
    let mut world = World::with_script(third_time_lucky()).await;
    let options = PlacingOptions::new().journal(MemoryJournal::new());
    world.client = world.client.with_placing(options);
    let watch = || world.client.call().place("lead-42", lead()).watch();
    let events = all(watch()).await;
    // The response to the placement is the first read.
    assert_eq!(changes(&events)[0], "initializing");
    assert_eq!(changes(&events).last().unwrap(), "finished");
    // As after a crash.
    let again = all(watch().resume(events[3].snapshot.clone())).await;
    assert_eq!(changes(&again).last().unwrap(), "finished");
    let known = ids(&events[..4]);
    assert!(ids(&again).iter().all(|id| !known.contains(id)));
    assert_eq!(world.sandbox.call_ids().len(), 2);
    let (_, error) = failing(watch().resume(other(&world).await)).await;
    assert!(matches!(error, WatchError::OtherSnapshot(_)), "{error:?}");
}

async fn other(world: &World) -> revox::WatchSnapshot {
    all(world.watch(&world.put("completed"))).await[0]
        .snapshot
        .clone()
}

#[tokio::test]
async fn a_placement_that_fails_ends_the_watch() {
    let world = World::new().await;
    world.fault("call_create status=422");
    let place = world.client.call().place("lead-42", lead()).first_try();
    let watch = place.watch();
    assert_eq!(format!("{watch:?}"), "Watch { id: None, .. }");
    let (events, error) = failing(watch).await;
    assert!(events.is_empty());
    assert_eq!(error.to_string(), "there is nothing to watch");
    assert!(
        error
            .source()
            .unwrap()
            .downcast_ref::<PlaceError>()
            .is_some()
    );
    assert!(error.watched().is_none() && !error.is_deadline());
}
