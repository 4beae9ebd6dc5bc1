//! What a review says: changes with their verdicts, grouped as people think.

use std::collections::BTreeMap;

use serde::Serialize;

use super::checks::NOT_UNDERSTOOD;
use super::openapi;
use super::spec::{Part, Spec};
use super::subject::{Subject, SubjectPath};
use super::verdict::{Level, Reach, Verdict, Wire};
use super::version::Version;
use crate::codegen::error::CodegenError;

/// What the change from one spec to another will do.
#[derive(Debug)]
pub struct Review {
    /// BASE.
    pub base: Side,
    /// HEAD.
    pub head: Side,
    /// The version that follows for `revox-api`.
    pub version: Version,
    /// The changes that are understood, worst groups first.
    pub groups: Vec<Group>,
    /// The changes that the tool cannot judge.
    pub not_understood: Vec<Change>,
}

/// One side of a review.
#[derive(Debug, Serialize)]
pub struct Side {
    /// What people call it: `main:openapi.yaml`.
    pub name: String,
    /// How many operations it has.
    pub operations: usize,
    /// How many named schemas it has.
    pub schemas: usize,
    /// Why no code is generated from it; empty where it is.
    pub refusals: Vec<Refusal>,
}

impl Side {
    pub(super) fn of(spec: &Spec) -> Self {
        let paths = spec.root().get("paths");
        let operations = paths.iter().flat_map(Part::entries).flat_map(|(_, item)| {
            let keys = item.entries().map(|(key, _)| key);
            keys.filter(|key| openapi::METHODS.contains(key))
                .collect::<Vec<_>>()
        });
        let schemas = spec.refer("#/components/schemas");
        Self {
            name: spec.name.clone(),
            operations: operations.count(),
            schemas: schemas.map_or(0, |schemas| schemas.entries().count()),
            refusals: match &spec.generated {
                Ok(_) => Vec::new(),
                Err(error) => refusals(error),
            },
        }
    }
}

/// One reason why a spec does not generate.
#[derive(Debug, Serialize)]
pub struct Refusal {
    /// JSON pointer; empty for the whole document.
    pub pointer: String,
    /// The line of the spec, where known.
    pub line: Option<u64>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub cure: String,
}

/// All changes of one operation or named part.
#[derive(Debug)]
pub struct Group {
    /// Whose changes these are.
    pub subject: Subject,
    /// Where a named part is used on both sides; none for an operation and for the whole API.
    pub reach: Option<Reach>,
    /// The changes, worst first.
    pub changes: Vec<Change>,
}

/// One change, with its three verdicts.
#[derive(Debug)]
pub struct Change {
    /// The id of the check that found it; see `docs/spec-diff-checks.md`.
    pub check: &'static str,
    /// Where it is.
    pub path: SubjectPath,
    /// What changed, in one line.
    pub text: String,
    /// The name at HEAD of what has another name at BASE.
    pub new_name: Option<String>,
    /// Whether only what people read changes.
    pub is_prose: bool,
    /// Whether the contract breaks.
    pub wire: Wire,
    /// Why nobody can say whether it does.
    pub wire_notes: Vec<String>,
    /// How large a step the Rust API asks for.
    pub source: Level,
    /// What differs in the Rust API.
    pub source_notes: Vec<String>,
    /// Whether programs already shipped survive.
    pub shipped: Verdict,
    /// Why they do not, or why nobody can say.
    pub shipped_notes: Vec<String>,
    /// At BASE.
    pub base: Location,
    /// At HEAD.
    pub head: Location,
}

/// A place in a file.
#[derive(Clone, Debug, Serialize)]
pub struct Location {
    /// JSON pointer: to what changed, or to where it is missing.
    pub pointer: String,
    /// Its line.
    pub line: Option<u64>,
    /// The file, by its path from the folder of the spec; none where it is the file of the spec.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

impl Change {
    /// The same for the same finding in every run: check, subject and way.
    pub fn fingerprint(&self) -> String {
        let path = self.path.steps_text();
        match path.as_str() {
            "" => format!("{}: {}", self.check, self.path.subject),
            path => format!("{}: {} › {path}", self.check, self.path.subject),
        }
    }

