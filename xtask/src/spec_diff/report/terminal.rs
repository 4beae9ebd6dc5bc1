//! The review for whoever runs the command.

mod style;

use style::{Paint, mark};

use super::location;
use super::text::line;
use super::weight::{Tally, Weight, nothing_differs};
use super::words::{
    Judgement, consequence, digits, directions, full_sentence, plural, sentence, sides_that_refuse,
    version,
};
use crate::spec_diff::review::{Change, Group, Review, Side};

/// So many items of a list are shown, unless all are asked for.
const LISTED: usize = 8;
/// So many notes beneath a change, likewise.
const NOTES: usize = 4;
/// The columns of a line, as the project's code has them.
const WIDTH: usize = 100;
/// The width of a verdict with its mark.
const CELL: usize = 12;
/// Where the text of a change begins.
const TEXT: usize = 2 + 3 * CELL;

/// The review as text with colours, which `anstream` takes out where nobody wants them.
///
/// Changes of words for people are counted and not shown, long lists are cut, unless `all` is set.
pub fn terminal(review: &Review, all: bool) -> String {
    let mut report = Report {
        review,
        all,
        has_columns: false,
        lines: Vec::new(),
    };
    report.headline();
    for (name, side) in sides_that_refuse(review) {
        report.refusals(name, side);
    }
    report.not_understood();
    report.groups();
    report.prose();
    report.lines.join("\n") + "\n"
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
        self.lines.push(format!(
            "  {:<9}{}",
            "in all",
            Tally::of_review(self.review)
        ));
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
            self.wrapped("", 4, "", &refusal.problem);
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
        self.heading(
            "Not understood",
            ": there is no rule for these; judge them by hand.",
        );
        self.columns();
        for change in changes {
            self.change(change, &full_sentence(change));
        }
    }

    fn groups(&mut self) {
        let shown = |group: &Group| group.changes.iter().any(|change| self.is_shown(change));
        let groups = self.review.groups.iter().filter(|group| shown(group));
        let (brief, groups): (Vec<&Group>, Vec<&Group>) = groups.partition(|group| is_brief(group));
        for group in groups {
            let reach = group.reach.as_ref().map(|reach| format!(", {reach}"));
            self.heading(
                &line(&group.subject.to_string()),
                &reach.unwrap_or_default(),
            );
            self.columns();
            let mut folded = 0;
            for change in &group.changes {
                if self.is_shown(change) {
                    self.change(change, &sentence(change));
                } else {
                    folded += 1;
                }
            }
            if folded > 0 {
                let note = format!("and {} of words for people only", digits(folded));
                self.lines
                    .push(format!("{:TEXT$}{}", "", Paint::Faint.on(&note)));
            }
        }
        self.brief(&brief);
    }

    /// One block for what is added, or goes away without harm.
    fn brief(&mut self, groups: &[&Group]) {
        if groups.is_empty() {
            return;
        }
        self.heading("Besides", ", and nothing breaks:");
        self.columns();
        for change in groups.iter().flat_map(|group| &group.changes) {
            self.verdicts(change, &full_sentence(change));
        }
    }

    /// One line for the groups in which nothing but words changes.
    fn prose(&mut self) {
        let is_folded = |group: &&Group| !group.changes.iter().any(|change| self.is_shown(change));
        let folded: Vec<&Group> = self.review.groups.iter().filter(is_folded).collect();
        let changes = folded
            .iter()
            .map(|group| group.changes.len())
            .sum::<usize>();
        if changes > 0 {
            let text = format!(
                "{} {} of words for people only, under {} {} (--all shows them)",
                digits(changes),
                plural(changes, "change"),
                digits(folded.len()),
                plural(folded.len(), "heading"),
            );
            self.lines.extend([String::new(), Paint::Faint.on(&text)]);
        }
    }

    fn change(&mut self, change: &Change, sentence: &str) {
        self.verdicts(change, sentence);
        if let Some(directions) = directions(change.wire) {
            self.lines.push(format!("{:TEXT$}{directions}", ""));
        }
        self.notes("source: ", &change.source_notes);
        self.notes("shipped: ", &change.shipped_notes);
    }

    fn verdicts(&mut self, change: &Change, sentence: &str) {
        let verdicts = Judgement::on_change(change);
        let mut cells = String::from("  ");
        for judgement in verdicts {
            cells.push_str(&mark(judgement, CELL));
        }
        let location = location::of_change(self.review, change).map(|place| line(&place));
        let location = location.unwrap_or_default();
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
            let text = format!("{of}and {} more (--all)", digits(more));
            self.lines
                .push(format!("{:TEXT$}{}", "", Paint::Faint.on(&text)));
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
            let text = format!("and {} more (--all)", digits(more));
            self.lines
                .push(format!("{:indent$}{}", "", Paint::Faint.on(&text)));
        }
    }

    fn is_shown(&self, change: &Change) -> bool {
        self.all || Weight::of(change) != Weight::Prose
    }

    fn most(&self, few: usize) -> usize {
        if self.all { usize::MAX } else { few }
    }
}

/// Whether a group says no more than that its subject came or went, and nothing breaks.
fn is_brief(group: &Group) -> bool {
    match group.changes.as_slice() {
        [change] => Weight::of(change) == Weight::Safe && change.place.steps.is_empty(),
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
