//! Ten thousand creates under random faults, counted at the server: no phone rings twice, and a
//! create that only failed to connect is placed.
//!
//! [`faults`] lists the symptoms that a client can see, each with its true delivery. [`network`] makes
//! faults before a request is sent, the sandbox afterwards. [`lane`] places call orders and counts
//! them, and [`verdict`] judges. Ambiguous faults strike both before and after the call order is
//! placed, so that a wrong classification cannot be right by chance. The second half of this file shows
//! that the test fails if a client gets a single symptom wrong.

pub(crate) mod faults;
mod lane;
pub(crate) mod network;
mod verdict;

use std::collections::BTreeMap;
use std::time::Duration;

use fastrand::Rng;
use revox::Delivery;
use revox_tests::within::within;

use faults::{Mishap, NOT_SENT, Plan, SENT, Symptom};
use lane::{Behaviour, Create, Lane, Report};
use network::BadAddresses;
use verdict::{Flaw, flaws};

const CREATES: usize = 10_000;

/// Sandboxes at once. Each has its requests one after the other, so that a seed gives one history.
const LANES: usize = 10;

/// A run takes about 15 seconds on two slow cores.
const PATIENCE: Duration = Duration::from_secs(180);

/// Returns the seed from `REVOX_CREATES_SEED`, or a fixed one.
fn seed() -> u64 {
    match std::env::var("REVOX_CREATES_SEED") {
        Ok(seed) => seed.parse().expect("REVOX_CREATES_SEED is a number"),
        Err(_) => 1,
    }
}

/// Carries out plans in several lanes at once.
async fn run(lanes: Vec<Vec<Plan>>, behaviour: Behaviour) -> Vec<Create> {
    let bad = BadAddresses::new().await;
    let mut tasks = Vec::new();
    for plans in lanes {
        let lane = Lane::new(&bad, behaviour).await;
        tasks.push(tokio::spawn(lane.run(plans)));
    }
    let mut creates = Vec::new();
    for task in tasks {
        creates.extend(within(PATIENCE, "a lane", task).await.unwrap());
    }
    creates
}

/// The plans of all lanes.
fn drawn(seed: u64, lanes: usize, creates: usize) -> Vec<Vec<Plan>> {
    let mut chance = Rng::with_seed(seed);
    let mut lane = || (0..creates).map(|_| Plan::draw(&mut chance)).collect();
    (0..lanes).map(|_| lane()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn none_is_placed_twice_and_none_that_only_failed_to_connect_is_lost() {
    let seed = seed();
    let plans = drawn(seed, LANES, CREATES / LANES);
    let creates = run(plans, Behaviour::AsItIs).await;

    assert_eq!(creates.len(), CREATES);
    let flaws = flaws(&creates);
    let first = &flaws[..flaws.len().min(5)];
    assert!(
        flaws.is_empty(),
        "seed {seed}: {} flaws: {first:#?}",
        flaws.len()
    );

    // Each mishap has really been met, alone or after others.
    let mut met = BTreeMap::<String, usize>::new();
    for mishap in creates.iter().flat_map(|create| &create.met) {
        *met.entry(format!("{mishap:?}")).or_default() += 1;
    }
    for mishap in NOT_SENT
        .iter()
        .chain(&SENT)
        .flat_map(|symptom| symptom.mishaps)
    {
        let times = met.get(&format!("{mishap:?}")).copied().unwrap_or_default();
        assert!(times >= 10, "seed {seed}: {mishap:?} was met {times} times");
    }
}

/// Apart from the limits that hold in real time, on which a busy machine has a say.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_seed_gives_the_same_history() {
    let mut histories = Vec::new();
    for seed in [3, 3, 4] {
        let mut plans = drawn(seed, 2, 200);
        for lane in &mut plans {
            lane.retain(|plan| !plan.takes_time());
        }
        let creates = run(plans, Behaviour::AsItIs).await;
        let history = creates.into_iter().map(|create| {
            let met = format!("{:?}", create.met);
            (create.number, met, create.report, create.placed)
        });
        histories.push(history.collect::<Vec<_>>());
    }
    assert!(histories[0].len() > 300);
    assert_eq!(histories[0], histories[1]);
    assert_ne!(histories[0], histories[2]);
}

/// A plan for each mishap of a symptom.
fn plans(symptom: &'static Symptom) -> Vec<Plan> {
    let plans = symptom
        .mishaps
        .iter()
        .map(|mishap| Plan::only(symptom, *mishap));
    plans.collect()
}

/// Returns true if some create has this flaw.
fn has(flaw: Flaw, creates: &[Create]) -> bool {
    flaws(creates).iter().any(|(found, _)| *found == flaw)
}

/// A client that reports any other delivery for any symptom.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_report_of_any_symptom_is_noticed() {
    use Delivery::{Accepted, NotSent, Rejected, Unknown};
    let never = Behaviour::NeverResends;
    for symptom in NOT_SENT.iter().chain(&SENT) {
        let honest = run(vec![plans(symptom)], never).await;
        for wrong in [NotSent, Rejected, Unknown, Accepted] {
            let mut creates = honest.clone();
            for create in &mut creates {
                if let Report::Failed { delivery, .. } = &mut create.report {
                    *delivery = wrong;
                }
            }
            if wrong == symptom.delivery {
                continue;
            }
            assert!(has(Flaw::Misclassified, &creates) || has(Flaw::NotPlaced, &creates));
            // The server's count alone refutes whatever is more certain than the truth.
            let is_refuted = match symptom.delivery {
                NotSent | Rejected => wrong == Accepted,
                Unknown => true,
                Accepted => matches!(wrong, NotSent | Rejected),
            };
            assert_eq!(
                has(Flaw::Untrue, &creates),
                is_refuted,
                "{} as {wrong:?}",
                symptom.name
            );
        }
    }
}

/// A client that takes one symptom, any of them, as proof that nothing was sent.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn resending_after_any_symptom_is_noticed() {
    for symptom in &SENT {
        let creates = run(vec![plans(symptom)], Behaviour::ResendsAfter(symptom)).await;
        assert!(has(Flaw::Misclassified, &creates), "{}", symptom.name);
        let is_harmless = symptom.delivery == Delivery::Rejected;
        assert_eq!(
            has(Flaw::PlacedTwice, &creates),
            !is_harmless,
            "{}",
            symptom.name
        );
    }
}

/// A client that never resends is safe, and of no use.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn never_resending_is_noticed() {
    for symptom in &NOT_SENT[..3] {
        let creates = run(vec![plans(symptom)], Behaviour::NeverResends).await;
        assert!(has(Flaw::NotPlaced, &creates), "{}", symptom.name);
        let creates = run(vec![plans(symptom)], Behaviour::AsItIs).await;
        assert_eq!(flaws(&creates).len(), 0, "{}", symptom.name);
    }
    assert_eq!(
        NOT_SENT[3].mishaps,
        [Mishap::Invalid],
        "final: nothing to resend"
    );
}
