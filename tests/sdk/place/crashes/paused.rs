//! A process that is paused with `SIGSTOP`, and another that wants its key meanwhile.
//!
//! The sending time is 30 s, the lease 150 s; 180 s after the intent, the other sends.

use std::time::Duration;

use revox_tests::place_worker::{Command, Outcome, Point, Report, Task};
use revox_tests::postgres::Server;
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};

use super::process::{Worker, World, finish_all};

/// Two processes with one key, of which the first is paused.
struct Pair {
    world: World,
    first: Worker,
    other: Worker,
}

impl Pair {
    /// Pauses the first process at this point, and starts the other. `None` without PostgreSQL.
    async fn new(point: Point, at_most_once: bool) -> Option<Self> {
        let mut world = World::new().await;
        let journal = world.postgres(Server::shared()?).await;
        let task = Task {
            at_most_once,
            ..world.task(journal)
        };
        let stops = vec![point];
        let mut first = Worker::start(
            &world,
            Task {
                stops,
                ..task.clone()
            },
        );
        first.reaches(point).await;
        first.pause();
        // It would go on if it could.
        first.tell(Command::Go).await;
        let mut other = Worker::start(&world, task);
        assert!(matches!(other.report().await, Report::Sleeps { .. }));
        Some(Self {
            world,
            first,
            other,
        })
    }

    /// Lets the other go on for this many seconds; its outcome, if it comes to an end.
    async fn wait(&mut self, seconds: u64) -> Option<Outcome> {
        let end = self.world.now() + Duration::from_secs(seconds);
        loop {
            match self.other.report().await {
                Report::Sleeps { until } if until <= end => {
                    self.world.advance_to(until).await;
                    self.other.tell(Command::Go).await;
                }
                report => {
                    self.world.advance_to(end).await;
                    return match report {
                        Report::Done(outcome) => Some(outcome),
                        _ => None,
                    };
                }
            }
        }
    }

    /// Lets both come to their ends: the outcomes.
    async fn finish(mut self) -> Ends {
        self.first.go_on();
        let workers = &mut [&mut self.first, &mut self.other];
        let outcomes = finish_all(&self.world, workers).await;
        let [first, other] = outcomes.try_into().unwrap();
        Ends {
            first,
            other,
            orders: self.world.orders(),
            sent: self.world.count("call_create"),
            looked: self.world.count("call_search"),
        }
    }
}

struct Ends {
    first: Outcome,
    other: Outcome,
    orders: Vec<String>,
    sent: usize,
    looked: usize,
}

fn new(id: &str) -> Outcome {
    Outcome::New { id: id.to_owned() }
}

fn found(id: &str) -> Outcome {
    Outcome::Found { id: id.to_owned() }
}

impl Worker {
    fn pid(&self) -> Pid {
        Pid::from_raw(self.id().try_into().unwrap()).unwrap()
    }

    /// Returns once it does not run any more.
    fn pause(&self) {
        kill_process(self.pid(), Signal::STOP).unwrap();
        let status = waitpid(Some(self.pid()), WaitOptions::UNTRACED).unwrap();
        assert!(status.unwrap().1.stopped());
    }

    fn go_on(&self) {
        kill_process(self.pid(), Signal::CONT).unwrap();
    }
}

/// Within the sending time, and within the lease, in which nobody else may take over: it records
/// another intent first.
#[tokio::test]
async fn who_was_paused_for_less_than_the_lease_sends_and_the_other_finds_it() {
    for (paused_for, intends_again) in [(29, false), (31, true), (149, true)] {
        let Some(mut pair) = Pair::new(Point::AfterIntent, false).await else {
            return;
        };
        let first_intended_at = pair.world.now();
        assert_eq!(pair.wait(paused_for).await, None);
        let entry = pair.world.entry().await;
        assert_eq!((entry.token, pair.world.count("call_create")), (1, 0));
        let now = pair.world.now();
        pair.first.go_on();
        assert!(matches!(pair.first.report().await, Report::Done(_)));
        let entry = pair.world.entry().await;
        let intended_at = if intends_again {
            now
        } else {
            first_intended_at
        };
        assert_eq!(
            entry.intended_at,
            std::time::SystemTime::UNIX_EPOCH + intended_at
        );
        let ends = pair.finish().await;
        let [id] = &*ends.orders else {
            panic!("{:?}", ends.orders)
        };
        assert_eq!((ends.first, ends.other), (new(id), found(id)));
        assert_eq!((ends.sent, ends.looked), (1, 0), "{paused_for} s");
    }
}

/// Its intent is not its own any more: it looks, and does not send.
#[tokio::test]
async fn who_was_paused_for_longer_than_the_lease_finds_what_the_other_has_sent() {
    for paused_for in [151, 179, 180, 600] {
        let Some(mut pair) = Pair::new(Point::AfterIntent, false).await else {
            return;
        };
        let other = pair.wait(paused_for).await;
        assert_eq!(other.is_some(), paused_for >= 180);
        assert_eq!(pair.world.entry().await.token, 2);
        let ends = pair.finish().await;
        let [id] = &*ends.orders else {
            panic!("{:?}", ends.orders)
        };
        assert_eq!((ends.first, ends.other), (found(id), new(id)));
        assert_eq!(ends.sent, 1, "{paused_for} s");
    }
}

/// The pause lies between its last look at the clock and its request, which leaves whenever it goes
/// on. Who takes over counts on the sending time: within it and the settling time, all is well.
#[tokio::test]
async fn a_request_that_leaves_before_it_has_settled_is_found_by_the_other() {
    for paused_for in [31, 151, 179] {
        let Some(mut pair) = Pair::new(Point::BeforeSending, false).await else {
            return;
        };
        assert_eq!(pair.wait(paused_for).await, None);
        pair.first.go_on();
        assert!(matches!(pair.first.report().await, Report::Done(_)));
        let ends = pair.finish().await;
        let [id] = &*ends.orders else {
            panic!("{:?}", ends.orders)
        };
        assert_eq!((ends.first, ends.other), (new(id), found(id)));
        assert_eq!(ends.sent, 1, "{paused_for} s");
    }
}

/// As the docs say: the assumption that a holder sends within the sending time does not hold.
#[tokio::test]
async fn a_request_that_leaves_after_it_has_settled_can_ring_twice() {
    let Some(mut pair) = Pair::new(Point::BeforeSending, false).await else {
        return;
    };
    assert!(pair.wait(181).await.is_some());
    let ends = pair.finish().await;
    let [other, first] = &*ends.orders else {
        panic!("{:?}", ends.orders)
    };
    assert_eq!((ends.first, ends.other), (new(first), new(other)));
}

/// It needs no such assumption.
#[tokio::test]
async fn with_at_most_once_a_request_that_leaves_late_is_the_only_one() {
    let Some(mut pair) = Pair::new(Point::BeforeSending, true).await else {
        return;
    };
    let undecided = Outcome::Undecided("NotResent".to_owned());
    assert_eq!(pair.wait(181).await, Some(undecided.clone()));
    let ends = pair.finish().await;
    let [id] = &*ends.orders else {
        panic!("{:?}", ends.orders)
    };
    assert_eq!((ends.first, ends.other), (new(id), undecided));
}
