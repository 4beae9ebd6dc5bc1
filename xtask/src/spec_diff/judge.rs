//! Brings the three comparisons together, change by change.

use std::collections::{BTreeMap, BTreeSet};

use super::checks::{Check, DECODING, GENERATED_CODE, NOT_UNDERSTOOD, Rule};
use super::contract::{self, Comparison, Finding};
use super::explain::{Effect, explained_by};
use super::openapi::ApiPairs;
use super::review::{self, Change, Review, Side};
use super::rust_api::{self, ApiChange, ApiItem, Reason, Renames};
use super::shipped::{self, Breakage, Sender};
use super::spec::Spec;
use super::subject::{Step, Subject, SubjectPath};
use super::verdict::{Level, Reach, Verdict, Wire};
use super::version::Version;
use crate::codegen::model::ApiModel;
use crate::codegen::write::Tree;

/// Reviews the change from `base` to `head`. `current` is the version of `revox-api` that is
/// there, as `0.1.0`.
pub fn review(base: &Spec, head: &Spec, current: &str) -> Review {
    let comparison = contract::compare(base, head);
    let mut judge = Judge {
        base,
        head,
        comparison: &comparison,
        changes: Vec::new(),
        steps: Vec::new(),
    };
    judge.wire();
    let (own, other) = (api(base), api(head));
    match (own, other) {
        (Some(own), Some(other)) => judge.source(own, other),
        _ => judge
            .changes
            .iter_mut()
            .for_each(|change| change.source = Level::Unknown),
    }
    match own {
        Some(api) => judge.shipped(api),
        None => judge
            .changes
            .iter_mut()
            .for_each(|change| change.shipped = Verdict::Unknown),
    }
    let level = judge.level();
    let reasons = judge.reasons(level);
    let version = Version::after(current, level, reasons);
    let reach = reach(&judge.changes, &comparison, base, head);
    let (groups, not_understood) = review::grouped(judge.changes, &reach);
    Review {
        base: Side::of(base),
        head: Side::of(head),
        version,
        groups,
        not_understood,
    }
}

/// Returns the API that is generated from a spec.
fn api(spec: &Spec) -> Option<&ApiModel> {
    let generated = spec.generated.as_ref().ok()?;
    Some(&generated.api)
}

struct Judge<'s> {
    base: &'s Spec,
    head: &'s Spec,
    comparison: &'s Comparison<'s>,
    /// One for each finding, in the same order; then those that only the code shows.
    changes: Vec<Change>,
    /// Differences of the Rust API, each with the version step that it needs.
    steps: Vec<(Level, String)>,
}