    /// The worst of the three verdicts.
    pub fn worst(&self) -> Verdict {
        self.wire
            .worst()
            .max(self.source.verdict())
            .max(self.shipped)
    }
}

impl Group {
    /// The worst verdict of all changes.
    pub fn worst(&self) -> Verdict {
        let verdicts = self.changes.iter().map(Change::worst);
        verdicts.max().unwrap_or(Verdict::Safe)
    }

    /// Whether only what people read changes.
    pub fn is_prose(&self) -> bool {
        self.changes.iter().all(|change| change.is_prose)
    }
}

impl Review {
    /// Every change, also those that are not understood.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        let understood = self.groups.iter().flat_map(|group| &group.changes);
        self.not_understood.iter().chain(understood)
    }

    /// The worst verdict on the wire.
    pub fn wire(&self) -> Verdict {
        let verdicts = self.changes().map(|change| change.wire.worst());
        verdicts.max().unwrap_or(Verdict::Safe)
    }

    /// The largest step that a change of the Rust API asks for.
    pub fn source(&self) -> Level {
        self.version.level
    }

    /// The worst verdict for programs already shipped.
    pub fn shipped(&self) -> Verdict {
        let verdicts = self.changes().map(|change| change.shipped);
        let no_client = !self.base.refusals.is_empty() && self.version.level == Level::Unknown;
        let least = if no_client {
            Verdict::Unknown
        } else {
            Verdict::Safe
        };
        verdicts.max().unwrap_or(least).max(least)
    }
}

fn refusals(error: &CodegenError) -> Vec<Refusal> {
    match error {
        CodegenError::Spec { errors, .. } => errors
            .iter()
            .map(|(line, error)| Refusal {
                pointer: error.pointer.clone(),
                line: *line,
                message: error.message.clone(),
                cure: error.cure.clone(),
            })
            .collect(),
        // Only the shape of a spec stands between its text and the generator.
        error => vec![Refusal {
            pointer: String::new(),
            line: None,
            message: error
                .to_string()
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned(),
            cure: "see what `cargo xtask codegen` says about it".to_owned(),
        }],
    }
}

/// Worst groups and changes first; what cannot be judged apart from them.
pub(super) fn grouped(
    changes: Vec<Change>,
    reach: &BTreeMap<Subject, Reach>,
) -> (Vec<Group>, Vec<Change>) {
    let (mut not_understood, understood): (Vec<_>, Vec<_>) =
        changes.into_iter().partition(|change| {
            change.wire.worst() == Verdict::Unknown || change.check == NOT_UNDERSTOOD.id
        });
    let mut by_subject: BTreeMap<Subject, Vec<Change>> = BTreeMap::new();
    for change in understood {
        by_subject
            .entry(change.path.subject.clone())
            .or_default()
            .push(change);
    }
    let order = |changes: &mut Vec<Change>| {
        changes.sort_by(|one, other| {
            (other.worst(), one.is_prose, &one.path, one.check).cmp(&(
                one.worst(),
                other.is_prose,
                &other.path,
                other.check,
            ))
        });
    };
    order(&mut not_understood);
    let mut groups: Vec<Group> = by_subject
        .into_iter()
        .map(|(subject, mut changes)| {
            order(&mut changes);
            let named = matches!(subject, Subject::Component { .. });
            Group {
                reach: named.then(|| reach.get(&subject).cloned().unwrap_or_default()),
                subject,
                changes,
            }
        })
        .collect();
    groups.sort_by(|one, other| {
        (other.worst(), one.is_prose(), &one.subject).cmp(&(
            one.worst(),
            other.is_prose(),
            &other.subject,
        ))
    });
    (groups, not_understood)
}
