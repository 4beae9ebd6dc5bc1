//! Every fault of the sandbox, with every operation: the error, its delivery, the number of times
//! that the request is sent, and the time it takes.
//!
//! [`rows`] has the expectations, written by hand before the first run. [`cell`] runs one operation
//! under one fault. [`page`] prints the expectations as `docs/faults.md`.

mod cell;
mod page;
mod rows;

use std::collections::BTreeSet;
use std::sync::Arc;

use revox::Delivery;
use revox_sandbox::{Fault, Mode, Sandbox};
use revox_tests::operations::operations;
use revox_tests::stub::KEY;
use revox_tests::within::LIMIT;
use tokio::net::TcpSocket;

use cell::{Cell, DEADLINE, cell, cut_short};
use rows::{Cause, Exception, Expected, ROWS, Row, Setting};

/// Requests at once. With short attempts, all at once could take longer than one of them may.
const AT_ONCE: usize = 9;

/// A server with a fault for every operation, counted per operation.
struct Faulty {
    sandbox: Sandbox,
    /// Keeps its port and never listens.
    silent: TcpSocket,
    row: &'static Row,
    cause: Cause,
}

impl Faulty {
    /// The fault hits `times`, such as `x1`; every time if that is empty.
    async fn start(row: &'static Row, cause: Cause, times: &str) -> Self {
        let builder = Sandbox::builder().mode(Mode::Examples).api_key(KEY);
        let sandbox = builder.start().await.unwrap();
        if let Cause::Sandbox(words) = cause {
            for operation in operations().keys() {
                let fault = format!("{operation} {times} {words}").parse().unwrap();
                sandbox.inject(fault).unwrap();
            }
        }
        let silent = TcpSocket::new_v4().unwrap();
        silent.bind(([127, 0, 0, 1], 0).into()).unwrap();
        Self {
            sandbox,
            silent,
            row,
            cause,
        }
    }

    /// Sends a request, and returns what came of it with the number of requests that the server has
    /// seen of this operation.
    async fn run(&self, operation: &str) -> (Cell, usize) {
        let base_url = match self.cause {
            Cause::NoServer => format!("http://{}/api", self.silent.local_addr().unwrap()),
            Cause::Sandbox(_) | Cause::Invalid => self.sandbox.base_url().to_owned(),
        };
        let cell = cell(operation, &base_url, self.cause, self.row.setting).await;
        let requests = self.sandbox.requests();
        let seen = requests
            .iter()
            .filter(|request| request.operation_id() == Some(operation));
        (cell, seen.count())
    }
}

/// Returns the expectations for an operation: the predicate of its error, and the rest.
fn expected(row: &Row, kind: &'static str, operation: &str) -> (&'static str, Expected) {
    let is_for = |exception: &&Exception| exception.operations.contains(&operation);
    match row.exceptions.iter().find(is_for) {
        Some(exception) => (exception.kind, exception.expected),
        None => (kind, row.expected),
    }
}

/// The position of an operation's retry class in a list of sends.
fn class(operation: &str) -> usize {
    match operations()[operation].retry_class.as_str() {
        "read" => 0,
        "idempotent" => 1,
        "once" => 2,
        other => panic!("{operation} has the retry class {other}"),
    }
}

/// Compares one operation under a fault, and returns the difference.
async fn difference(server: &Faulty, operation: &str, kind: &'static str) -> Option<String> {
    let (row, cause) = (server.row, server.cause);
    let (kind, expected) = expected(row, kind, operation);
    let sends = expected.sends[class(operation)];
    let (mut cell, seen) = server.run(operation).await;
    let is_seen = match (cause, row.setting) {
        // An attempt that ends early may never reach the server.
        (Cause::Sandbox(_), Setting::ShortAttempts) => cell.attempts == sends && seen <= sends,
        (Cause::Sandbox(_), _) => seen == sends,
        (Cause::NoServer, _) => cell.attempts == sends && seen == 0,
        (Cause::Invalid, _) => cell.attempts == 0 && seen == 0,
    };
    // A busy machine may take longer than an attempt to let a response begin.
    for _ in 0..20 {
        if cell.has_status || expected.delivery != Some(Delivery::Accepted) {
            break;
        }
        cell = server.run(operation).await.0;
    }
    let is_uncertain = cell.delivery == Some(Delivery::Unknown) && class(operation) == 2;
    let is_right = [
        cell.kind == kind,
        cell.delivery == expected.delivery,
        is_seen,
        cell.paused <= DEADLINE,
        cell.message.contains("may have ") == is_uncertain,
    ];
    (is_right != [true; 5]).then(|| {
        format!(
            "{operation} under {cause:?}: expected {kind:?} {expected:?}; found {cell:?}, and {seen} \
             requests at the server"
        )
    })
}

