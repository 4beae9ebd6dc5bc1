//! The intervals between polls of something that lasts a random time.
//!
//! Let `S(t)` be the chance that it lasts longer than `t`, and `f(t)` the density of its end. Polls
//! at a density of `n(t)` per second cost `N = ∫ n S dt` requests and see the end with a mean delay
//! of `D = ∫ f / 2n dt`. By Cauchy and Schwarz `N·D ≥ ½ (∫ √(f·S) dt)²`, with equality if
//! `n = c·√(f/S)`: the density of polls follows the square root of the hazard. The mean delay is then
//! `D = ∫ √(f·S) dt / 2c`, which gives `c`. (Barlow, Hunter and Proschan 1963; Keller 1974.)

use super::options::Law;

/// Range and step of the table, in standard deviations of the logarithm.
const FIRST: f64 = -4.0;
const STEP: f64 = 0.0625;
const ROWS: u32 = 160;

/// The polls of a duration that follows a [`Law`].
#[derive(Clone, Debug)]
pub(super) struct Pace {
    /// Ages in seconds, with the number of polls until then; both increase.
    table: Vec<(f64, f64)>,
}

impl Pace {
    /// Creates the pace that sees ends with this mean delay, in seconds.
    pub(super) fn new(law: Law, mean_delay: f64) -> Self {
        let mut table = vec![(0.0, 0.0)];
        let (mut polls, mut sum, mut before) = (0.0, 0.0, 0.0);
        let age_at = |z: f64| law.median * (law.spread * z).exp();
        for row in 0..ROWS {
            let end = FIRST + STEP * f64::from(row);
            let middle = end - STEP / 2.0;
            let hazard = 1.0 / (law.spread * age_at(middle) * mills(middle));
            let added = hazard.sqrt() * (age_at(end) - before);
            polls += added;
            sum += added * survival(middle);
            before = age_at(end);
            table.push((before, polls));
        }
        let scale = sum / (2.0 * mean_delay);
        for (_, polls) in &mut table {
            *polls *= scale;
        }
        Self { table }
    }

    /// Returns the age at which to poll next, having polled at `age`; both in seconds.
    pub(super) fn next(&self, age: f64) -> f64 {
        let polls = self.interpolate(age, |row| *row);
        self.interpolate(polls + 1.0, |(age, polls)| (*polls, *age))
    }

    /// Finds `x` in a column of the table, and returns the other column there. Beyond the last row,
    /// the last two rows go on.
    fn interpolate(&self, x: f64, columns: impl Fn(&(f64, f64)) -> (f64, f64)) -> f64 {
        let after = self.table.partition_point(|row| columns(row).0 <= x);
        let last = after.clamp(1, self.table.len().saturating_sub(1));
        let row = |index: usize| self.table.get(index).map_or((0.0, 0.0), &columns);
        let ((x0, y0), (x1, y1)) = (row(last - 1), row(last));
        y0 + (x - x0) * (y1 - y0) / (x1 - x0)
    }
}

/// The chance that a standard normal variable exceeds `z`.
fn survival(z: f64) -> f64 {
    let tail = scaled_tail(z.abs()) * (-z * z / 2.0).exp();
    if z.is_sign_negative() {
        1.0 - tail
    } else {
        tail
    }
}

/// The ratio of that chance to the density at `z`: Mills' ratio, the inverse of the hazard.
fn mills(z: f64) -> f64 {
    let root = (2.0 * std::f64::consts::PI).sqrt();
    root * survival(z) * (z * z / 2.0).exp()
}

/// The chance that a standard normal variable exceeds `z ≥ 0`, divided by `exp(-z²/2)`.
///
/// Abramowitz and Stegun, formula 7.1.26: the error is below 1e-7 before the division.
fn scaled_tail(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.327_591_1 * z / std::f64::consts::SQRT_2);
    let polynomial = [
        1.061_405_429,
        -1.453_152_027,
        1.421_413_741,
        -0.284_496_736,
        0.254_829_592,
        0.0,
    ];
    polynomial.iter().fold(0.0, |sum, term| sum * t + term) / 2.0
}

#[cfg(test)]
mod tests;
