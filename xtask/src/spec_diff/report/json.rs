//! The review for programs. Its keys are stable; `docs/spec-diff.md` describes them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::words::Judgement;
use crate::spec_diff::review::{Change, Location, Review, Side};
use crate::spec_diff::verdict::{Level, Reach, Verdict, Wire};
use crate::spec_diff::version::Version;

/// Version of the format; increases if a key changes its meaning or is removed.
pub(super) const FORMAT: u32 = 2;

/// Writes the review as JSON.
///
/// # Errors
///
/// Returns an error if serde_json cannot encode the review; no review is known for which this happens.
pub fn json(review: &Review) -> Result<String, serde_json::Error> {
    let [wire, source, shipped] = Judgement::on_review(review).map(|judgement| judgement.word);
    let reach = review.reach.iter();
    let reach = reach.map(|(subject, reach)| (subject.to_string(), reach));
    let mut taken = BTreeSet::new();
    let changes = review.changes.iter().map(|change| {
        let mut entry = Entry::from(change);
        let mut number = 1;
        while !taken.insert(entry.fingerprint.clone()) {
            number += 1;
            entry.fingerprint = format!("{} #{number}", change.fingerprint());
        }
        entry
    });
    let report = Report {
        format: FORMAT,
        base: &review.base,
        head: &review.head,
        wire,
        source,
        shipped,
        version: &review.version,
        reach: reach.collect(),
        changes: changes.collect(),
    };
    Ok(serde_json::to_string_pretty(&report)? + "\n")
}

#[derive(Serialize)]
struct Report<'r> {
    format: u32,
    base: &'r Side,
    head: &'r Side,
    wire: String,
    source: String,
    shipped: String,
    version: &'r Version,
    /// Operations that use a named part, by its subject.
    reach: BTreeMap<String, &'r Reach>,
    changes: Vec<Entry<'r>>,
}

#[derive(Serialize)]
struct Entry<'r> {
    check: &'static str,
    /// Fingerprint of the change; with a number if an earlier change has the same.
    fingerprint: String,
    understood: bool,
    prose: bool,
    subject: String,
    path: String,
    text: &'r str,
    wire: OnTheWire,
    wire_notes: &'r [String],
    source: Level,
    source_notes: &'r [String],
    shipped: String,
    shipped_notes: &'r [String],
    base: &'r Location,
    head: &'r Location,
}

#[derive(Serialize)]
struct OnTheWire {
    worst: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<Verdict>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<Verdict>,
}

impl<'r> From<&'r Change> for Entry<'r> {
    fn from(change: &'r Change) -> Self {
        let (request, response) = match change.wire {
            Wire::Contract(_) => (None, None),
            Wire::Directed { request, response } => (request, response),
        };
        let [_, _, shipped] = Judgement::on_change(change);
        Self {
            check: change.check,
            fingerprint: change.fingerprint(),
            understood: change.is_understood(),
            prose: change.is_prose,
            subject: change.path.subject.to_string(),
            path: change.path.steps_text(),
            text: &change.text,
            wire: OnTheWire {
                worst: change.wire.worst(),
                request,
                response,
            },
            wire_notes: &change.wire_notes,
            source: change.source,
            source_notes: &change.source_notes,
            shipped: shipped.word,
            shipped_notes: &change.shipped_notes,
            base: &change.base,
            head: &change.head,
        }
    }
}
