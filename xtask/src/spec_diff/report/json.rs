//! The review for programs. What is here is stable; `docs/spec-diff.md` describes it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::words::{Judgement, shipped, source, wire};
use crate::spec_diff::review::{Change, Location, Review, Side};
use crate::spec_diff::verdict::{Reach, Verdict, Wire};
use crate::spec_diff::version::Version;

/// Goes up when something that is here changes its meaning or goes away.
pub(super) const FORMAT: u32 = 1;

/// The review as JSON.
///
/// # Errors
///
/// When serde_json refuses, which it has no reason to.
pub fn json(review: &Review) -> Result<String, serde_json::Error> {
    let [wire, source, shipped] = Judgement::on_review(review).map(|judgement| judgement.word);
    let reach = review.groups.iter().filter_map(|group| {
        let reach = group.reach.as_ref()?;
        Some((group.subject.to_string(), reach))
    });
    let mut text = serde_json::to_string_pretty(&Report {
        format: FORMAT,
        base: &review.base,
        head: &review.head,
        wire,
        source,
        shipped,
        version: &review.version,
        reach: reach.collect(),
        changes: changes(review),
    })?;
    text.push('\n');
    Ok(text)
}

#[derive(Serialize)]
struct Report<'r> {
    format: u32,
    base: &'r Side,
    head: &'r Side,
    wire: &'static str,
    source: &'static str,
    shipped: &'static str,
    version: &'r Version,
    /// By subject: the operations that a named part stands in.
    reach: BTreeMap<String, &'r Reach>,
    changes: Vec<Entry<'r>>,
}

#[derive(Serialize)]
struct Entry<'r> {
    check: &'static str,
    fingerprint: String,
    understood: bool,
    prose: bool,
    subject: String,
    path: String,
    text: &'r str,
    wire: OnTheWire,
    wire_notes: &'r [String],
    source: &'static str,
    source_notes: &'r [String],
    shipped: &'static str,
    shipped_notes: &'r [String],
    base: &'r Location,
    head: &'r Location,
}

#[derive(Serialize)]
struct OnTheWire {
    worst: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response: Option<&'static str>,
}

impl From<Wire> for OnTheWire {
    fn from(of: Wire) -> Self {
        let (request, response): (Option<Verdict>, Option<Verdict>) = match of {
            Wire::Contract(_) => (None, None),
            Wire::Directed { request, response } => (request, response),
        };
        Self {
            worst: wire(of.worst()),
            request: request.map(wire),
            response: response.map(wire),
        }
    }
}

fn changes(review: &Review) -> Vec<Entry<'_>> {
    let mut taken = BTreeSet::new();
    let strange = review.not_understood.iter().map(|change| (false, change));
    let groups = review.groups.iter().flat_map(|group| &group.changes);
    strange
        .chain(groups.map(|change| (true, change)))
        .map(|(understood, change)| Entry {
            check: change.check,
            fingerprint: unique(change, &mut taken),
            understood,
            prose: change.is_prose,
            subject: change.path.subject.to_string(),
            path: change.path.steps_text(),
            text: &change.text,
            wire: change.wire.into(),
            wire_notes: &change.wire_notes,
            source: source(change.source),
            source_notes: &change.source_notes,
            shipped: shipped(change.shipped),
            shipped_notes: &change.shipped_notes,
            base: &change.base,
            head: &change.head,
        })
        .collect()
}

/// The fingerprint; where an earlier change has it, with a number behind it.
fn unique(change: &Change, taken: &mut BTreeSet<String>) -> String {
    let plain = change.fingerprint();
    let mut fingerprint = plain.clone();
    let mut number = 1_usize;
    while !taken.insert(fingerprint.clone()) {
        number += 1;
        fingerprint = format!("{plain} #{number}");
    }
    fingerprint
}
