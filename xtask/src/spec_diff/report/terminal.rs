//! The review for the person who runs the command.

use anstyle::{AnsiColor, Style};

use super::location;
use super::outline::{Outline, Row, Section, changes, fold, leave_out};
use super::text::line;
use super::weight::{Tally, Weight};
use super::words::{
    Judgement, consequence, counted, digits, directions, errors_of_both, neither_generates,
    refused_sides, safety, version,
};
use crate::spec_diff::review::Review;
use crate::spec_diff::verdict::Verdict;

/// Largest number of items of a list, unless all are shown.
const MAX_LISTED: usize = 8;
/// Largest number of notes below a change, unless all are shown.
const MAX_NOTES: usize = 4;
/// Largest number of rows under the headings of subjects, unless all are shown; the weightiest stay.
const MAX_ROWS: usize = 60;
/// Largest number of rows that are not understood, and of other changes, unless all are shown.
const MAX_BESIDES: usize = 20;
/// Columns of a line, as in the project's code.
const WIDTH: usize = 100;
/// Columns of a label in the headline.
const LABEL: usize = 11;
/// Columns of a verdict with its mark.
const CELL: usize = 12;
/// Columns before the text of a change.
const TEXT: usize = 2 + 3 * CELL;

const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// Writes the review as text with colours, which `anstream` removes for those who want none.
///
/// Unless `all` is set, changes of documentation are only counted, safe ones of one kind share a line, and
/// long lists are cut and counted.
pub fn terminal(review: &Review, all: bool) -> String {
    let mut report = Report {
        review,
        all,
        has_columns: false,
        lines: Vec::new(),
    };
    report.headline();
    let neither = neither_generates(review);
    if !neither {
        report.refusals();
    }
    report.changes();
    if neither {
        let more = if all { "" } else { " (--all shows them)" };
        let note = format!(": {}{more}", errors_of_both(review));
        report.heading("Neither side generates", &note);
        if all {
            report.refusals();
        }
    }
    report.lines.join("\n") + "\n"
}

struct Report<'r> {
    review: &'r Review,
    all: bool,
    /// True if the columns of verdicts have their titles.
    has_columns: bool,
    lines: Vec<String>,
}

