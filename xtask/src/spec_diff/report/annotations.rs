//! The changes as annotations of a pull request: commands that GitHub reads from a log.

use std::fmt::Write;

use super::location::beside;
use super::text::line;
use super::weight::Weight;
use super::words::{Judgement, digits, directions, full_sentence, plural};
use crate::spec_diff::review::{Change, Refusal, Review};
use crate::spec_diff::verdict::Verdict;

/// GitHub shows so many of each level for a step of a workflow, and no more.
const SHOWN: usize = 10;
/// So that a long note does not hide the others.
const LONGEST: usize = 1_000;

/// A line for each change that is more than documentation, the weightiest first: `error` for what
/// breaks programs, `warning` for what breaks on the wire alone or nobody can judge, `notice` for all
/// else.
///
/// `file` is HEAD's file, from the root of the repository; none where it is not in it, so that nothing
/// is said of a line that is another file's.
pub fn annotations(review: &Review, file: Option<&str>) -> String {
    let mut commands = Commands {
        file,
        text: String::new(),
        left_out: 0,
    };
    let refusals: Vec<Annotation> = review.head.refusals.iter().map(refusal).collect();
    // Where BASE does not generate either, this change did not bring it about.
    let (mut errors, old) = match review.base.refusals.is_empty() {
        true => (refusals, Vec::new()),
        false => (Vec::new(), refusals),
    };
    errors.extend(of_weight(review, Weight::Breaks));
    commands.write("error", &errors, SHOWN);
    let mut warnings: Vec<_> = of_weight(review, Weight::BreaksOnTheWire).collect();
    warnings.extend(of_weight(review, Weight::Unknown));
    warnings.extend(old);
    commands.write("warning", &warnings, SHOWN);
    let notices: Vec<Annotation> = of_weight(review, Weight::Safe).collect();
    let full = notices.len() > SHOWN || commands.left_out > 0;
    // The last one says how many are missing.
    commands.write("notice", &notices, if full { SHOWN - 1 } else { SHOWN });
    commands.finish()
}

struct Annotation {
    /// Another file than that of the spec.
    file: Option<String>,
    line: Option<u64>,
    title: String,
    message: String,
}

fn of_weight(review: &Review, weight: Weight) -> impl Iterator<Item = Annotation> {
    let changes = review.changes();
    changes
        .filter(move |change| Weight::of(review, change) == weight)
        .map(change)
}

fn change(change: &Change) -> Annotation {
    let verdicts = Judgement::on_change(change);
    let title = verdicts
        .map(|judgement| format!("{} {}", judgement.of, judgement.word))
        .join(", ");
    let mut message = line(&full_sentence(change));
    let notes = |verdict: Verdict, notes: &[String]| match verdict {
        Verdict::Safe => Vec::new(),
        _ => notes.to_vec(),
    };
    let why = directions(change.wire)
        .into_iter()
        .chain(change.wire_notes.clone())
        .chain(notes(change.source.verdict(), &change.source_notes))
        .chain(notes(change.shipped, &change.shipped_notes));
    for note in why {
        message.push('\n');
        message.push_str(&line(&note));
    }
    Annotation {
        file: change.head.file.clone(),
        line: change.head.line,
        title,
        message,
    }
}

fn refusal(refusal: &Refusal) -> Annotation {
    let mut message = line(&refusal.message);
    if !refusal.cure.is_empty() {
        message.push_str(&format!("\ncure: {}", line(&refusal.cure)));
    }
    Annotation {
        file: None,
        line: refusal.line,
        title: "no code is generated".to_owned(),
        message,
    }
}

struct Commands<'f> {
    file: Option<&'f str>,
    text: String,
    left_out: usize,
}

impl Commands<'_> {
    fn write(&mut self, level: &str, annotations: &[Annotation], most: usize) {
        for annotation in annotations.iter().take(most) {
            let line = annotation.line.map(|line| format!(",line={line}"));
            let line = line.unwrap_or_default();
            let place = self.file.map(|file| {
                let other = annotation.file.as_ref();
                let file = other.map_or_else(|| file.to_owned(), |other| beside(file, other));
                format!("file={}{line},", property(&file))
            });
            let place = place.unwrap_or_default();
            let title = property(&format!("spec-diff: {}", annotation.title));
            let message = data(&annotation.message);
            // Writing into a string does not fail.
            let _ = writeln!(self.text, "::{level} {place}title={title}::{message}");
        }
        self.left_out += annotations.len().saturating_sub(most);
    }

    fn finish(mut self) -> String {
        if self.left_out > 0 {
            let count = digits(self.left_out);
            let noun = plural(self.left_out, "finding");
            let them = if self.left_out == 1 { "it" } else { "them" };
            let _ = writeln!(
                self.text,
                "::notice title=spec-diff::{count} more {noun}, not shown at a line. The summary \
                 of the job has {them}."
            );
        }
        self.text
    }
}

/// The part after `::`, at a length that can be read.
pub(super) fn data(text: &str) -> String {
    let mut message: String = text.chars().take(LONGEST).collect();
    if message.len() < text.len() {
        message.push('…');
    }
    message
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A value before `::`, where `:` and `,` have a meaning.
pub(super) fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
