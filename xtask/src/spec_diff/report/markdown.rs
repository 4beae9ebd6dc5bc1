//! The review as a comment on a pull request.

mod table;

use std::mem;

use super::location;
use super::markup::{code, escape};
use super::outline::{Outline, Row, leave_out};
use super::weight::{Tally, Weight};
use super::words::{
    Judgement, consequence, counted, errors_of_both, neither_generates, refused_sides, safety,
    title, version,
};
use crate::spec_diff::review::Review;
use table::{PROSE, Table, VERDICTS, mark, prose_row, verdicts_row};

/// First line of each comment, by which it is found again.
pub const MARKER: &str = "<!-- spec-diff -->";
/// Second line if nothing differs: then no new comment is posted.
pub const UNCHANGED: &str = "<!-- spec-diff: no new comment -->";

/// Maximum size in bytes. GitHub allows 65,536 characters; a character takes at least a byte.
const MAX_BYTES: usize = 60_000;
/// Bytes for the note about the changes that are left out.
const NOTE: usize = 500;
/// Largest number of reasons for the version, and of errors of a side.
const MAX_LISTED: usize = 5;
/// Number of rows that are open to view; the tables below them are folded.
const OPEN_ROWS: usize = 20;

/// Writes the review as Markdown that fits into a comment.
///
/// If there are too many changes, the least important ones are left out, and counted.
pub fn markdown(review: &Review) -> String {
    let (base, head) = (code(&review.base.name, 300), code(&review.head.name, 300));
    let mut text = format!("{MARKER}\n");
    if review.differs() {
        text += &headline(review, &base, &head);
    } else {
        text += &format!("{UNCHANGED}\nNothing differs between {base} and {head}.\n");
    }
    let mut end = String::new();
    if neither_generates(review) {
        let (errors, refusals) = (errors_of_both(review), refusals(review));
        end = format!(
            "\n<details>\n<summary>Neither side generates: {errors}</summary>\n{refusals}\n\
             </details>\n"
        );
    } else {
        text += &refusals(review);
    }
    let room = MAX_BYTES.saturating_sub(text.len() + end.len() + NOTE);
    let (changes, left_out) = changes(review, room);
    if left_out.total() > 0 {
        text += &format!(
            "\n> [!NOTE]\n> Left out to fit into a comment: {left_out}. `cargo xtask spec-diff BASE \
             HEAD --all` prints all of them.\n"
        );
    }
    text + &changes + &end
}

/// Returns the part that a reader has to grasp within ten seconds.
fn headline(review: &Review, base: &str, head: &str) -> String {
    let cells = Judgement::on_review(review)
        .each_ref()
        .map(mark)
        .join(" | ");
    let mut text = format!(
        "### Spec change: {}\n\n\
         {base} → {head}, {}\n\n\
         | wire | source | shipped | version of `revox-api` |\n\
         |---|---|---|---|\n\
         | {cells} | {} |\n",
        title(review),
        Tally::new(review),
        escape(&version(review), 300),
    );
    let reasons = review.version.reasons.iter();
    let reasons: Vec<_> = reasons.map(|reason| escape(reason, 500)).collect();
    if !reasons.is_empty() {
        text += &format!("\nWhy this version:\n\n{}", list(&reasons, "reason"));
    }
    text
}

/// Returns the errors of the sides that do not generate.
fn refusals(review: &Review) -> String {
    let mut text = String::new();
    for (name, side) in refused_sides(review) {
        let refusals = side.refusals.iter().map(|refusal| {
            let location = code(&location::of_refusal(side, refusal), 500);
            let (message, cure) = (escape(&refusal.message, 800), escape(&refusal.cure, 500));
            format!("{location}: {message}<br>cure: {cure}")
        });
        let refusals: Vec<_> = refusals.collect();
        text += &format!(
            "\n#### {name} does not generate\n\n{}\n\n{}",
            consequence(name),
            list(&refusals, "error"),
        );
    }
    text
}

/// Returns a list of the first items, and the number of the others.
fn list(items: &[String], noun: &str) -> String {
    let (shown, hidden) = items.split_at(MAX_LISTED.min(items.len()));
    let mut text: String = shown.iter().map(|item| format!("- {item}\n")).collect();
    if !hidden.is_empty() {
        text += &format!("- and {}\n", counted(hidden.len(), &format!("more {noun}")));
    }
    text
}

/// Returns the changes in at most `room` bytes, and counts those that are left out.
fn changes<'r>(review: &'r Review, room: usize) -> (String, Tally) {
    // A subject of which nothing breaks needs no heading.
    let outline = Outline::new(review, true, |section| {
        section.rows.iter().all(|row| row.weight > Weight::Unknown)
    });
    let verdicts = |mut rows: Vec<Row<'r>>, with_subject| {
        for row in &mut rows {
            row.text = verdicts_row(review, row, with_subject);
        }
        rows
    };
    let title = "Not understood, to be judged by hand".to_owned();
    let rows = verdicts(outline.not_understood, true);
    let mut tables = vec![Table::new(title, VERDICTS, rows)];
    let mut prose = Vec::new();
    for mut section in outline.sections {
        let subject = escape(&section.subject.to_string(), 400);
        let (note, rows) = (section.reach(), verdicts(section.rows, false));
        tables.push(Table {
            note,
            ..Table::new(subject, VERDICTS, rows)
        });
        prose.append(&mut section.prose);
    }
    for row in &mut prose {
        row.text = prose_row(review, row);
    }
    let rows = verdicts(outline.aside, true);
    tables.push(Table {
        note: format!(", {}", safety(review)),
        is_folded: true,
        ..Table::new("Other changes".to_owned(), VERDICTS, rows)
    });
    tables.push(Table {
        is_folded: true,
        ..Table::new("Documentation only".to_owned(), PROSE, prose)
    });
    let mut frames: Vec<_> = tables.iter().map(Table::frame_size).collect();
    let mut rows: Vec<_> = tables.iter_mut().map(|table| &mut table.rows).collect();
    // The frame of a table takes room with its first row.
    let size = |table: usize, row: &Row<'_>| {
        row.text.len() + frames.get_mut(table).map(mem::take).unwrap_or_default()
    };
    let mut left_out = Tally::default();
    for row in leave_out(&mut rows, room, size) {
        left_out.add(row.weight, row.len());
    }
    let mut text = String::new();
    let mut shown = 0;
    for table in tables.iter().filter(|table| !table.rows.is_empty()) {
        text += &table.text(shown >= OPEN_ROWS);
        shown += table.rows.len();
    }
    (text, left_out)
}