impl Report<'_> {
    fn headline(&mut self) {
        let Review { base, head, .. } = self.review;
        let title = format!("{} → {}", line(&base.name), line(&head.name));
        self.lines.push(paint(STRONG, &title));
        if !self.review.differs() {
            let sentence = "Nothing differs: neither on the wire nor in the Rust API.";
            self.lines.push(sentence.to_owned());
            return;
        }
        self.lines.push(String::new());
        let label = |name: &str| format!("  {name:<9}");
        for judgement in Judgement::on_review(self.review) {
            self.lines.push(label(judgement.name) + &mark(&judgement));
        }
        self.wrap(&label("version"), LABEL, &line(&version(self.review)));
        let reasons = &self.review.version.reasons;
        let (shown, hidden) = self.cut(MAX_LISTED, reasons);
        for reason in shown {
            self.wrap(&(label("") + "- "), LABEL + 2, &line(reason));
        }
        self.more(LABEL, "", hidden.len());
        let tally = Tally::new(self.review).to_string();
        self.wrap(&label("in all"), LABEL, &tally);
    }

    /// Writes the errors of the sides that do not generate.
    fn refusals(&mut self) {
        for (name, side) in refused_sides(self.review) {
            let title = format!("{name} does not generate");
            self.heading(&title, &format!(". {}", consequence(name)));
            let (shown, hidden) = self.cut(MAX_LISTED, &side.refusals);
            for refusal in shown {
                let location = line(&location::of_refusal(side, refusal));
                self.lines.push(format!("  {location}"));
                self.wrap("    ", 4, &line(&refusal.message));
                self.wrap("    cure: ", 10, &line(&refusal.cure));
            }
            self.more(2, "", hidden.len());
        }
    }

    fn changes(&mut self) {
        let outline = Outline::new(self.review, !self.all, is_brief);
        let note = ": judge these by hand.";
        self.besides("Not understood", note, &outline.not_understood, true);
        let mut sections = outline.sections;
        if self.all {
            for section in &mut sections {
                section.rows.append(&mut section.prose);
            }
        }
        let rows = sections.iter_mut().map(|section| &mut section.rows);
        let mut rows: Vec<_> = rows.collect();
        let room = if self.all { usize::MAX } else { MAX_ROWS };
        let left_out = leave_out(&mut rows, room, |_, _| 1);
        let (shown, hidden): (Vec<_>, Vec<_>) = sections
            .into_iter()
            .partition(|section| !section.rows.is_empty());
        for section in &shown {
            self.section(section);
        }
        if !left_out.is_empty() {
            self.lines.push(String::new());
            self.more_changes(0, &left_out);
        }
        let note = format!(", {}:", safety(self.review));
        let aside = match self.all {
            true => outline.aside,
            false => fold(outline.aside),
        };
        self.besides("Other changes", &note, &aside, false);
        let hidden = hidden.iter().map(|section| section.prose.len());
        let hidden: Vec<_> = hidden.filter(|count| *count > 0).collect();
        if !hidden.is_empty() {
            let changes = counted(hidden.iter().sum(), "change");
            let headings = counted(hidden.len(), "heading");
            self.lines.push(String::new());
            let note = format!("{changes} of documentation only, under {headings}");
            self.faint(0, &(note + " (--all shows them)"));
        }
    }

    fn section(&mut self, section: &Section<'_>) {
        self.heading(&line(&section.subject.to_string()), &section.reach());
        for row in &section.rows {
            self.row(row, false, row.single().is_some());
        }
        if !section.prose.is_empty() {
            let changes = counted(section.prose.len(), "change");
            self.faint(TEXT, &format!("and {changes} of documentation only"));
        }
    }

    /// Writes rows of different subjects.
    fn besides(&mut self, title: &str, note: &str, rows: &[Row<'_>], with_notes: bool) {
        if rows.is_empty() {
            return;
        }
        self.heading(title, note);
        let (shown, hidden) = self.cut(MAX_BESIDES, rows);
        for row in shown {
            self.row(row, true, with_notes);
        }
        self.more_changes(TEXT, hidden);
    }

    /// Writes the verdicts, the sentence, the location and the notes of a row.
    fn row(&mut self, row: &Row<'_>, with_subject: bool, with_notes: bool) {
        if !self.has_columns {
            let columns = format!("{:CELL$}{:CELL$}{}", "wire", "source", "shipped");
            self.faint(2, &columns);
            self.has_columns = true;
        }
        let judgements = Judgement::on_change(row.first);
        let mut cells = String::from("  ");
        for judgement in &judgements {
            let padding = CELL.saturating_sub(2 + judgement.word.len());
            cells += &format!("{}{:padding$}", mark(judgement), "");
        }
        let location = row.single();
        let location = location.and_then(|change| location::of_change(self.review, change));
        let location = location.map(|location| format!("  {}", paint(FAINT, &line(&location))));
        let sentence = line(&row.sentence(with_subject)) + &location.unwrap_or_default();
        self.wrap(&cells, TEXT, &sentence);
        if !with_notes {
            return;
        }
        if let Some(directions) = directions(row.first.wire) {
            self.lines.push(format!("{:TEXT$}{directions}", ""));
        }
        for Judgement { name, notes, .. } in judgements {
            let start = format!("{:TEXT$}{name}: ", "");
            let (shown, hidden) = self.cut(MAX_NOTES, notes);
            for note in shown {
                self.wrap(&start, start.len(), &line(note));
            }
            self.more(TEXT, &format!("{name}: "), hidden.len());
        }
    }

    fn heading(&mut self, title: &str, note: &str) {
        let title = paint(STRONG, title);
        self.lines.extend([String::new(), format!("{title}{note}")]);
    }

    /// Writes text after `start`, which takes this many columns, and wraps it. Words stay whole, so that they
    /// can be copied.
    fn wrap(&mut self, start: &str, columns: usize, text: &str) {
        let options = textwrap::Options::new(WIDTH.saturating_sub(columns))
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for (number, text) in textwrap::wrap(text, options).iter().enumerate() {
            let text = match number {
                0 => format!("{start}{text}"),
                _ => format!("{:columns$}{text}", ""),
            };
            self.lines.push(text.trim_end().to_owned());
        }
    }

    fn more(&mut self, indent: usize, label: &str, hidden: usize) {
        if hidden > 0 {
            let count = digits(hidden);
            self.faint(indent, &format!("{label}and {count} more (--all)"));
        }
    }

    fn more_changes(&mut self, indent: usize, hidden: &[Row<'_>]) {
        if !hidden.is_empty() {
            let count = counted(changes(hidden), "more change");
            self.faint(indent, &format!("and {count} (--all)"));
        }
    }

    fn faint(&mut self, indent: usize, text: &str) {
        let text = paint(FAINT, text);
        self.lines.push(format!("{:indent$}{text}", ""));
    }

    /// Splits a list into the items that are shown and the others.
    fn cut<'i, T>(&self, max: usize, items: &'i [T]) -> (&'i [T], &'i [T]) {
        let max = if self.all { usize::MAX } else { max };
        items.split_at(max.min(items.len()))
    }
}

/// Returns true if the only change is that the subject came or went, without harm.
fn is_brief(section: &Section<'_>) -> bool {
    match (section.rows.as_slice(), section.prose.as_slice()) {
        ([row], []) => row.weight == Weight::Safe && row.first.path.steps.is_empty(),
        _ => false,
    }
}

/// Returns `✖ breaks`. The mark says the same without colours.
fn mark(judgement: &Judgement<'_>) -> String {
    let (style, mark) = match judgement.verdict {
        Verdict::Safe => (AnsiColor::Green.on_default(), "✔"),
        Verdict::Unknown => (AnsiColor::Yellow.on_default(), "⚠"),
        Verdict::Breaks => (AnsiColor::Red.on_default().bold(), "✖"),
    };
    paint(style, &format!("{mark} {}", judgement.word))
}

fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}
