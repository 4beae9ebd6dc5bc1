//! Any interleaving of workers, against a small model.
//!
//! A script lets four workers in two processes place, resolve and cancel two keys. At each `await`
//! they stop, and the script says who goes on: so each half of a request and each change of the
//! journal is a step, and so is a crash, a pause of any length, a journal that fails and a server
//! that is slow within the assumptions. The laws, beside those that stand in [`book`] and
//! [`server`]:
//!
//! - A key has at most one call order at any time, and exactly one in the end.
//! - A request leaves only with an intent that is fresh, by whoever holds the key.
//! - The token of an entry rises by one with each taking over, which needs a lease that is over. A
//!   run uses no token but its own, and with an old one changes nothing.
//! - An entry with a call order goes back only if somebody replaces a cancelled one.
//! - A call order is new for one run, which has sent its request.
//! - A run that says that it placed nothing has placed nothing, and nothing comes of it later. If a
//!   run says that there is no call order, none comes of what had left before it began.
//! - A placement is undecided because its time is over, and for no other reason while the
//!   assumptions hold. When all goes well again, each key is decided.
//! - What is forgotten has a result, and has not changed for 30 days.
//! - Where the server breaks all assumptions, `at_most_once` keeps its name.
//!
//! `REVOX_SCRIPTS=20000` plays so many scripts, and `REVOX_SCRIPTS_SEED` others. A script that
//! breaks a law is printed after everything has been left out that it does not need.

mod book;
mod journal;
mod script;
mod server;
mod stage;
mod subject;
mod world;

use std::cell::RefCell;

use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use revox_tests::postgres::Server;
use revox_tests::within::{LIMIT, within};
use tokio::runtime::Builder;

use script::script;
use subject::{File, Memory, Postgres, Subject};
use world::{Tally, World};

fn variable(name: &str) -> Option<u64> {
    let value = std::env::var(name).ok()?;
    Some(
        value
            .parse()
            .unwrap_or_else(|_| panic!("{name} is not a number")),
    )
}

/// Plays many scripts with a journal, and returns what came of them.
fn play<S: Subject>() -> Vec<Tally> {
    let scripts = variable("REVOX_SCRIPTS").map(|number| number.try_into().unwrap());
    let config = Config {
        cases: scripts.unwrap_or(S::SCRIPTS),
        max_shrink_iters: 20_000,
        failure_persistence: None,
        ..Config::default()
    };
    let seed = variable("REVOX_SCRIPTS_SEED").unwrap_or(1);
    let bytes = u128::from(seed).to_le_bytes();
    let rng = TestRng::from_seed(RngAlgorithm::XorShift, &bytes);
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let tallies = RefCell::default();
    let mut runner = TestRunner::new_with_rng(config, rng);
    let outcome = runner.run(&script(), |(mode, actions)| {
        let played = within(LIMIT, "a script", async {
            let mut world = World::<S>::new(mode).await;
            world.play(actions).await;
            world.end().await
        });
        let tally = runtime.block_on(played).map_err(TestCaseError::fail)?;
        Vec::push(&mut tallies.borrow_mut(), tally);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("with REVOX_SCRIPTS_SEED={seed}: {error}");
    }
    tallies.into_inner()
}

#[test]
fn laws_hold_with_a_journal_in_memory() {
    let tallies = play::<Memory>();
    let sum = |count: fn(&Tally) -> usize| tallies.iter().map(count).sum::<usize>();
    // The scripts are about something.
    let outcomes = [
        ("new", sum(|tally| tally.new)),
        ("found", sum(|tally| tally.found)),
        ("cancelled", sum(|tally| tally.cancelled)),
        ("none", sum(|tally| tally.none)),
        ("conflicts", sum(|tally| tally.conflicts)),
        ("failed", sum(|tally| tally.failed)),
        ("lapsed", sum(|tally| tally.lapsed)),
        ("journal failed", sum(|tally| tally.journal_failed)),
        ("held", sum(|tally| tally.held)),
        ("not settled", sum(|tally| tally.not_settled)),
        ("lookup failed", sum(|tally| tally.lookup_failed)),
        ("not resent", sum(|tally| tally.not_resent)),
        ("taken over", sum(|tally| tally.journal.taken_over)),
        ("replaced", sum(|tally| tally.journal.replaced)),
        ("refused", sum(|tally| tally.journal.refused)),
        ("forgotten", sum(|tally| tally.journal.forgotten)),
    ];
    println!("{outcomes:?}");
}

#[test]
fn laws_hold_with_a_journal_in_a_file() {
    play::<File>();
}

#[test]
fn laws_hold_with_a_journal_on_a_server() {
    if Server::shared().is_some() {
        play::<Postgres>();
    }
}
