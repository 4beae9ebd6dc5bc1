//! The changes as annotations of a pull request: commands that GitHub reads from a log.

use super::location::beside;
use super::text::line;
use super::weight::Weight;
use super::words::{Judgement, counted, directions, full_sentence};
use crate::spec_diff::review::{Change, Refusal, Review};
use crate::spec_diff::verdict::Verdict;

/// Largest number of annotations of a level that GitHub shows for a step of a workflow.
const MAX_SHOWN: usize = 10;
/// Largest number of characters of a message, so that it does not hide the others.
const MAX_CHARS: usize = 1_000;

/// Writes a line for each change that affects more than documentation, the weightiest first: `error` for
/// changes that break programs, `warning` for those that break the wire alone or are unknown, `notice` for
/// the others.
///
/// `file` is HEAD's file, from the root of the repository. Without it, no annotation has a line.
pub fn annotations(review: &Review, file: Option<&str>) -> String {
    let of = |weight| {
        let changes = review.changes.iter();
        let changes = changes.filter(move |change| Weight::new(review, change) == weight);
        changes.map(move |change| Annotation::of_change(change, file))
    };
    let refusals = review.head.refusals.iter();
    let refusals = refusals
        .map(|refusal| Annotation::of_refusal(refusal, file))
        .collect();
    // If BASE does not generate either, this change is not the cause.
    let (mut errors, old) = match review.base.generates() {
        true => (refusals, Vec::new()),
        false => (Vec::new(), refusals),
    };
    errors.extend(of(Weight::Breaks));
    let warnings = of(Weight::BreaksOnTheWire).chain(of(Weight::Unknown));
    let warnings: Vec<_> = warnings.chain(old).collect();
    let notices: Vec<_> = of(Weight::Safe).collect();
    let total = errors.len() + warnings.len() + notices.len();
    let is_full = notices.len() >= MAX_SHOWN;
    let mut commands = Vec::new();
    let levels = [
        ("error", errors),
        ("warning", warnings),
        ("notice", notices),
    ];
    for (level, annotations) in levels {
        let shown = annotations.iter().take(MAX_SHOWN);
        commands.extend(shown.map(|annotation| annotation.command(level)));
    }
    if commands.len() < total {
        // The notice of how many are missing replaces the last one.
        if is_full {
            commands.pop();
        }
        let left_out = total - commands.len();
        let findings = counted(left_out, "more finding");
        let them = if left_out == 1 { "it" } else { "them" };
        commands.push(format!(
            "::notice title=spec-diff::{findings}, not shown at a line. The summary of the job has \
             {them}.\n"
        ));
    }
    commands.concat()
}

/// An annotation of a file.
pub(super) struct Annotation {
    /// File, from the root of the repository; without it, the line is not shown.
    pub(super) file: Option<String>,
    pub(super) line: Option<u64>,
    pub(super) title: String,
    /// Lines of the message.
    pub(super) message: Vec<String>,
}

impl Annotation {
    fn of_change(change: &Change, file: Option<&str>) -> Self {
        let judgements = Judgement::on_change(change);
        let title = judgements
            .each_ref()
            .map(|Judgement { name, word, .. }| format!("{name} {word}"));
        let mut message = vec![full_sentence(change)];
        message.extend(directions(change.wire));
        for Judgement { verdict, notes, .. } in judgements {
            message.extend(notes.iter().filter(|_| verdict != Verdict::Safe).cloned());
        }
        let other = change.head.file.as_deref();
        Self {
            file: file.map(|file| other.map_or(file.to_owned(), |other| beside(file, other))),
            line: change.head.line,
            title: title.join(", "),
            message,
        }
    }

    fn of_refusal(refusal: &Refusal, file: Option<&str>) -> Self {
        Self {
            file: file.map(str::to_owned),
            line: refusal.line,
            title: "no code is generated".to_owned(),
            message: vec![refusal.message.clone(), format!("cure: {}", refusal.cure)],
        }
    }

    /// Returns the command for GitHub, in a line.
    pub(super) fn command(&self, level: &str) -> String {
        let mut location = String::new();
        if let Some(file) = &self.file {
            location += &format!("file={},", property(file));
            location.extend(self.line.map(|line| format!("line={line},")));
        }
        let title = property(&format!("spec-diff: {}", self.title));
        let message: Vec<_> = self.message.iter().map(|text| line(text)).collect();
        let message = data(&message.join("\n"));
        format!("::{level} {location}title={title}::{message}\n")
    }
}

/// Encodes the part after `::`, and shortens it.
fn data(text: &str) -> String {
    let mut message: String = text.chars().take(MAX_CHARS).collect();
    if message.len() < text.len() {
        message.push('…');
    }
    message
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Encodes a value before `::`, where `:` and `,` have a meaning.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
