//! Plays a script, and holds what comes of it against the laws.

mod outcomes;

use std::pin::Pin;
use std::time::Duration;

use revox::models::CallCreate;
use revox::place::{DECISION_TIME, PATIENCE, SENDING_TIME, VISIBILITY_TIME};
use revox::{Client, PlaceError, Placement, PlacingOptions, UndecidedReason};

use super::book::{Book, Counts};
use super::journal::Watched;
use super::script::{Action, Errand, Mode, PROCESSES, WORKERS};
use super::server::{Habits, Server};
use super::stage::{Stage, Stop};
use super::subject::Subject;

const NUMBER: &str = "+33639980175";
const HOUR: Duration = Duration::from_secs(3_600);

/// Patience of the last placement, which goes on until it is decided.
const WEEK: Duration = Duration::from_secs(7 * 86_400);

/// Turns of a run in the middle of a script, which may wait for one that stands still.
const MOST_TURNS: usize = 200;

/// Turns that no placement takes.
const MOST_STEPS: usize = 5_000;

type Outcome = Result<Option<Placement>, PlaceError>;
type Future = Pin<Box<dyn std::future::Future<Output = Outcome>>>;

/// An errand under way.
struct Run {
    number: usize,
    key: String,
    errand: Errand,
    began: Duration,
    /// Number of times that the journal had forgotten the key.
    epoch: usize,
    /// Requests that had left before it began.
    creates_before: usize,
    had_order: bool,
    patience: Duration,
    asleep_until: Option<Duration>,
    future: Future,
}

/// Counts of the scripts' outcomes, which show that the scripts reach the cases that they are for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) new: usize,
    pub(super) found: usize,
    pub(super) cancelled: usize,
    pub(super) none: usize,
    pub(super) conflicts: usize,
    pub(super) failed: usize,
    pub(super) lapsed: usize,
    pub(super) journal_failed: usize,
    pub(super) held: usize,
    pub(super) not_settled: usize,
    pub(super) lookup_failed: usize,
    pub(super) not_resent: usize,
    pub(super) journal: Counts,
}

pub(super) struct World<S> {
    mode: Mode,
    stage: Stage,
    book: Book,
    server: Server,
    subject: Option<S>,
    journal: Watched,
    clients: Vec<Client>,
    workers: [Option<Run>; WORKERS],
    runs: usize,
    /// Runs that certainly placed nothing, as they say.
    innocent: Vec<usize>,
    /// Requests, by position, of which a run said that nothing comes of them, or that it is
    /// cancelled; and the epoch.
    fruitless: Vec<(usize, String, usize)>,
    returned_as_new: Vec<String>,
    tally: Tally,
}

impl<S: Subject> World<S> {
    pub(super) async fn new(mode: Mode) -> Self {
        let stage = Stage::default();
        let book = Book::new(&stage, SENDING_TIME);
        let habits = match mode {
            // As late as the assumptions allow.
            Mode::Plain | Mode::Replacing => Habits {
                decides_within: DECISION_TIME,
                visible_after: VISIBILITY_TIME,
                keeps_metadata: true,
            },
            Mode::AtMostOnce => Habits {
                decides_within: DECISION_TIME * 10,
                visible_after: VISIBILITY_TIME * 10,
                keeps_metadata: false,
            },
        };
        let server = Server::new(&stage, &book, habits, mode == Mode::Replacing);
        let subject = S::open(&stage).await;
        let journal = Watched::new(subject.journal(), &stage, &book);
        let mut world = Self {
            mode,
            stage,
            book,
            server,
            subject: Some(subject),
            journal,
            clients: Vec::new(),
            workers: Default::default(),
            runs: 0,
            innocent: Vec::new(),
            fruitless: Vec::new(),
            returned_as_new: Vec::new(),
            tally: Tally::default(),
        };
        world.clients = (0..PROCESSES).map(|_| world.client(PATIENCE)).collect();
        world
    }

