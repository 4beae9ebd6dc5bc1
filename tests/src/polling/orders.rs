//! Three call orders: placed inside the calling window, at its end, and on a Friday evening.

use revox::models::CallStatus;

use super::law::Law;
use super::life::Life;
use super::theory::ENDS;
use super::{HOUR, Millis, SECOND};

/// The durations of the attempts of these call orders.
pub const KNOWN: Law = Law {
    median: 90.0,
    spread: 0.8,
};

/// A time at which a call order is placed; calls are possible from 10:00 to 18:00, Monday to Friday.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// The letter of the call order.
    pub name: &'static str,
    /// The time in words.
    pub when: &'static str,
    at: &'static str,
    /// The starts of the attempts, in hours after the placing.
    hours: [f64; 3],
}

impl Placed {
    /// All three.
    pub const ALL: [Self; 3] = [
        Self {
            name: "A",
            when: "inside the window",
            at: "2026-06-15T11:00:00+02:00",
            hours: [0.0, 2.0, 4.0],
        },
        Self {
            name: "B",
            when: "at 17:30",
            at: "2026-06-15T17:30:00+02:00",
            hours: [0.0, 16.5, 18.5],
        },
        Self {
            name: "C",
            when: "Friday, 19:00",
            at: "2026-06-19T19:00:00+02:00",
            hours: [63.0, 65.0, 67.0],
        },
    ];

    /// The starts of the attempts, in seconds after the placing.
    pub fn starts(self) -> [f64; 3] {
        self.hours.map(|hours| hours * 3_600.0)
    }
}

/// Lives of equal chance of a call order: `count` of them.
///
/// All durations occur equally often in each attempt, so that few lives have the mean of many.
pub fn orders(placed: Placed, law: Law, count: usize, seed: u64) -> Vec<Life> {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut shuffled = || {
        let mut durations = law.durations(count);
        random.shuffle(&mut durations);
        durations
    };
    let durations = [shuffled(), shuffled(), shuffled()];
    let lives = (0..count).map(|index| {
        let chance = (index as f64 + 0.5) / count as f64;
        let attempts = match chance {
            chance if chance < ENDS[0] => 1,
            chance if chance < ENDS[0] + ENDS[1] => 2,
            _ => 3,
        };
        life(
            placed,
            &durations.each_ref().map(|all| all[index])[..attempts],
        )
    });
    lives.collect()
}

fn life(placed: Placed, durations: &[Millis]) -> Life {
    let at: revox::jiff::Timestamp = placed.at.parse().expect("a time");
    let at = at.as_millisecond();
    let starts = placed
        .hours
        .map(|hours| at + (hours * HOUR as f64) as Millis);
    let mut life = Life::new(at, starts[0], "+33639980142", None);
    if starts[0] > at {
        life.schedule(at, starts[0]);
    }
    for (index, duration) in durations.iter().enumerate() {
        let ends = starts[index] + duration.clamp(&SECOND, &(2 * HOUR - SECOND));
        life.dial(starts[index]);
        if index + 1 == durations.len() {
            life.hang_up(ends, CallStatus::Completed);
        } else {
            life.hang_up(ends, CallStatus::Scheduled);
            life.schedule(ends, starts[index + 1]);
        }
    }
    life
}