impl Judge<'_> {
    fn wire(&mut self) {
        for finding in &self.comparison.findings {
            let (wire, why) = self.wire_of(finding);
            self.changes.push(Change {
                check: finding.check.id,
                path: finding.path.clone(),
                text: finding.text.clone(),
                new_name: finding.new_name.clone(),
                is_prose: finding.check.rule == Rule::Prose,
                wire,
                wire_notes: why.map(str::to_owned).into_iter().collect(),
                source: Level::None,
                source_notes: Vec::new(),
                shipped: Verdict::Safe,
                shipped_notes: Vec::new(),
                base: self.base.location(&finding.base),
                head: self.head.location(&finding.head),
            });
        }
    }

    /// The verdict on the wire; where there is none, also why.
    fn wire_of(&self, finding: &Finding) -> (Wire, Option<&'static str>) {
        let wire = self.verdict_of(finding);
        if wire.worst() != Verdict::Unknown {
            return (wire, None);
        }
        let why = match finding.check {
            check if check.id == NOT_UNDERSTOOD.id => "there is no rule for this",
            Check {
                id: "reference-unresolved",
                ..
            } => "what stands there is not compared",
            Check {
                rule: Rule::Contract(_),
                ..
            } => "whether a failed request may be sent again has to be decided",
            Check {
                rule: Rule::Directed { request, response },
                ..
            } if *request.max(response) == Verdict::Unknown => {
                "by its rule, a person has to judge this"
            }
            _ => {
                "no operation leads here through places that are compared, so nobody can say \
                 whether this is sent, received or both"
            }
        };
        (wire, Some(why))
    }

    fn verdict_of(&self, finding: &Finding) -> Wire {
        let named = matches!(finding.path.subject, Subject::Component { .. });
        let reach = self.comparison.reach.get(&finding.path.subject);
        let used = |way: fn(&Reach) -> bool| !named || reach.is_some_and(way);
        let requests = finding.scope.request && used(|reach| !reach.request.is_empty());
        let responses = finding.scope.response && used(|reach| !reach.response.is_empty());
        match finding.rule {
            Rule::Directed { request, response }
                if request.max(response) != Verdict::Safe
                    && self.comparison.unclear.contains(&finding.path.subject) =>
            {
                Wire::Contract(Verdict::Unknown)
            }
            Rule::Prose => Wire::Contract(Verdict::Safe),
            Rule::Contract(_) if !requests && !responses => Wire::Contract(Verdict::Safe),
            Rule::Contract(verdict) => Wire::Contract(verdict),
            Rule::Directed { request, response } => Wire::Directed {
                request: requests.then_some(request),
                response: responses.then_some(response),
            },
        }
    }

    fn source(&mut self, base: &ApiModel, head: &ApiModel) {
        let renames = renames(&self.comparison.api);
        for change in rust_api::compare(base, head, &renames) {
            let path = self.path_of(&change.item);
            let targets = match change.reason {
                Reason::Examples => {
                    self.example(&change);
                    continue;
                }
                Reason::Nothing => Vec::new(),
                Reason::AtThePlace | Reason::AtThePlaceOrElsewhere => {
                    let effect = Effect {
                        path: path.clone(),
                        parts: self.parts(&path),
                        is_prose: change.is_prose,
                        mentions: &change.mentions,
                        causes: change.explained_by,
                        only_causes: false,
                    };
                    explained_by(&self.changes, &effect)
                }
            };
            let targets = match targets.is_empty() {
                true if change.reason == Reason::AtThePlaceOrElsewhere => continue,
                true => vec![self.unexplained(&path, &change)],
                false => targets,
            };
            self.steps.push((change.level, change.text.clone()));
            for index in targets {
                if let Some(target) = self.changes.get_mut(index) {
                    target.source = target.source.max(change.level);
                    if !change.is_prose {
                        target.source_notes.push(change.text.clone());
                    }
                }
            }
        }
    }

    /// An example of generated documentation changes along with the examples of the spec, wherever they
    /// are; where it follows from something else, that is said.
    fn example(&mut self, change: &ApiChange) {
        const EXAMPLES: &[&str] = &["example-changed", "shared-example-changed"];
        for target in &mut self.changes {
            if EXAMPLES.contains(&target.check) {
                target.source = target.source.max(change.level);
            }
        }
    }

    fn shipped(&mut self, code: &ApiModel) {
        let api = &self.comparison.api;
        let mut breakages = shipped::response_breakages(code, self.base, self.head, api);
        breakages.extend(shipped::request_breakages(code, self.base, self.head, api));
        for breakage in breakages {
            let path = self.path_of(&breakage.item);
            let effect = Effect {
                path: path.clone(),
                parts: self.parts(&path),
                is_prose: false,
                mentions: &breakage.mentions,
                causes: breakage.causes,
                only_causes: breakage.is_of_request,
            };
            let targets = explained_by(&self.changes, &effect);
            let targets = match targets.is_empty() {
                true => vec![self.undecodable(&path, &breakage)],
                false => targets,
            };
            for index in targets {
                if let Some(target) = self.changes.get_mut(index) {
                    target.shipped = Verdict::Breaks;
                    if !target.shipped_notes.contains(&breakage.text) {
                        target.shipped_notes.push(breakage.text.clone());
                    }
                }
            }
        }
        let sender = Sender::of(code, self.base, self.head, api);
        for (finding, change) in self.comparison.findings.iter().zip(&mut self.changes) {
            let wire = match change.wire {
                Wire::Contract(verdict) => verdict,
                Wire::Directed { request, .. } => request.unwrap_or(Verdict::Safe),
            };
            let (verdict, note) = sender.feels(finding, wire);
            change.shipped = change.shipped.max(verdict);
            change.shipped_notes.extend(note);
        }
    }

    /// The place in the spec that a place in the code is made from.
    fn path_of(&self, item: &ApiItem) -> SubjectPath {
        match item {
            ApiItem::Type(name) => SubjectPath::new(Subject::schema(name)),
            ApiItem::Member(name, wire) => {
                SubjectPath::new(Subject::schema(name)).then(Step::Property(wire.clone()))
            }
            ApiItem::Operation(id) => SubjectPath::new(self.operation(id)),
            ApiItem::Parameter(id, name) => {
                SubjectPath::new(self.operation(id)).then(Step::Parameter(name.clone()))
            }
            ApiItem::Resource(_) => SubjectPath::new(Subject::Api),
        }
    }

    /// The named schemas that the subject of a place is made of.
    fn parts(&self, path: &SubjectPath) -> &BTreeSet<Subject> {
        static NONE: BTreeSet<Subject> = BTreeSet::new();
        self.comparison.parts.get(&path.subject).unwrap_or(&NONE)
    }

    fn operation(&self, id: &str) -> Subject {
        let api = &self.comparison.api;
        let paired = api.operations.iter().map(|(base, _)| base);
        let mut all = paired
            .chain(&api.operations_removed)
            .chain(&api.operations_added);
        let operation = all.find(|operation| operation.id() == Some(id));
        Subject::Operation(operation.map_or_else(|| id.to_owned(), |operation| operation.name()))
    }

    /// A change of its own for a difference of the code that no change of the spec explains.
    fn unexplained(&mut self, path: &SubjectPath, change: &ApiChange) -> usize {
        let text = change.alone.to_owned();
        self.extra(&GENERATED_CODE, path, text, change.is_prose)
    }

    fn undecodable(&mut self, path: &SubjectPath, breakage: &Breakage) -> usize {
        self.extra(&DECODING, path, breakage.text.clone(), false)
    }

    fn extra(&mut self, check: &Check, path: &SubjectPath, text: String, is_prose: bool) -> usize {
        let existing = self
            .changes
            .iter()
            .position(|change| change.check == check.id && change.path == *path);
        if let Some(index) = existing {
            return index;
        }
        let pointer = match &path.subject {
            Subject::Component { kind, name } => format!("/components/{kind}/{name}"),
            _ => String::new(),
        };
        self.changes.push(Change {
            check: check.id,
            path: path.clone(),
            text,
            new_name: None,
            is_prose,
            wire: Wire::Contract(Verdict::Safe),
            wire_notes: Vec::new(),
            source: Level::None,
            source_notes: Vec::new(),
            shipped: Verdict::Safe,
            shipped_notes: Vec::new(),
            base: self.base.location(&pointer),
            head: self.head.location(&pointer),
        });
        self.changes.len() - 1
    }

    /// The step that all changes together ask for.
    fn level(&self) -> Level {
        let largest = self.changes.iter().map(|change| change.source).max();
        let differs = match (&self.base.generated, &self.head.generated) {
            (Ok(own), Ok(other)) => api_files(&own.files).ne(api_files(&other.files)),
            _ => self.base.value != self.head.value,
        };
        match (largest.unwrap_or(Level::None), differs) {
            // Something inside differs that is no item of its own, such as the list of field names.
            (Level::None, true) if self.head.generated.is_ok() && self.base.generated.is_ok() => {
                Level::Patch
            }
            (Level::None, true) => Level::Unknown,
            (level, _) => level,
        }
    }

    /// Returns the reasons for a version step: the differences of the Rust API that need one as large.
    fn reasons(&self, level: Level) -> Vec<String> {
        let unknown = [(&self.base, "BASE"), (&self.head, "HEAD")];
        let refused = unknown.iter().filter(|(spec, _)| spec.generated.is_err());
        let mut reasons: Vec<String> = match level {
            Level::None => Vec::new(),
            Level::Unknown => refused
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
}

/// The operations that each named part stands in of which something changes: on both sides, or on the
/// side that has it.
fn reach(
    changes: &[Change],
    comparison: &Comparison<'_>,
    base: &Spec,
    head: &Spec,
) -> BTreeMap<Subject, Reach> {
    let references = &comparison.references;
    let subjects: BTreeSet<_> = changes.iter().map(|change| &change.path.subject).collect();
    let of_changes = subjects.into_iter();
    let mut reach: BTreeMap<_, _> = of_changes
        .map(|subject| (subject.clone(), references.reach_of(subject)))
        .collect();
    let api = &comparison.api;
    for (spec, parts) in [
        (base, &api.components_removed),
        (head, &api.components_added),
    ] {
        if !parts.is_empty() {
            let alone = contract::compare(spec, spec).references;
            let subjects = parts.iter().map(|(subject, _)| subject);
            let of_parts = subjects.filter(|subject| alone.reaches(subject));
            reach.extend(of_parts.map(|subject| (subject.clone(), alone.reach_of(subject))));
        }
    }
    reach
}

fn renames(api: &ApiPairs<'_>) -> Renames {
    let name = |subject: &Subject| match subject {
        Subject::Component { kind, name } if kind == "schemas" => Some(name.clone()),
        _ => None,
    };
    let schemas = api.components.iter();
    let operations = api.operations.iter();
    Renames {
        types: schemas
            .filter_map(|(base, head, ..)| name(base).zip(name(head)))
            .collect(),
        operations: operations
            .filter_map(|(base, head)| base.id().zip(head.id()))
            .map(|(base, head)| (base.to_owned(), head.to_owned()))
            .collect(),
    }
}

/// The generated files of the crate that users depend on.
fn api_files(tree: &Tree) -> impl Iterator<Item = (&std::path::PathBuf, &String)> {
    tree.iter()
        .filter(|(path, _)| path.starts_with("crates/revox-api"))
}
