//! A sandbox and the processes that place call orders with it, whose time the test controls.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, SystemTime};

use revox::{Entry, Journal, PlacementKey};
use revox_sandbox::{Sandbox, Timestamp};
use revox_tests::place_worker::{
    Command, JournalAt, KEY, Outcome, Point, Report, Task, Tries, Work,
};
use revox_tests::postgres::{Database, Server, ServerClock};
use revox_tests::within::within;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout};

/// The limit of one step of a process, which takes milliseconds on an idle machine.
const LIMIT: Duration = Duration::from_secs(60);

/// A sandbox, and a clock in a file for processes.
pub(super) struct World {
    pub(super) sandbox: Sandbox,
    pub(super) folder: TempDir,
    /// A journal on a server, if there is one, and the clock that the server tells the time by.
    postgres: Option<(Database, ServerClock)>,
}

impl World {
    pub(super) async fn new() -> Self {
        let world = Self {
            sandbox: Sandbox::start().await.unwrap(),
            folder: TempDir::new().unwrap(),
            postgres: None,
        };
        std::fs::write(world.clock(), [0; 8]).unwrap();
        world.tell_time().await;
        world
    }

    /// Creates a journal on a server.
    pub(super) async fn postgres(&mut self, server: &Server) -> JournalAt {
        let mut database = server.database();
        let clock = database.with_clock().await;
        let journal = JournalAt::Postgres {
            url: database.url.clone(),
            schema: database.schema.clone(),
        };
        self.postgres = Some((database, clock));
        self.tell_time().await;
        journal
    }

    /// The entry of the key in the journal on a server.
    pub(super) async fn entry(&self) -> Entry {
        let (database, _) = self.postgres.as_ref().unwrap();
        let key = PlacementKey::parse(KEY).unwrap();
        let reading = database.journal().await.get(key).await.unwrap();
        reading.unwrap().entry
    }

    fn clock(&self) -> PathBuf {
        self.folder.path().join("clock")
    }

    /// The sandbox's time, since the epoch.
    pub(super) fn now(&self) -> Duration {
        let nanoseconds = self.sandbox.now().as_nanosecond();
        Duration::from_nanos(nanoseconds.try_into().unwrap())
    }

    /// Lets time pass until then, for the sandbox, the journal and all processes.
    pub(super) async fn advance_to(&self, time: Duration) {
        // The sandbox knows whole milliseconds.
        let milliseconds = time.as_nanos().div_ceil(1_000_000);
        let time = Timestamp::from_millisecond(milliseconds.try_into().unwrap()).unwrap();
        self.sandbox.advance_to(time);
        self.tell_time().await;
    }

    async fn tell_time(&self) {
        let nanoseconds = u64::try_from(self.now().as_nanos()).unwrap();
        let mut clock = File::options().write(true).open(self.clock()).unwrap();
        clock.write_all(&nanoseconds.to_le_bytes()).unwrap();
        if let Some((_, clock)) = &self.postgres {
            clock.set(SystemTime::UNIX_EPOCH + self.now()).await;
        }
    }

    /// A task without stops, for a first try.
    pub(super) fn task(&self, journal: JournalAt) -> Task {
        Task {
            base_url: self.sandbox.base_url().to_owned(),
            api_key: self.sandbox.api_key().to_owned(),
            clock: self.clock(),
            journal,
            at_most_once: false,
            tries: Tries::None,
            stops: Vec::new(),
        }
    }

    /// The call orders that were placed, without the sandbox's example.
    pub(super) fn orders(&self) -> Vec<String> {
        self.sandbox.call_ids().into_iter().skip(1).collect()
    }

    /// The number of requests of an operation so far.
    pub(super) fn count(&self, operation: &str) -> usize {
        let requests = self.sandbox.requests();
        let requests = requests.iter().filter_map(|request| request.operation_id());
        requests.filter(|id| *id == operation).count()
    }

