//! Polls and delays of the schedule, beside the least possible and beside fixed intervals.
//!
//! `cargo bench -p revox-tests --bench polling` prints the tables of `docs/polling.md` with ten times
//! as many call orders as the page has, or the number that is given as an argument.

use revox_tests::polling::report::{all_kinds_table, bounds, other_durations, three_orders};

fn main() {
    let mut arguments = std::env::args().filter_map(|argument| argument.parse().ok());
    let count = arguments.next().unwrap_or(10_000);
    println!("{}", bounds());
    println!("{}", three_orders(count));
    println!("{}", other_durations(count));
    println!("{}", all_kinds_table(count));
}
