//! A table of changes, open or folded.

use super::super::location;
use super::super::markup::{code, escape};
use super::super::outline::{Row, changes};
use super::super::words::{Judgement, counted, digits, directions, path};
use crate::spec_diff::review::{Change, Review};
use crate::spec_diff::verdict::Verdict;

/// Largest number of notes on each verdict of a change.
const MAX_NOTES: usize = 3;

/// Columns of changes with their verdicts.
pub(super) const VERDICTS: &str =
    "| wire | source | shipped | change | line |\n|---|---|---|---|---|\n";
/// Columns of changes of documentation.
pub(super) const PROSE: &str = "| change | line |\n|---|---|\n";

/// A table of changes under a heading.
pub(super) struct Table<'r> {
    pub(super) title: String,
    /// Text after the title.
    pub(super) note: String,
    /// True if the table is always folded.
    pub(super) is_folded: bool,
    pub(super) columns: &'static str,
    pub(super) rows: Vec<Row<'r>>,
}

impl<'r> Table<'r> {
    pub(super) fn new(title: String, columns: &'static str, rows: Vec<Row<'r>>) -> Self {
        let (note, is_folded) = (String::new(), false);
        Self {
            title,
            note,
            is_folded,
            columns,
            rows,
        }
    }

    pub(super) fn text(&self, is_folded: bool) -> String {
        let (start, end) = self.frame(is_folded || self.is_folded);
        let rows: String = self.rows.iter().map(|row| row.text.as_str()).collect();
        start + &rows + end
    }

    /// Returns the text before and after the rows.
    fn frame(&self, is_folded: bool) -> (String, &'static str) {
        let Self {
            title,
            note,
            columns,
            ..
        } = self;
        if !is_folded {
            return (format!("\n#### {title}{note}\n\n{columns}"), "");
        }
        let changes = counted(changes(&self.rows), "change");
        let summary = format!("<b>{title}</b>{note}: {changes}");
        let start = format!("\n<details>\n<summary>{summary}</summary>\n\n{columns}");
        (start, "\n</details>\n")
    }

    /// Returns the maximum size of the frame in bytes, which is that of the folded table.
    pub(super) fn frame_size(&self) -> usize {
        let (start, end) = self.frame(true);
        start.len() + end.len()
    }
}

/// Returns the row of a change with its verdicts and notes, or of several changes with their verdicts.
pub(super) fn verdicts_row(review: &Review, row: &Row<'_>, with_subject: bool) -> String {
    let judgements = Judgement::on_change(row.first);
    let directions = directions(row.first.wire).map(|text| format!("<br>{text}"));
    let directions = directions.unwrap_or_default();
    let [wire, source, shipped] = judgements.each_ref().map(mark);
    let (sentence, line) = match row.single() {
        Some(change) => {
            let notes: String = judgements.iter().map(notes).collect();
            let sentence = sentence(change, with_subject);
            (sentence + &notes, line(review, change))
        }
        None => (escape(&row.sentence(with_subject), 1_000), String::new()),
    };
    format!("| {wire}{directions} | {source} | {shipped} | {sentence} | {line} |\n")
}

/// Returns the row of a change of documentation, whose verdicts are not worth a cell.
pub(super) fn prose_row(review: &Review, row: &Row<'_>) -> String {
    let (sentence, line) = (sentence(row.first, true), line(review, row.first));
    format!("| {sentence} | {line} |\n")
}

fn sentence(change: &Change, with_subject: bool) -> String {
    let subject = change.path.subject.to_string();
    let subject = Some(subject).filter(|_| with_subject);
    let subject = subject.map(|subject| format!("{}: ", escape(&subject, 300)));
    let path = path(change).map(|path| format!("<b>{}</b>: ", escape(&path, 400)));
    let text = escape(&change.text, 1_000);
    subject.unwrap_or_default() + &path.unwrap_or_default() + &text
}

fn line(review: &Review, change: &Change) -> String {
    let location = location::of_change(review, change);
    location.map_or(String::new(), |location| code(&location, 300))
}

/// Returns the reasons for a verdict, marked if something breaks or is unknown.
fn notes(judgement: &Judgement<'_>) -> String {
    let Judgement { name, notes, .. } = judgement;
    let symbol = match judgement.verdict {
        Verdict::Safe => String::new(),
        verdict => format!("{} ", symbol(verdict)),
    };
    let shown = notes.iter().take(MAX_NOTES);
    let shown = shown.map(|note| format!("<br>{symbol}{name}: {}", escape(note, 500)));
    let more = match notes.len().saturating_sub(MAX_NOTES) {
        0 => None,
        more => Some(format!("<br>{name}: and {} more", digits(more))),
    };
    shown.chain(more).collect()
}

/// Returns `❌ breaks`.
pub(super) fn mark(judgement: &Judgement<'_>) -> String {
    format!("{} {}", symbol(judgement.verdict), judgement.word)
}

fn symbol(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Safe => "✅",
        Verdict::Unknown => "⚠️",
        Verdict::Breaks => "❌",
    }
}
