//! Keeps retries from multiplying the load of a server that is failing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Tokens of a full budget.
const FULL: u32 = 500;

/// Tokens that come back with each success.
const PER_SUCCESS: u32 = 1;

/// Tokens that pay for retries, shared by all clones of a client.
///
/// The numbers are those of the AWS SDKs' standard mode: a total outage allows 35 retries (100 if
/// the server throttles), then one for every 14 successes.
#[derive(Clone, Debug)]
pub(crate) struct Budget(Arc<AtomicU32>);

impl Budget {
    pub(crate) fn full() -> Self {
        Self(Arc::new(AtomicU32::new(FULL)))
    }

    /// Takes `cost` tokens and returns true, or takes none and returns false if there are fewer.
    pub(super) fn take(&self, cost: u32) -> bool {
        let taken = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tokens| {
                tokens.checked_sub(cost)
            });
        taken.is_ok()
    }

    /// Returns a token after a success.
    pub(super) fn refill(&self) {
        // A full budget, the usual case, is not written to: clones on many threads share it.
        if self.0.load(Ordering::Relaxed) != FULL {
            let _ = self
                .0
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tokens| {
                    Some((tokens + PER_SUCCESS).min(FULL))
                });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::retry::decision::cost;

    fn retries(budget: &Budget, cost: u32) -> usize {
        (0..1000).take_while(|_| budget.take(cost)).count()
    }

    #[test]
    fn an_outage_ends_the_retries_of_all_clones() {
        let budget = Budget::full();
        let clone = budget.clone();
        assert_eq!(retries(&clone, cost(Some(500))), 35);
        assert_eq!(retries(&budget, cost(None)), 0);
        assert_eq!(retries(&Budget::full(), cost(Some(429))), 100);
    }

    #[test]
    fn successes_pay_for_further_retries() {
        let budget = Budget::full();
        retries(&budget, cost(None));
        // 10 tokens are left of 500.
        for _ in 0..3 {
            budget.refill();
            assert!(!budget.take(cost(None)));
        }
        budget.refill();
        assert!(budget.take(cost(None)));
        for _ in 0..14 * 5 {
            budget.refill();
        }
        assert_eq!(retries(&budget, cost(None)), 5);
    }

    #[test]
    fn successes_fill_it_no_further_than_full() {
        let budget = Budget::full();
        budget.refill();
        assert_eq!(budget.0.load(Ordering::Relaxed), FULL);
        assert!(budget.take(1));
        budget.refill();
        budget.refill();
        assert_eq!(retries(&budget, cost(None)), 35);
    }
}
