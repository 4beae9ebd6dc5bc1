//! The queue without a journal, with the statements of docs/durable.md.

use std::time::{Duration, SystemTime};

use revox::{Clock, PlaceError, PlacingOptions};
use revox_tests::postgres::{Database, Server};

use super::super::{World, lead, soon};

/// The statements of the section, each in a block of its own: the table, and taking a row.
fn documented() -> [&'static str; 2] {
    let page = include_str!("../../../../docs/durable.md");
    let (_, section) = page
        .split_once("\n### Without a journal: lookup first\n")
        .unwrap();
    let blocks = section
        .split("```sql\n")
        .skip(1)
        .map(|block| block.split_once("```").unwrap().0);
    blocks.collect::<Vec<_>>().try_into().unwrap()
}

/// A row that a worker has taken.
#[derive(Debug)]
struct Taken {
    id: i64,
    first_tried_at: SystemTime,
    is_first: bool,
}

async fn take(client: &tokio_postgres::Client) -> Option<Taken> {
    let row = client.query_opt(documented()[1], &[]).await.unwrap()?;
    Some(Taken {
        id: row.get(0),
        first_tried_at: row.get(2),
        is_first: row.get(3),
    })
}

/// A queue of two leads whose server has the time of the world.
async fn queue(database: &mut Database, world: &World) -> (tokio_postgres::Client, impl AsyncFn()) {
    let clock = database.with_clock().await;
    let now = world.clock();
    let synchronize = async move || clock.set(now.now()).await;
    synchronize().await;
    let client = database.client().await;
    // The table is in the schema of this test, and not in that of the clock.
    let (schema, url) = (&database.schema, &database.url);
    let setup = format!(
        "CREATE SCHEMA {schema}; SET search_path = {schema}, {schema}_clock, pg_catalog; {};
         INSERT INTO leads (phone_number) VALUES ('{number}'), ('{number}')",
        documented()[0],
        number = super::super::NUMBER,
    );
    client
        .batch_execute(&setup)
        .await
        .unwrap_or_else(|error| panic!("{url}: {error}"));
    (client, synchronize)
}

#[tokio::test]
async fn a_row_that_remembers_its_first_try_is_called_once() {
    let Some(server) = Server::shared() else {
        return;
    };
    let options = || PlacingOptions::new().patience(Duration::from_secs(120));
    let world = World::with(options()).await;
    let mut database = server.database();
    let (client, synchronize) = queue(&mut database, &world).await;

    let first = take(&client).await.unwrap();
    assert!(first.is_first);
    // The other row is for another worker, and there is no third.
    let second = take(&client).await.unwrap();
    assert_ne!(first.id, second.id);
    assert!(take(&client).await.is_none());

    // The worker of the first row dies after its request was accepted …
    let key = format!("spring-campaign/lead-{}", first.id);
    world.fault("call_create x1 hang");
    let place = world.client.call().place(&*key, lead());
    let place = place.first_try_at(first.first_tried_at);
    let accepted = async {
        while world.orders() == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::select! {
        outcome = place.into_future() => panic!("{outcome:?}"),
        () = soon(accepted) => {}
    }

    // … and the next worker finds the call order.
    world.sandbox.advance(Duration::from_secs(5 * 60));
    synchronize().await;
    let again = take(&client).await.unwrap();
    assert_eq!((again.id, again.is_first), (first.id, false));
    let place = world.client.call().place(&*key, lead());
    let found = soon(place.first_tried_at(again.first_tried_at))
        .await
        .unwrap();
    assert!(!found.is_new());
    assert_eq!(world.orders(), 1);

    // The worker of the second row died before its request: the key has lapsed, and begins anew.
    let again = take(&client).await.unwrap();
    assert_eq!(again.id, second.id);
    let key = format!("spring-campaign/lead-{}", again.id);
    let place = || world.client.call().place(&*key, lead());
    let lapsed = soon(place().first_tried_at(again.first_tried_at)).await;
    assert!(
        matches!(lapsed, Err(PlaceError::Lapsed { .. })),
        "{lapsed:?}"
    );
    let anew = "UPDATE leads SET first_tried_at = NULL, claimed_until = '-infinity' WHERE id = $1";
    let documented = include_str!("../../../../docs/durable.md");
    assert!(documented.contains("`first_tried_at = NULL, claimed_until = '-infinity'`"));
    client.execute(anew, &[&again.id]).await.unwrap();
    let anew = take(&client).await.unwrap();
    assert_eq!((anew.id, anew.is_first), (second.id, true));
    let anew = place().first_try_at(anew.first_tried_at);
    assert!(soon(anew).await.unwrap().is_new());
    assert_eq!(world.orders(), 2);
}
