//! Calls each lead of a CSV file once, however often the program is killed and started again.
//!
//! ```sh
//! cargo run --example leads --features journal-file                         # a sandbox in this process
//! cargo run --example leads --features journal-file -- --sandbox leads.csv  # the sandbox at REVOX_BASE_URL
//! cargo run --example leads --features journal-file -- --live leads.csv     # rings phones
//! ```
//!
//! To see it continue after a crash, start `cargo run -p revox-sandbox`, set the variables that it prints,
//! kill the second command in the middle, and run it again. Before a request leaves, its intent is in the
//! journal next to the file, `leads.redb` or, with `--sandbox`, `leads.sandbox.redb`, where the next run finds
//! it. Delete the latter after a restart of the sandbox, which forgets its call orders.
//!
//! A file needs the columns `id`, `phone_number` and `first_name`. Rows that are invalid are reported and not
//! called, and the program then ends with an error; `leads_with_mistakes.csv` beside this program has four.

mod csv_file;
mod logging;

use std::collections::HashMap;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use csv_file::CsvFile;
use indicatif::{ProgressBar, ProgressStyle};
use revox::models::CallCreate;
use revox::{Client, Delivery, FileJournal, Parameters, Placement, PlacementKey, PlacingOptions};
use revox_sandbox::{Sandbox, Time};

/// Beginning of all keys of this file: the same lead in another campaign is another intent.
const CAMPAIGN: &str = "spring-campaign";

const USAGE: &str =
    "usage: cargo run --example leads --features journal-file [-- --sandbox|--live FILE]";

#[tokio::main]
async fn main() -> ExitCode {
    logging::start();
    match run().await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
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

async fn run() -> Result<bool, Box<dyn Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => embedded().await,
        ["--sandbox", file] => {
            if std::env::var_os("REVOX_BASE_URL").is_none() {
                return Err("set REVOX_BASE_URL to the address of the sandbox".into());
            }
            // A rehearsal leaves no keys in the journal of the real calls.
            let journal = Path::new(file).with_extension("sandbox.redb");
            let client = Client::from_env()?;
            call_all(&client, Path::new(file), &journal, fast()).await
        }
        ["--live", file] => {
            let journal = Path::new(file).with_extension("redb");
            let client = Client::from_env()?;
            call_all(&client, Path::new(file), &journal, PlacingOptions::new()).await
        }
        _ => Err(USAGE.into()),
    }
}

/// Calls the leads of the file beside this program with a Revox that runs inside this process.
async fn embedded() -> Result<bool, Box<dyn Error>> {
    let sandbox = Sandbox::builder().time(Time::real()).start().await?;
    let builder = Client::builder().api_key(sandbox.api_key());
    let client = builder.base_url(sandbox.base_url()).build()?;
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/leads.csv");
    let journal = format!("leads-{}.redb", std::process::id());
    let journal = std::env::temp_dir().join(journal);
    let outcome = call_all(&client, &file, &journal, fast()).await;
    // There is no journal if the CSV file could not be read.
    drop(std::fs::remove_file(journal));
    outcome
}

/// Assumptions that hold for the sandbox, which decides within milliseconds. With those of
/// [`PlacingOptions::new`], a lead that was being placed when the program was killed waits for up to three
/// minutes, because the real API may still decide its request.
fn fast() -> PlacingOptions {
    PlacingOptions::new()
        .decision_time(Duration::from_secs(2))
        .visibility_time(Duration::from_millis(500))
        .sending_time(Duration::from_secs(1))
}

