//! The weight of changes: which ones matter most, and how many there are of each.

use std::collections::BTreeMap;
use std::fmt;

use super::words::{counted, digits};
use crate::spec_diff::review::{Change, Review};
use crate::spec_diff::verdict::{Level, Verdict};

/// Importance of a change, the greatest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Programs that use the SDK break: those already shipped, or their code.
    Breaks,
    /// Some client can break; as far as is known, no program that uses the SDK does.
    BreaksOnTheWire,
    /// One of the verdicts is unknown.
    Unknown,
    /// Nothing breaks.
    Safe,
    /// Nothing breaks, and only documentation changes.
    Prose,
}

impl Weight {
    pub(super) fn new(review: &Review, change: &Change) -> Self {
        let (base, head) = (review.base.generates(), review.head.generates());
        // A side that does not generate is reported once, and not again with each change.
        let source = match change.source {
            Level::Unknown if !base || !head => Verdict::Safe,
            level => level.verdict(),
        };
        let shipped = match change.shipped {
            Verdict::Unknown if !base => Verdict::Safe,
            verdict => verdict,
        };
        match (change.wire.worst(), source.max(shipped)) {
            (_, Verdict::Breaks) => Self::Breaks,
            (Verdict::Breaks, _) => Self::BreaksOnTheWire,
            _ if change.is_prose => Self::Prose,
            (Verdict::Unknown, _) | (_, Verdict::Unknown) => Self::Unknown,
            (Verdict::Safe, Verdict::Safe) => Self::Safe,
        }
    }
}

/// Number of changes of each weight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally(BTreeMap<Weight, usize>);

impl Tally {
    pub(super) fn new(review: &Review) -> Self {
        let mut tally = Self::default();
        for change in &review.changes {
            tally.add(Weight::new(review, change), 1);
        }
        tally
    }

    pub(super) fn add(&mut self, weight: Weight, count: usize) {
        *self.0.entry(weight).or_default() += count;
    }

    pub(super) fn total(&self) -> usize {
        self.0.values().sum()
    }
}

/// `7 changes: 2 break programs, 5 safe`.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&counted(self.total(), "change"))?;
        let mut separator = ": ";
        for (weight, count) in &self.0 {
            let ending = if *count == 1 { "s" } else { "" };
            let words = match weight {
                Weight::Breaks => format!("break{ending} programs"),
                Weight::BreaksOnTheWire => format!("break{ending} the wire"),
                Weight::Unknown => "unknown".to_owned(),
                Weight::Safe => "safe".to_owned(),
                Weight::Prose => "documentation only".to_owned(),
            };
            write!(f, "{separator}{} {words}", digits(*count))?;
            separator = ", ";
        }
        Ok(())
    }
}
