//! One change as a row of a table.

use super::super::folded::Row;
use super::super::location;
use super::super::markup::{code, escape};
use super::super::words::{Judgement, digits, directions, path};
use super::mark;
use crate::spec_diff::review::{Change, Review};
use crate::spec_diff::verdict::Verdict;

/// So many notes are shown beneath a change, on source and on shipped programs each.
const NOTES: usize = 3;

/// The heading of a table of changes.
pub(super) const HEADING: &str =
    "| wire | source | shipped | change | line |\n|---|---|---|---|---|\n";
/// The heading of a table of documentation that changes.
pub(super) const PROSE_HEADING: &str = "| change | line |\n|---|---|\n";

/// A change with its verdicts.
pub(super) fn row(review: &Review, change: &Change, with_subject: bool) -> String {
    let cells = cells(change);
    let what = what(change, with_subject);
    let notes = notes("wire", change.wire.worst(), &change.wire_notes)
        + &notes("source", change.source.verdict(), &change.source_notes)
        + &notes("shipped", change.shipped, &change.shipped_notes);
    let line = line(review, change);
    format!("| {} | {what}{notes} | {line} |\n", cells.join(" | "))
}

/// Several safe changes of one kind, without their lines.
pub(super) fn several(changes: &Row<'_>) -> String {
    let cells = changes
        .changes
        .first()
        .map(|change| cells(change).join(" | "));
    let sentence = escape(&changes.sentence(false), 1_000);
    format!("| {} | {sentence} | |\n", cells.unwrap_or_default())
}

/// A change of documentation only, whose verdicts are not worth a cell.
pub(super) fn prose_row(review: &Review, change: &Change) -> String {
    format!("| {} | {} |\n", what(change, true), line(review, change))
}

/// The three verdicts.
fn cells(change: &Change) -> [String; 3] {
    Judgement::on_change(change).map(|judgement| {
        let mark = mark(judgement.verdict, judgement.word);
        match (judgement.of, directions(change.wire)) {
            ("wire", Some(directions)) => format!("{mark}<br>{directions}"),
            _ => mark,
        }
    })
}

fn what(change: &Change, with_subject: bool) -> String {
    let mut what = String::new();
    if with_subject {
        what.push_str(&format!(
            "{}: ",
            escape(&change.path.subject.to_string(), 300)
        ));
    }
    if let Some(path) = path(change) {
        what.push_str(&format!("<b>{}</b>: ", escape(&path, 400)));
    }
    what + &escape(&change.text, 1_000)
}

fn line(review: &Review, change: &Change) -> String {
    location::of_change(review, change)
        .map(|line| code(&line, 300))
        .unwrap_or_default()
}

/// Why, beneath the change: all of it where something may break, else what is added.
fn notes(of: &str, verdict: Verdict, notes: &[String]) -> String {
    let mut text = String::new();
    for note in notes.iter().take(NOTES) {
        let note = escape(note, 500);
        text.push_str(&format!("<br>{}{of}: {note}", sign(verdict)));
    }
    let more = notes.len().saturating_sub(NOTES);
    if more > 0 {
        text.push_str(&format!("<br>{of}: and {} more", digits(more)));
    }
    text
}

fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Safe => "",
        Verdict::Unknown => "⚠️ ",
        Verdict::Breaks => "❌ ",
    }
}
