//! Futures that are dropped on the way.

use fastrand::Rng;
use revox::Clock;

use super::{World, all, changes, ids, live};
use crate::waiting::{seconds, soon, third_time_lucky};

#[tokio::test]
async fn dropping_the_future_of_next_loses_nothing() {
    let mut random = Rng::with_seed(7);
    let world = World::with_script(third_time_lucky()).await;
    let order = world.order(3).await;
    let mut watch = world.watch(&order.id).options(live());
    let mut events = Vec::new();
    let mut dropped = 0;
    soon(async {
        loop {
            let pause = seconds(random.u64(1..600));
            tokio::select! {
                event = watch.next() => match event {
                    Some(event) => events.push(event.unwrap()),
                    None => break,
                },
                () = world.clock.sleep(pause) => dropped += 1,
            }
        }
    })
    .await;
    assert!(dropped > 10, "{dropped}");
    assert_eq!(changes(&events).last().unwrap(), "finished");
    // Everything that a watch of the finished call order tells was told.
    let told = ids(&events);
    let late = ids(&all(world.watch(&order.id)).await);
    assert!(late.iter().all(|id| told.contains(id)), "{told:?} {late:?}");
}

#[tokio::test]
async fn a_watch_that_is_dropped_during_a_request_resumes() {
    for polls in 0..6 {
        let world = World::with_script(third_time_lucky()).await;
        let order = world.order(1).await;
        // The response to one of the polls never comes.
        world.fault(&format!("call_retrieve {} hang", "ok ".repeat(polls)));
        let (events, mut received) = tokio::sync::mpsc::unbounded_channel();
        let mut watch = world.watch(&order.id);
        let task = tokio::spawn(async move {
            while let Some(Ok(event)) = watch.next().await {
                events.send(event).unwrap();
            }
        });
        let hangs = async {
            while world.polls() <= polls {
                tokio::task::yield_now().await;
            }
        };
        soon(hangs).await;
        task.abort();
        assert!(soon(task).await.unwrap_err().is_cancelled());
        world.sandbox.heal();
        let mut told = Vec::new();
        while let Ok(event) = received.try_recv() {
            told.push(event);
        }
        let snapshot = told.last().map(|event| event.snapshot.clone());
        let rest = all(world.watch(&order.id).resume(snapshot)).await;
        told.extend(rest);
        let mut unique = ids(&told);
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), told.len());
        let late = ids(&all(world.watch(&order.id)).await);
        assert!(
            late.iter().all(|id| unique.contains(id)),
            "{unique:?} {late:?}"
        );
    }
}
