//! A request that is dropped is over: nothing sends it later.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use revox_tests::clock::TestClock;
use revox_tests::stub::{Canned, Stub, soon};

use super::{client, status};

/// Polls `future` at most `polls` times, then drops it.
async fn dropped_after<F: Future>(polls: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = polls;
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending if left == 0 => Poll::Ready(None),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    })
    .await
}

/// Dropped at each of its polls in turn, until one run is long enough to end by itself.
#[tokio::test]
async fn a_create_that_is_dropped_anywhere_is_sent_at_most_once() {
    for answer in [status("503 Service Unavailable"), Canned::Bytes(Vec::new())] {
        let mut polls = 0;
        loop {
            let stub = Stub::start(vec![answer.clone()]).await;
            let client = client(&stub, &TestClock::default());
            let order = client.call().create("+33639980142").send();
            let outcome = soon(dropped_after(polls, order)).await;
            // Whatever is left running gets its chance to send.
            for _ in 0..20 {
                tokio::task::yield_now().await;
            }
            assert!(stub.received().len() <= 1, "dropped after {polls} polls");
            if outcome.is_some() {
                break;
            }
            polls += 1;
            assert!(polls < 100, "it never ends");
        }
        assert!(polls > 1, "the request was dropped while it was under way");
    }
}
