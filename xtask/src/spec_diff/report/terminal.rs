//! The review for whoever runs the command.

mod style;

use std::collections::BTreeSet;

use style::{Paint, mark};

use super::folded::{Row, rows};
use super::location;
use super::text::line;
use super::weight::{Tally, Weight, nothing_differs};
use super::words::{
    Judgement, consequence, digits, directions, full_sentence, neither_generates, plural,
    problems_of_both, safety, sentence, sides_that_refuse, version,
};
use crate::spec_diff::review::{Change, Group, Review, Side};

/// So many items of a list are shown, unless all are asked for.
const LISTED: usize = 8;
/// So many notes beneath a change, likewise.
const NOTES: usize = 4;
/// So many changes under headings, the weightiest of all, likewise.
const CHANGES: usize = 60;
/// So many changes that are not understood, and that stand besides, likewise.
const BESIDES: usize = 20;
/// The columns of a line, as the project's code has them.
const WIDTH: usize = 100;
/// The width of a verdict with its mark.
const CELL: usize = 12;
/// Where the text of a change begins.
const TEXT: usize = 2 + 3 * CELL;

/// The review as text with colours, which `anstream` takes out where nobody wants them.
///
/// Changes of documentation are counted and not shown, safe ones of one kind have a line together, and
/// long lists are cut and counted, unless `all` is set.
pub fn terminal(review: &Review, all: bool) -> String {
    let mut report = Report {
        review,
        all,
        has_columns: false,
        lines: Vec::new(),
    };
    report.headline();
    let neither = neither_generates(review);
    let refusals = |report: &mut Report<'_>| {
        for (name, side) in sides_that_refuse(review) {
            report.refusals(name, side);
        }
    };
    if !neither {
        refusals(&mut report);
    }
    report.not_understood();
    report.groups();
    if neither {
        let more = if all { "" } else { " (--all shows them)" };
        let note = format!(": {}{more}", problems_of_both(review));
        report.heading("Neither side generates", &note);
        if all {
            refusals(&mut report);
        }
    }
    report.lines.join("\n") + "\n"
}

/// A group, with the rows that are shown if there is room, each with how much it matters.
struct Block<'r> {
    group: &'r Group,
    rows: Vec<(Weight, Row<'r>)>,
    /// How many changes of documentation are not among them.
    prose: usize,
}

struct Report<'r> {
    review: &'r Review,
    all: bool,
    has_columns: bool,
    lines: Vec<String>,
}

