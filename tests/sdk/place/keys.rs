//! The meaning of a key.

use revox_tests::within::LIMIT;

use super::{World, lead, soon};

/// Reported of clients that make an idempotency key for each request: it protects from nothing,
/// since whoever retries calls the function again.
#[tokio::test]
async fn a_key_made_from_the_clock_makes_each_retry_a_new_call() {
    let world = World::new().await;
    let key_of_the_attempt = || format!("lead-42-{}", world.sandbox.now().as_nanosecond());
    let key_of_the_intent = || "lead-42".to_owned();
    let keys: [(&dyn Fn() -> String, usize); 2] =
        [(&key_of_the_attempt, 3), (&key_of_the_intent, 1)];
    for (key, expected) in keys {
        let before = world.orders();
        for _ in 0..3 {
            let place = world.client.call().place(key(), lead());
            soon(place.first_try()).await.unwrap();
            world.sandbox.advance(LIMIT);
        }
        assert_eq!(world.orders() - before, expected);
    }
}

/// A time in the parameters has the same effect on the fingerprint: it has to be chosen once.
#[tokio::test]
async fn a_time_made_from_the_clock_makes_each_retry_a_conflict() {
    let world = World::new().await;
    let order = || lead().scheduled_at(world.sandbox.now().to_string());
    soon(world.client.call().place("lead-42", order()).first_try())
        .await
        .unwrap();
    world.sandbox.advance(LIMIT);
    let retry = soon(world.client.call().place("lead-42", order()));
    assert!(retry.await.unwrap_err().is_conflict());
    assert_eq!(world.orders(), 1);
}
