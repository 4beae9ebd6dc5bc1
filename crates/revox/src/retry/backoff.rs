//! The pause before a retry.

use std::time::Duration;

/// Upper bound of the pause before the first retry. It doubles with each further one.
const FIRST: Duration = Duration::from_millis(500);

/// Upper bound of every pause.
const LONGEST: Duration = Duration::from_secs(8);

/// Upper bound of the random time added to the pause that a server asks for, so that clients turned
/// away together do not return together.
const SPREAD: Duration = Duration::from_secs(5);

/// Returns the pause before retry number `retry`, counted from 0: exponential, with full jitter.
///
/// `random` is at least 0 and less than 1.
pub(super) fn exponential(retry: u32, random: f64) -> Duration {
    let bound = FIRST
        .saturating_mul(2_u32.saturating_pow(retry))
        .min(LONGEST);
    bound.mul_f64(random)
}

/// Returns a pause of `asked` plus a random time of at most [`SPREAD`] and at most `most`.
pub(super) fn asked_for(asked: Duration, most: Duration, random: f64) -> Duration {
    asked + SPREAD.min(most).mul_f64(random)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_doubles_until_it_is_reached() {
        let bounds: Vec<_> = (0..7)
            .map(|retry| exponential(retry, 1.0).as_millis())
            .collect();
        assert_eq!(bounds, [500, 1000, 2000, 4000, 8000, 8000, 8000]);
        assert_eq!(exponential(u32::MAX, 1.0), LONGEST);
    }

    #[test]
    fn jitter_spreads_a_pause_over_all_of_its_range() {
        assert_eq!(exponential(3, 0.0), Duration::ZERO);
        assert_eq!(exponential(3, 0.25), Duration::from_secs(1));
    }

    #[test]
    fn a_server_is_never_asked_before_it_wants_to_be() {
        let asked = Duration::from_secs(7);
        let plenty = Duration::from_secs(60);
        assert_eq!(asked_for(asked, plenty, 0.0), asked);
        assert_eq!(asked_for(asked, plenty, 0.5), Duration::from_millis(9500));
        assert_eq!(
            asked_for(asked, Duration::from_secs(2), 0.5),
            Duration::from_secs(8)
        );
    }
}