    /// A client of a new process, whose clock is not that of others.
    fn client(&self, patience: Duration) -> Client {
        let ahead = HOUR * u32::try_from(self.runs % 7).unwrap();
        let options = PlacingOptions::new()
            .journal(self.journal.clone())
            .clock(self.stage.clock(ahead))
            .patience(patience);
        let options = match self.mode {
            Mode::Plain => options,
            Mode::Replacing => options.replace_cancelled(),
            Mode::AtMostOnce => options.at_most_once(),
        };
        Client::with_transport(self.server.clone()).with_placing(options)
    }

    pub(super) async fn play(&mut self, actions: Vec<Action>) {
        for action in actions {
            self.act(action).await;
            if self.stage.broken().is_some() {
                return;
            }
        }
    }

    async fn act(&mut self, action: Action) {
        match action {
            Action::Begin {
                worker,
                key,
                errand,
            } if self.workers[worker].is_none() => {
                let client = self.clients[worker % PROCESSES].clone();
                let run = self.begin(&client, key, errand, PATIENCE);
                self.workers[worker] = Some(run);
            }
            Action::Begin { .. } => {}
            Action::Step { worker, times } => {
                for _ in 0..times {
                    self.step(worker).await;
                }
            }
            Action::Finish { worker } => {
                if let Some(mut run) = self.workers[worker].take()
                    && self.go_on_to_the_end(&mut run, MOST_TURNS).await.is_none()
                {
                    self.workers[worker] = Some(run);
                }
            }
            Action::Crash {
                process,
                requests_arrive,
            } => self.crash(process, requests_arrive),
            Action::Reopen => {
                for process in 0..PROCESSES {
                    self.crash(process, true);
                }
                self.reopen().await;
            }
            Action::Pass(time) => self.pass(time).await,
            Action::PassUntilSomebodyWakes => {
                let sleepers = self.workers.iter().flatten();
                if let Some(first) = sleepers.filter_map(|run| run.asleep_until).min() {
                    self.pass(first.saturating_sub(self.stage.now())).await;
                }
            }
            Action::Create(fate) => self.server.next_create(fate),
            Action::Read(fault) => self.server.next_read(fault),
            Action::Journal(fault) => self.journal.fail(fault),
            Action::Decide => self.server.decide(true),
            Action::Forget => {
                let journal = self.subject.as_ref().unwrap().journal();
                let number = journal.forget(Duration::ZERO).await.unwrap();
                self.book.forgot(number);
            }
        }
    }

    fn begin(&mut self, client: &Client, key: usize, errand: Errand, patience: Duration) -> Run {
        let key = format!("lead-{key}");
        let order = CallCreate::new(NUMBER).assistant_id("assistant_4Tn6yB");
        let other = order.clone().skip_calling_window(true);
        let calls = client.call();
        let place = |order| {
            let place = calls.place(&*key, order).into_future();
            Box::pin(async move { place.await.map(Some) })
        };
        let future: Future = match errand {
            Errand::Place => place(order),
            Errand::PlaceOther => place(other),
            Errand::Resolve | Errand::Cancel => {
                let found = match errand {
                    Errand::Resolve => calls.resolve(&*key, NUMBER),
                    _ => calls.cancel_by_key(&*key, NUMBER),
                };
                let found = found.into_future();
                Box::pin(async move { Ok(found.await?.map(Placement::Found)) })
            }
        };
        self.runs += 1;
        let epoch = self.book.epoch(&key);
        let orders = self.server.orders();
        let mut orders = orders.iter();
        Run {
            number: self.runs,
            errand,
            began: self.stage.now(),
            epoch,
            creates_before: self.server.creates().len(),
            had_order: orders.any(|order| order.key == key && order.epoch == epoch),
            patience,
            asleep_until: None,
            future,
            key,
        }
    }

    async fn step(&mut self, worker: usize) {
        if let Some(mut run) = self.workers[worker].take()
            && self.go_on(&mut run).await.is_none()
        {
            self.workers[worker] = Some(run);
        }
    }

    /// Lets a run go on to where it waits next, and checks its outcome if it has one.
    async fn go_on(&mut self, run: &mut Run) -> Option<Outcome> {
        run.asleep_until = None;
        let stop = self.stage.step(run.number, &mut run.future).await;
        for id in self.book.take_replaced() {
            let may = self.mode == Mode::Replacing && self.server.is_cancelled(&id);
            self.stage.law(may, || format!("{id} was replaced"));
        }
        match stop {
            Stop::Waiting => None,
            Stop::AsleepUntil(until) => {
                run.asleep_until = Some(until);
                None
            }
            Stop::Ended(outcome) => {
                self.check(run, &outcome);
                Some(outcome)
            }
        }
    }

