//! Prints the cost of polling as `docs/polling.md`, and states what it may be.

use revox_tests::polling::report::{
    Summary, all_kinds, all_kinds_table, bounds, other_durations, schedule_for, three_orders,
};
use revox_tests::polling::{Fixed, KNOWN, Law, Placed, bound, bound_with_phases, orders};
use revox_tests::spec::workspace;

use revox::poll::{PollOptions, Schedule};

const PATH: &str = "docs/polling.md";
const COUNT: usize = 400;
const KINDS: usize = 1_000;

/// Compares the file with the simulation, or writes it.
#[test]
fn the_page_shows_what_was_simulated() {
    let page = include_str!("page.md")
        .replace("{BOUNDS}", bounds().trim_end())
        .replace("{ORDERS}", three_orders(COUNT).trim_end())
        .replace("{DURATIONS}", other_durations(COUNT).trim_end())
        .replace("{KINDS}", all_kinds_table(KINDS).trim_end());
    let path = workspace().join(PATH);
    if std::env::var("INSTA_UPDATE").is_ok_and(|value| value == "always") {
        std::fs::write(&path, &page).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == page,
        "{PATH} is stale: INSTA_UPDATE=always cargo test -p revox-tests --test sdk polling::"
    );
}

/// The numbers of another calculation, in continuous time.
#[test]
fn the_theory_agrees_with_another_calculation() {
    assert!(
        (bound(KNOWN) / 259.0 - 1.0).abs() < 0.01,
        "{}",
        bound(KNOWN)
    );
    assert!(bound_with_phases(KNOWN) < bound(KNOWN));
    let fixed = |placed: Placed| Fixed::new(KNOWN, placed.starts()).product;
    assert!((fixed(Placed::ALL[1]) / 18_963.0 - 1.0).abs() < 1e-3);
    assert!((fixed(Placed::ALL[2]) / 116_702.0 - 1.0).abs() < 1e-3);
    // A by hand: half of 0.3 · 2 h + 0.3 · 4 h and the mean of one call.
    let by_hand = (0.3 * 7_200.0 + 0.3 * 14_400.0 + 90.0 * 0.32_f64.exp()) / 2.0;
    assert!((fixed(Placed::ALL[0]) / by_hand - 1.0).abs() < 1e-3);
}

#[test]
fn durations_of_equal_chance_have_the_mean_and_the_median_of_the_law() {
    let durations = KNOWN.durations(1_001);
    assert!((durations[500] - 90_000).abs() < 100, "{}", durations[500]);
    let mean = durations.iter().sum::<i64>() as f64 / 1_001_000.0;
    assert!((mean / KNOWN.mean() - 1.0).abs() < 0.01, "{mean}");
    assert!(durations.is_sorted());
}

#[test]
fn polls_and_delay_stay_near_the_least_possible() {
    let (known, defaults) = (schedule_for(KNOWN, 2.5), Schedule::new(&PollOptions::new()));
    for placed in Placed::ALL {
        let lives = orders(placed, KNOWN, COUNT, 7);
        let summary = Summary::new(&lives, &known);
        assert!(summary.product() < 1.5 * bound(KNOWN), "{summary:?}");
        assert!(
            summary.product() < 1.1 * bound_with_phases(KNOWN),
            "{summary:?}"
        );
        assert!(
            (summary.mean_delay() / 2.5 - 1.0).abs() < 0.1,
            "{summary:?}"
        );
        let summary = Summary::new(&lives, &defaults);
        assert!(summary.product() < 2.0 * bound(KNOWN), "{summary:?}");
        assert!(
            summary.product() < 1.35 * bound_with_phases(KNOWN),
            "{summary:?}"
        );
    }
}

#[test]
fn the_defaults_suit_short_and_long_calls() {
    let defaults = Schedule::new(&PollOptions::new());
    for (median, spread) in [(20.0, 0.6), (20.0, 1.0), (300.0, 0.6), (300.0, 1.0)] {
        let law = Law { median, spread };
        let summary = Summary::new(&orders(Placed::ALL[0], law, 100, 7), &defaults);
        assert!(
            summary.product() < 1.6 * bound_with_phases(law),
            "{law:?}: {summary:?}"
        );
    }
}

#[test]
fn a_thousand_call_orders_of_all_kinds_cost_a_tenth_of_polling_every_five_seconds() {
    let (ours, fixed) = all_kinds(KINDS);
    let polls = ours.polls + ours.safety_polls;
    assert!(polls < fixed.polls / 10.0, "{polls} of {}", fixed.polls);
    assert!(
        ours.quantile(0.5) <= fixed.quantile(0.5),
        "{} s",
        ours.quantile(0.5)
    );
}