impl Report<'_> {
    fn headline(&mut self) {
        let Review { base, head, .. } = self.review;
        let title = format!("{} → {}", line(&base.name), line(&head.name));
        self.lines.push(Paint::Strong.on(&title));
        if nothing_differs(self.review) {
            self.lines
                .push("Nothing differs: neither on the wire nor in the Rust API.".to_owned());
            return;
        }
        self.lines.push(String::new());
        for judgement in Judgement::on_review(self.review) {
            let verdict = mark(judgement, 0);
            self.lines.push(format!("  {:<9}{verdict}", judgement.of));
        }
        self.lines
            .push(format!("  {:<9}{}", "version", line(&version(self.review))));
        let reasons = &self.review.version.reasons;
        let shown = self.most(LISTED);
        for reason in reasons.iter().take(shown) {
            self.wrapped("  ", 11, "- ", reason);
        }
        self.more(11, reasons.len(), shown);
        let tally = Tally::of(self.review).to_string();
        for (number, text) in wrap(&tally, 11, 0).into_iter().enumerate() {
            let label = if number == 0 { "in all" } else { "" };
            self.lines.push(format!("  {label:<9}{text}"));
        }
    }

    fn refusals(&mut self, name: &str, side: &Side) {
        self.heading(
            &format!("{name} does not generate"),
            &format!(": {}", consequence(name)),
        );
        let shown = self.most(LISTED);
        for refusal in side.refusals.iter().take(shown) {
            self.lines
                .push(format!("  {}", line(&location::of_refusal(side, refusal))));
            self.wrapped("", 4, "", &refusal.message);
            if !refusal.cure.is_empty() {
                self.wrapped("", 4, "cure: ", &refusal.cure);
            }
        }
        self.more(2, side.refusals.len(), shown);
    }

    fn not_understood(&mut self) {
        let changes = &self.review.not_understood;
        if changes.is_empty() {
            return;
        }
        self.heading("Not understood", ": judge these by hand.");
        self.columns();
        let shown = self.most(BESIDES);
        for change in changes.iter().take(shown) {
            self.change(change, &full_sentence(change));
        }
        self.more_changes(TEXT, changes.len(), shown);
    }

    fn groups(&mut self) {
        let groups = Weight::sorted(self.review).into_iter();
        let (brief, groups): (Vec<_>, Vec<_>) = groups.partition(|(_, changes)| is_brief(changes));
        let blocks: Vec<_> = groups
            .into_iter()
            .map(|(group, changes)| self.block(group, &changes))
            .collect();
        let (kept, hidden) = self.weightiest(&blocks);
        // What changes in documentation under headings that are not shown, and how many these are.
        let (mut folded, mut headings) = (0, 0);
        for (number, block) in blocks.iter().enumerate() {
            let numbered = block.rows.iter().enumerate();
            let shown = numbered.filter(|(at, _)| kept.contains(&(number, *at)));
            let shown: Vec<_> = shown.map(|(_, (_, row))| row).collect();
            if !shown.is_empty() {
                self.group(block, &shown);
            } else if block.prose > 0 {
                folded += block.prose;
                headings += 1;
            }
        }
        self.more_changes(0, hidden, 0);
        let brief = brief
            .iter()
            .flat_map(|(_, changes)| changes.iter().map(|(_, change)| *change));
        self.brief(&rows(brief, self.all));
        self.prose(folded, headings);
    }

    fn block<'r>(&self, group: &'r Group, changes: &[(Weight, &'r Change)]) -> Block<'r> {
        let of = |safe: bool| {
            let changes = changes.iter();
            changes.filter(move |(weight, _)| (*weight == Weight::Safe) == safe)
        };
        let weighty = of(false).filter(|(weight, _)| self.is_shown(*weight));
        let mut shown: Vec<_> = weighty
            .flat_map(|(weight, change)| {
                let rows = rows(std::iter::once(*change), true).into_iter();
                rows.map(|row| (*weight, row))
            })
            .collect();
        let safe = rows(of(true).map(|(_, change)| *change), self.all);
        shown.extend(safe.into_iter().map(|row| (Weight::Safe, row)));
        shown.sort_by_key(|(weight, _)| *weight);
        let prose = changes.iter().filter(|(weight, _)| !self.is_shown(*weight));
        Block {
            group,
            rows: shown,
            prose: prose.count(),
        }
    }

    /// The rows that have room, by number of their group and in it; and how many changes have none.
    fn weightiest(&self, blocks: &[Block<'_>]) -> (BTreeSet<(usize, usize)>, usize) {
        let mut all = Vec::new();
        for (number, block) in blocks.iter().enumerate() {
            for (at, (weight, row)) in block.rows.iter().enumerate() {
                all.push((*weight, number, at, row.changes.len()));
            }
        }
        all.sort_unstable();
        let hidden = all.iter().skip(self.most(CHANGES));
        let hidden = hidden.map(|(.., changes)| changes).sum();
        let kept = all.iter().take(self.most(CHANGES));
        let kept = kept.map(|(_, number, at, _)| (*number, *at)).collect();
        (kept, hidden)
    }

    fn group(&mut self, block: &Block<'_>, rows: &[&Row<'_>]) {
        let Block { group, prose, .. } = block;
        let reach = group.reach.as_ref().map(|reach| format!(", {reach}"));
        self.heading(
            &line(&group.subject.to_string()),
            &reach.unwrap_or_default(),
        );
        self.columns();
        for row in rows {
            match row.single() {
                Some(change) => self.change(change, &sentence(change)),
                None => self.row(row, false),
            }
        }
        if *prose > 0 {
            let note = format!("and {} of documentation only", digits(*prose));
            self.faint(TEXT, &note);
        }
    }

    /// One block for what is added, or goes away without harm.
    fn brief(&mut self, rows: &[Row<'_>]) {
        if rows.is_empty() {
            return;
        }
        let note = match safety(self.review) {
            "safe" => ", and nothing breaks:".to_owned(),
            safe => format!(", {safe}:"),
        };
        self.heading("Besides", &note);
        self.columns();
        for row in rows.iter().take(self.most(BESIDES)) {
            self.row(row, true);
        }
        let hidden = rows.iter().skip(self.most(BESIDES));
        let hidden = hidden.map(|row| row.changes.len()).sum();
        self.more_changes(TEXT, hidden, 0);
    }

    /// The verdicts of a row, without notes.
    fn row(&mut self, row: &Row<'_>, with_subject: bool) {
        let sentence = row.sentence(with_subject);
        match (row.single(), row.changes.first()) {
            (Some(change), _) => self.verdicts(change, &sentence, true),
            (None, Some(first)) => self.verdicts(first, &sentence, false),
            (None, None) => {}
        }
    }

    /// One line for the groups in which nothing but documentation changes, or all else has no room.
    fn prose(&mut self, changes: usize, headings: usize) {
        if changes > 0 {
            let text = format!(
                "{} {} of documentation only, under {} {} (--all shows them)",
                digits(changes),
                plural(changes, "change"),
                digits(headings),
                plural(headings, "heading"),
            );
            self.lines.push(String::new());
            self.faint(0, &text);
        }
    }

    fn change(&mut self, change: &Change, sentence: &str) {
        self.verdicts(change, sentence, true);
        if let Some(directions) = directions(change.wire) {
            self.lines.push(format!("{:TEXT$}{directions}", ""));
        }
        self.notes("wire: ", &change.wire_notes);
        self.notes("source: ", &change.source_notes);
        self.notes("shipped: ", &change.shipped_notes);
    }

    fn verdicts(&mut self, change: &Change, sentence: &str, with_place: bool) {
        let verdicts = Judgement::on_change(change);
        let mut cells = String::from("  ");
        for judgement in verdicts {
            cells.push_str(&mark(judgement, CELL));
        }
        let location = location::of_change(self.review, change).filter(|_| with_place);
        let location = location.map(|place| line(&place)).unwrap_or_default();
        let indent = " ".repeat(TEXT);
        // Together, so that the place goes to the next line where the text leaves it no room.
        let lines = wrap(&format!("{}  {location}", line(sentence)), TEXT, 0);
        for (number, text) in lines.into_iter().enumerate() {
            let start = if number == 0 { &cells } else { &indent };
            let text = match text.strip_suffix(&location) {
                Some(text) if !location.is_empty() => text.to_owned() + &Paint::Faint.on(&location),
                _ => text,
            };
            self.lines.push(format!("{start}{}", text.trim_end()));
        }
    }

    fn notes(&mut self, of: &str, notes: &[String]) {
        let shown = self.most(NOTES);
        for note in notes.iter().take(shown) {
            self.wrapped("", TEXT, of, note);
        }
        let more = notes.len().saturating_sub(shown);
        if more > 0 {
            self.faint(TEXT, &format!("{of}and {} more (--all)", digits(more)));
        }
    }

    fn heading(&mut self, title: &str, note: &str) {
        let title = Paint::Strong.on(title);
        self.lines.extend([String::new(), format!("{title}{note}")]);
    }

    /// What the verdicts of a change are about, below the first heading.
    fn columns(&mut self) {
        if !self.has_columns {
            let columns = format!("  {:CELL$}{:CELL$}{}", "wire", "source", "shipped");
            self.lines.push(Paint::Faint.on(&columns));
            self.has_columns = true;
        }
    }

    fn wrapped(&mut self, start: &str, indent: usize, label: &str, text: &str) {
        let indent = indent.saturating_sub(start.len());
        let hanging = label.chars().count();
        let lines = wrap(
            &format!("{label}{}", line(text)),
            start.len() + indent,
            hanging,
        );
        for text in lines {
            self.lines.push(format!("{start}{:indent$}{text}", ""));
        }
    }

    fn more(&mut self, indent: usize, total: usize, shown: usize) {
        let more = total.saturating_sub(shown);
        if more > 0 {
            self.faint(indent, &format!("and {} more (--all)", digits(more)));
        }
    }

    /// As [`Self::more`], of changes.
    fn more_changes(&mut self, indent: usize, total: usize, shown: usize) {
        let more = total.saturating_sub(shown);
        if more > 0 {
            let (count, noun) = (digits(more), plural(more, "change"));
            if indent == 0 {
                self.lines.push(String::new());
            }
            self.faint(indent, &format!("and {count} more {noun} (--all)"));
        }
    }

    fn faint(&mut self, indent: usize, text: &str) {
        let text = Paint::Faint.on(text);
        self.lines.push(format!("{:indent$}{text}", ""));
    }

    fn is_shown(&self, weight: Weight) -> bool {
        self.all || weight != Weight::Prose
    }

    fn most(&self, few: usize) -> usize {
        if self.all { usize::MAX } else { few }
    }
}

/// Whether a group says no more than that its subject came or went, and nothing breaks.
fn is_brief(changes: &[(Weight, &Change)]) -> bool {
    match changes {
        [(Weight::Safe, change)] => change.path.steps.is_empty(),
        _ => false,
    }
}

/// Lines that fit behind `indent` columns. Words stay whole, so that they can be copied.
fn wrap(text: &str, indent: usize, hanging: usize) -> Vec<String> {
    let hanging = " ".repeat(hanging);
    let options = textwrap::Options::new(WIDTH.saturating_sub(indent))
        .break_words(false)
        .subsequent_indent(&hanging)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(text, options)
        .into_iter()
        .map(|line| line.into_owned())
        .collect()
}
