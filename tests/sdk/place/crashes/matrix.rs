//! Runs the cells of the matrix and compares them with [`super::cells`].

use std::sync::Arc;
use std::time::Duration;

use revox_tests::place_worker::{Command, JournalAt, Outcome, Point, Report, Task, Tries};
use revox_tests::postgres::Server;
use tokio::sync::Semaphore;

use super::cells::{Cell, Crash, End, Ending, Protection, ROWS, Row};
use super::process::{Worker, World};

/// Cells at once, which are few processes each.
const AT_ONCE: usize = 6;

/// A cell to run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Case {
    row: &'static Row,
    protection: Protection,
    crash: Crash,
    processes: usize,
    expected: Cell,
}

pub(super) fn cases() -> Vec<Case> {
    use Protection::{File, FileAtMostOnce, Lookup, LookupUnaware, Postgres};

    let mut cases = Vec::new();
    for row in &ROWS {
        let cells = &row.cells;
        for (protection, processes, [panic, kill]) in [
            (Lookup, 1, cells.lookup),
            (LookupUnaware, 1, cells.lookup_unaware),
            (File, 1, cells.file),
            (FileAtMostOnce, 1, cells.file_at_most_once),
            (Postgres, 1, cells.postgres),
            (Lookup, 2, cells.lookup_two),
            (File, 2, cells.file_two),
            (Postgres, 2, cells.postgres_two),
        ] {
            for (crash, expected) in [(Crash::Panic, panic), (Crash::Kill, kill)] {
                cases.push(Case {
                    row,
                    protection,
                    crash,
                    processes,
                    expected,
                });
            }
        }
    }
    cases
}

/// Actual result of a cell.
#[derive(Debug)]
struct Found {
    other: Option<(Outcome, u64)>,
    next: (Outcome, u64),
    orders: Vec<String>,
}

impl Case {
    async fn journal(&self, world: &mut World) -> JournalAt {
        match self.protection {
            Protection::Lookup | Protection::LookupUnaware => JournalAt::Nowhere,
            Protection::File | Protection::FileAtMostOnce => {
                JournalAt::File(world.folder.path().join("placements.redb"))
            }
            Protection::Postgres => world.postgres(Server::shared().unwrap()).await,
        }
    }

    async fn task(&self, world: &mut World) -> Task {
        let journal = self.journal(world).await;
        Task {
            at_most_once: self.protection == Protection::FileAtMostOnce,
            ..world.task(journal)
        }
    }

    /// Returns the caller's knowledge of the first process's try after the crash.
    fn tries(&self, first_tried_at: Duration) -> Tries {
        match self.protection {
            Protection::LookupUnaware => Tries::Unknown,
            _ if self.row.at == Point::BeforeIntent => Tries::None,
            _ => Tries::FirstAt(first_tried_at),
        }
    }

    async fn run(&self) -> Found {
        let mut world = World::new().await;
        if let Some(fault) = self.row.fault {
            world.sandbox.inject(fault.parse().unwrap()).unwrap();
        }
        let mut stops = vec![self.row.at];
        if self.processes == 2 {
            stops.push(Point::BeforeSending);
        }
        let first_tried_at = world.now();
        let task = self.task(&mut world).await;
        let mut first = Worker::start(
            &world,
            Task {
                stops,
                ..task.clone()
            },
        );
        let mut other = None;
        if self.processes == 2 {
            // At its point, or about to send.
            assert!(matches!(first.report().await, Report::At(_)));
            let stops = vec![Point::BeforeSending];
            let mut second = Worker::start(
                &world,
                Task {
                    stops,
                    ..task.clone()
                },
            );
            second.report().await;
            other = Some(second);
            if first.report().await != Report::At(self.row.at) {
                first.tell(Command::Go).await;
            }
        }
        first.reaches(self.row.at).await;
        if self.row.at == Point::Sent {
            world.wait_for_create().await;
        }
        let first = match self.crash {
            Crash::Panic => {
                first.panic().await;
                Some(first)
            }
            Crash::Kill => {
                first.kill().await;
                None
            }
        };
        let other = match other {
            Some(mut other) => Some(other.finish(&world).await),
            None => None,
        };
        let tries = self.tries(first_tried_at);
        let next = match first {
            Some(mut first) => first.again(&world, tries).await,
            None => {
                Worker::start(&world, Task { tries, ..task })
                    .finish(&world)
                    .await
            }
        };
        // Whatever is still under way takes effect.
        world.sandbox.advance(Duration::from_secs(200));
        Found {
            other,
            next,
            orders: world.orders(),
        }
    }

    /// Returns the difference between what is expected and what is found.
    fn difference(&self, found: &Found) -> Option<String> {
        let (least, most) = self.expected.orders;
        let mut endings = vec![(Some(&self.expected.next), Some(&found.next))];
        endings.push((self.expected.other.as_ref(), found.other.as_ref()));
        let is_right = (least..=most).contains(&found.orders.len())
            && endings.into_iter().all(|ending| match ending {
                (Some(expected), Some((outcome, seconds))) => {
                    is_as_expected(expected, outcome, *seconds, &found.orders)
                }
                (expected, found) => expected.is_none() && found.is_none(),
            });
        let row = self.row;
        (!is_right).then(|| {
            format!(
                "{} {}, {:?} of {} by {:?}: expected {:?}; found {found:?}",
                row.what,
                row.fault.unwrap_or_default(),
                self.crash,
                self.processes,
                self.protection,
                self.expected
            )
        })
    }
}

fn is_as_expected(expected: &Ending, outcome: &Outcome, seconds: u64, orders: &[String]) -> bool {
    let is_there = |id: &String| orders.contains(id);
    let end = match outcome {
        Outcome::New { id } if is_there(id) => End::New,
        Outcome::Found { id } if is_there(id) => End::Found,
        Outcome::Undecided(reason) if reason == "NotResent" => End::NotResent,
        Outcome::Undecided(reason) if reason == "Several" => End::Several,
        Outcome::InUse(_) => End::InUse,
        _ => return false,
    };
    let (least, most) = expected.after;
    expected.one_of.contains(&end) && (least..=most).contains(&seconds)
}

/// Runs the cells, a few at a time, and returns the differences.
async fn differences(cases: Vec<Case>) -> Vec<String> {
    let permits = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = Vec::new();
    for case in cases {
        let permits = Arc::clone(&permits);
        running.push(tokio::spawn(async move {
            let _permit = permits.acquire().await.unwrap();
            case.difference(&case.run().await)
        }));
    }
    let mut differences = Vec::new();
    for case in running {
        match case.await {
            Ok(difference) => differences.extend(difference),
            Err(error) => differences.push(error.to_string()),
        }
    }
    differences
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_crash_comes_to_what_is_expected() {
    let mut cases = cases();
    if Server::shared().is_none() {
        cases.retain(|case| case.protection != Protection::Postgres);
    }
    let count = cases.len();
    let found = differences(cases).await;
    assert!(
        found.is_empty(),
        "{} of {count} cells differ:\n{}",
        found.len(),
        found.join("\n")
    );
}
