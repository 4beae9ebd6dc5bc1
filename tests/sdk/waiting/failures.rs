//! Polls that fail.

use std::error::Error;

use revox::models::CallStatus;
use revox_sandbox::Quirks;

use super::{
    DAY, HOUR, VISIBILITY, World, assert_status, client, failed, not_found, seconds, since, soon,
    third_time_lucky,
};

#[tokio::test]
async fn transient_failures_are_survived() {
    for fault in [
        "status=500",
        "status=502",
        "status=503 retry-after:30",
        "status=504",
        "status=408",
        "status=429 retry-after:7",
        "drop",
        "drop-mid-body",
        "truncate",
        "garbage",
        "type=text/html",
        "status=404",
    ] {
        let world = World::with_script(third_time_lucky()).await;
        let order = world.order(1).await;
        // The client itself tries three times, except after a 404.
        let times = if fault == "status=404" { 4 } else { 7 };
        world.fault(&format!("call_retrieve x{times} {fault}"));
        let call = soon(world.wait(&order.id)).await;
        let call = call.unwrap_or_else(|error| panic!("{fault}: {error:?}"));
        assert_status(&call, CallStatus::Completed);
    }
}

#[tokio::test]
async fn the_server_is_not_asked_before_it_wants_to_be() {
    let world = World::new().await;
    // More than the client itself is willing to wait.
    world.fault("call_retrieve x1 status=429 retry-after:900");
    soon(world.wait("call_8Zk3vQ")).await.unwrap();
    assert_eq!(world.polls(), 2);
    assert!(world.passed() >= seconds(900), "{:?}", world.passed());
    assert!(world.passed() <= seconds(905), "{:?}", world.passed());
}

#[tokio::test]
async fn an_outage_is_survived_for_a_day_or_as_set() {
    for longest in [None, Some(seconds(HOUR))] {
        let world = World::new().await;
        world.fault("call_retrieve status=500");
        let mut wait = world.wait("call_8Zk3vQ");
        if let Some(longest) = longest {
            wait = wait.max_outage(longest);
        }
        let waited = failed(soon(wait).await);
        assert!(waited.error.unwrap().is_server_error());
        let longest = longest.unwrap_or(seconds(DAY));
        let passed = world.passed();
        assert!(
            (longest..longest + seconds(120)).contains(&passed),
            "{passed:?}"
        );
    }
}

#[tokio::test]
async fn a_poll_that_succeeds_ends_an_outage() {
    let world = World::new().await;
    let id = world.put("paused");
    // Each outage takes about half of the time.
    world.fault("call_retrieve status=500");
    let watch = async {
        for hour in 1..=6 {
            world.at(HOUR / 2, async || world.sandbox.heal()).await;
            world.at(HOUR / 2, async || {}).await;
            match hour {
                6 => drop(world.put("completed")),
                _ => world.fault("call_retrieve status=500"),
            }
        }
    };
    let wait = world.wait(&id).max_outage(seconds(HOUR * 3 / 2));
    let (call, ()) = soon(async { tokio::join!(wait.into_future(), watch) }).await;
    assert_status(&call.unwrap(), CallStatus::Completed);
}

#[tokio::test]
async fn responses_that_never_decode_end_the_wait_after_a_few() {
    let world = World::new().await;
    world.fault("call_retrieve garbage");
    let waited = failed(soon(world.wait("call_8Zk3vQ")).await);
    assert!(waited.error.unwrap().is_decode());
    assert_eq!(world.polls(), 10);
    assert!(world.passed() < seconds(300), "{:?}", world.passed());
}

#[tokio::test]
async fn what_nothing_cures_ends_the_wait_at_once() {
    let world = World::new().await;
    let with_key = |key: &str| {
        client(&world.sandbox, &world.clock, key)
            .call()
            .wait("call_1")
    };
    let waits = [
        (with_key("another"), Some(401)),
        (with_key(world.sandbox.api_key_without_access()), Some(403)),
        (world.wait("../users"), None),
        (world.wait(""), None),
    ];
    for (wait, status) in waits {
        let error = soon(wait).await.unwrap_err();
        let expected = "the wait gave up because its polls fail; remove the cause, and wait again \
                        with the same id";
        assert_eq!(error.to_string(), expected);
        assert!(error.source().is_some());
        let error = failed(Err(error)).error.unwrap();
        assert_eq!(error.status().map(|status| status.as_u16()), status);
        assert_eq!(error.is_invalid_request(), status.is_none());
    }
    assert_eq!(world.polls(), 2);
    assert_eq!(world.passed(), seconds(0));
}

#[tokio::test]
async fn a_call_order_that_does_not_exist_is_missed_after_the_visibility_time() {
    let world = World::new().await;
    let error = soon(world.wait("call_none")).await.unwrap_err();
    let expected = "the API does not find what was waited for; check the id";
    assert_eq!(error.to_string(), expected);
    let waited = not_found(Err(error));
    assert_eq!(waited.id, "call_none");
    assert!(waited.error.unwrap().is_not_found());
    assert_eq!(world.passed(), seconds(VISIBILITY));
    assert!(world.polls() <= 9, "{}", world.polls());
}

#[tokio::test]
async fn a_call_order_that_is_not_visible_yet_is_waited_for() {
    for (hidden, is_found) in [(VISIBILITY - 1, true), (300, false)] {
        let world = World::new().await;
        world
            .sandbox
            .set_quirks(Quirks::new().visible_after(seconds(hidden)));
        let order = world.order(1).await;
        let outcome = soon(world.wait(&order.id)).await;
        if is_found {
            assert_status(&outcome.unwrap(), CallStatus::Completed);
            assert!(since(world.ended_at(), world.sandbox.now()) < seconds(60));
        } else {
            not_found(outcome);
            assert_eq!(world.passed(), seconds(VISIBILITY));
        }
    }
}

#[tokio::test]
async fn a_call_order_that_vanishes_leaves_its_snapshot() {
    let world = World::new().await;
    let order = world.order(1).await;
    world.fault("call_retrieve status=404");
    let waited = not_found(soon(world.wait(&order.id).from_snapshot(order.clone())).await);
    assert_eq!(waited.snapshot, Some(order));
}
