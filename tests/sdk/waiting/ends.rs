//! Ends of a call order that end the wait, and states that do not.

use revox::models::CallStatus;
use revox_sandbox::{DialError, Reply, Script};

use super::{DAY, HOUR, World, assert_status, at_deadline, seconds, since, soon, third_time_lucky};

#[tokio::test]
async fn a_call_order_that_takes_a_day_costs_few_requests() {
    let world = World::with_script(third_time_lucky()).await;
    // Placed in the evening: the first attempt is on the next morning.
    world.sandbox.advance(seconds(9 * HOUR));
    let order = world.order(3).await;
    let call = soon(world.wait(&order.id)).await.unwrap();
    assert_status(&call, CallStatus::Completed);
    assert_eq!(call.calls_count, 3);
    assert_eq!(call.outcome, Some("interested".into()));
    let took = since(world.start, world.ended_at());
    assert!(took > seconds(DAY), "{took:?}");
    let delay = since(world.ended_at(), world.sandbox.now());
    assert!(delay < seconds(30), "{delay:?}");
    let polls = world.polls();
    assert!(polls < 120, "{polls}");
}

#[tokio::test]
async fn a_call_order_that_cannot_be_placed_ends_as_errored() {
    let nobody = Reply::dial_error(DialError::NumberNonAttributed);
    let world = World::with_script(Script::new().otherwise([nobody])).await;
    let order = world.order(3).await;
    let call = soon(world.wait(&order.id)).await.unwrap();
    assert_status(&call, CallStatus::Errored);
}

#[tokio::test]
async fn a_cancellation_ends_the_wait_within_the_time_that_has_passed() {
    let world = World::new().await;
    world.sandbox.advance(seconds(9 * HOUR));
    let order = world.order(3).await;
    let cancel = world.at(2 * HOUR, async || {
        world.client.call().cancel(&order.id).await.unwrap();
    });
    let (call, ()) =
        soon(async { tokio::join!(world.wait(&order.id).into_future(), cancel) }).await;
    assert_status(&call.unwrap(), CallStatus::Cancelled);
    assert!(world.passed() <= seconds(9 * HOUR + 3 * HOUR + 60));
}

#[tokio::test]
async fn a_finished_call_order_costs_one_request_and_its_snapshot_none() {
    let world = World::new().await;
    let call = soon(world.wait("call_8Zk3vQ")).await.unwrap();
    assert_eq!(world.polls(), 1);
    let again = world.wait("call_8Zk3vQ").from_snapshot(call.clone());
    assert_eq!(soon(again).await.unwrap(), call);
    assert_eq!(world.polls(), 1);
    assert_eq!(world.passed(), seconds(0));
}

#[tokio::test]
async fn a_snapshot_saves_polls_until_one_is_worthwhile() {
    let first_poll = async |with_snapshot: bool| {
        let world = World::with_script(third_time_lucky()).await;
        let order = world.order(3).await;
        let mut wait = world.wait(&order.id);
        if with_snapshot {
            wait = wait.from_snapshot(order);
        }
        assert_status(&soon(wait).await.unwrap(), CallStatus::Completed);
        since(world.start, world.sandbox.requests()[1].at())
    };
    assert!(first_poll(false).await.is_zero());
    assert!(first_poll(true).await >= seconds(1));
}

#[tokio::test]
async fn a_snapshot_of_another_call_order_is_ignored() {
    let world = World::new().await;
    let finished = soon(world.wait("call_8Zk3vQ")).await.unwrap();
    let id = world.put("paused");
    let wait = world.wait(&id).from_snapshot(finished);
    let call = soon(wait.or_status(CallStatus::Paused)).await.unwrap();
    assert_eq!(call.id, id);
}

#[tokio::test]
async fn a_call_order_that_does_nothing_is_waited_for_unless_the_caller_chooses() {
    for status in ["paused", "not_launched"] {
        let world = World::new().await;
        let id = world.put(status);
        let outcome = soon(world.wait(&id).deadline(seconds(3 * DAY))).await;
        assert_eq!(at_deadline(outcome).snapshot.unwrap().status, status);
        let chosen = world
            .wait(&id)
            .or_status("queued_for_calling")
            .or_status(status);
        assert_eq!(soon(chosen).await.unwrap().status, status);
        assert_eq!(world.passed(), seconds(3 * DAY));
    }
}

#[tokio::test]
async fn an_unknown_status_is_waited_for() {
    let world = World::new().await;
    let id = world.put("of_tomorrow");
    let end = world.at(2 * HOUR, async || {
        world.put("completed");
    });
    let (call, ()) = soon(async { tokio::join!(world.wait(&id).into_future(), end) }).await;
    assert_status(&call.unwrap(), CallStatus::Completed);
    assert!(world.passed() >= seconds(2 * HOUR));
    assert!(world.passed() < seconds(3 * HOUR + 60));
}
