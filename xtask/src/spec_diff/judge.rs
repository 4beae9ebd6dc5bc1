//! Joins the three comparisons, change by change.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::checks::{Check, DECODING, GENERATED_CODE, NOT_UNDERSTOOD, Rule};
use super::contract::{self, Comparison, Finding, Scope};
use super::explain::{Effect, explained_by};
use super::review::{Change, Review, Side};
use super::rust_api::{self, Reason};
use super::shipped::{self, Sender};
use super::spec::Spec;
use super::subject::Subject;
use super::verdict::{Level, Reach, Verdict, Wire};
use super::version::Version;
use crate::codegen::Generated;
use crate::codegen::model::ApiModel;

/// Reviews the change from `base` to `head`. `current` is the present version of `revox-api`, such as
/// `0.1.0`.
pub fn review(base: &Spec, head: &Spec, current: &str) -> Review {
    let comparison = contract::compare(base, head);
    let mut judge = Judge {
        base,
        head,
        comparison: &comparison,
        changes: Vec::new(),
        steps: Vec::new(),
    };
    let findings = comparison.findings.iter();
    judge.changes = findings.map(|finding| judge.change(finding)).collect();
    let own = base.generated.as_ref().ok().map(|it| &it.api);
    let other = head.generated.as_ref().ok().map(|it| &it.api);
    for change in &mut judge.changes {
        if own.is_none() || other.is_none() {
            change.source = Level::Unknown;
        }
        if own.is_none() {
            change.shipped = Verdict::Unknown;
        }
    }
    if let Some((own, other)) = own.zip(other) {
        judge.source(own, other);
    }
    if let Some(own) = own {
        judge.shipped(own);
    }
    let level = judge.level();
    let version = Version::after(current, level, judge.reasons(level));
    let reach = judge.reach();
    let sides = [base, head].map(Side::new);
    Review::new(sides, version, judge.changes, &reach)
}

struct Judge<'s> {
    base: &'s Spec,
    head: &'s Spec,
    comparison: &'s Comparison<'s>,
    /// One change for each finding, in the same order; then the changes that only the code shows.
    changes: Vec<Change>,
    /// Differences of the Rust API, each with the version step that it needs.
    steps: Vec<(Level, String)>,
}

