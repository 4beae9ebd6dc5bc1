//! Laws that hold whatever clients do, in whatever order and at whatever time.
//!
//! They stand inside the crate because they check each response against the schema that the description
//! has for it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod counts;
mod lines;
mod webhooks;
mod world;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};
use world::World;

/// Something a client or a test does. Numbers choose among the existing resources.
#[derive(Clone, Debug)]
enum Op {
    /// Several call orders, to numbers that follow each other.
    Calls {
        many: usize,
        to: usize,
        config: usize,
        key: usize,
        skip: bool,
        hours: Option<i64>,
    },
    Campaign {
        contacts: Vec<usize>,
        config: usize,
        most: Option<u8>,
    },
    Launch {
        campaign: usize,
        speed_dial: bool,
        only: Option<usize>,
        hours: Option<i64>,
    },
    OnCall {
        operation: &'static str,
        call: usize,
    },
    OnCampaign {
        operation: &'static str,
        campaign: usize,
    },
    Advance {
        seconds: i64,
    },
}

/// Numbers in three time zones; most in one, so that they get in each other's way.
const NUMBERS: [&str; 6] = [
    "+33639980142",
    "+33639980143",
    "+33639980144",
    "+33639980145",
    "+12125550100",
    "+919812345678",
];

const ON_CALLS: &[&str] = &["call_pause", "call_resume", "call_cancel"];

const ON_CAMPAIGNS: &[&str] = &[
    "campaigns_pause",
    "campaigns_resume",
    "campaigns_cancel",
    "campaigns_delete",
];

/// Retry settings that differ in what decisions depend on.
fn config(which: usize) -> Value {
    let window = |start: &str, end: &str, delay: u32| {
        json!({
            "calling_window_start_time": start,
            "calling_window_end_time": end,
            "retry_delay_seconds": delay,
        })
    };
    let (days, windows, most, twice) = match which % 5 {
        0 => (
            json!(["monday", "tuesday", "wednesday"]),
            json!([window("10:00", "18:00", 7200)]),
            3,
            false,
        ),
        1 => (
            json!(["monday", "saturday", "sunday"]),
            json!([window("22:00", "01:00", 0)]),
            5,
            false,
        ),
        2 => (
            json!(["tuesday"]),
            json!([window("9am", "9:01am", 60), window("17:00", "17:01", 0)]),
            4,
            true,
        ),
        3 => (
            json!(["monday", "friday"]),
            json!([window("08:00", "08:00", 600)]),
            1,
            true,
        ),
        _ => (
            json!(["monday", "thursday"]),
            json!([window("00:00", "23:59", 10)]),
            6,
            true,
        ),
    };
    json!({
        "allowed_days": days,
        "calling_windows": windows,
        "max_retry_attempts": most,
        "call_twice_in_a_row": twice,
    })
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let hours = prop::option::weighted(0.3, 0..80_i64);
    let op = prop_oneof![
        6 => (1..6_usize, 0..6_usize, 0..15_usize, 0..4_usize, prop::bool::weighted(0.2), hours.clone())
            .prop_map(|(many, to, config, key, skip, hours)| {
                Op::Calls { many, to, config, key, skip, hours }
            }),
        2 => (prop::collection::vec(0..6_usize, 0..6), 0..16_usize, prop::option::of(1..4_u8))
            .prop_map(|(contacts, config, most)| Op::Campaign { contacts, config, most }),
        3 => (any::<usize>(), any::<bool>(), prop::option::of(any::<usize>()), hours).prop_map(
            |(campaign, speed_dial, only, hours)| Op::Launch { campaign, speed_dial, only, hours }
        ),
        3 => (prop::sample::select(ON_CALLS), any::<usize>())
            .prop_map(|(operation, call)| Op::OnCall { operation, call }),
        1 => (prop::sample::select(ON_CAMPAIGNS), any::<usize>())
            .prop_map(|(operation, campaign)| Op::OnCampaign { operation, campaign }),
        7 => prop_oneof![0..12_i64, 0..120_i64, 0..40_000_i64, 0..300_000_i64]
            .prop_map(|seconds| Op::Advance { seconds }),
    ];
    prop::collection::vec(op, 1..24)
}

/// Runs a law on worlds in which something has been done.
fn holds(law: impl Fn(&mut World) -> Result<(), TestCaseError>) {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::with_cases(96), rng);
    let run = |(seed, usual, ops): (u64, usize, Vec<Op>)| {
        let mut world = World::new(seed, usual);
        for op in &ops {
            world.perform(op);
        }
        law(&mut world)
    };
    runner.run(&(any::<u64>(), 0..5_usize, ops()), run).unwrap();
}
