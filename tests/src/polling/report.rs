//! The numbers of the simulation, as Markdown.

use std::fmt::Write;
use std::time::Duration;

use revox::poll::{PollOptions, Schedule};

use super::orders::{KNOWN, Placed, orders};
use super::theory::{Fixed, bound, bound_with_phases};
use super::{Law, Life, Millis, SECOND, follow, mixture, poll_every};

/// The interval of the polling that the mixture is compared with, in milliseconds.
const FIXED_INTERVAL: Millis = 5 * SECOND;

/// Polls of many call orders.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Mean number of polls of a call order, without safety polls.
    pub polls: f64,
    /// Mean number of safety polls.
    pub safety_polls: f64,
    /// Delays in seconds, in ascending order.
    pub delays: Vec<f64>,
}

impl Summary {
    /// Polls as a schedule says.
    pub fn new(lives: &[Life], schedule: &Schedule) -> Self {
        let mut summary = Self::default();
        for life in lives {
            let followed = follow(life, schedule);
            let safety = followed.safety_polls();
            summary.safety_polls += safety as f64;
            summary.polls += (followed.polls.len() - safety) as f64;
            summary.delays.push(followed.delay as f64 / SECOND as f64);
        }
        summary.finish(lives.len())
    }

    /// Polling at a fixed interval; none of it is for safety.
    pub fn at_fixed_intervals(lives: &[Life], interval: Millis) -> Self {
        let mut summary = Self::default();
        for life in lives {
            let (polls, delay) = poll_every(life, interval);
            summary.polls += polls as f64;
            summary.delays.push(delay as f64 / SECOND as f64);
        }
        summary.finish(lives.len())
    }

    fn finish(mut self, count: usize) -> Self {
        self.polls /= count as f64;
        self.safety_polls /= count as f64;
        self.delays.sort_by(f64::total_cmp);
        self
    }

    /// Mean delay in seconds.
    pub fn mean_delay(&self) -> f64 {
        self.delays.iter().sum::<f64>() / self.delays.len() as f64
    }

    /// The delay that this part of the call orders does not exceed.
    pub fn quantile(&self, part: f64) -> f64 {
        self.delays[((self.delays.len() - 1) as f64 * part) as usize]
    }

    /// Product of polls and mean delay, in seconds.
    pub fn product(&self) -> f64 {
        self.polls * self.mean_delay()
    }
}

/// The schedule of somebody who knows how long calls last.
pub fn schedule_for(law: Law, mean_delay: f64) -> Schedule {
    let options = PollOptions::new()
        .call_duration(Duration::from_secs_f64(law.median), law.spread)
        .mean_delay(Duration::from_secs_f64(mean_delay));
    Schedule::new(&options)
}

/// The three call orders, each with known durations and with the defaults.
pub fn three_orders(count: usize) -> String {
    let mut table = String::from(
        "| call order | polled | polls | mean delay | N·D | of the bound | safety polls |\n\
         |---|---|---|---|---|---|---|\n",
    );
    let known = schedule_for(KNOWN, 2.5);
    let defaults = Schedule::new(&PollOptions::new());
    for placed in Placed::ALL {
        let lives = orders(placed, KNOWN, count, 7);
        let bound = bound(KNOWN);
        let fixed = Fixed::new(KNOWN, placed.starts()).product;
        let name = format!("{}: placed {}", placed.name, placed.when);
        for (how, schedule) in [("durations known", &known), ("defaults", &defaults)] {
            let summary = Summary::new(&lives, schedule);
            let _ = writeln!(
                table,
                "| {name} | {how} | {:.0} | {:.1} s | {:.0} s | {:.2} | {:.0} |",
                summary.polls,
                summary.mean_delay(),
                summary.product(),
                summary.product() / bound,
                summary.safety_polls,
            );
        }
        let _ = writeln!(
            table,
            "| {name} | every 5 s | {:.0} | 2.5 s | {fixed:.0} s | {:.0} | |",
            fixed / 2.5,
            fixed / bound,
        );
    }
    table
}

/// The two bounds.
pub fn bounds() -> String {
    let (done, phases) = (bound(KNOWN), bound_with_phases(KNOWN));
    format!(
        "| a poll tells | bound of N·D | polls at a mean delay of 2.5 s |\n|---|---|---|\n\
         | only whether the call order is finished | {done:.0} s | {:.0} |\n\
         | also whether a call is under way | {phases:.0} s | {:.0} |\n",
        done / 2.5,
        phases / 2.5,
    )
}

/// Call orders whose calls are not as the options say.
pub fn other_durations(count: usize) -> String {
    let mut table = String::from(
        "| median | spread | polls | mean delay | N·D | of the bound |\n|---|---|---|---|---|---|\n",
    );
    let defaults = Schedule::new(&PollOptions::new());
    for (median, spread) in [
        (20.0, 0.8),
        (45.0, 0.6),
        (90.0, 0.8),
        (240.0, 0.8),
        (600.0, 1.0),
    ] {
        let law = Law { median, spread };
        let summary = Summary::new(&orders(Placed::ALL[0], law, count, 7), &defaults);
        let _ = writeln!(
            table,
            "| {median:.0} s | {spread:.1} | {:.0} | {:.1} s | {:.0} s | {:.2} |",
            summary.polls,
            summary.mean_delay(),
            summary.product(),
            summary.product() / bound(law),
        );
    }
    table
}

/// Call orders of all kinds, with the defaults and at fixed intervals.
pub fn all_kinds(count: usize) -> (Summary, Summary) {
    let lives = mixture(count, 3);
    let defaults = Schedule::new(&PollOptions::new());
    (
        Summary::new(&lives, &defaults),
        Summary::at_fixed_intervals(&lives, FIXED_INTERVAL),
    )
}

/// The comparison as a table.
pub fn all_kinds_table(count: usize) -> String {
    let (ours, fixed) = all_kinds(count);
    let row = |how: &str, summary: &Summary| {
        format!(
            "| {how} | {:.0} | {:.0} | {:.1} s | {:.1} s | {:.0} s |\n",
            summary.polls + summary.safety_polls,
            summary.safety_polls,
            summary.quantile(0.5),
            summary.quantile(0.9),
            summary.quantile(1.0),
        )
    };
    let head = "| polled | polls | of these, safety polls | median delay | 90 % within | longest |\n\
                |---|---|---|---|---|---|\n";
    format!(
        "{head}{}{}",
        row("defaults", &ours),
        row("every 5 s", &fixed)
    )
}
