//! A wait that is dropped at any point, and begun again.

use fastrand::Rng;
use revox::Clock;
use revox::models::CallStatus;

use super::{HOUR, World, assert_status, seconds, since, soon, third_time_lucky};

#[tokio::test]
async fn a_wait_may_be_dropped_at_any_time_and_begun_again() {
    let mut random = Rng::with_seed(13);
    for _ in 0..10 {
        let world = World::with_script(third_time_lucky()).await;
        let order = world.order(3).await;
        let mut dropped = 0;
        let call = loop {
            let pause = seconds(random.u64(1..HOUR / 2));
            let outcome = soon(async {
                tokio::select! {
                    outcome = world.wait(&order.id).into_future() => Some(outcome),
                    () = world.clock.sleep(pause) => None,
                }
            });
            match outcome.await {
                Some(outcome) => break outcome.unwrap(),
                None => dropped += 1,
            }
        };
        assert!(dropped > 2, "{dropped}");
        assert_status(&call, CallStatus::Completed);
        assert_eq!(call.calls_count, 3);
        // It may have ended while no wait was under way.
        let delay = since(world.ended_at(), world.sandbox.now());
        assert!(delay <= seconds(HOUR / 2), "{delay:?}");
        // It only reads.
        let requests = world.sandbox.requests();
        let reads = requests.iter().skip(1);
        let mut operations = reads.filter_map(|request| request.operation_id());
        assert!(operations.all(|id| id == "call_retrieve"));
    }
}

#[tokio::test]
async fn a_wait_that_is_dropped_during_a_request_loses_nothing() {
    for polls in 0..6 {
        let world = World::with_script(third_time_lucky()).await;
        let order = world.order(1).await;
        // The response to one of the polls never comes.
        world.fault(&format!("call_retrieve {} hang", "ok ".repeat(polls)));
        let wait = tokio::spawn(world.wait(&order.id).into_future());
        let hangs = async {
            while world.polls() <= polls {
                tokio::task::yield_now().await;
            }
        };
        soon(hangs).await;
        wait.abort();
        assert!(soon(wait).await.unwrap_err().is_cancelled());
        world.sandbox.heal();
        let call = soon(world.wait(&order.id)).await.unwrap();
        assert_status(&call, CallStatus::Completed);
    }
}
