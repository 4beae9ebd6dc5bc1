//! Pairs what stands in two lists by name.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase;

use crate::spec_diff::spec::Part;
use crate::spec_diff::subject::Step;

/// Whether two names have a word in common: `twilio_message_sid` and `provider_message_id` do.
pub(crate) fn share_a_word(one: &str, other: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        name.to_snake_case().split('_').map(str::to_owned).collect()
    };
    !words(one).is_disjoint(&words(other))
}

/// Which list of an object.
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

/// Two entries that are each other's counterpart.
#[derive(Clone, Debug)]
pub(crate) struct Matched<'s> {
    pub(crate) base_name: String,
    pub(crate) head_name: String,
    pub(crate) base: Part<'s>,
    pub(crate) head: Part<'s>,
}

/// What stands in a list of two objects.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counterparts<'s> {
    /// On both sides.
    pub(crate) matched: Vec<Matched<'s>>,
    /// At HEAD only.
    pub(crate) added: Vec<(String, Part<'s>)>,
    /// At BASE only.
    pub(crate) removed: Vec<(String, Part<'s>)>,
    /// Whether what is on both sides stands in another order.
    pub(crate) reordered: bool,
}

impl<'s> Counterparts<'s> {
    /// Returns whether both sides have the same names in the same order.
    pub(crate) fn is_equal(&self) -> bool {
        let same_name = |matched: &Matched<'_>| matched.base_name == matched.head_name;
        let only_matched = self.added.is_empty() && self.removed.is_empty();
        only_matched && !self.reordered && self.matched.iter().all(same_name)
    }

    /// Pairs entries of the same name.
    pub(crate) fn by_name(base: Vec<(String, Part<'s>)>, head: Vec<(String, Part<'s>)>) -> Self {
        let names = |list: &[(String, Part<'s>)]| -> Vec<String> {
            list.iter().map(|(name, _)| name.clone()).collect()
        };
        let (base_names, head_names) = (names(&base), names(&head));
        let shared = |own: &[String], other: &[String]| -> Vec<String> {
            let other: BTreeSet<_> = other.iter().collect();
            own.iter()
                .filter(|name| other.contains(name))
                .cloned()
                .collect()
        };
        let reordered = base_names != head_names
            && shared(&base_names, &head_names) != shared(&head_names, &base_names);
        let mut unmatched: BTreeMap<String, Part<'s>> = base.iter().cloned().collect();
        let mut counterparts = Self {
            reordered,
            ..Self::default()
        };
        for (name, head) in head {
            match unmatched.remove(&name) {
                Some(base) => counterparts.matched.push(Matched {
                    base_name: name.clone(),
                    head_name: name,
                    base,
                    head,
                }),
                None => counterparts.added.push((name, head)),
            }
        }
        counterparts.removed = base
            .into_iter()
            .filter(|(name, _)| unmatched.contains_key(name))
            .collect();
        counterparts
    }

    /// Pairs what is left, each with the first that is alike.
    pub(crate) fn pair_first(&mut self, alike: impl Fn(&Part<'s>, &Part<'s>) -> bool) {
        let mut left = Vec::new();
        for (base_name, base) in std::mem::take(&mut self.removed) {
            match self.added.iter().position(|(_, head)| alike(&base, head)) {
                Some(index) => {
                    let (_, head) = self.added.remove(index);
                    self.matched.push(Matched {
                        head_name: base_name.clone(),
                        base_name,
                        base,
                        head,
                    });
                }
                None => left.push((base_name, base)),
            }
        }
        self.removed = left;
    }

    /// Pairs what is left where exactly one of each side is alike.
    pub(crate) fn pair_renamed(
        &mut self,
        alike: impl Fn((&str, &Part<'s>), (&str, &Part<'s>)) -> bool,
    ) {
        let (removed, added) = (&self.removed, &self.added);
        let mut pairs = Vec::new();
        for (b, (base_name, base)) in removed.iter().enumerate() {
            for (h, (head_name, head)) in added.iter().enumerate() {
                if alike((base_name, base), (head_name, head)) {
                    pairs.push((b, h));
                }
            }
        }
        let mut with_base: BTreeMap<usize, usize> = BTreeMap::new();
        let mut with_head: BTreeMap<usize, usize> = BTreeMap::new();
        for (b, h) in &pairs {
            *with_base.entry(*b).or_default() += 1;
            *with_head.entry(*h).or_default() += 1;
        }
        let is_only =
            |(b, h): &&(usize, usize)| with_base.get(b) == Some(&1) && with_head.get(h) == Some(&1);
        let unique: BTreeSet<_> = pairs.iter().filter(is_only).copied().collect();
        let (of_base, of_head): (BTreeSet<_>, BTreeSet<_>) = unique.iter().copied().unzip();
        let entry = |list: &[(String, Part<'s>)], index: usize| list.get(index).cloned();
        for (b, h) in &unique {
            if let (Some((base_name, base)), Some((head_name, head))) =
                (entry(removed, *b), entry(added, *h))
            {
                self.matched.push(Matched {
                    base_name,
                    head_name,
                    base,
                    head,
                });
            }
        }
        let mut index = 0;
        self.removed.retain(|_| {
            index += 1;
            !of_base.contains(&(index - 1))
        });
        index = 0;
        self.added.retain(|_| {
            index += 1;
            !of_head.contains(&(index - 1))
        });
    }
}
