//! The least that polling can cost, and the cost of polling at fixed intervals.

use super::law::Law;

/// The chances that the attempts end a call order.
pub(super) const ENDS: [f64; 3] = [0.4, 0.3, 0.3];

/// The least product of polls and mean delay, in seconds, if a poll tells only whether the call order
/// is done: `½ (∫ √(f·S) dt)²`.
pub fn bound(law: Law) -> f64 {
    let mut alive = 1.0;
    let mut sum = 0.0;
    for ends in ENDS {
        // It lives on if this attempt lasts, and if it is not the last.
        sum += law.integrate(|f, s| (ends * f * (alive - ends * (1.0 - s)).max(0.0)).sqrt());
        alive -= ends;
    }
    sum * sum / 2.0
}

/// The same if a poll also tells whether an attempt is under way, so that nobody polls after it.
pub fn bound_with_phases(law: Law) -> f64 {
    let mut alive = 1.0;
    let mut sum = 0.0;
    for ends in ENDS {
        sum += law.integrate(|f, s| (ends * f * alive * s.max(0.0)).sqrt());
        alive -= ends;
    }
    sum * sum / 2.0
}

/// Polling at fixed intervals: half the mean life.
#[derive(Clone, Copy, Debug)]
pub struct Fixed {
    /// Product of polls and mean delay, in seconds.
    pub product: f64,
}

impl Fixed {
    /// For attempts that start at these times after the placing, in seconds.
    pub fn new(law: Law, starts: [f64; 3]) -> Self {
        let waits = ENDS.iter().zip(starts).map(|(ends, start)| ends * start);
        Self {
            product: (waits.sum::<f64>() + law.mean()) / 2.0,
        }
    }
}