/// The differences of all operations, a few at a time.
async fn differences(row: &'static Row, cause: Cause, kind: &'static str) -> Vec<String> {
    let server = Arc::new(Faulty::start(row, cause, "").await);
    let all: Vec<&'static str> = operations().keys().map(String::as_str).collect();
    let mut found = Vec::new();
    for some in all.chunks(AT_ONCE) {
        let tasks = some.iter().copied().map(|operation| {
            let server = Arc::clone(&server);
            tokio::spawn(async move { difference(&server, operation, kind).await })
        });
        for task in tasks.collect::<Vec<_>>() {
            found.extend(task.await.unwrap());
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_does_what_is_expected_under_every_fault() {
    assert_eq!(operations().len(), 36);
    let mut found = Vec::new();
    for row in &ROWS {
        for fault in row.faults {
            found.extend(differences(row, fault.0, fault.1).await);
        }
    }
    assert!(
        found.is_empty(),
        "{} differences:\n{}",
        found.len(),
        found.join("\n")
    );
}

/// In real time, with attempts that may take 20 seconds each.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_deadline_ends_whatever_takes_too_long() {
    for words in ["hang", "latency=30", "drip=10"] {
        let row = ROWS.iter().find(|row| row.faults[0].1 == "is_timeout");
        let server = Faulty::start(row.unwrap(), Cause::Sandbox(words), "").await;
        let base_url = server.sandbox.base_url();
        let tasks = operations().keys().map(|operation| {
            let base_url = base_url.to_owned();
            tokio::spawn(async move {
                let (took, error) = cut_short(operation, &base_url, Cause::Sandbox(words)).await;
                assert!(error.is_timeout(), "{operation} under {words}: {error}");
                assert_eq!(error.attempts().len(), 1, "{operation} under {words}");
                assert!(took < LIMIT / 2, "{operation} under {words}: {took:?}");
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
    }
}

/// If a fault that leads to another attempt hits once, the next attempt succeeds.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_that_passes_is_overcome_by_whatever_is_resent() {
    for row in &ROWS {
        for fault in row.faults {
            let Cause::Sandbox(words) = fault.0 else {
                continue;
            };
            // This fault has two steps, so its second one would hit the next attempt.
            if words == "drop-after status=404" {
                continue;
            }
            let server = Faulty::start(row, fault.0, "x1").await;
            // One of each class.
            for operation in ["call_search", "call_cancel", "call_create"] {
                let (kind, expected) = expected(row, fault.1, operation);
                let (cell, _) = server.run(operation).await;
                let is_resent = expected.sends[class(operation)] > 1;
                let expected = match is_resent {
                    true => ("", None),
                    false => (kind, expected.delivery),
                };
                let found = (cell.kind.as_str(), cell.delivery);
                assert_eq!(
                    found, expected,
                    "{operation} under {words}: {}",
                    cell.message
                );
            }
        }
    }
}

/// A new fault of the sandbox needs a row.
#[test]
fn every_word_for_a_fault_is_in_some_row() {
    let words = |text: &'static str| {
        text.split_whitespace()
            .map(|word| word.split('=').next().unwrap())
    };
    let faults = ROWS.iter().flat_map(|row| row.faults);
    let tried: BTreeSet<&str> = faults
        .filter_map(|fault| match fault.0 {
            Cause::Sandbox(text) => Some(words(text)),
            _ => None,
        })
        .flatten()
        .collect();
    for (word, _) in Fault::words() {
        let word = word.split('=').next().unwrap();
        assert!(tried.contains(word), "no row has `{word}`");
    }
}
