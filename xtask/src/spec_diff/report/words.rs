//! The verdicts in words, the same in every report.

use crate::codegen::lint;
use crate::spec_diff::review::{Change, Review, Side};
use crate::spec_diff::verdict::{Level, Verdict, Wire};

/// One of the three verdicts, with the word that people know it by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judgement {
    /// What is judged: `wire`, `source` or `shipped`.
    pub(super) of: &'static str,
    pub(super) verdict: Verdict,
    pub(super) word: &'static str,
}

impl Judgement {
    fn wire(verdict: Verdict) -> Self {
        Self {
            of: "wire",
            verdict,
            word: wire(verdict),
        }
    }

    fn source(level: Level) -> Self {
        Self {
            of: "source",
            verdict: level.verdict(),
            word: source(level),
        }
    }

    fn shipped(verdict: Verdict) -> Self {
        Self {
            of: "shipped",
            verdict,
            word: shipped(verdict),
        }
    }

    /// The three verdicts on a change.
    pub(super) fn on_change(change: &Change) -> [Self; 3] {
        [
            Self::wire(change.wire.worst()),
            Self::source(change.source),
            Self::shipped(change.shipped),
        ]
    }

    /// The three verdicts on all of it.
    pub(super) fn on_review(review: &Review) -> [Self; 3] {
        let source = if is_refused(review) {
            Self {
                of: "source",
                verdict: Verdict::Breaks,
                word: "refused",
            }
        } else {
            Self::source(review.source())
        };
        [
            Self::wire(review.wire()),
            source,
            Self::shipped(review.shipped()),
        ]
    }
}

/// The worst that matters, in a few words.
pub(super) fn title(review: &Review) -> &'static str {
    let [wire, source, shipped] = Judgement::on_review(review).map(|judgement| judgement.verdict);
    let unknown = [wire, source, shipped].contains(&Verdict::Unknown);
    if neither_generates(review) {
        match wire {
            Verdict::Breaks => "some clients break",
            Verdict::Unknown => "something has to be judged by hand",
            Verdict::Safe => "nothing breaks on the wire",
        }
    } else if !review.head.refusals.is_empty() {
        "no code can be generated from it"
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

/// What is safe, in a review that may not know everything.
pub(super) fn safety(review: &Review) -> &'static str {
    match sides_that_refuse(review).next() {
        Some(_) => "safe as far as anybody can say",
        None => "safe",
    }
}

/// Whether code was generated from BASE and none is from HEAD.
fn is_refused(review: &Review) -> bool {
    review.base.refusals.is_empty() && !review.head.refusals.is_empty()
}

pub(super) fn wire(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Safe => "safe",
        Verdict::Unknown => "unknown",
        Verdict::Breaks => "breaks",
    }
}

pub(super) fn source(level: Level) -> &'static str {
    match level {
        Level::None => "none",
        Level::Patch => "patch",
        Level::Minor => "minor",
        Level::Major => "major",
        Level::Unknown => "unknown",
    }
}

pub(super) fn shipped(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Safe => "survives",
        Verdict::Unknown => "unknown",
        Verdict::Breaks => "breaks",
    }
}

/// `request: safe, response: breaks`, where a value goes both ways and the verdicts differ.
pub(super) fn directions(of: Wire) -> Option<String> {
    match of {
        Wire::Directed {
            request: Some(request),
            response: Some(response),
        } if request != response => {
            let (request, response) = (wire(request), wire(response));
            Some(format!("request: {request}, response: {response}"))
        }
        _ => None,
    }
}

/// `0.1.0 → 0.2.0 (major)`.
pub(super) fn version(review: &Review) -> String {
    let version = &review.version;
    let level = source(version.level);
    match &version.next {
        Some(next) if *next == version.current => format!("{next} stays ({level})"),
        Some(next) => format!("{} → {next} ({level})", version.current),
        None => format!("{} → nobody can say ({level})", version.current),
    }
}

/// The two sides as the code is generated from them, where one does not generate.
pub(super) fn sides_that_refuse(review: &Review) -> impl Iterator<Item = (&'static str, &Side)> {
    let sides = [("HEAD", &review.head), ("BASE", &review.base)];
    sides
        .into_iter()
        .filter(|(_, side)| !side.refusals.is_empty())
}

/// Whether no code is generated from either side, which is no news of this change.
pub(super) fn neither_generates(review: &Review) -> bool {
    sides_that_refuse(review).count() == 2
}

/// How many problems keep the sides from generating, where neither does.
pub(super) fn problems_of_both(review: &Review) -> String {
    let count = |side: &Side| match side.refusals.len() {
        count if count > lint::LISTED => {
            format!("more than {} problems", digits(lint::LISTED))
        }
        count => format!("{} {}", digits(count), plural(count, "problem")),
    };
    let (base, head) = (count(&review.base), count(&review.head));
    format!("source and shipped are unknown; BASE has {base}, HEAD has {head}")
}

/// What follows where a side does not generate.
pub(super) fn consequence(side: &str) -> &'static str {
    match side {
        "HEAD" => "no client can be made of it, so nothing is known of the Rust API.",
        _ => "there is no client to compare with: source and shipped are unknown.",
    }
}

/// The way from the subject to the change; none where the text says it.
pub(super) fn path(change: &Change) -> Option<String> {
    let path = change.path.steps_text();
    let quoted = match path.starts_with('`') {
        true => path.clone(),
        false => format!("`{path}`"),
    };
    Some(path).filter(|path| !path.is_empty() && !change.text.contains(&quoted))
}

/// What changed and where below its subject, in one line.
pub(super) fn sentence(change: &Change) -> String {
    match path(change) {
        Some(path) => format!("{path}: {}", change.text),
        None => change.text.clone(),
    }
}

/// As [`sentence`], with the subject.
pub(super) fn full_sentence(change: &Change) -> String {
    format!("{}: {}", change.path.subject, sentence(change))
}

pub(super) fn plural(count: usize, noun: &str) -> String {
    match count {
        1 => noun.to_owned(),
        _ => format!("{noun}s"),
    }
}

/// `12,345`.
pub(super) fn digits(number: usize) -> String {
    let plain = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in plain.chars().enumerate() {
        if index > 0 && (plain.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