/// Calls all leads of a file. Returns true if nothing is left to do.
async fn call_all(
    client: &Client,
    file: &Path,
    journal: &Path,
    options: PlacingOptions,
) -> Result<bool, Box<dyn Error>> {
    let Leads { leads, wrong } = read(file)?;
    if leads.is_empty() && wrong.is_empty() {
        return Err(format!(
            "{}: there are no leads below the first line",
            file.display()
        )
        .into());
    }
    for WrongRow { line, problem } in &wrong {
        println!("line {line}: {problem}");
    }

    // A second program that opens the same journal is refused.
    let client = client.with_placing(options.journal(FileJournal::open(journal)?));
    let orders = leads.iter().map(|lead| (&lead.key, lead.order.clone()));
    let mut placements = client
        .call()
        .place_all(orders)
        .concurrency(8)
        .per_second(20.0);

    let bar = progress_bar(leads.len())?;
    let mut tally = Tally::default();
    while let Some(placed) = placements.next().await {
        let Some(lead) = leads.get(placed.index) else {
            continue;
        };
        let (line, key) = (lead.line, &lead.key);
        match placed.outcome {
            Ok(Placement::New(_)) => tally.placed += 1,
            // Placed before this program was started, or by a request whose response was lost.
            Ok(Placement::Found(_)) => tally.found += 1,
            // The error says why, without the phone number.
            Err(error) => {
                let list = match error.delivery() {
                    Delivery::NotSent | Delivery::Rejected => &mut tally.failed,
                    _ => &mut tally.undecided,
                };
                list.push(format!("line {line}, key {key}: {error}"));
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    tally.report(wrong.len());
    Ok(wrong.is_empty() && tally.failed.is_empty() && tally.undecided.is_empty())
}

fn progress_bar(length: usize) -> Result<ProgressBar, Box<dyn Error>> {
    let bar = ProgressBar::new(u64::try_from(length)?);
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} leads, {eta} left")?;
    Ok(bar.with_style(style))
}

/// Outcomes so far.
#[derive(Default)]
struct Tally {
    placed: usize,
    found: usize,
    /// Certainly not called.
    failed: Vec<String>,
    /// Perhaps called.
    undecided: Vec<String>,
}

impl Tally {
    fn report(&self, wrong: usize) {
        println!("{} placed now, {} placed before", self.placed, self.found);
        if wrong > 0 {
            println!("{wrong} rows are invalid, see above: correct them, and run this again");
        }
        if !self.failed.is_empty() {
            println!(
                "{} not placed: fix the reasons, and run this again",
                self.failed.len()
            );
            self.failed.iter().for_each(|line| println!("  {line}"));
        }
        if !self.undecided.is_empty() {
            println!(
                "{} undecided: run this again later, which looks them up first; if a lead stays \
                 undecided, search the metadata in Revox for its key, and never call the lead \
                 under another key",
                self.undecided.len(),
            );
            self.undecided.iter().for_each(|line| println!("  {line}"));
        }
    }
}

struct Leads {
    leads: Vec<Lead>,
    wrong: Vec<WrongRow>,
}

/// A row that can be called.
struct Lead {
    line: u64,
    key: PlacementKey,
    order: CallCreate,
}

struct WrongRow {
    line: u64,
    problem: String,
}

/// The columns of the file.
#[derive(serde::Deserialize)]
struct Row {
    id: String,
    phone_number: String,
    first_name: String,
}

/// Reads a file. An invalid row does not stop the others.
fn read(file: &Path) -> Result<Leads, Box<dyn Error>> {
    let columns = ["id", "phone_number", "first_name"];
    let CsvFile {
        headers,
        mut reader,
    } = CsvFile::open(file, &columns)?;
    let mut lines: HashMap<PlacementKey, u64> = HashMap::new();
    let (mut leads, mut wrong) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let position = match &record {
            Ok(record) => record.position(),
            Err(error) => error.position(),
        };
        let line = position.map_or(0, csv::Position::line);
        let lead = record
            .and_then(|record| record.deserialize(Some(&headers)))
            .map_err(|error| csv_file::describe(&error))
            .and_then(|row| lead(line, row));
        match lead {
            Ok(lead) => match lines.insert(lead.key.clone(), line) {
                None => leads.push(lead),
                Some(first) => wrong.push(WrongRow {
                    line,
                    problem: format!("line {first} has the same id"),
                }),
            },
            Err(problem) => wrong.push(WrongRow { line, problem }),
        }
    }
    Ok(Leads { leads, wrong })
}

/// Makes the call order of a row, and its key. Both are the same whenever the row is read.
fn lead(line: u64, row: Row) -> Result<Lead, String> {
    if row.id.is_empty() {
        return Err("the id is missing".to_owned());
    }
    let key = PlacementKey::parse(format!("{CAMPAIGN}/lead-{}", row.id));
    let key = key.map_err(|error| error.to_string())?;
    let order = CallCreate::new(row.phone_number)
        .assistant_id("assistant_4Tn6yB")
        .prompt_variables([("first_name", row.first_name)]);
    match order.violations().first() {
        Some(violation) => Err(violation.to_string()),
        None => Ok(Lead { line, key, order }),
    }
}
