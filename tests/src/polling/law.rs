//! Log-normal durations.

use super::{Millis, SECOND};

/// The grid on which the normal distribution is summed up, in standard deviations.
const END: f64 = 8.0;
const STEPS: u32 = 16_000;

/// A log-normal distribution of durations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Law {
    /// In seconds.
    pub median: f64,
    /// Standard deviation of the logarithm.
    pub spread: f64,
}

impl Law {
    /// The mean duration in seconds.
    pub fn mean(self) -> f64 {
        self.median * (self.spread * self.spread / 2.0).exp()
    }

    /// Durations of equal chance: `count` of them, in ascending order.
    pub fn durations(self, count: usize) -> Vec<Millis> {
        let mut chance = 0.0;
        let mut durations = Vec::with_capacity(count);
        for cell in cells() {
            chance += cell.mass;
            let seconds = self.median * (self.spread * cell.z).exp();
            let until = (chance * count as f64 + 0.5) as usize;
            durations.resize(until.clamp(durations.len(), count), as_millis(seconds));
        }
        durations.resize(count, as_millis(self.median * (self.spread * END).exp()));
        durations
    }

    /// Sums up `term(f, S) dt` over all durations: the density of the end, and the chance to last.
    pub fn integrate(self, term: impl Fn(f64, f64) -> f64) -> f64 {
        let mut sum = 0.0;
        let mut chance = 0.0;
        for cell in cells() {
            let t = self.median * (self.spread * cell.z).exp();
            let dt = self.spread * t * cell.width;
            sum += term(cell.mass / dt, 1.0 - chance - cell.mass / 2.0) * dt;
            chance += cell.mass;
        }
        sum
    }
}

fn as_millis(seconds: f64) -> Millis {
    (seconds * SECOND as f64) as Millis
}

struct Cell {
    z: f64,
    width: f64,
    mass: f64,
}

/// The standard normal distribution, cut into pieces.
fn cells() -> impl Iterator<Item = Cell> {
    let width = 2.0 * END / f64::from(STEPS);
    (0..STEPS).map(move |step| {
        let z = (f64::from(step) + 0.5) * width - END;
        let density = (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
        let mass = density * width;
        Cell { z, width, mass }
    })
}
