//! The review as a comment on a pull request.

mod parts;
mod rows;

use std::fmt::Write;

use super::location;
use super::markup::{code, escape};
use super::weight::{Tally, nothing_differs};
use super::words::{
    Judgement, consequence, digits, neither_generates, plural, problems_of_both, sides_that_refuse,
    title, version,
};
use crate::spec_diff::review::{Refusal, Review, Side};
use crate::spec_diff::verdict::Verdict;

/// The first line of every comment, by which it is found again.
pub const MARKER: &str = "<!-- spec-diff -->";
/// The second line where nothing differs: no reason to write a comment that is not there yet.
pub const UNCHANGED: &str = "<!-- spec-diff: no new comment -->";

/// GitHub takes 65,536 characters. Bytes are counted here, which are never fewer.
const LIMIT: usize = 60_000;
/// For the sentence on what is left out.
const RESERVE: usize = 500;
/// So many reasons for the version, and troubles of a side, are shown.
const LISTED: usize = 5;

/// The review as Markdown, always short enough for a comment.
///
/// What does not fit is left out, the least important changes first, and counted.
pub fn markdown(review: &Review) -> String {
    let mut text = format!("{MARKER}\n");
    if nothing_differs(review) {
        let (base, head) = names(review);
        let _ = writeln!(
            text,
            "{UNCHANGED}\nNothing differs between {base} and {head}."
        );
    } else {
        headline(&mut text, review);
    }
    let mut sides = String::new();
    for (name, side) in sides_that_refuse(review) {
        refusals(&mut sides, name, side);
    }
    let mut below = String::new();
    if neither_generates(review) {
        let problems = problems_of_both(review);
        below = format!(
            "\n<details>\n<summary>Neither side generates: {problems}</summary>\n{sides}\n</details>\n"
        );
    } else {
        text.push_str(&sides);
    }
    let room = LIMIT.saturating_sub(text.len() + below.len() + RESERVE);
    let (details, left_out) = parts::render(review, room);
    if left_out.total() > 0 {
        let _ = writeln!(
            text,
            "\n> [!NOTE]\n> Left out to fit into a comment: {left_out}. `cargo xtask spec-diff \
             BASE HEAD --all` prints all of them."
        );
    }
    text.push_str(&details);
    text.push_str(&below);
    text
}

/// What has to be seen in ten seconds.
fn headline(text: &mut String, review: &Review) {
    let verdicts = Judgement::on_review(review);
    let (base, head) = names(review);
    let cells = verdicts.map(|judgement| mark(judgement.verdict, judgement.word));
    let version = escape(&version(review), 300);
    let _ = writeln!(
        text,
        "### Spec change: {}\n\n\
         {base} → {head}, {tally}\n\n\
         | wire | source | shipped | version of `revox-api` |\n\
         |---|---|---|---|\n\
         | {} | {version} |",
        title(review),
        cells.join(" | "),
        tally = Tally::of(review),
    );
    let reasons = &review.version.reasons;
    if !reasons.is_empty() {
        let _ = writeln!(text, "\nWhy this version:\n");
        for reason in reasons.iter().take(LISTED) {
            let _ = writeln!(text, "- {}", escape(reason, 500));
        }
        more(text, reasons.len(), "reason");
    }
}

fn names(review: &Review) -> (String, String) {
    (code(&review.base.name, 300), code(&review.head.name, 300))
}

fn refusals(text: &mut String, name: &str, side: &Side) {
    let _ = writeln!(
        text,
        "\n#### {name} does not generate\n\nThat is, {}\n",
        consequence(name)
    );
    for refusal in side.refusals.iter().take(LISTED) {
        let Refusal { message, cure, .. } = refusal;
        let place = code(&location::of_refusal(side, refusal), 500);
        let (message, cure) = (escape(message, 800), escape(cure, 500));
        let cure = match cure.as_str() {
            "" => cure,
            cure => format!("<br>cure: {cure}"),
        };
        let _ = writeln!(text, "- {place}: {message}{cure}");
    }
    more(text, side.refusals.len(), "problem");
}

fn more(text: &mut String, total: usize, noun: &str) {
    let more = total.saturating_sub(LISTED);
    if more > 0 {
        let _ = writeln!(text, "- and {} more {}", digits(more), plural(more, noun));
    }
}

fn mark(verdict: Verdict, word: &str) -> String {
    let mark = match verdict {
        Verdict::Safe => "✅",
        Verdict::Unknown => "⚠️",
        Verdict::Breaks => "❌",
    };
    format!("{mark} {word}")
}
