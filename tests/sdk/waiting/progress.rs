//! Progress reports of a wait.

use std::sync::{Arc, Mutex};

use revox::models::{Call, CallStatus};

use super::{World, soon, third_time_lucky};

type Seen = Arc<Mutex<Vec<(CallStatus, i64)>>>;

fn record(seen: &Seen) -> impl FnMut(&Call) + Send + 'static {
    let seen = Arc::clone(seen);
    move |call| {
        seen.lock()
            .unwrap()
            .push((call.status.clone(), call.calls_count))
    }
}

#[tokio::test]
async fn each_status_is_reported_once_and_in_order() {
    let world = World::with_script(third_time_lucky()).await;
    let order = world.order(3).await;
    let seen = Seen::default();
    soon(world.wait(&order.id).on_change(record(&seen)))
        .await
        .unwrap();
    let seen = seen.lock().unwrap().clone();
    assert!(seen.windows(2).all(|pair| pair[0] != pair[1]), "{seen:?}");
    assert!(seen.is_sorted_by_key(|(_, attempts)| *attempts), "{seen:?}");
    assert_eq!(seen.first(), Some(&(CallStatus::Initializing, 0)));
    assert_eq!(seen.last(), Some(&(CallStatus::Completed, 3)));
    // In the order in which they happened.
    let history = world.sandbox.history();
    let mut happened = history.iter().map(|entry| entry.event.clone());
    for (status, _) in &seen {
        let event = format!("status {status}");
        assert!(happened.any(|happened| happened == event), "{seen:?}");
    }
    for attempt in 1..=3 {
        assert!(seen.contains(&(CallStatus::Calling, attempt)), "{seen:?}");
    }
}

#[tokio::test]
async fn a_snapshot_is_no_change() {
    let world = World::with_script(third_time_lucky()).await;
    let order = world.order(1).await;
    let seen = Seen::default();
    let wait = world.wait(&order.id).on_change(record(&seen));
    soon(wait.from_snapshot(order)).await.unwrap();
    let seen = seen.lock().unwrap().clone();
    assert_ne!(seen.first(), Some(&(CallStatus::Initializing, 0)));
    assert_eq!(seen.last(), Some(&(CallStatus::Completed, 1)));
}

#[tokio::test]
async fn a_wait_prints_its_id_and_nothing_private() {
    let world = World::new().await;
    let order = world.order(1).await;
    let wait = world.wait(&order.id).from_snapshot(order.clone());
    let debug = format!("{wait:?}");
    assert!(debug.contains(&order.id), "{debug}");
    assert!(!debug.contains("+33"), "{debug}");
}
