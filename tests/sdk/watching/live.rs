//! Events, and the time at which they are reported.

use std::future::poll_fn;
use std::pin::pin;

use revox::CallChange;
use revox::models::{AttemptResult, CallStatus};
use revox::prelude::*;
use revox_sandbox::{Reply, Script};

use super::{World, all, changes, ids, live};
use crate::waiting::{seconds, since, soon, third_time_lucky};

#[tokio::test]
async fn a_call_order_is_told_from_its_placing_to_its_end() {
    let world = World::with_script(third_time_lucky()).await;
    let order = world.order(3).await;
    let events = all(world.watch(&order.id)).await;
    let last = events.last().unwrap();
    assert_eq!(last.change, CallChange::Finished);
    assert_eq!(last.id, "finished");
    assert!(last.snapshot.is_finished());
    let call = &last.call;
    assert_eq!(call.status, CallStatus::Completed);
    // In the order in which things happened.
    let attempts: Vec<_> = call
        .call_attempts
        .iter()
        .rev()
        .map(|attempt| &attempt.id)
        .collect();
    let told = |name: &str| -> Vec<String> {
        let ids = events.iter().filter(|event| event.change.as_str() == name);
        ids.map(|event| event.change.attempt_id().unwrap().to_owned())
            .collect()
    };
    assert_eq!(told("attempt_started").iter().collect::<Vec<_>>(), attempts);
    assert_eq!(told("attempt_ended").iter().collect::<Vec<_>>(), attempts);
    let changes = changes(&events);
    assert_eq!(changes[0], "initializing");
    let at = |change: &str| changes.iter().position(|told| told == change).unwrap();
    assert!(at("completed") < at("outcome") && at("outcome") < at("finished"));
    assert!(!events[1].snapshot.is_finished());
    // Transcripts as they are in the end, each entry once.
    for attempt in &call.call_attempts {
        let turns = events.iter().filter_map(|event| match &event.change {
            CallChange::Turn {
                attempt_id,
                index,
                entry,
                ..
            } if *attempt_id == attempt.id => Some((*index, entry)),
            _ => None,
        });
        let expected = attempt.transcript.iter().flatten().enumerate();
        assert_eq!(turns.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    }
    let reached: Vec<_> = events.iter().filter_map(|event| event.attempt()).collect();
    assert!(
        reached
            .iter()
            .any(|attempt| attempt.result == Some(AttemptResult::Human))
    );
    let mut unique = ids(&events);
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), events.len());
    let delay = since(world.ended_at(), world.sandbox.now());
    assert!(delay < seconds(30), "{delay:?}");
    assert!(world.polls() < 120, "{}", world.polls());
}

#[tokio::test]
async fn a_transcript_is_read_along_with_the_call() {
    let script =
        Script::new().otherwise([Reply::human().saying(["Yes.", "Friday suits me.", "Bye."])]);
    let world = World::with_script(script).await;
    let order = world.order(1).await;
    let mut watch = world.watch(&order.id).options(live());
    let mut lines = 0;
    let mut polls = Vec::new();
    soon(async {
        while let Some(event) = watch.next().await {
            let event = event.unwrap();
            if matches!(event.change, CallChange::Turn { .. }) {
                lines += 1;
                polls.push(world.polls());
                let attempt = event.attempt().unwrap();
                // It is told before the call is over.
                assert!(!attempt.is_finished() || attempt.transcript().len() == lines);
            }
        }
    })
    .await;
    assert_eq!(lines, 7);
    polls.dedup();
    assert!(polls.len() >= 6, "{polls:?}");
}

#[tokio::test]
async fn a_finished_call_order_costs_one_request() {
    let world = World::with_script(third_time_lucky()).await;
    let order = world.order(3).await;
    all(world.watch(&order.id)).await;
    let before = world.polls();
    let events = all(world.watch(&order.id)).await;
    assert_eq!(world.polls() - before, 1);
    let changes = changes(&events);
    assert_eq!(changes[0], "completed");
    assert_eq!(changes.last().unwrap(), "finished");
    let started = changes
        .iter()
        .filter(|change| change.starts_with("attempt_started"));
    assert_eq!(started.count(), 3);
}

#[tokio::test]
async fn watches_that_begin_at_different_times_give_the_same_ids() {
    let world = World::with_script(third_time_lucky()).await;
    let order = world.order(3).await;
    let early = ids(&all(world.watch(&order.id)).await);
    let late = ids(&all(world.watch(&order.id)).await);
    let same = late.iter().filter(|id| early.contains(id)).count();
    assert_eq!(same, late.len(), "{late:?} {early:?}");
}

#[tokio::test]
async fn a_cancellation_is_told() {
    let world = World::new().await;
    let id = world.put("paused");
    let cancel = world.at(100, async || {
        world.client.call().cancel(&id).await.unwrap();
    });
    let (events, ()) = soon(async { tokio::join!(all(world.watch(&id)), cancel) }).await;
    let changes = changes(&events);
    assert_eq!(changes[0], "paused");
    assert_eq!(changes[changes.len() - 2..], ["cancelled", "finished"]);
}

/// The stream of `futures_core`, which is what adapters of other crates take.
#[tokio::test]
async fn it_is_a_stream() {
    let world = World::new().await;
    let id = world.put("completed");
    let mut watch = pin!(world.watch(&id));
    let mut events = Vec::new();
    while let Some(event) = soon(poll_fn(|context| {
        futures_core::Stream::poll_next(watch.as_mut(), context)
    }))
    .await
    {
        events.push(event.unwrap());
    }
    assert_eq!(ids(&events).last().unwrap(), "finished");
    assert_eq!(ids(&events), ids(&all(world.watch(&id)).await));
}
