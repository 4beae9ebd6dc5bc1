//! The changes in their parts: what nobody understands, what breaks, what is safe, documentation.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::super::folded;
use super::super::markup::escape;
use super::super::weight::{Tally, Weight};
use super::super::words::{digits, plural, safety};
use super::rows::{HEADING, PROSE_HEADING, prose_row, row, several};
use crate::spec_diff::review::{Change, Group, Review};

/// So many rows are open to view; the groups behind them are folded.
const OPEN_ROWS: usize = 20;

/// A table of changes under a heading.
struct Part<'r> {
    kind: Kind<'r>,
    rows: Vec<Row>,
}

#[derive(Clone, Copy)]
enum Kind<'r> {
    NotUnderstood,
    /// A group in which something breaks or is unknown.
    Group(&'r Group),
    /// With the words for it.
    Safe(&'static str),
    Prose,
}

struct Row {
    weight: Weight,
    text: String,
    /// How many changes it is about.
    changes: usize,
}

/// The changes in at most `room` bytes, and how many of which weight have no room.
pub(super) fn render(review: &Review, room: usize) -> (String, Tally) {
    let mut parts = parts(review);
    let left_out = leave_out(&mut parts, room);
    let mut text = String::new();
    let mut shown = 0;
    for part in parts.iter().filter(|part| !part.rows.is_empty()) {
        let (opening, closing) = part.frame(shown >= OPEN_ROWS);
        shown += part.rows.len();
        text.push_str(&opening);
        text.extend(part.rows.iter().map(|row| row.text.as_str()));
        text.push_str(closing);
    }
    (text, left_out)
}

fn parts(review: &Review) -> Vec<Part<'_>> {
    let of = |change: &Change, with_subject| Row {
        weight: Weight::of(review, change),
        text: row(review, change, with_subject),
        changes: 1,
    };
    let not_understood = review.not_understood.iter().map(|change| of(change, true));
    let mut parts = vec![Part {
        kind: Kind::NotUnderstood,
        rows: not_understood.collect(),
    }];
    let mut safe = Vec::new();
    let mut prose = Vec::new();
    for (group, changes) in Weight::sorted(review) {
        let is_open = changes.iter().any(|(weight, _)| *weight <= Weight::Unknown);
        let mut rows = Vec::new();
        let mut beside = Vec::new();
        for (weight, change) in changes {
            match weight {
                Weight::Prose => prose.push(Row {
                    weight: Weight::Prose,
                    text: prose_row(review, change),
                    changes: 1,
                }),
                Weight::Safe if is_open => beside.push(change),
                _ if is_open => rows.push(of(change, false)),
                _ => safe.push(of(change, true)),
            }
        }
        // What is safe does not hide what else changes under the heading.
        let beside = folded::rows(beside.into_iter(), false).into_iter();
        rows.extend(beside.map(|row| match row.single() {
            Some(change) => of(change, false),
            None => Row {
                weight: Weight::Safe,
                text: several(&row),
                changes: row.changes.len(),
            },
        }));
        let kind = Kind::Group(group);
        parts.push(Part { kind, rows });
    }
    parts.push(Part {
        kind: Kind::Safe(safety(review)),
        rows: safe,
    });
    parts.push(Part {
        kind: Kind::Prose,
        rows: prose,
    });
    parts
}

/// Takes rows out until the others fit, the least important first, and counts them.
fn leave_out(parts: &mut [Part<'_>], room: usize) -> Tally {
    let mut order: Vec<(Weight, usize, usize, (usize, usize))> = Vec::new();
    for (part, Part { rows, .. }) in parts.iter().enumerate() {
        let rows = rows.iter().enumerate();
        let size = |row: &Row| (row.text.len(), row.changes);
        order.extend(rows.map(|(at, row)| (row.weight, part, at, size(row))));
    }
    order.sort_unstable();
    let frames: Vec<usize> = parts.iter().map(Part::frame_size).collect();
    let mut used = 0;
    let mut framed = BTreeSet::new();
    let mut left_out = Tally::default();
    let mut kept = BTreeSet::new();
    for (weight, part, at, (size, changes)) in order {
        let is_new = framed.insert(part);
        let frame = frames
            .get(part)
            .copied()
            .filter(|_| is_new)
            .unwrap_or_default();
        used += size + frame;
        // `used` only grows: behind the first that has no room, none has.
        if used <= room {
            kept.insert((part, at));
        } else {
            (0..changes).for_each(|_| left_out.count(weight));
        }
    }
    for (part, Part { rows, .. }) in parts.iter_mut().enumerate() {
        let mut at = 0..;
        rows.retain(|_| at.next().is_some_and(|at| kept.contains(&(part, at))));
    }
    left_out
}

impl Part<'_> {
    /// What stands before and behind the rows.
    fn frame(&self, folded: bool) -> (String, &'static str) {
        let count = self.rows.iter().map(|row| row.changes).sum();
        let changes = format!("{} {}", digits(count), plural(count, "change"));
        match self.kind {
            Kind::NotUnderstood => (
                format!("\n#### Not understood, to be judged by hand\n\n{HEADING}"),
                "",
            ),
            Kind::Group(group) => {
                let subject = escape(&group.subject.to_string(), 400);
                let reach = group.reach.as_ref().map(|reach| format!(", {reach}"));
                let reach = reach.unwrap_or_default();
                if folded {
                    fold(&format!("<b>{subject}</b>{reach}: {changes}"), HEADING)
                } else {
                    (format!("\n#### {subject}{reach}\n\n{HEADING}"), "")
                }
            }
            Kind::Safe(safe) => fold(&format!("{changes} where all is {safe}"), HEADING),
            Kind::Prose => fold(&format!("{changes} of documentation only"), PROSE_HEADING),
        }
    }

    /// At most this.
    fn frame_size(&self) -> usize {
        let size = |folded| {
            let (opening, closing) = self.frame(folded);
            opening.len() + closing.len()
        };
        size(false).max(size(true))
    }
}

fn fold(summary: &str, heading: &str) -> (String, &'static str) {
    let mut opening = String::new();
    // Writing into a string does not fail.
    let _ = write!(
        opening,
        "\n<details>\n<summary>{summary}</summary>\n\n{heading}"
    );
    (opening, "\n</details>\n")
}