impl Judge<'_> {
    /// Creates the change of a finding, with its verdict on the wire.
    fn change(&self, finding: &Finding) -> Change {
        let (wire, note) = self.verdict_on_wire(finding);
        Change {
            check: finding.check.id,
            path: finding.path.clone(),
            text: finding.text.clone(),
            new_name: finding.new_name.clone(),
            is_prose: finding.rule == Rule::Prose,
            wire,
            wire_notes: note.map(str::to_owned).into_iter().collect(),
            source: Level::None,
            source_notes: Vec::new(),
            shipped: Verdict::Safe,
            shipped_notes: Vec::new(),
            base: self.base.location(&finding.base),
            head: self.head.location(&finding.head),
        }
    }

    /// Returns the verdict on the wire, with a reason if it is unknown.
    fn verdict_on_wire(&self, finding: &Finding) -> (Wire, Option<&'static str>) {
        let path = &finding.path;
        let named = path.subject.kind().is_some();
        let reach = self.comparison.reach.get(&path.subject);
        let used = |way: fn(&Reach) -> bool| !named || reach.is_some_and(way);
        let requests = finding.scope.request && used(|reach| !reach.request.is_empty());
        let responses = finding.scope.response && used(|reach| !reach.response.is_empty());
        let is_unclear = self.comparison.unclear.contains(&path.subject);
        let wire = match finding.rule {
            Rule::Prose => Wire::Contract(Verdict::Safe),
            Rule::Contract(_) if !requests && !responses => Wire::Contract(Verdict::Safe),
            Rule::Contract(verdict) => Wire::Contract(verdict),
            Rule::Directed { request, response }
                if is_unclear && request.max(response) != Verdict::Safe =>
            {
                Wire::Contract(Verdict::Unknown)
            }
            Rule::Directed { request, response } => Wire::Directed {
                request: requests.then_some(request),
                response: responses.then_some(response),
            },
        };
        if wire.worst() != Verdict::Unknown {
            return (wire, None);
        }
        let reason = match (finding.check.id, finding.check.rule) {
            (id, _) if id == NOT_UNDERSTOOD.id => "there is no rule for this",
            ("reference-unresolved", _) => "the target is not compared",
            (_, Rule::Contract(_)) => {
                "someone has to decide whether a failed request may be resent"
            }
            (_, Rule::Directed { request, response })
                if request.max(response) == Verdict::Unknown =>
            {
                "its rule leaves this to a person"
            }
            _ => {
                "no operation uses this where both sides are compared, so it is unknown whether it \
                 is sent, received or both"
            }
        };
        (wire, Some(reason))
    }

    fn source(&mut self, base: &ApiModel, head: &ApiModel) {
        const EXAMPLES: &[&str] = &["example-changed", "shared-example-changed"];
        for change in rust_api::compare(base, head, &self.comparison.api) {
            let (effect, level) = (change.effect, change.level);
            if change.reason == Reason::Examples {
                let changes = self.changes.iter_mut();
                for target in changes.filter(|target| EXAMPLES.contains(&target.check)) {
                    target.source = target.source.max(level);
                }
                continue;
            }
            let mut targets = match change.reason {
                Reason::Nothing => Vec::new(),
                _ => self.explained_by(&effect),
            };
            if targets.is_empty() {
                if change.reason == Reason::AtPathOrElsewhere {
                    continue;
                }
                targets.push(self.unexplained(&GENERATED_CODE, &effect));
            }
            self.steps.push((level, effect.text.clone()));
            for index in targets {
                if let Some(target) = self.changes.get_mut(index) {
                    target.source = target.source.max(level);
                    if !effect.is_prose && target.text != effect.text {
                        target.source_notes.push(effect.text.clone());
                    }
                }
            }
        }
    }

    fn shipped(&mut self, code: &ApiModel) {
        let (base, head) = (self.base, self.head);
        for effect in shipped::breakages(code, base, head, &self.comparison.api) {
            let mut targets = self.explained_by(&effect);
            if targets.is_empty() {
                targets.push(self.unexplained(&DECODING, &effect));
            }
            for index in targets {
                if let Some(target) = self.changes.get_mut(index) {
                    target.shipped = Verdict::Breaks;
                    if !target.shipped_notes.contains(&effect.text) {
                        target.shipped_notes.push(effect.text.clone());
                    }
                }
            }
        }
        let sender = Sender {
            code,
            base,
            head,
            comparison: self.comparison,
        };
        for (finding, change) in self.comparison.findings.iter().zip(&mut self.changes) {
            let wire = match change.wire {
                Wire::Contract(verdict) => verdict,
                Wire::Directed { request, .. } => request.unwrap_or(Verdict::Safe),
            };
            let (verdict, note) = sender.verdict(finding, wire);
            change.shipped = change.shipped.max(verdict);
            change.shipped_notes.extend(note.map(str::to_owned));
        }
    }

    fn explained_by(&self, effect: &Effect) -> Vec<usize> {
        let parts = self.comparison.parts.get(&effect.path.subject);
        explained_by(&self.changes, effect, parts)
    }

    /// Returns the index of the change that holds the unexplained effects on a path, and creates it if
    /// needed.
    fn unexplained(&mut self, check: &'static Check, effect: &Effect) -> usize {
        let path = &effect.path;
        let mut changes = self.changes.iter();
        let existing = changes.position(|it| it.check == check.id && it.path == *path);
        existing.unwrap_or_else(|| {
            let pointer = match &path.subject {
                Subject::Component { kind, name } => format!("/components/{kind}/{name}"),
                _ => String::new(),
            };
            let change = self.change(&Finding {
                check,
                rule: if effect.is_prose {
                    Rule::Prose
                } else {
                    check.rule
                },
                path: path.clone(),
                scope: Scope::BOTH,
                base: pointer.clone(),
                head: pointer,
                text: effect.text.clone(),
                new_name: None,
            });
            self.changes.push(change);
            self.changes.len() - 1
        })
    }

    /// Returns the version step that all changes together need.
    fn level(&self) -> Level {
        let steps = self.changes.iter().map(|change| change.source);
        let level = steps.max().unwrap_or(Level::None);
        let (base, head) = (self.base, self.head);
        match (&base.generated, &head.generated) {
            // Code may differ inside, such as the list of field names.
            (Ok(own), Ok(other)) if api_files(own).ne(api_files(other)) => level.max(Level::Patch),
            (Ok(_), Ok(_)) => level,
            _ if base.value != head.value && level == Level::None => Level::Unknown,
            _ => level,
        }
    }

    /// Returns the reasons for a version step: the differences of the Rust API that need one as large.
    fn reasons(&self, level: Level) -> Vec<String> {
        let mut reasons: Vec<String> = match level {
            Level::None => Vec::new(),
            Level::Unknown => [(self.base, "BASE"), (self.head, "HEAD")]
                .iter()
                .filter(|(spec, _)| spec.generated.is_err())
                .map(|(_, side)| format!("no code can be generated from {side}"))
                .collect(),
            level => {
                let steps = self.steps.iter().filter(|(step, _)| *step == level);
                steps.map(|(_, text)| text.clone()).collect()
            }
        };
        reasons.sort();
        reasons.dedup();
        reasons
    }

    /// Returns the operations that use each changed named part: on both sides, or on the only side that
    /// has it.
    fn reach(&self) -> BTreeMap<Subject, Reach> {
        let mut reach = self.comparison.reach.clone();
        for subject in self.changes.iter().map(|change| &change.path.subject) {
            if !reach.contains_key(subject) {
                let of_subject = self.comparison.references.reach_of(subject);
                reach.insert(subject.clone(), of_subject);
            }
        }
        let api = &self.comparison.api;
        let (removed, added) = (&api.components_removed, &api.components_added);
        for (spec, parts) in [(self.base, removed), (self.head, added)] {
            if !parts.is_empty() {
                let alone = contract::compare(spec, spec).references;
                let subjects = parts.iter().map(|(subject, _)| subject);
                let used = subjects.map(|subject| (subject.clone(), alone.reach_of(subject)));
                reach.extend(used.filter(|(_, reach)| !reach.is_empty()));
            }
        }
        reach
    }
}

/// Returns the generated files of the crate that users depend on.
fn api_files(generated: &Generated) -> impl Iterator<Item = (&PathBuf, &String)> {
    let files = generated.files.iter();
    files.filter(|(path, _)| path.starts_with("crates/revox-api"))
}
