//! Workers that call the leads of a table. Each lead is called once, however many workers there are, and
//! whichever of them are killed.
//!
//! ```sh
//! cargo run -p revox-sandbox                                   # prints the variables to set
//! export DATABASE_URL=postgres://user:password@localhost/test
//! cargo run -p revox-postgres --example fleet -- fill 1000     # inserts 1000 invented leads
//! cargo run -p revox-postgres --example fleet -- work          # in as many terminals as you like
//! ```
//!
//! Kill any of the workers, and start it again. `work --live` rings phones. The table and the journal keep
//! what was called at the sandbox apart from what was called for real. `REVOX_LOG=info` logs what the workers
//! do.

mod logging;

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use revox::models::CallCreate;
use revox::{Client, PlaceError, PlacingOptions};
use revox_postgres::PostgresJournal;
use tokio_postgres::NoTls;

const USAGE: &str = "usage: fleet fill COUNT | fleet work [--live]";

/// The API that is called, or its rehearsal. Each has its own results and its own keys: a lead that was
/// called at the sandbox is still to be called for real.
struct Target {
    /// Columns of the results.
    call_id: &'static str,
    problem: &'static str,
    /// Beginning of all keys.
    campaign: &'static str,
}

const LIVE: Target = Target {
    call_id: "call_id",
    problem: "problem",
    campaign: "spring-campaign",
};

const SANDBOX: Target = Target {
    call_id: "sandbox_call_id",
    problem: "sandbox_problem",
    campaign: "sandbox/spring-campaign",
};

/// The job's row holds all parameters of the call order, so that each try sends the same ones.
const TABLE: &str = "
    CREATE TABLE IF NOT EXISTS leads (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        phone_number text NOT NULL,
        first_name text NOT NULL,
        call_id text,
        problem text,
        sandbox_call_id text,
        sandbox_problem text
    )";

#[tokio::main]
async fn main() -> ExitCode {
    logging::start();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprintln!("  because: {error}");
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let url = std::env::var("DATABASE_URL").map_err(|_| "set DATABASE_URL")?;
    // The example's own connection uses no TLS, to keep this short.
    let (database, connection) = tokio_postgres::connect(&url, NoTls).await?;
    tokio::spawn(connection);

    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["fill", count] => fill(&database, count.parse()?).await,
        ["work"] if std::env::var_os("REVOX_BASE_URL").is_none() => Err(
            "set REVOX_BASE_URL to the address of the sandbox, or pass --live to ring phones"
                .into(),
        ),
        ["work"] => work(database, &url, &SANDBOX, fast()).await,
        ["work", "--live"] => work(database, &url, &LIVE, PlacingOptions::new()).await,
        _ => Err(USAGE.into()),
    }
}

async fn fill(database: &tokio_postgres::Client, count: i32) -> Result<(), Box<dyn Error>> {
    database.batch_execute(TABLE).await?;
    let sql = "INSERT INTO leads (phone_number, first_name)
               SELECT '+3363998' || lpad(n::text, 4, '0'), 'Camille' FROM generate_series(1, $1) n";
    let filled = database.execute(sql, &[&count]).await?;
    println!("{filled} leads inserted: start workers with `work`");
    Ok(())
}

/// Calls one lead after the other until none is left.
async fn work(
    mut database: tokio_postgres::Client,
    url: &str,
    target: &Target,
    options: PlacingOptions,
) -> Result<(), Box<dyn Error>> {
    let sql = "SELECT to_regclass('leads') IS NOT NULL";
    if !database.query_one(sql, &[]).await?.try_get(0)? {
        return Err("there is no table of leads: insert some with `fill 1000` first".into());
    }
    // All workers share one journal. It may be in the same database or in another.
    let journal = PostgresJournal::connect(url).await?;
    let client = Client::from_env()?.with_placing(options.journal(journal));
    let mut count = 0;
    while call_next(&mut database, &client, target).await? {
        count += 1;
    }
    match count {
        0 => println!("0 leads called by this worker: none was left; insert more with `fill 1000`"),
        _ => println!("{count} leads called by this worker; none is left"),
    }
    Ok(())
}

/// Calls one lead. Returns false if none is left that no other worker is busy with.
async fn call_next(
    database: &mut tokio_postgres::Client,
    client: &Client,
    target: &Target,
) -> Result<bool, Box<dyn Error>> {
    // Until this transaction ends, the row is locked, and other workers skip it. If this process dies,
    // the server ends the transaction, and another worker takes the lead. The row does not say whether
    // the phone has rung; the journal and the lookup find out.
    let job = database.transaction().await?;
    let Target {
        call_id,
        problem,
        campaign,
    } = target;
    let sql = format!(
        "SELECT id, phone_number, first_name FROM leads
         WHERE {call_id} IS NULL AND {problem} IS NULL
         ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED"
    );
    let Some(row) = job.query_opt(&sql, &[]).await? else {
        return Ok(false);
    };
    let (id, number, name): (i64, &str, &str) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);

    // The key comes from the row, and is the same for every worker and every try.
    let key = format!("{campaign}/lead-{id}");
    let order = CallCreate::new(number)
        .assistant_id("assistant_4Tn6yB")
        .prompt_variables([("first_name", name)]);
    match client.call().place(key, order).await {
        Ok(placement) => {
            let sql = format!("UPDATE leads SET {call_id} = $2 WHERE id = $1");
            job.execute(&sql, &[&id, &placement.call().id]).await?;
        }
        // The journal cannot be used. The lead stays as it is: the next try finds the result of a request
        // that was sent.
        Err(PlaceError::Journal { error, .. }) => return Err(error.into()),
        // A person decides: after `Undecided`, the phone may have rung.
        Err(error) => {
            let sql = format!("UPDATE leads SET {problem} = $2 WHERE id = $1");
            job.execute(&sql, &[&id, &error.to_string()]).await?;
        }
    }
    job.commit().await?;
    Ok(true)
}

/// Assumptions that hold for the sandbox, which decides within milliseconds. With those of
/// [`PlacingOptions::new`], the lead of a killed worker waits for up to three minutes, because the real
/// API may still decide its request.
fn fast() -> PlacingOptions {
    PlacingOptions::new()
        .decision_time(Duration::from_secs(2))
        .visibility_time(Duration::from_millis(500))
        .sending_time(Duration::from_secs(1))
}
