//! Calls the contacts of a CSV file as one campaign, shows the progress until the last call is over, and counts
//! the outcomes.
//!
//! ```sh
//! cargo run --example campaign --features journal-file                             # a sandbox in this process
//! cargo run --example campaign --features journal-file -- --sandbox contacts.csv   # the sandbox at REVOX_BASE_URL
//! cargo run --example campaign --features journal-file -- --live contacts.csv      # rings phones
//! ```
//!
//! The file has a column `phone_number`; all other columns are variables of the assistant's prompt. Kill the
//! program at any point, and start it again: it finds its campaign, launches it at most once, and goes on
//! waiting. For that, it keeps a journal next to the file, `contacts.redb` or, with `--sandbox`,
//! `contacts.sandbox.redb`. Delete the latter after a restart of the sandbox, which forgets its campaigns.

mod csv_file;
mod logging;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use csv_file::CsvFile;
use indicatif::{ProgressBar, ProgressStyle};
use revox::models::{CallSearch, Campaign, CampaignContact, CampaignCreate};
use revox::prelude::*;
use revox::{BoxFuture, Client, Clock, FileJournal, MemoryJournal, PlacingOptions};
use revox_sandbox::Sandbox;

const USAGE: &str =
    "usage: cargo run --example campaign --features journal-file [-- --sandbox|--live FILE]";

#[tokio::main(flavor = "current_thread")]
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
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => embedded().await,
        ["--sandbox", file] => {
            if std::env::var_os("REVOX_BASE_URL").is_none() {
                return Err("set REVOX_BASE_URL to the address of the sandbox".into());
            }
            let journal = FileJournal::open(Path::new(file).with_extension("sandbox.redb"))?;
            let options = fast().journal(journal);
            let client = Client::from_env()?.with_placing(options);
            call_all(&client, Path::new(file)).await
        }
        ["--live", file] => {
            let journal = FileJournal::open(Path::new(file).with_extension("redb"))?;
            let options = PlacingOptions::new().journal(journal);
            let client = Client::from_env()?.with_placing(options);
            call_all(&client, Path::new(file)).await
        }
        _ => Err(USAGE.into()),
    }
}

/// Creates and launches the campaign of a file, unless that has happened before, and waits for its end.
async fn call_all(client: &Client, file: &Path) -> Result<(), Box<dyn Error>> {
    // The same file is the same campaign, whenever the program runs.
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let campaign = CampaignCreate::new(name.as_ref(), "assistant_4Tn6yB", contacts(file)?);
    let key = format!("campaign/{name}");
    let campaign = client.campaigns().create_once(key, campaign).await?;
    let id = &campaign.campaign().id;

    let bar = ProgressBar::new(0).with_style(ProgressStyle::with_template(
        "{bar:40} {pos}/{len} contacts done, {msg}",
    )?);
    let shown = bar.clone();
    let wait = client.campaigns().launch_once(id).wait();
    wait.on_change(move |campaign| show(&shown, campaign))
        .await?;
    bar.finish_and_clear();
    report(client, id).await
}

fn show(bar: &ProgressBar, campaign: &Campaign) {
    let Some(rows) = &campaign.row_stats else {
        return;
    };
    let done = rows.completed + rows.failed + rows.skipped.unwrap_or_default();
    bar.set_length(u64::try_from(rows.total).unwrap_or_default());
    bar.set_position(u64::try_from(done).unwrap_or_default());
    bar.set_message(format!(
        "{} on the phone, {} to be called again",
        rows.calling, rows.retry
    ));
}

/// Prints what came of the calls.
async fn report(client: &Client, campaign: &str) -> Result<(), Box<dyn Error>> {
    let mut outcomes: BTreeMap<String, usize> = BTreeMap::new();
    let (mut attempts, mut talked) = (0, Duration::ZERO);
    let mut calls = client
        .call()
        .all(CallSearch::new().campaign_ids([campaign]));
    while let Some(call) = calls.next().await {
        let call = call?;
        let outcome = call.outcome.as_ref();
        let outcome = outcome.map_or("not reached", |outcome| outcome.as_str());
        *outcomes.entry(outcome.to_owned()).or_default() += 1;
        attempts += call.calls_count;
        talked += call.talk_time().unwrap_or_default();
    }
    let contacts: usize = outcomes.values().sum();
    println!(
        "{contacts} contacts, {attempts} attempts, {} s on the phone",
        talked.as_secs()
    );
    for (outcome, count) in outcomes {
        println!("  {outcome}: {count}");
    }
    Ok(())
}

/// Reads the contacts of a file. Their numbers are checked before the campaign is created: an error names
/// each one that is invalid, as in `contacts[2].to_phone_number` for the third.
fn contacts(file: &Path) -> Result<Vec<CampaignContact>, Box<dyn Error>> {
    let CsvFile {
        headers,
        mut reader,
    } = CsvFile::open(file, &["phone_number"])?;
    let named = |line: u64, problem: String| format!("{} line {line}: {problem}", file.display());
    let mut contacts = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            named(line, csv_file::describe(&error))
        })?;
        let (numbers, variables): (Vec<_>, Vec<_>) = headers
            .iter()
            .zip(&record)
            .partition(|(column, _)| *column == "phone_number");
        let number = numbers.first().map_or("", |(_, number)| number);
        contacts.push(CampaignContact::new(number).prompt_variables(variables));
    }
    if contacts.is_empty() {
        return Err(format!(
            "{}: there are no contacts below the first line",
            file.display()
        )
        .into());
    }
    Ok(contacts)
}

/// Assumptions that hold for the sandbox, which decides within milliseconds.
fn fast() -> PlacingOptions {
    PlacingOptions::new()
        .decision_time(Duration::from_secs(2))
        .visibility_time(Duration::from_millis(500))
        .sending_time(Duration::from_secs(1))
}

/// Calls the contacts of the file beside this program with a Revox that runs inside this process, where days
/// pass within seconds.
async fn embedded() -> Result<(), Box<dyn Error>> {
    let sandbox = Arc::new(Sandbox::start().await?);
    let builder = Client::builder().api_key(sandbox.api_key());
    let builder = builder.base_url(sandbox.base_url());
    let client = builder.clock(SandboxClock(Arc::clone(&sandbox))).build()?;
    let client = client.with_placing(fast().journal(MemoryJournal::new()));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/contacts.csv");
    call_all(&client, &file).await
}

/// The sandbox's time, which passes when the client sleeps.
#[derive(Debug)]
struct SandboxClock(Arc<Sandbox>);

impl Clock for SandboxClock {
    fn now(&self) -> SystemTime {
        self.0.now().into()
    }

    fn elapsed(&self) -> Duration {
        let since = self.now().duration_since(SystemTime::UNIX_EPOCH);
        since.unwrap_or_default()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        self.0.advance(duration);
        Box::pin(async {})
    }
}
