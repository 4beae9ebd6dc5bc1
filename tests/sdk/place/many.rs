//! Many placements, a few at a time.

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_core::Stream;
use revox::bytes::Bytes;
use revox::models::CallCreate;
use revox::{
    BoxFuture, Client, Error, HttpRequest, MemoryJournal, PlaceError, PlacingOptions, Transport,
    http,
};

use super::{SETTLING, World, soon};

fn leads(count: usize) -> impl Iterator<Item = (String, CallCreate)> {
    (0..count).map(|lead| {
        let order = CallCreate::new(format!("+336398{lead:05}"));
        (
            format!("lead-{lead}"),
            order.assistant_id("assistant_4Tn6yB"),
        )
    })
}

#[tokio::test]
async fn every_item_has_one_outcome_and_is_placed_once() {
    let world = World::new().await;
    let mut placements = world.client.call().place_all(leads(50)).first_try();
    let mut seen = BTreeSet::new();
    while let Some(placed) = soon(placements.next()).await {
        assert!(placed.outcome.unwrap().is_new());
        assert_eq!(
            placed.key.unwrap().as_str(),
            format!("lead-{}", placed.index)
        );
        assert!(seen.insert(placed.index));
    }
    assert_eq!(seen.len(), 50);
    assert!(soon(placements.next()).await.is_none());
    assert_eq!(world.orders(), 50);
}

/// Without a word of earlier tries, the settling time passes once, and not for each.
#[tokio::test]
async fn a_list_that_was_interrupted_is_resumed_by_its_keys() {
    let world = World::new().await;
    let mut first = world.client.call().place_all(leads(50)).first_try();
    for _ in 0..20 {
        soon(first.next()).await.unwrap().outcome.unwrap();
    }
    drop(first);
    let start = world.sandbox.now();
    let mut new = 0;
    let mut second = world.client.call().place_all(leads(50));
    while let Some(placed) = soon(second.next()).await {
        new += usize::from(placed.outcome.unwrap().is_new());
    }
    assert!((1..=30).contains(&new), "{new}");
    assert_eq!(world.orders(), 50);
    let waited = Duration::try_from(world.sandbox.now() - start).unwrap();
    assert!(waited >= SETTLING && waited < 2 * SETTLING, "{waited:?}");
}

#[tokio::test]
async fn one_that_fails_does_not_stop_the_others() {
    let world = World::new().await;
    let bad = [
        ("lead 0".to_owned(), CallCreate::new("+33639980142")),
        ("lead-a".to_owned(), CallCreate::new("0639980142")),
    ];
    let items = bad.into_iter().chain(leads(3));
    let mut placements = world.client.call().place_all(items).first_try();
    let mut failed = Vec::new();
    while let Some(placed) = soon(placements.next()).await {
        match placed.outcome {
            Ok(_) => assert!(placed.index >= 2),
            Err(error) => {
                let is_key = matches!(error, PlaceError::Key(_));
                failed.push((placed.index, placed.key.is_some(), is_key));
            }
        }
    }
    failed.sort_unstable();
    assert_eq!(failed, [(0, false, true), (1, true, false)]);
    assert_eq!(world.orders(), 3);
}

/// A list with the same key twice, even at once and with a lost response in between.
#[tokio::test]
async fn a_key_that_occurs_twice_is_placed_once() {
    for fault in ["ok", "status=502 after", "late=100", "status=502"] {
        let world = World::new().await;
        world.fault(&format!("call_create x1 {fault}"));
        let items = leads(2).chain(leads(2));
        let mut placements = world
            .client
            .call()
            .place_all(items)
            .concurrency(4)
            .first_try();
        while let Some(placed) = soon(placements.next()).await {
            placed.outcome.unwrap();
        }
        assert_eq!(world.orders(), 2, "{fault}");
    }
}

/// Counts the requests under way.
#[derive(Debug)]
struct Counting {
    inner: Arc<dyn Transport>,
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

impl Transport for Counting {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        let (now, most) = (Arc::clone(&self.now), Arc::clone(&self.most));
        let sent = self.inner.send(request);
        Box::pin(async move {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            let response = sent.await;
            now.fetch_sub(1, Ordering::SeqCst);
            response
        })
    }
}

#[tokio::test]
async fn concurrency_and_rate_are_bounded() {
    let world = World::new().await;
    let most = Arc::new(AtomicUsize::new(0));
    let client = Client::with_transport(Counting {
        inner: Arc::clone(world.client.transport()),
        now: Arc::default(),
        most: Arc::clone(&most),
    });
    let journal = MemoryJournal::with_clock(world.clock());
    let options = PlacingOptions::new().journal(journal).clock(world.clock());
    let client = client.with_placing(options);
    let start = world.sandbox.now();
    let placements = client
        .call()
        .place_all(leads(40))
        .concurrency(5)
        .per_second(4.0);
    let mut placements = placements;
    while let Some(placed) = soon(placements.next()).await {
        assert!(placed.outcome.unwrap().is_new());
    }
    let most = most.load(Ordering::SeqCst);
    assert!((1..=5).contains(&most), "{most} at once");
    // Nothing comes before the first, and nothing after the last.
    let took = Duration::try_from(world.sandbox.now() - start).unwrap();
    assert!(took >= Duration::from_millis(39 * 250), "{took:?}");
    assert!(took < Duration::from_millis(45 * 250), "{took:?}");
}

/// The iterator may read a file of any length as it goes.
#[tokio::test]
async fn items_are_taken_when_there_is_room_for_them() {
    let world = World::new().await;
    let taken = AtomicUsize::new(0);
    let items = leads(1_000).inspect(|_| {
        taken.fetch_add(1, Ordering::Relaxed);
    });
    let mut placements = world
        .client
        .call()
        .place_all(items)
        .concurrency(3)
        .per_second(1e6)
        .first_try();
    assert_eq!(taken.load(Ordering::Relaxed), 0);
    soon(placements.next()).await.unwrap();
    assert!(taken.load(Ordering::Relaxed) <= 3);
}

#[tokio::test]
async fn outcomes_arrive_as_a_stream() {
    let world = World::new().await;
    let mut placements = world.client.call().place_all(leads(3)).first_try();
    let mut count = 0;
    while let Some(placed) = soon(poll_fn(|context| {
        Stream::poll_next(Pin::new(&mut placements), context)
    }))
    .await
    {
        assert!(placed.outcome.unwrap().is_new());
        count += 1;
    }
    assert_eq!(count, 3);
}

/// The first of two ends undecided, and the second knows nothing better.
#[tokio::test]
async fn a_key_that_occurs_twice_is_not_a_first_try_twice() {
    let world = World::with(PlacingOptions::new().patience(Duration::from_secs(20))).await;
    world.fault("call_create x1 late=100");
    let items = leads(1).chain(leads(1));
    let mut placements = world.client.call().place_all(items).first_try();
    while let Some(placed) = soon(placements.next()).await {
        assert!(placed.outcome.unwrap_err().is_undecided());
    }
    world.sandbox.advance(SETTLING);
    assert_eq!(world.orders(), 1);
}
