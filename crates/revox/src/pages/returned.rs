//! Remembers which items were returned.

use std::collections::{HashSet, VecDeque};

/// Number of ids that are kept.
const REMEMBERED: usize = 10_000;

/// Ids of the latest items that were returned, in a bounded amount of memory.
#[derive(Default)]
pub(super) struct Returned {
    ids: HashSet<String>,
    order: VecDeque<String>,
    has_forgotten: bool,
}

impl Returned {
    pub(super) fn contains(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// Adds an id, dropping the oldest one beyond the limit. Returns false if it was there already.
    pub(super) fn insert(&mut self, id: &str) -> bool {
        if !self.ids.insert(id.to_owned()) {
            return false;
        }
        self.order.push_back(id.to_owned());
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.ids.remove(&oldest);
            self.has_forgotten = true;
        }
        true
    }

    /// Returns true if an id was dropped.
    pub(super) fn has_forgotten(&self) -> bool {
        self.has_forgotten
    }
}

#[cfg(test)]
mod tests {
    use super::{REMEMBERED, Returned};

    #[test]
    fn the_latest_are_remembered() {
        let mut returned = Returned::default();
        for id in 0..REMEMBERED {
            assert!(returned.insert(&id.to_string()));
            assert!(!returned.insert(&id.to_string()));
        }
        assert!(returned.contains("0") && !returned.has_forgotten());
        assert!(returned.insert("one more"));
        assert!(!returned.contains("0") && returned.contains("1"));
        assert!(returned.has_forgotten());
    }
}