    /// Waits until the server has seen a request that places a call order.
    pub(super) async fn wait_for_create(&self) {
        within(LIMIT, "a request at the server", async {
            while self.count("call_create") == 0 {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        })
        .await;
    }
}

/// Lets processes come to their ends together: their outcomes. Time passes when all of them sleep, until
/// the first of them wakes.
pub(super) async fn finish_all(world: &World, workers: &mut [&mut Worker]) -> Vec<Outcome> {
    loop {
        let mut wakes = Vec::new();
        let mut outcomes = Vec::new();
        for worker in workers.iter_mut() {
            match worker.report().await {
                Report::Sleeps { until } => wakes.push(until),
                Report::Done(outcome) => outcomes.push(outcome),
                other => panic!("{other:?}"),
            }
        }
        let Some(first) = wakes.into_iter().min() else {
            return outcomes;
        };
        world.advance_to(first).await;
        for worker in workers.iter_mut() {
            if worker.report().await == (Report::Sleeps { until: first }) {
                worker.tell(Command::Go).await;
            }
        }
    }
}

/// A process, which is killed when this is dropped.
pub(super) struct Worker {
    child: Child,
    input: ChildStdin,
    reports: Lines<BufReader<ChildStdout>>,
    /// Latest report of the process, unless it was told to continue since.
    report: Option<Report>,
    errors: PathBuf,
    started: Duration,
}

impl Worker {
    /// Starts a process that places a call order.
    pub(super) fn start(world: &World, task: Task) -> Self {
        Self::work(world, &Work::Place(task))
    }

    pub(super) fn work(world: &World, work: &Work) -> Self {
        let (file, errors) = tempfile::Builder::new()
            .prefix("errors")
            .tempfile_in(world.folder.path())
            .unwrap()
            .keep()
            .unwrap();
        let mut child = tokio::process::Command::new(env!("CARGO_BIN_EXE_place-worker"))
            .arg(serde_json::to_string(work).unwrap())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(file)
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let reports = BufReader::new(child.stdout.take().unwrap()).lines();
        Self {
            child,
            input,
            reports,
            report: None,
            errors,
            started: world.now(),
        }
    }

    pub(super) fn id(&self) -> u32 {
        self.child.id().unwrap()
    }

    /// Waits until it sleeps, stops or is done; `None` if it has ended.
    pub(super) async fn try_report(&mut self) -> Option<Report> {
        if self.report.is_none() {
            let line = within(LIMIT, "a report", self.reports.next_line()).await;
            let line = line.unwrap()?;
            self.report = serde_json::from_str(&line).unwrap();
        }
        self.report.clone()
    }

    /// Waits until it sleeps, stops or is done.
    pub(super) async fn report(&mut self) -> Report {
        match self.try_report().await {
            Some(report) => report,
            None => panic!("{}", std::fs::read_to_string(&self.errors).unwrap()),
        }
    }

    /// Waits until it stops at this point.
    pub(super) async fn reaches(&mut self, point: Point) {
        assert_eq!(self.report().await, Report::At(point));
    }

    /// Waits for another report, without a word to it.
    pub(super) fn forget_report(&mut self) {
        self.report = None;
    }

    /// Lets it go on.
    pub(super) async fn tell(&mut self, command: Command) {
        self.report = None;
        let line = serde_json::to_string(&command).unwrap() + "\n";
        self.input.write_all(line.as_bytes()).await.unwrap();
    }

    /// Lets it come to its end, whatever time that takes: the outcome, and this time in seconds.
    pub(super) async fn finish(&mut self, world: &World) -> (Outcome, u64) {
        loop {
            match self.report().await {
                Report::Done(outcome) => {
                    let took = world.now().saturating_sub(self.started);
                    return (outcome, took.as_secs());
                }
                Report::Sleeps { until } => world.advance_to(until).await,
                _ => {}
            }
            self.tell(Command::Go).await;
        }
    }

    /// Lets it place the call order again, and come to the end of that.
    pub(super) async fn again(&mut self, world: &World, tries: Tries) -> (Outcome, u64) {
        self.started = world.now();
        self.tell(Command::Again(tries)).await;
        self.finish(world).await
    }

    /// Lets it panic where it stands; the process stays.
    pub(super) async fn panic(&mut self) {
        self.tell(Command::Panic).await;
        assert_eq!(self.report().await, Report::Done(Outcome::Panicked));
    }

    /// Ends it as `kill -9` does, and waits until it is gone.
    pub(super) async fn kill(self) {
        self.kill_and_read().await;
    }

    /// Ends it as `kill -9` does, and returns what it has reported and nobody has read.
    pub(super) async fn kill_and_read(mut self) -> Vec<Report> {
        within(LIMIT, "the end of a killed process", self.child.kill())
            .await
            .unwrap();
        let mut reports = Vec::new();
        while let Some(report) = self.try_report().await {
            reports.push(report);
            self.report = None;
        }
        reports
    }
}
