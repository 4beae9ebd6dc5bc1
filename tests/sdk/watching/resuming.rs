//! A watch that goes on from a snapshot.

use revox::WatchError;

use super::{World, all, failing, ids};
use crate::waiting::third_time_lucky;

#[tokio::test]
async fn a_watch_goes_on_from_each_event() {
    let world = World::with_script(third_time_lucky()).await;
    let order = world.order(3).await;
    all(world.watch(&order.id)).await;
    let events = all(world.watch(&order.id)).await;
    for (index, event) in events.iter().enumerate() {
        let stored = serde_json::to_string(&event.snapshot).unwrap();
        let snapshot: revox::WatchSnapshot = serde_json::from_str(&stored).unwrap();
        let rest = all(world.watch(&order.id).resume(snapshot)).await;
        assert_eq!(ids(&rest), ids(&events)[index + 1..]);
    }
    let none = all(world.watch(&order.id).resume(None)).await;
    assert_eq!(ids(&none), ids(&events));
}

#[tokio::test]
async fn after_the_last_event_there_is_no_request() {
    let world = World::new().await;
    let id = world.put("completed");
    let events = all(world.watch(&id)).await;
    let before = world.polls();
    let last = events.last().unwrap().snapshot.clone();
    assert_eq!(ids(&all(world.watch(&id).resume(last)).await), [""; 0]);
    assert_eq!(world.polls(), before);
}

#[tokio::test]
async fn a_snapshot_of_another_call_order_is_refused() {
    let world = World::new().await;
    let id = world.put("completed");
    let snapshot = all(world.watch(&id)).await[0].snapshot.clone();
    let before = world.polls();
    let (events, error) = failing(world.watch("call_2").resume(snapshot.clone())).await;
    assert!(events.is_empty());
    let expected =
        "the snapshot is one of another call order; resume from it with the id that it has";
    assert_eq!(error.to_string(), expected);
    let WatchError::OtherSnapshot(watched) = error else {
        panic!("{error:?}");
    };
    assert_eq!(
        (watched.id.as_str(), watched.snapshot.id()),
        ("call_2", "call_1")
    );
    assert_eq!(watched.snapshot, snapshot);
    assert_eq!(world.polls(), before);
}
