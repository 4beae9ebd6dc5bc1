//! Places a call order for a test, which decides when time passes and where the process stops:
//! see `revox_tests::place_worker`.

mod clock;
mod stops;

use std::error::Error;
use std::path::Path;
use std::time::{Duration, SystemTime};

use revox::models::CallCreate;
use revox::{
    Change, Client, FileJournal, Journal, JournalError, PlaceError, Placement, PlacementKey,
    PlacingOptions, Update,
};
use revox_postgres::PostgresJournal;
use revox_tests::place_worker::{
    Command, JournalAt, KEY, NUMBER, Outcome, Point, Report, Task, Tries, Work,
};

use clock::TestClock;
use stops::{Stopping, Test};

/// The limit of a request, in real time.
const LIMIT: Duration = Duration::from_secs(60);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    // reqwest needs a provider, although the requests to the sandbox use no TLS.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let work = std::env::args().nth(1).ok_or("the task is missing")?;
    match serde_json::from_str(&work)? {
        Work::Place(task) => place_as_told(task).await,
        Work::Record { path, from } => record_until_killed(&path, from).await,
    }
}

/// Places the call order, and again whenever the test says so.
async fn place_as_told(task: Task) -> Result<(), Box<dyn Error>> {
    let test = Test::new(task.stops.clone());
    let clock = TestClock::new(task.clock.clone(), test.clone());
    let client = match client(&task, &test, &clock).await {
        Ok(client) => client,
        Err(error) if error.is_in_use() => {
            test.report(&Report::Done(Outcome::InUse(error.to_string())));
            test.command().await;
            return Ok(());
        }
        Err(error) => return Err(error.into()),
    };
    let has_journal = !matches!(task.journal, JournalAt::Nowhere);
    let mut tries = task.tries;
    loop {
        let placed = tokio::spawn(place(client.clone(), tries, test.clone(), has_journal));
        let outcome = match placed.await {
            Ok(placed) => outcome(placed),
            Err(error) if error.is_panic() => Outcome::Panicked,
            Err(error) => Outcome::Failed(error.to_string()),
        };
        test.report(&Report::Done(outcome));
        match test.command().await {
            Command::Again(again) => tries = again,
            other => return Err(format!("{other:?} is not for who is done").into()),
        }
    }
}

/// A client that stops where the test wants it to.
async fn client(task: &Task, test: &Test, clock: &TestClock) -> Result<Client, JournalError> {
    let client = Client::builder()
        .api_key(&task.api_key)
        .base_url(&task.base_url)
        .timeout(LIMIT)
        .clock(clock.clone())
        .build()
        .map_err(JournalError::new)?;
    let mut options = PlacingOptions::new().clock(clock.clone());
    if task.at_most_once {
        options = options.at_most_once();
    }
    let options = match &task.journal {
        JournalAt::Nowhere => options,
        JournalAt::File(path) => {
            let journal = FileJournal::open_with_clock(path, clock.clone())?;
            options.journal(Stopping::new(journal, test))
        }
        JournalAt::Postgres { url, schema } => {
            let builder = PostgresJournal::builder().schema(schema).timeout(LIMIT);
            options.journal(Stopping::new(builder.connect(url).await?, test))
        }
    };
    let has_journal = !matches!(task.journal, JournalAt::Nowhere);
    let transport = stops::Transport::new(client.transport(), test, has_journal);
    Ok(Client::with_transport(transport).with_placing(options))
}

async fn place(
    client: Client,
    tries: Tries,
    test: Test,
    has_journal: bool,
) -> Result<Placement, PlaceError> {
    if !has_journal {
        // The test is the caller's record.
        test.stop(Point::BeforeIntent).await;
        test.stop(Point::AfterIntent).await;
    }
    let lead = CallCreate::new(NUMBER)
        .assistant_id("assistant_4Tn6yB")
        // Nobody is called meanwhile.
        .scheduled_at("2036-06-15T08:00:00Z");
    let place = client.call().place(KEY, lead);
    let place = match tries {
        Tries::None => place.first_try(),
        Tries::Unknown => place,
        Tries::FirstAt(time) => place.first_tried_at(SystemTime::UNIX_EPOCH + time),
    };
    let placed = place.await;
    if !has_journal {
        test.stop(Point::AfterResult).await;
    }
    placed
}

fn outcome(placed: Result<Placement, PlaceError>) -> Outcome {
    match placed {
        Ok(Placement::New(call)) => Outcome::New { id: call.id },
        Ok(Placement::Found(call)) => Outcome::Found { id: call.id },
        Err(PlaceError::Undecided(undecided)) => {
            Outcome::Undecided(format!("{:?}", undecided.reason))
        }
        Err(error) => Outcome::Failed(format!("{error:?}")),
    }
}

/// Records one intent and its result after the other, and reports each once it is on the disk.
async fn record_until_killed(path: &Path, from: u32) -> Result<(), Box<dyn Error>> {
    let journal = FileJournal::open(path)?;
    let test = Test::new(Vec::new());
    for number in from.. {
        let key = PlacementKey::parse(format!("lead-{number}"))?;
        let insertion = journal.insert(key.clone(), "1-00".to_owned(), LIMIT);
        insertion.await?;
        test.report(&Report::Intended(number));
        let call_id = format!("call_{number}");
        let update = journal.update(key, 1, Change::Place { call_id }).await?;
        if !matches!(update, Update::Applied(_)) {
            return Err(format!("{update:?}").into());
        }
        test.report(&Report::Placed(number));
    }
    Ok(())
}
