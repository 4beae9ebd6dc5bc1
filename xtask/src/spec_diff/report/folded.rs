//! Changes of one kind in one line: so many that are added would hide what else changes.

use std::collections::BTreeMap;

use super::words::{Judgement, digits, full_sentence, path, sentence};
use crate::spec_diff::review::Change;
use crate::spec_diff::subject::Subject;

/// So many safe changes of one kind get a line each.
const FEW: usize = 3;
/// So many of those that have one line together are named.
const NAMED: usize = 8;

/// What has a line: one change, or several of one kind.
pub(super) struct Row<'r> {
    pub(super) changes: Vec<&'r Change>,
    /// What they have in common, in words for one of them; none where it is one change.
    kind: Option<Kind>,
}

/// `optional property`, `is added`: what changes, and how.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    noun: String,
    how: String,
    has_subject: bool,
}

/// The rows of changes, in their order; several of one kind stand where the first would.
pub(super) fn rows<'r>(changes: impl Iterator<Item = &'r Change>, all: bool) -> Vec<Row<'r>> {
    let key = |change: &Change| {
        let kind = Kind::of(change).filter(|_| !all)?;
        let verdicts = Judgement::on_change(change).map(|judgement| judgement.word);
        Some((kind, verdicts))
    };
    let keyed: Vec<_> = changes.map(|change| (change, key(change))).collect();
    let mut count: BTreeMap<_, usize> = BTreeMap::new();
    for key in keyed.iter().filter_map(|(_, key)| key.as_ref()) {
        *count.entry(key.clone()).or_default() += 1;
    }
    let mut rows: Vec<Row<'r>> = Vec::new();
    let mut row_of = BTreeMap::new();
    for (change, key) in keyed {
        let key = key.filter(|key| count.get(key).is_some_and(|count| *count > FEW));
        let at = key.as_ref().and_then(|key| row_of.get(key)).copied();
        if let Some(row) = at.and_then(|at: usize| rows.get_mut(at)) {
            row.changes.push(change);
            continue;
        }
        if let Some(key) = &key {
            row_of.insert(key.clone(), rows.len());
        }
        rows.push(Row {
            changes: vec![change],
            kind: key.map(|(kind, _)| kind),
        });
    }
    rows
}

impl Kind {
    /// That of a change of which the next reads alike but for its name.
    fn of(change: &Change) -> Option<Self> {
        let text = change.text.as_str();
        if change.path.steps.is_empty() {
            let noun = match &change.path.subject {
                Subject::Operation(_) => "operation".to_owned(),
                Subject::Component { .. } => {
                    let whole = change.path.subject.to_string();
                    let name = change.path.subject.name();
                    whole.strip_suffix(name)?.trim_end().to_owned()
                }
                Subject::Api => return None,
            };
            let how = text.strip_prefix("is ")?.to_owned();
            return Some(Self {
                noun,
                how,
                has_subject: true,
            });
        }
        let (noun, how) = text.strip_prefix("the ")?.split_once(" is ")?;
        Some(Self {
            noun: noun.to_owned(),
            how: how.to_owned(),
            has_subject: false,
        })
    }
}

impl Row<'_> {
    /// What changed, in one line.
    pub(super) fn sentence(&self, with_subject: bool) -> String {
        let (Some(kind), [first, ..]) = (&self.kind, self.changes.as_slice()) else {
            let one = self.changes.first().map(|change| match with_subject {
                true => full_sentence(change),
                false => sentence(change),
            });
            return one.unwrap_or_default();
        };
        let name = |change: &&Change| match kind.has_subject {
            true => change.path.subject.name().to_owned(),
            false => path(change).unwrap_or_else(|| change.path.steps_text()),
        };
        let names: Vec<_> = self.changes.iter().take(NAMED).map(name).collect();
        let more = match self.changes.len() - names.len() {
            0 => String::new(),
            more => format!(" and {} more", digits(more)),
        };
        let of = match with_subject && !kind.has_subject {
            true => format!("{}: ", first.path.subject),
            false => String::new(),
        };
        format!(
            "{of}{} {} are {}: {}{more}",
            digits(self.changes.len()),
            plural(&kind.noun),
            kind.how,
            names.join(", ")
        )
    }

    /// The change, where it is one.
    pub(super) fn single(&self) -> Option<&Change> {
        match (&self.kind, self.changes.as_slice()) {
            (None, [change]) => Some(change),
            _ => None,
        }
    }
}

fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{noun}s"),
    }
}
