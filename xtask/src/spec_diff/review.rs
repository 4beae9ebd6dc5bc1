//! The result of a comparison: changes with their verdicts.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::checks::NOT_UNDERSTOOD;
use super::openapi;
use super::spec::{Part, Spec};
use super::subject::{Subject, SubjectPath};
use super::verdict::{Level, Reach, Verdict, Wire};
use super::version::Version;
use crate::codegen::error::{CodegenError, SpecError};

/// Review of the change from one spec to another.
#[derive(Debug)]
pub struct Review {
    /// BASE.
    pub base: Side,
    /// HEAD.
    pub head: Side,
    /// The next version of `revox-api`.
    pub version: Version,
    /// All changes: first those that no rule can judge, then the others by subject. The worst subjects and
    /// changes come first.
    pub changes: Vec<Change>,
    /// Operations that use a changed named part, by its subject.
    pub reach: BTreeMap<Subject, Reach>,
}

/// One side of a review.
#[derive(Debug, Serialize)]
pub struct Side {
    /// Name in reports, as in `main:openapi.yaml`.
    pub name: String,
    /// Number of operations.
    pub operations: usize,
    /// Number of named schemas.
    pub schemas: usize,
    /// Errors that prevent the generation of code; empty if code is generated.
    pub refusals: Vec<Refusal>,
}

impl Side {
    pub(super) fn new(spec: &Spec) -> Self {
        let paths = spec.root().get("paths");
        let paths = paths.iter().flat_map(Part::entries);
        let keys = paths.flat_map(|(_, item)| item.entries().map(|(key, _)| key));
        let schemas = spec.refer("#/components/schemas");
        Self {
            name: spec.name.clone(),
            operations: keys.filter(|key| openapi::METHODS.contains(key)).count(),
            schemas: schemas.map_or(0, |schemas| schemas.entries().count()),
            refusals: spec.generated.as_ref().err().map_or(Vec::new(), refusals),
        }
    }

    /// Returns true if code is generated from this side.
    pub fn generates(&self) -> bool {
        self.refusals.is_empty()
    }
}

/// An error that prevents the generation of code.
#[derive(Debug, Serialize)]
pub struct Refusal {
    /// JSON pointer; empty for the whole document.
    pub pointer: String,
    /// Line in the spec, if it is known.
    pub line: Option<u64>,
    /// Description of the error.
    pub message: String,
    /// Advice on what to do about it.
    pub cure: String,
}

/// Advice for an error that has no location in a spec.
pub(super) const GENERATOR_CURE: &str = "see what `cargo xtask codegen` says about it";

/// One change, with its three verdicts.
#[derive(Debug)]
pub struct Change {
    /// Id of the check that found it; see `docs/spec-diff-checks.md`.
    pub check: &'static str,
    /// Path of the changed part.
    pub path: SubjectPath,
    /// Description of the change, in one line.
    pub text: String,
    /// New name of a renamed part.
    pub new_name: Option<String>,
    /// True if only documentation changes.
    pub is_prose: bool,
    /// Verdict on the contract.
    pub wire: Wire,
    /// Reasons why that verdict is unknown.
    pub wire_notes: Vec<String>,
    /// Verdict on code that uses the Rust API.
    pub source: Level,
    /// Differences of the Rust API.
    pub source_notes: Vec<String>,
    /// Verdict on programs already shipped.
    pub shipped: Verdict,
    /// Reasons why they break, or why that is unknown.
    pub shipped_notes: Vec<String>,
    /// Location at BASE.
    pub base: Location,
    /// Location at HEAD.
    pub head: Location,
}

/// A location in a file.
#[derive(Clone, Debug, Serialize)]
pub struct Location {
    /// JSON pointer to the changed part, or to the object that lacks it.
    pub pointer: String,
    /// Line, if it is known.
    pub line: Option<u64>,
    /// Path of the file from the folder of the spec; `None` for the file of the spec.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

impl Change {
    /// Returns the identity of the finding, the same in each run: check, subject and path.
    pub fn fingerprint(&self) -> String {
        let path = self.path.steps_text();
        match path.as_str() {
            "" => format!("{}: {}", self.check, self.path.subject),
            path => format!("{}: {} › {path}", self.check, self.path.subject),
        }
    }

    /// Returns the worst of the three verdicts.
    pub fn worst(&self) -> Verdict {
        let wire = self.wire.worst();
        wire.max(self.source.verdict()).max(self.shipped)
    }

    /// Returns true if a rule judges the change on the wire.
    pub fn is_understood(&self) -> bool {
        self.wire.worst() != Verdict::Unknown && self.check != NOT_UNDERSTOOD.id
    }
}

impl Review {
    /// Creates a review, and sorts its changes. `reach` may contain more than the changed parts.
    pub fn new(
        [base, head]: [Side; 2],
        version: Version,
        mut changes: Vec<Change>,
        reach: &BTreeMap<Subject, Reach>,
    ) -> Self {
        let mut subjects = BTreeMap::new();
        for change in changes.iter().filter(|change| change.is_understood()) {
            let subject = change.path.subject.clone();
            let order = (Reverse(change.worst()), change.is_prose);
            let worst = subjects.entry(subject).or_insert(order);
            *worst = (worst.0.min(order.0), worst.1 && order.1);
        }
        changes.sort_by_cached_key(|change| {
            let path = change.path.clone();
            let subject = subjects.get_key_value(&path.subject);
            let subject = subject.filter(|_| change.is_understood());
            let subject = subject.map(|(subject, order)| (*order, subject));
            let order = (Reverse(change.worst()), change.is_prose);
            (subject, order, path, change.check)
        });
        let named = subjects.keys().filter_map(|subject| match subject {
            Subject::Component { .. } => {
                let reach = reach.get(subject).cloned().unwrap_or_default();
                Some((subject.clone(), reach))
            }
            _ => None,
        });
        Self {
            base,
            head,
            version,
            reach: named.collect(),
            changes,
        }
    }

    /// Returns the changes that no rule can judge, and the others.
    pub fn by_understanding(&self) -> (&[Change], &[Change]) {
        let understood = self
            .changes
            .partition_point(|change| !change.is_understood());
        self.changes.split_at(understood)
    }

    /// Returns the worst verdict on the wire.
    pub fn wire(&self) -> Verdict {
        let verdicts = self.changes.iter().map(|change| change.wire.worst());
        verdicts.max().unwrap_or(Verdict::Safe)
    }

    /// Returns the verdict on code that uses the Rust API.
    pub fn source(&self) -> Level {
        self.version.level
    }

    /// Returns the worst verdict on programs already shipped.
    pub fn shipped(&self) -> Verdict {
        let verdicts = self.changes.iter().map(|change| change.shipped);
        let least = match self.version.level {
            Level::Unknown if !self.base.generates() => Verdict::Unknown,
            _ => Verdict::Safe,
        };
        verdicts.fold(least, Verdict::max)
    }

    /// Returns true if there is anything to report: a change of the spec, a change of the generated code
    /// for another reason, such as the order of keys, or a single side that does not generate.
    pub fn differs(&self) -> bool {
        !self.changes.is_empty()
            || self.source() != Level::None
            || self.base.generates() != self.head.generates()
    }
}

fn refusals(error: &CodegenError) -> Vec<Refusal> {
    let errors = match error {
        CodegenError::Spec { errors, .. } => errors.clone(),
        error => vec![(None, SpecError::new("", error.to_string(), GENERATOR_CURE))],
    };
    let refusals = errors.into_iter().map(|(line, error)| Refusal {
        pointer: error.pointer,
        line,
        message: error.message,
        cure: error.cure,
    });
    refusals.collect()
}
