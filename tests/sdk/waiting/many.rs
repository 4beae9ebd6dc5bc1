//! Many waits under random faults: each returns the end of its call order, soon after it.

use std::collections::BTreeMap;

use fastrand::Rng;
use revox::models::CallStatus;
use revox::poll::PollOptions;
use revox::prelude::*;
use revox_sandbox::{DialError, Quirks, Reply, Script};
use revox_tests::within::{LIMIT, within};

use super::{World, seconds, since};

const FAULTS: [&str; 8] = [
    "status=500",
    "status=503",
    "status=429 retry-after:2",
    "drop",
    "drop-mid-body",
    "truncate",
    "garbage",
    "type=text/html",
];

fn reply(random: &mut Rng) -> Reply {
    match random.u8(0..6) {
        0 => Reply::voicemail(),
        1 => Reply::dial_error(DialError::NoAnswer),
        2 => Reply::dial_error(DialError::Busy),
        3 => Reply::dial_error(DialError::NumberNonAttributed),
        _ => Reply::human().saying(["Yes, gladly."]),
    }
}

/// One after the other, so that the same seed gives the same history.
#[tokio::test]
async fn a_hundred_waits_under_faults_return_the_ends_of_their_call_orders() {
    let mut random = Rng::with_seed(2_026);
    let world = World::new().await;
    let mut ends = BTreeMap::<String, usize>::new();
    for index in 0..100 {
        let replies: Vec<_> = (0..3).map(|_| reply(&mut random)).collect();
        world.sandbox.set_script(Script::new().otherwise(replies));
        let order = world.order(random.i64(1..=3)).await;
        for _ in 0..random.usize(0..4) {
            let fault = FAULTS[random.usize(..FAULTS.len())];
            // The client itself tries three times, but not after these.
            let tries = match fault {
                "truncate" | "garbage" | "type=text/html" => 1,
                _ => 3,
            };
            let times = tries * random.usize(1..=2);
            let before = random.usize(0..10);
            let words = "ok ".repeat(before) + &format!("{fault} ").repeat(times);
            world.fault(&format!("call_retrieve x{} {words}", before + times));
        }
        if index % 10 == 0 {
            let hidden = Quirks::new().visible_after(seconds(25));
            world.sandbox.set_quirks(hidden);
        }
        let options = PollOptions::new().mean_delay(seconds(5));
        let wait = world.wait(&order.id).options(options);
        let call = within(3 * LIMIT, "a wait under faults", wait).await;
        let call = call.unwrap_or_else(|error| panic!("{index}: {error:?}"));
        world.sandbox.heal();
        world.sandbox.set_quirks(Quirks::new());
        assert!(call.is_finished(), "{index}: {}", call.status);
        let last = serde_json::to_value(&call).unwrap();
        assert_eq!(
            last["status"],
            world.sandbox.call(&order.id).unwrap()["status"]
        );
        // A minute of the schedule; six failures in a row with their pauses, and those of the client.
        let delay = since(world.ended_at(), world.sandbox.now());
        assert!(delay < seconds(240), "{index}: {delay:?}");
        *ends.entry(call.status.to_string()).or_default() += 1;
    }
    let completed = ends[CallStatus::Completed.as_str()];
    assert!(
        completed > 30 && ends[CallStatus::Errored.as_str()] > 5,
        "{ends:?}"
    );
    let polls = world.polls();
    assert!(polls < 100 * 150, "{polls}");
}
