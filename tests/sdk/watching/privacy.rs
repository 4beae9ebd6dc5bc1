//! Nothing private is printed by accident.

use revox_sandbox::{Reply, Script};

use super::{World, all, failing};
use crate::waiting::{NUMBER, seconds, soon};

#[tokio::test]
async fn events_snapshots_and_errors_hold_nothing_private() {
    let said = format!("My number is {NUMBER}.");
    let script = Script::new().otherwise([Reply::human().saying([said])]);
    let world = World::with_script(script).await;
    let order = world.order(1).await;
    let mut watch = world.watch(&order.id).deadline(seconds(15));
    let first = soon(watch.next()).await.unwrap().unwrap();
    assert!(format!("{watch:?} {first:?}").contains(&order.id));
    let (mut events, error) = failing(watch).await;
    assert!(error.watched().unwrap().call.is_some());
    let printed = format!("{error:?}");
    assert!(
        printed.starts_with("Deadline") && printed.contains(&order.id),
        "{printed}"
    );
    events.extend(all(world.watch(&order.id)).await);
    assert!(events.iter().any(|event| event.change.as_str() == "turn"));
    assert!(
        events
            .iter()
            .any(|event| event.change.as_str() == "final_transcript")
    );
    let snapshots: Vec<_> = events.iter().map(|event| &event.snapshot).collect();
    let stored = serde_json::to_string(&snapshots).unwrap();
    let debug = format!("{events:?} {error:?} {error} {snapshots:?}");
    for private in ["number", "+33", "639980"] {
        assert!(!debug.contains(private), "{debug}");
        assert!(!stored.contains(private), "{stored}");
    }
    assert!(
        debug.contains("turn(") && debug.contains("status"),
        "{debug}"
    );
}
