//! Reviews of spec changes, and a line for each change they name.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use xtask::spec_diff::review::{Change, Review};
use xtask::spec_diff::spec::Spec;
use xtask::spec_diff::verdict::{Verdict, Wire};
use xtask::spec_diff::{self};

/// Reads a spec from text.
pub fn spec(name: &str, text: &str) -> Spec {
    Spec::read(name, Path::new(name), text.to_owned()).unwrap_or_else(|error| panic!("{error}"))
}

/// Returns the spec of a text that many reviews share: it is read and generated from once per process.
pub fn shared(text: &str) -> &'static Spec {
    static READ: Mutex<BTreeMap<String, &OnceLock<Spec>>> = Mutex::new(BTreeMap::new());
    let cell = {
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        *read
            .entry(text.to_owned())
            .or_insert_with(|| Box::leak(Box::default()))
    };
    // Others may read other texts meanwhile.
    cell.get_or_init(|| spec("openapi.yaml", text))
}

/// Reviews the change from one text, which other reviews may share, to another.
pub fn review(base: &str, head: &str) -> Review {
    spec_diff::review(shared(base), &spec("head.yaml", head), "0.1.0")
}

/// Returns a review as text: a line for each change of more than documentation, with its verdicts in front.
pub fn lines(review: &Review) -> String {
    let mut text = String::new();
    let prose = review
        .changes
        .iter()
        .filter(|change| change.is_prose)
        .count();
    for change in review.changes.iter().filter(|change| !change.is_prose) {
        text.push_str(&line(change));
        text.push('\n');
    }
    if prose > 0 {
        text.push_str(&format!("and {prose} in words only\n"));
    }
    text
}

fn line(change: &Change) -> String {
    let path = change.path.steps_text();
    let separator = if path.is_empty() { "" } else { " › " };
    format!(
        "{:7} {:7} {:7} │ {}{separator}{path}: {} [{}]",
        wire(change.wire),
        change.source.to_string(),
        change.shipped.to_string(),
        change.path.subject,
        change.text,
        change.check
    )
}

fn wire(wire: Wire) -> String {
    match wire {
        Wire::Directed {
            request: Some(request),
            response: Some(response),
        } if request != response => {
            let short = |verdict: Verdict| match verdict {
                Verdict::Safe => "✔",
                Verdict::Unknown => "?",
                Verdict::Breaks => "✖",
            };
            format!("↑{} ↓{}", short(request), short(response))
        }
        wire => wire.worst().to_string(),
    }
}
