//! One placement per key at a time within a client.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

use super::PlacementKey;

/// Number of locks from which on those that nobody holds are removed.
const SWEEP_FROM: usize = 1_024;

/// The keys that are being placed. Clients made from one another share them.
#[derive(Debug, Default)]
pub(crate) struct KeyLocks(Mutex<Locks>);

#[derive(Debug, Default)]
struct Locks {
    by_key: HashMap<PlacementKey, Weak<AsyncMutex<()>>>,
    sweep_at: usize,
}

impl KeyLocks {
    /// Waits until nobody else places this key.
    pub(super) async fn lock(&self, key: &PlacementKey) -> OwnedMutexGuard<()> {
        let lock = self.get(key);
        lock.lock_owned().await
    }

    fn get(&self, key: &PlacementKey) -> Arc<AsyncMutex<()>> {
        let mut locks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = locks.by_key.get(key).and_then(Weak::upgrade) {
            return lock;
        }
        if locks.by_key.len() >= locks.sweep_at.max(SWEEP_FROM) {
            locks.by_key.retain(|_, lock| lock.strong_count() > 0);
            // So that many keys at once are not swept through for each of them.
            locks.sweep_at = locks.by_key.len().saturating_mul(2);
        }
        let lock = Arc::default();
        locks.by_key.insert(key.clone(), Arc::downgrade(&lock));
        lock
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_kept_while_somebody_holds_it_and_no_longer() {
        let key = |number: usize| PlacementKey::parse(format!("lead-{number}")).unwrap();
        let locks = KeyLocks::default();
        let held: Vec<_> = (0..10).map(|number| locks.get(&key(number))).collect();
        let mut most = 0;
        for number in 10..10 * SWEEP_FROM {
            locks.get(&key(number));
            let kept = locks.0.lock().unwrap_or_else(PoisonError::into_inner);
            most = most.max(kept.by_key.len());
        }
        assert_eq!(most, SWEEP_FROM);
        for (number, lock) in held.iter().enumerate() {
            assert!(Arc::ptr_eq(lock, &locks.get(&key(number))));
        }
    }
}
