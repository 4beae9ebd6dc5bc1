//! Polls that fail, and what the error knows then.

use std::error::Error;

use revox::{Client, WatchError};
use revox_sandbox::Quirks;

use super::{World, all, changes, failing, ids};
use crate::waiting::{DAY, HOUR, VISIBILITY, client, seconds, soon, third_time_lucky};

#[tokio::test]
async fn a_watch_survives_what_goes_away() {
    let world = World::with_script(third_time_lucky()).await;
    let order = world.order(3).await;
    let expected = all(world.watch(&order.id)).await;
    let world = World::with_script(third_time_lucky()).await;
    let order = world.order(3).await;
    for fault in [
        "status=500",
        "drop",
        "garbage",
        "truncate",
        "status=429 retry-after:60",
    ] {
        let words = format!("{fault} ").repeat(4);
        world.fault(&format!("call_retrieve x8 ok ok {words} ok ok"));
    }
    let events = all(world.watch(&order.id)).await;
    assert_eq!(changes(&events).last().unwrap(), "finished");
    let told = |events: &[revox::WatchEvent]| {
        let mut ids = ids(events);
        ids.retain(|id| !id.starts_with("status"));
        ids.len()
    };
    assert_eq!(told(&events), told(&expected));
}

#[tokio::test]
async fn an_outage_ends_the_watch_with_all_that_it_knew() {
    let world = World::new().await;
    let id = world.put("paused");
    let mut watch = world.watch(&id).max_outage(seconds(HOUR));
    let first = soon(watch.next()).await.unwrap().unwrap();
    world.fault("call_retrieve status=503");
    let (mut events, error) = failing(watch).await;
    events.insert(0, first);
    let expected = "the watch gave up because its polls fail; remove the cause, and resume from its \
                    snapshot";
    assert_eq!(error.to_string(), expected);
    assert!(error.source().unwrap().to_string().contains("503"));
    let passed = world.passed();
    assert!(
        (seconds(HOUR)..seconds(HOUR + 200)).contains(&passed),
        "{passed:?}"
    );
    let WatchError::Failed(watched) = error else {
        panic!("{error:?}");
    };
    let last = events.last().unwrap();
    assert_eq!((&watched.id, &watched.snapshot), (&id, &last.snapshot));
    assert_eq!(watched.call.as_ref(), Some(&last.call));
    assert!(watched.error.unwrap().is_server_error());
    // It goes on from there.
    world.sandbox.heal();
    world.client.call().cancel(&id).await.unwrap();
    let rest = all(world.watch(&id).resume(watched.snapshot)).await;
    assert_eq!(changes(&rest), ["cancelled", "finished"]);
}

#[tokio::test]
async fn what_nothing_cures_ends_the_watch_at_once() {
    let world = World::new().await;
    let id = world.put("paused");
    let stranger: Client = client(&world.sandbox, &world.clock, "wrong");
    for watch in [stranger.call().watch(&id), world.watch("")] {
        let (events, error) = failing(watch).await;
        assert!(events.is_empty());
        assert!(matches!(error, WatchError::Failed(_)), "{error:?}");
        let watched = error.watched().unwrap();
        assert!(watched.call.is_none() && watched.error.is_some());
        assert_eq!(watched.snapshot.id(), watched.id);
    }
    assert_eq!(world.polls(), 1);
    assert_eq!(world.passed(), seconds(0));
}

#[tokio::test]
async fn a_call_order_that_does_not_exist_is_missed_after_the_visibility_time() {
    let world = World::new().await;
    let (_, error) = failing(world.watch("call_none")).await;
    let expected = "the API does not find the call order to watch; check the id";
    assert_eq!(error.to_string(), expected);
    assert!(matches!(error, WatchError::NotFound(_)));
    assert_eq!(world.passed(), seconds(VISIBILITY));
    let hidden = Quirks::new().visible_after(seconds(VISIBILITY - 1));
    world.sandbox.set_quirks(hidden);
    let order = world.order(1).await;
    assert_eq!(
        changes(&all(world.watch(&order.id)).await).last().unwrap(),
        "finished"
    );
}

#[tokio::test]
async fn the_watch_ends_at_its_deadline() {
    let world = World::new().await;
    let id = world.put("paused");
    let mut watch = world.watch(&id).deadline(seconds(DAY));
    // It begins with the first event that is asked for.
    world.sandbox.advance(seconds(HOUR));
    let first = soon(watch.next()).await.unwrap().unwrap();
    let (_, error) = failing(watch).await;
    assert_eq!(world.passed(), seconds(DAY + HOUR));
    assert!(error.is_deadline());
    let expected = "the deadline of the watch is over; resume from its snapshot to go on";
    assert_eq!(error.to_string(), expected);
    assert!(error.source().is_none());
    let WatchError::Deadline(watched) = error else {
        panic!("{error:?}");
    };
    assert!(watched.error.is_none());
    assert_ne!(watched.snapshot, first.snapshot);
    assert_eq!(watched.call.unwrap().id, id);
}
