//! What matters most in a review, and how much of it there is.

use std::fmt;

use super::words::{digits, plural};
use crate::spec_diff::review::{Change, Review};
use crate::spec_diff::verdict::{Level, Verdict};

/// Whether there is nothing to report: no change of the spec, and none of the code for another
/// reason, such as the order of keys.
pub fn nothing_differs(review: &Review) -> bool {
    review.changes().next().is_none() && review.source() == Level::None
}

/// How much a change matters, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// One of its verdicts is that something breaks.
    Breaks,
    /// One of its verdicts is that nobody can say.
    Unknown,
    /// Nothing breaks.
    Safe,
    /// Nothing breaks, and only words for people change.
    Prose,
}

impl Weight {
    pub(super) fn of(change: &Change) -> Self {
        match (change.worst(), change.is_prose) {
            (Verdict::Breaks, _) => Self::Breaks,
            // Also where BASE does not generate and nobody can say anything of its code.
            (_, true) => Self::Prose,
            (Verdict::Unknown, false) => Self::Unknown,
            (Verdict::Safe, false) => Self::Safe,
        }
    }
}

/// The changes of each weight, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    breaks: usize,
    unknown: usize,
    safe: usize,
    prose: usize,
}

impl Tally {
    pub(super) fn of<'r>(changes: impl IntoIterator<Item = &'r Change>) -> Self {
        let mut tally = Self::default();
        for change in changes {
            tally.count(Weight::of(change));
        }
        tally
    }

    pub(super) fn of_review(review: &Review) -> Self {
        Self::of(review.changes())
    }

    pub(super) fn count(&mut self, weight: Weight) {
        let counter = match weight {
            Weight::Breaks => &mut self.breaks,
            Weight::Unknown => &mut self.unknown,
            Weight::Safe => &mut self.safe,
            Weight::Prose => &mut self.prose,
        };
        *counter += 1;
    }

    pub(super) fn total(&self) -> usize {
        self.breaks + self.unknown + self.safe + self.prose
    }
}

/// `7 changes: 2 break something, 5 safe`.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = [
            (
                self.breaks,
                if self.breaks == 1 {
                    "breaks something"
                } else {
                    "break something"
                },
            ),
            (self.unknown, "unknown"),
            (self.safe, "safe"),
            (self.prose, "prose only"),
        ];
        let total = self.total();
        write!(f, "{} {}", digits(total), plural(total, "change"))?;
        let mut separator = ": ";
        for (count, kind) in kinds.into_iter().filter(|(count, _)| *count > 0) {
            write!(f, "{separator}{} {kind}", digits(count))?;
            separator = ", ";
        }
        Ok(())
    }
}