    fn crash(&mut self, process: usize, requests_arrive: bool) {
        for worker in (process..WORKERS).step_by(PROCESSES) {
            if let Some(run) = self.workers[worker].take()
                && !requests_arrive
            {
                self.server.lose(&[run.number]);
            }
        }
        self.clients[process] = self.client(PATIENCE);
    }

    async fn reopen(&mut self) {
        // The file is open until nobody has the journal any more.
        let nobody = Watched::new(
            std::sync::Arc::new(revox::MemoryJournal::new()),
            &self.stage,
            &self.book,
        );
        self.journal = nobody;
        self.clients.clear();
        let subject = self.subject.take().unwrap().reopen(&self.stage).await;
        self.journal = Watched::new(subject.journal(), &self.stage, &self.book);
        self.subject = Some(subject);
        self.clients = (0..PROCESSES).map(|_| self.client(PATIENCE)).collect();
    }

    /// Lets time pass, and the server decide what it has to decide meanwhile.
    async fn pass(&mut self, time: Duration) {
        let to = self.stage.now() + time;
        while let Some(at) = self.server.next_decision().filter(|at| *at <= to) {
            self.stage.move_to(at);
            self.server.decide(false);
        }
        self.stage.move_to(to);
        self.subject.as_ref().unwrap().follow(&self.stage).await;
    }

    /// All goes well from now on: each key is decided. Returns the law that was broken.
    pub(super) async fn end(mut self) -> Result<Tally, String> {
        for process in 0..PROCESSES {
            self.crash(process, true);
        }
        self.server.heal();
        self.journal.heal();
        for key in 0..2 {
            if self.stage.broken().is_none() {
                self.decide(key).await;
            }
        }
        // What is still on its way arrives.
        self.pass(WEEK).await;
        self.check_promises();
        self.check_list().await;
        self.tally.journal = self.book.counts();
        match self.stage.broken() {
            None => Ok(self.tally),
            Some(broken) => Err(broken),
        }
    }

    async fn decide(&mut self, key: usize) {
        let client = self.client(WEEK);
        let mut outcome = self.until_decided(&client, key, Errand::Place).await;
        if matches!(&outcome, Err(PlaceError::Conflict { .. })) {
            outcome = self.until_decided(&client, key, Errand::PlaceOther).await;
        }
        let is_decided = match (&outcome, self.mode) {
            (Ok(_), _) => true,
            (Err(error), Mode::AtMostOnce) => error.is_undecided(),
            // The one before it was forgotten has the key, too.
            (Err(error), _) => {
                let reason = match error {
                    PlaceError::Undecided(undecided) => Some(undecided.reason),
                    _ => None,
                };
                let may = error.is_conflict() || reason == Some(UndecidedReason::Several);
                may && self.book.epoch(&format!("lead-{key}")) > 0
            }
        };
        self.stage
            .law(is_decided, || format!("lead-{key} ends with {outcome:?}"));
    }

    async fn until_decided(&mut self, client: &Client, key: usize, errand: Errand) -> Outcome {
        let mut run = self.begin(client, key, errand, WEEK);
        let outcome = self.go_on_to_the_end(&mut run, MOST_STEPS).await;
        self.stage
            .law(outcome.is_some(), || format!("{} does not end", run.key));
        outcome.unwrap_or(Ok(None))
    }

    /// Lets one run go on, and time pass when it sleeps; `None` if that takes more turns.
    async fn go_on_to_the_end(&mut self, run: &mut Run, most_turns: usize) -> Option<Outcome> {
        for _ in 0..most_turns {
            let outcome = self.go_on(run).await;
            if outcome.is_some() || self.stage.broken().is_some() {
                return outcome;
            }
            if let Some(until) = run.asleep_until {
                self.pass(until.saturating_sub(self.stage.now())).await;
            }
        }
        None
    }
}
