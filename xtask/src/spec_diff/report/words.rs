//! The words for verdicts and changes, the same in all reports.

use std::fmt::Display;

use crate::codegen::lint;
use crate::spec_diff::review::{Change, Review, Side};
use crate::spec_diff::verdict::{Level, Verdict, Wire};

/// One of the three verdicts, in words.
#[derive(Clone, Debug)]
pub(super) struct Judgement<'r> {
    /// `wire`, `source` or `shipped`.
    pub(super) name: &'static str,
    pub(super) verdict: Verdict,
    pub(super) word: String,
    /// Reasons for the verdict on a change.
    pub(super) notes: &'r [String],
}

impl<'r> Judgement<'r> {
    /// Returns the verdicts on a change.
    pub(super) fn on_change(change: &'r Change) -> [Self; 3] {
        let [wire, source, shipped] = three(change.wire.worst(), change.source, change.shipped);
        [
            Self {
                notes: &change.wire_notes,
                ..wire
            },
            Self {
                notes: &change.source_notes,
                ..source
            },
            Self {
                notes: &change.shipped_notes,
                ..shipped
            },
        ]
    }

    /// Returns the verdicts on the whole review.
    pub(super) fn on_review(review: &Review) -> [Self; 3] {
        let [wire, mut source, shipped] = three(review.wire(), review.source(), review.shipped());
        if review.base.generates() && !review.head.generates() {
            (source.verdict, source.word) = (Verdict::Breaks, "refused".to_owned());
        }
        [wire, source, shipped]
    }
}

fn three<'r>(wire: Verdict, source: Level, shipped: Verdict) -> [Judgement<'r>; 3] {
    let judgement = |name, verdict, word: &dyn Display| Judgement {
        name,
        verdict,
        word: word.to_string(),
        notes: &[],
    };
    let survives: &dyn Display = match shipped {
        Verdict::Safe => &"survives",
        _ => &shipped,
    };
    [
        judgement("wire", wire, &wire),
        judgement("source", source.verdict(), &source),
        judgement("shipped", shipped, survives),
    ]
}

/// Returns the title of a report: the worst effect, in a few words.
pub(super) fn title(review: &Review) -> &'static str {
    let [wire, source, shipped] = Judgement::on_review(review).map(|judgement| judgement.verdict);
    let unknown = [wire, source, shipped].contains(&Verdict::Unknown);
    if neither_generates(review) {
        match wire {
            Verdict::Breaks => "some clients break",
            Verdict::Unknown => "something has to be judged by hand",
            Verdict::Safe => "nothing breaks on the wire",
        }
    } else if !review.head.generates() {
        "no code can be generated"
    } else if shipped == Verdict::Breaks {
        "programs already shipped break"
    } else if source == Verdict::Breaks {
        "code that uses the SDK breaks"
    } else if wire == Verdict::Breaks && unknown {
        "some clients break, and something has to be judged by hand"
    } else if wire == Verdict::Breaks {
        "other clients may break, programs that use the SDK do not"
    } else if unknown {
        "something has to be judged by hand"
    } else {
        "nothing breaks"
    }
}

/// Returns the words for safe changes, of which less is known if a side does not generate.
pub(super) fn safety(review: &Review) -> &'static str {
    match refused_sides(review).next() {
        Some(_) => "safe as far as is known",
        None => "safe",
    }
}

/// Returns `request: safe, response: breaks` for a value that goes both ways, if the verdicts differ.
pub(super) fn directions(wire: Wire) -> Option<String> {
    match wire {
        Wire::Directed {
            request: Some(request),
            response: Some(response),
        } if request != response => Some(format!("request: {request}, response: {response}")),
        _ => None,
    }
}

/// Returns `0.1.0 → 0.2.0 (major)`.
pub(super) fn version(review: &Review) -> String {
    let version = &review.version;
    let (current, level) = (&version.current, version.level);
    match &version.next {
        Some(next) if next == current => format!("{next} (unchanged)"),
        Some(next) => format!("{current} → {next} ({level})"),
        None => format!("{current} → unknown"),
    }
}

/// Returns the sides from which no code is generated.
pub(super) fn refused_sides(review: &Review) -> impl Iterator<Item = (&'static str, &Side)> {
    let sides = [("HEAD", &review.head), ("BASE", &review.base)];
    sides.into_iter().filter(|(_, side)| !side.generates())
}

/// Returns true if no code is generated from either side, so that the change is not the cause.
pub(super) fn neither_generates(review: &Review) -> bool {
    refused_sides(review).count() == 2
}

/// Returns the consequence and the number of errors, if neither side generates.
pub(super) fn errors_of_both(review: &Review) -> String {
    let errors = |side: &Side| match side.refusals.len() {
        count if count > lint::MAX_LISTED => {
            format!("more than {} errors", digits(lint::MAX_LISTED))
        }
        count => counted(count, "error"),
    };
    let (base, head) = (errors(&review.base), errors(&review.head));
    format!("source and shipped are unknown; BASE has {base}, HEAD has {head}")
}

/// Returns a sentence about the consequence of a side that does not generate.
pub(super) fn consequence(side: &str) -> &'static str {
    match side {
        "HEAD" => "There is no new client, so nothing is known about the Rust API.",
        _ => "There is no client to compare with, so source and shipped are unknown.",
    }
}

/// Returns the path from the subject to the change, unless the text names it.
pub(super) fn path(change: &Change) -> Option<String> {
    let path = change.path.steps_text();
    let is_named = match path.starts_with('`') {
        true => change.text.contains(&path),
        false => change.text.contains(&format!("`{path}`")),
    };
    Some(path).filter(|path| !path.is_empty() && !is_named)
}

/// Returns the path and the change, in one line.
pub(super) fn sentence(change: &Change) -> String {
    match path(change) {
        Some(path) => format!("{path}: {}", change.text),
        None => change.text.clone(),
    }
}

/// Returns the subject, the path and the change, in one line.
pub(super) fn full_sentence(change: &Change) -> String {
    format!("{}: {}", change.path.subject, sentence(change))
}

/// Returns `1 change` or `1,234 changes`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", digits(count))
}

/// Returns a number as `12,345`.
pub(super) fn digits(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
