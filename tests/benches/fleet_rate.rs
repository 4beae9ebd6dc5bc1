//! Placements per second of a fleet on one PostgreSQL, as a ratio to bare `create`.
//!
//! `cargo bench -p revox-tests --bench fleet_rate` starts a sandbox and two PostgreSQL servers, one that
//! waits for the disk (`fsync`) and one that does not, and lets 200 workers place call orders as fast as
//! they can: with `create`, then with `place` and a journal that 25 groups of 8 workers share, with two
//! connections each. Rounds take turns, so that what else the machine does slows all of them; the ratio
//! is that of the medians. All of it shares the processors of one machine: with the API and the database
//! elsewhere, the workers wait for these, and `place` costs two round trips to the database.

use std::time::{Duration, Instant};

use revox::models::CallCreate;
use revox::{Client, PlacingOptions};
use revox_postgres::PostgresJournal;
use revox_sandbox::{Sandbox, Time};
use revox_tests::postgres::Server;
use tokio::task::JoinSet;

type Failure = Box<dyn std::error::Error>;

const GROUPS: usize = 25;
const WORKERS_OF_GROUP: usize = 8;
const CONNECTIONS_OF_GROUP: usize = 2;
const ROUNDS: usize = 7;
/// Call orders of a worker in a round.
const ORDERS: usize = 5;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    // Under `cargo test --benches`, there is nothing to check.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let (Some(fast), Some(durable)) = (Server::shared(), Server::durable()) else {
        return Ok(());
    };
    let mut rates = [const { Vec::new() }; 3];
    for round in 0..ROUNDS {
        let [create, without, with] = &mut rates;
        create.push(rate(None, round).await?);
        without.push(rate(Some(fast), round).await?);
        with.push(rate(Some(&durable), round).await?);
    }
    let [create, without, with] = rates.map(median);
    println!(
        "{} workers, median of {ROUNDS} rounds",
        GROUPS * WORKERS_OF_GROUP
    );
    println!("  create               {create:>6.0} call orders a second");
    for (name, rate) in [("fsync off", without), ("fsync on", with)] {
        println!(
            "  place, {name:<12} {rate:>6.0}, ratio {:.2}",
            rate / create
        );
    }
    println!(
        "  an insert and fsync of this disk: {:?}",
        disk(&durable).await?
    );
    Ok(())
}

/// Call orders per second of all workers.
async fn rate(server: Option<&Server>, round: usize) -> Result<f64, Failure> {
    let sandbox = Sandbox::builder().time(Time::real()).start().await?;
    let database = server.map(Server::database);
    let mut groups = Vec::new();
    for _ in 0..GROUPS {
        let builder = Client::builder().api_key(sandbox.api_key());
        let client = builder.base_url(sandbox.base_url()).build()?;
        let journal = match &database {
            Some(database) => {
                let builder = database.builder().connections(CONNECTIONS_OF_GROUP);
                let journal = builder.connect(&database.url).await?;
                warm_up(&journal).await?;
                Some(journal)
            }
            None => None,
        };
        groups.push((client, journal));
    }
    let began = Instant::now();
    let mut workers = JoinSet::new();
    for (group, (client, journal)) in groups.into_iter().enumerate() {
        let client = match &journal {
            Some(journal) => client.with_placing(PlacingOptions::new().journal(journal.clone())),
            None => client,
        };
        for worker in 0..WORKERS_OF_GROUP {
            let client = client.clone();
            let places = journal.is_some();
            workers.spawn(async move {
                for order in 0..ORDERS {
                    let number = format!(
                        "+336{:08}",
                        (group * WORKERS_OF_GROUP + worker) * ORDERS + order
                    );
                    let assistant = "assistant_4Tn6yB";
                    let outcome = if places {
                        let parameters = CallCreate::new(number).assistant_id(assistant);
                        let key = format!("{round}/{group}/{worker}/{order}");
                        let placed = client.call().place(key, parameters).await;
                        placed.map(drop).map_err(|error| error.to_string())
                    } else {
                        let created = client.call().create(number).assistant_id(assistant).await;
                        created.map(drop).map_err(|error| error.to_string())
                    };
                    outcome?;
                }
                Ok::<_, String>(())
            });
        }
    }
    while let Some(worker) = workers.join_next().await {
        worker??;
    }
    let took = began.elapsed();
    let orders = GROUPS * WORKERS_OF_GROUP * ORDERS;
    // One more is the sandbox's example.
    assert_eq!(sandbox.call_ids().len(), orders + 1);
    Ok(orders as f64 / took.as_secs_f64())
}

/// Opens the connections and prepares the statements.
async fn warm_up(journal: &PostgresJournal) -> Result<(), Failure> {
    use revox::{Change, Journal, PlacementKey};
    let mut uses = JoinSet::new();
    for number in 0..CONNECTIONS_OF_GROUP {
        let journal = journal.clone();
        uses.spawn(async move {
            let key = PlacementKey::parse(format!("warm-up-{number}"))
                .map_err(|error| error.to_string())?;
            let insertion = journal.insert(key.clone(), "1-a".into(), Duration::ZERO);
            insertion.await.map_err(|error| error.to_string())?;
            let placed = Change::Place {
                call_id: "call_1".into(),
            };
            let update = journal.update(key, 1, placed);
            update.await.map(drop).map_err(|error| error.to_string())
        });
    }
    while let Some(used) = uses.join_next().await {
        used??;
    }
    Ok(())
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or_default()
}

/// Time of one durable insert, for who reads the ratio.
async fn disk(server: &Server) -> Result<Duration, Failure> {
    let client = server.database().client().await;
    client
        .batch_execute("CREATE TABLE disk (number int)")
        .await?;
    let mut times = Vec::new();
    for number in 0..50_i32 {
        let began = Instant::now();
        client
            .execute("INSERT INTO disk VALUES ($1)", &[&number])
            .await?;
        times.push(began.elapsed());
    }
    times.sort();
    Ok(times.get(times.len() / 2).copied().unwrap_or_default())
}
