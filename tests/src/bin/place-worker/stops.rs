//! Points at which the process stops until the test lets it go on.

use std::io::{BufRead, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use revox::bytes::Bytes;
use revox::{
    BoxFuture, Change, Error, HttpRequest, Insertion, Journal, JournalError, PlacementKey, Reading,
    Update, http,
};
use revox_tests::place_worker::{Command, Point, Report};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// The test, at the other end of our input and output.
#[derive(Clone, Debug)]
pub(crate) struct Test {
    stops: Arc<Mutex<Vec<Point>>>,
    commands: Arc<tokio::sync::Mutex<UnboundedReceiver<Command>>>,
}

impl Test {
    pub(crate) fn new(stops: Vec<Point>) -> Self {
        let (sender, commands) = unbounded_channel();
        std::thread::spawn(move || {
            for line in std::io::stdin().lock().lines().map_while(Result::ok) {
                let Ok(command) = serde_json::from_str(&line) else {
                    break;
                };
                if sender.send(command).is_err() {
                    break;
                }
            }
            // The test is over.
            std::process::exit(0);
        });
        Self {
            stops: Arc::new(Mutex::new(stops)),
            commands: Arc::new(tokio::sync::Mutex::new(commands)),
        }
    }

    #[allow(clippy::expect_used)] // A worker without a test has nothing to do.
    pub(crate) fn report(&self, report: &Report) {
        let line = serde_json::to_string(report).expect("JSON");
        writeln!(std::io::stdout(), "{line}").expect("an output that somebody reads");
    }

    pub(crate) async fn command(&self) -> Command {
        match self.commands.lock().await.recv().await {
            Some(command) => command,
            None => std::future::pending().await,
        }
    }

    fn stops_at(&self, point: Point) -> bool {
        let stops = self.stops.lock().unwrap_or_else(PoisonError::into_inner);
        stops.contains(&point)
    }

    /// Stops the first time that this point is reached, if the test wants that.
    #[allow(clippy::panic)] // On command.
    pub(crate) async fn stop(&self, point: Point) {
        {
            let mut stops = self.stops.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(index) = stops.iter().position(|stop| *stop == point) else {
                return;
            };
            stops.remove(index);
        }
        self.report(&Report::At(point));
        if let Command::Panic = self.command().await {
            panic!("as told, at {point:?}");
        }
    }

    /// Lets `work` begin, and stops while it is under way.
    async fn stop_during<T>(&self, point: Point, mut work: BoxFuture<T>) -> T {
        if !self.stops_at(point) {
            return work.await;
        }
        let stop = self.stop(point);
        tokio::pin!(stop);
        tokio::select! {
            biased;
            done = &mut work => {
                stop.await;
                done
            }
            () = &mut stop => work.await,
        }
    }
}

/// A transport that stops before, during and after requests.
#[derive(Clone, Debug)]
pub(crate) struct Transport {
    inner: Arc<dyn revox::Transport>,
    test: Test,
    has_journal: bool,
    has_sent: Arc<AtomicBool>,
}

impl Transport {
    pub(crate) fn new(inner: &Arc<dyn revox::Transport>, test: &Test, has_journal: bool) -> Self {
        Self {
            inner: Arc::clone(inner),
            test: test.clone(),
            has_journal,
            has_sent: Arc::default(),
        }
    }

    async fn create(self, request: HttpRequest) -> Response {
        self.test.stop(Point::BeforeSending).await;
        self.has_sent.store(true, Ordering::Relaxed);
        let request = self.inner.send(request);
        let response = self.test.stop_during(Point::Sent, request).await;
        match &response {
            Err(_) => self.test.stop(Point::Failed).await,
            Ok(_) if self.has_journal => {}
            Ok(response) if response.status().is_success() => {
                self.test.stop(Point::BeforeResult).await;
            }
            Ok(_) => self.test.stop(Point::DuringRelease).await,
        }
        response
    }
}

type Response = Result<http::Response<Bytes>, Error>;

impl revox::Transport for Transport {
    fn send(&self, request: HttpRequest) -> BoxFuture<Response> {
        let transport = self.clone();
        match request.operation.id {
            "call_create" => Box::pin(transport.create(request)),
            "call_search" if self.has_sent.load(Ordering::Relaxed) => Box::pin(async move {
                let request = transport.inner.send(request);
                transport
                    .test
                    .stop_during(Point::DuringLookup, request)
                    .await
            }),
            _ => self.inner.send(request),
        }
    }
}

/// A journal that stops before, during and after changes.
#[derive(Clone, Debug)]
pub(crate) struct Stopping {
    inner: Arc<dyn Journal>,
    test: Test,
}

impl Stopping {
    pub(crate) fn new(inner: impl Journal, test: &Test) -> Self {
        Self {
            inner: Arc::new(inner),
            test: test.clone(),
        }
    }
}

type Outcome<T> = BoxFuture<Result<T, JournalError>>;

impl Journal for Stopping {
    fn insert(
        &self,
        key: PlacementKey,
        fingerprint: String,
        lease: Duration,
    ) -> Outcome<Insertion> {
        let journal = self.clone();
        Box::pin(async move {
            journal.test.stop(Point::BeforeIntent).await;
            let insertion = journal.inner.insert(key, fingerprint, lease).await;
            if let Ok(Insertion::New(_)) = insertion {
                journal.test.stop(Point::AfterIntent).await;
            }
            insertion
        })
    }

    fn update(&self, key: PlacementKey, token: u64, change: Change) -> Outcome<Update> {
        let journal = self.clone();
        Box::pin(async move {
            let test = &journal.test;
            let update = journal.inner.update(key, token, change.clone());
            match change {
                Change::Place { .. } => {
                    test.stop(Point::BeforeResult).await;
                    let update = update.await;
                    test.stop(Point::AfterResult).await;
                    update
                }
                Change::Free => test.stop_during(Point::DuringRelease, update).await,
                _ => update.await,
            }
        })
    }

    fn get(&self, key: PlacementKey) -> Outcome<Option<Reading>> {
        self.inner.get(key)
    }

    fn unresolved(&self, after: Option<PlacementKey>, limit: usize) -> Outcome<Vec<Reading>> {
        self.inner.unresolved(after, limit)
    }

    fn forget(&self, unchanged_for: Duration) -> Outcome<u64> {
        self.inner.forget(unchanged_for)
    }
}
