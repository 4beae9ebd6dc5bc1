//! What matters most in a review, and how much of it there is.

use std::fmt;

use super::words::{digits, plural};
use crate::spec_diff::review::{Change, Group, Review, Side};
use crate::spec_diff::verdict::{Level, Verdict};

/// Whether there is nothing to report: no change of the spec, none of the code for another reason,
/// such as the order of keys, and neither side generates alone.
pub fn nothing_differs(review: &Review) -> bool {
    review.changes().next().is_none()
        && review.source() == Level::None
        && review.base.refusals.is_empty() == review.head.refusals.is_empty()
}

/// How much a change matters, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Programs that use the SDK break: those already shipped, or their code.
    Breaks,
    /// Some client can break, and nothing is known that breaks of those that use the SDK.
    BreaksOnTheWire,
    /// One of its verdicts is that nobody can say.
    Unknown,
    /// Nothing breaks.
    Safe,
    /// Nothing breaks, and only documentation changes.
    Prose,
}

impl Weight {
    pub(super) fn of(review: &Review, change: &Change) -> Self {
        let refused = |side: &Side| !side.refusals.is_empty();
        let (base, head) = (refused(&review.base), refused(&review.head));
        // That a side does not generate is said once, and not again of each change.
        let source = match change.source {
            Level::Unknown if base || head => Verdict::Safe,
            level => level.verdict(),
        };
        let shipped = match change.shipped {
            Verdict::Unknown if base => Verdict::Safe,
            verdict => verdict,
        };
        let wire = change.wire.worst();
        match (wire, source.max(shipped)) {
            (_, Verdict::Breaks) => Self::Breaks,
            (Verdict::Breaks, _) => Self::BreaksOnTheWire,
            _ if change.is_prose => Self::Prose,
            (Verdict::Unknown, _) | (_, Verdict::Unknown) => Self::Unknown,
            (Verdict::Safe, Verdict::Safe) => Self::Safe,
        }
    }

    /// The groups with the weightiest first, and so the changes in each.
    pub(super) fn sorted(review: &Review) -> Vec<(&Group, Vec<(Self, &Change)>)> {
        let groups = review.groups.iter().map(|group| {
            let weigh = |change| (Self::of(review, change), change);
            let mut changes: Vec<_> = group.changes.iter().map(weigh).collect();
            changes.sort_by_key(|(weight, _)| *weight);
            (group, changes)
        });
        let mut groups: Vec<_> = groups.collect();
        groups.sort_by_key(|(_, changes)| changes.first().map(|(weight, _)| *weight));
        groups
    }
}

/// The changes of each weight, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    breaks: usize,
    breaks_on_the_wire: usize,
    unknown: usize,
    safe: usize,
    prose: usize,
}

impl Tally {
    pub(super) fn of(review: &Review) -> Self {
        let mut tally = Self::default();
        for change in review.changes() {
            tally.count(Weight::of(review, change));
        }
        tally
    }

    pub(super) fn count(&mut self, weight: Weight) {
        let counter = match weight {
            Weight::Breaks => &mut self.breaks,
            Weight::BreaksOnTheWire => &mut self.breaks_on_the_wire,
            Weight::Unknown => &mut self.unknown,
            Weight::Safe => &mut self.safe,
            Weight::Prose => &mut self.prose,
        };
        *counter += 1;
    }

    pub(super) fn total(&self) -> usize {
        self.breaks + self.breaks_on_the_wire + self.unknown + self.safe + self.prose
    }
}

/// `7 changes: 2 break programs, 5 safe`.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let breaks = |count: usize, what: &str| match count {
            1 => format!("breaks {what}"),
            _ => format!("break {what}"),
        };
        let kinds = [
            (self.breaks, breaks(self.breaks, "programs")),
            (
                self.breaks_on_the_wire,
                breaks(self.breaks_on_the_wire, "the wire"),
            ),
            (self.unknown, "unknown".to_owned()),
            (self.safe, "safe".to_owned()),
            (self.prose, "documentation only".to_owned()),
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
