//! The outline of a review: the changes under each heading, the weightiest first. If there are too many,
//! the lightest ones are left out.

use std::collections::BTreeMap;
use std::{iter, mem};

use super::weight::Weight;
use super::words::{digits, full_sentence, path, sentence};
use crate::spec_diff::review::{Change, Review};
use crate::spec_diff::subject::Subject;
use crate::spec_diff::verdict::Reach;

/// Largest number of safe changes of one kind that get a row each.
const MAX_SINGLE: usize = 3;
/// Largest number of changes that a row names.
const MAX_NAMED: usize = 8;

/// The changes of a review, the weightiest first.
pub(super) struct Outline<'r> {
    /// The changes that no rule can judge.
    pub(super) not_understood: Vec<Row<'r>>,
    /// The other changes, by subject.
    pub(super) sections: Vec<Section<'r>>,
    /// Changes whose subject needs no heading.
    pub(super) aside: Vec<Row<'r>>,
}

/// The changes of one subject.
pub(super) struct Section<'r> {
    pub(super) subject: &'r Subject,
    reach: Option<&'r Reach>,
    pub(super) rows: Vec<Row<'r>>,
    /// Changes of documentation only.
    pub(super) prose: Vec<Row<'r>>,
}

impl Section<'_> {
    /// Returns the text about the reach of a named part, which follows its name.
    pub(super) fn reach(&self) -> String {
        let reach = self.reach.map(|reach| format!(", {reach}"));
        reach.unwrap_or_default()
    }
}

/// One change, or several safe ones that differ only in the name of the part.
pub(super) struct Row<'r> {
    pub(super) weight: Weight,
    pub(super) first: &'r Change,
    others: Vec<&'r Change>,
    /// Text of the row, if the format needs its size to select rows.
    pub(super) text: String,
}

impl<'r> Outline<'r> {
    /// Creates the outline. `is_aside` decides which subjects need no heading; the safe changes of the others
    /// are folded if `folds` is true.
    pub(super) fn new(review: &'r Review, folds: bool, is_aside: fn(&Section<'_>) -> bool) -> Self {
        let row = |change| Row {
            weight: Weight::new(review, change),
            first: change,
            others: Vec::new(),
            text: String::new(),
        };
        let (not_understood, understood) = review.by_understanding();
        let changes = understood.chunk_by(|one, next| one.path.subject == next.path.subject);
        let mut sections = Vec::new();
        for changes in changes {
            let mut rows: Vec<_> = changes.iter().map(row).collect();
            rows.sort_by_key(|row| row.weight);
            let Some((subject, weight)) = rows
                .first()
                .map(|row| (&row.first.path.subject, row.weight))
            else {
                continue;
            };
            let prose = rows.split_off(rows.partition_point(|row| row.weight < Weight::Prose));
            let reach = review.reach.get(subject);
            sections.push((
                weight,
                Section {
                    subject,
                    reach,
                    rows,
                    prose,
                },
            ));
        }
        sections.sort_by_key(|(weight, _)| *weight);
        let mut sections: Vec<_> = sections.into_iter().map(|(_, section)| section).collect();
        let mut aside = Vec::new();
        for section in &mut sections {
            if is_aside(section) {
                aside.append(&mut section.rows);
            } else if folds {
                section.rows = fold(mem::take(&mut section.rows));
            }
        }
        Self {
            not_understood: not_understood.iter().map(row).collect(),
            sections,
            aside,
        }
    }
}

