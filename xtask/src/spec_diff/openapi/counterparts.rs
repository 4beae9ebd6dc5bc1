//! Pairs of entries in two lists.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use heck::ToSnakeCase;

use crate::spec_diff::spec::Part;
use crate::spec_diff::subject::Step;

/// Returns true if two names have a word in common, as `twilio_message_sid` and `provider_message_id`.
pub(crate) fn share_a_word(one: &str, other: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        name.to_snake_case().split('_').map(str::to_owned).collect()
    };
    !words(one).is_disjoint(&words(other))
}

/// A list of named entries in an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    Properties,
    Members,
    Parameters,
    Body,
    Statuses,
    Headers,
    Media,
    Servers,
    Callbacks,
}

impl List {
    /// Returns the step from an object to an entry. A parameter is listed as `path/id`.
    pub(crate) fn step(self, name: &str) -> Step {
        let owned = name.to_owned();
        match self {
            Self::Properties => Step::Property(owned),
            Self::Members => Step::Member(owned),
            Self::Parameters => {
                let bare = name.split_once('/').map_or(name, |(_, bare)| bare);
                Step::Parameter(bare.to_owned())
            }
            Self::Body => Step::Body,
            Self::Statuses => Step::Status(owned),
            Self::Headers => Step::Header(owned),
            Self::Media => Step::Media(owned),
            Self::Servers => Step::Other(owned),
            Self::Callbacks => Step::Callback(owned),
        }
    }
}

/// A named entry of a list.
type Entry<'s> = (String, Part<'s>);

/// Two entries that are each other's counterpart.
#[derive(Clone, Debug)]
pub(crate) struct Matched<'s> {
    pub(crate) base_name: String,
    pub(crate) head_name: String,
    pub(crate) base: Part<'s>,
    pub(crate) head: Part<'s>,
}

/// The entries of a list in two objects.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counterparts<'s> {
    /// On both sides.
    pub(crate) matched: Vec<Matched<'s>>,
    /// At HEAD only.
    pub(crate) added: Vec<Entry<'s>>,
    /// At BASE only.
    pub(crate) removed: Vec<Entry<'s>>,
    /// True if the entries on both sides are in another order.
    pub(crate) reordered: bool,
}

impl<'s> Counterparts<'s> {
    /// Returns true if both sides have the same names in the same order.
    pub(crate) fn is_equal(&self) -> bool {
        let same_name = |matched: &Matched<'_>| matched.base_name == matched.head_name;
        let only_matched = self.added.is_empty() && self.removed.is_empty();
        only_matched && !self.reordered && self.matched.iter().all(same_name)
    }

    /// Pairs entries of the same name.
    pub(crate) fn by_name(base: Vec<Entry<'s>>, head: Vec<Entry<'s>>) -> Self {
        // Of several entries with one name, each goes with the next.
        let mut positions: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, (name, _)) in base.iter().enumerate().rev() {
            positions.entry(name.clone()).or_default().push(index);
        }
        let mut pairs = Vec::new();
        for (index, (name, _)) in head.iter().enumerate() {
            if let Some(position) = positions.get_mut(name).and_then(Vec::pop) {
                pairs.push((position, index));
            }
        }
        let mut counterparts = Self {
            reordered: !pairs.is_sorted(),
            added: head,
            removed: base,
            ..Self::default()
        };
        counterparts.pair(pairs);
        counterparts
    }

    /// Pairs each entry that is left at BASE with the last counterpart of its name: HEAD still lists it, if
    /// less often.
    pub(crate) fn pair_repeated(&mut self) {
        for (name, base) in mem::take(&mut self.removed) {
            let mut matched = self.matched.iter();
            match matched.rfind(|pair| pair.base_name == name).cloned() {
                Some(last) => {
                    self.reordered = true;
                    self.matched.push(Matched { base, ..last });
                }
                None => self.removed.push((name, base)),
            }
        }
    }

    /// Pairs each entry that is left with the first one that is alike, and gives that one its name.
    pub(crate) fn pair_first(
        &mut self,
        alike: impl Fn((&str, &Part<'s>), (&str, &Part<'s>)) -> bool,
    ) {
        let mut left: Vec<_> = self.added.iter_mut().enumerate().collect();
        let mut pairs = Vec::new();
        for (b, (name, base)) in self.removed.iter().enumerate() {
            if let Some(first) = left
                .iter()
                .position(|(_, entry)| alike((name, base), (&entry.0, &entry.1)))
            {
                let (h, entry) = left.remove(first);
                entry.0.clone_from(name);
                pairs.push((b, h));
            }
        }
        self.pair(pairs);
    }

    /// Pairs two entries that are left if each is the only one like the other.
    pub(crate) fn pair_renamed(
        &mut self,
        alike: impl Fn((&str, &Part<'s>), (&str, &Part<'s>)) -> bool,
    ) {
        let mut pairs = Vec::new();
        let mut with_base: BTreeMap<usize, usize> = BTreeMap::new();
        let mut with_head: BTreeMap<usize, usize> = BTreeMap::new();
        for (b, (base_name, base)) in self.removed.iter().enumerate() {
            for (h, (head_name, head)) in self.added.iter().enumerate() {
                if alike((base_name, base), (head_name, head)) {
                    pairs.push((b, h));
                    *with_base.entry(b).or_default() += 1;
                    *with_head.entry(h).or_default() += 1;
                }
            }
        }
        pairs.retain(|(b, h)| with_base.get(b) == Some(&1) && with_head.get(h) == Some(&1));
        self.pair(pairs);
    }

    /// Moves entries that are left, by their positions, to those that match.
    fn pair(&mut self, pairs: Vec<(usize, usize)>) {
        let left = |list: &mut Vec<Entry<'s>>| -> Vec<_> {
            mem::take(list).into_iter().map(Some).collect()
        };
        let (mut removed, mut added) = (left(&mut self.removed), left(&mut self.added));
        let take = |list: &mut [Option<Entry<'s>>], index: usize| list.get_mut(index)?.take();
        self.matched.extend(pairs.into_iter().filter_map(|(b, h)| {
            let (base_name, base) = take(&mut removed, b)?;
            let (head_name, head) = take(&mut added, h)?;
            Some(Matched {
                base_name,
                head_name,
                base,
                head,
            })
        }));
        self.removed = removed.into_iter().flatten().collect();
        self.added = added.into_iter().flatten().collect();
    }
}