/// Joins the safe changes of one kind in the row of the first, if there are many.
pub(super) fn fold(rows: Vec<Row<'_>>) -> Vec<Row<'_>> {
    let key = |row: &Row<'_>| {
        let kind = kind(row.first).filter(|_| row.weight == Weight::Safe)?;
        let Change {
            path,
            wire,
            source,
            shipped,
            ..
        } = row.first;
        Some((path.steps.is_empty(), kind, wire.worst(), *source, *shipped))
    };
    let mut alike: BTreeMap<_, Vec<&Change>> = BTreeMap::new();
    for row in &rows {
        if let Some(key) = key(row) {
            alike.entry(key).or_default().push(row.first);
        }
    }
    alike.retain(|_, changes| changes.len() > MAX_SINGLE);
    let mut folded = Vec::new();
    for row in rows {
        match key(&row).and_then(|key| alike.get_mut(&key)) {
            None => folded.push(row),
            Some(changes) if !changes.is_empty() => {
                let others = changes.drain(..).skip(1).collect();
                folded.push(Row { others, ..row });
            }
            // An earlier row has this change.
            Some(_) => {}
        }
    }
    folded
}

/// Removes the lightest rows, so that the others fit into `room`, and returns them. `size` is the room that
/// a row needs in the list with this number. Each list is sorted by weight.
pub(super) fn leave_out<'r>(
    lists: &mut [&mut Vec<Row<'r>>],
    room: usize,
    mut size: impl FnMut(usize, &Row<'r>) -> usize,
) -> Vec<Row<'r>> {
    let mut all = Vec::new();
    for (list, rows) in lists.iter_mut().enumerate() {
        all.extend(mem::take(*rows).into_iter().map(|row| (list, row)));
    }
    all.sort_by_key(|(_, row)| row.weight);
    let (mut used, mut left_out) = (0, Vec::new());
    for (list, row) in all {
        // It only grows: if one row has no room, the lighter ones have none either.
        used += size(list, &row);
        match lists.get_mut(list) {
            Some(rows) if used <= room => rows.push(row),
            _ => left_out.push(row),
        }
    }
    left_out
}

/// Returns the number of changes in rows.
pub(super) fn changes<'r>(rows: impl IntoIterator<Item = &'r Row<'r>>) -> usize {
    rows.into_iter().map(Row::len).sum()
}

impl Row<'_> {
    /// Returns the number of changes.
    pub(super) fn len(&self) -> usize {
        1 + self.others.len()
    }

    /// Returns the only change; `None` if there are several.
    pub(super) fn single(&self) -> Option<&Change> {
        self.others.is_empty().then_some(self.first)
    }

    /// Returns the changes in one line.
    pub(super) fn sentence(&self, with_subject: bool) -> String {
        let kind = kind(self.first).filter(|_| !self.others.is_empty());
        let Some((noun, participle)) = kind else {
            return match with_subject {
                true => full_sentence(self.first),
                false => sentence(self.first),
            };
        };
        let is_subject = self.first.path.steps.is_empty();
        let name = |change: &Change| match is_subject {
            true => change.path.subject.name().to_owned(),
            false => path(change).unwrap_or_else(|| change.path.steps_text()),
        };
        let all = iter::once(&self.first).chain(&self.others);
        let names: Vec<_> = all.take(MAX_NAMED).map(|change| name(change)).collect();
        let subject = match with_subject && !is_subject {
            true => format!("{}: ", self.first.path.subject),
            false => String::new(),
        };
        let nouns = match noun.strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None => format!("{noun}s"),
        };
        let more = match self.len() - names.len() {
            0 => String::new(),
            more => format!(" and {} more", digits(more)),
        };
        let (count, names) = (digits(self.len()), names.join(", "));
        format!("{subject}{count} {nouns} are {participle}: {names}{more}")
    }
}

/// Returns the noun and the participle of a change, as `optional property` and `added`.
fn kind(change: &Change) -> Option<(String, String)> {
    let subject = &change.path.subject;
    let (noun, participle) = if change.path.steps.is_empty() {
        let noun = match subject {
            Subject::Api => return None,
            Subject::Operation(_) => "operation".to_owned(),
            Subject::Component { .. } => {
                subject.to_string().strip_suffix(subject.name())?.to_owned()
            }
        };
        (noun, change.text.strip_prefix("is ")?)
    } else {
        let (noun, participle) = change.text.strip_prefix("the ")?.split_once(" is ")?;
        (noun.to_owned(), participle)
    };
    Some((noun.trim_end().to_owned(), participle.to_owned()))
}
