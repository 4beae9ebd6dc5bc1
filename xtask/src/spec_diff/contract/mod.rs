//! The wire: walks through two specs in step, and runs the checks on each pair of objects.
//!
//! - [`api`] pairs operations and named parts, including renamed and moved ones.
//! - [`walk`] goes through both documents. [`document`], [`operation`], [`callback`], [`content`] and
//!   [`schema`] know what is below an object; [`finding`] locates what the checks find.
//! - [`members`] pairs the members of unions, [`parts`] those of `allOf` that are compared on their own,
//!   and [`implied`] removes limits that say nothing.
//! - [`reach`] follows each named part to the operations that send or receive it.

mod api;
mod callback;
mod content;
mod document;
mod finding;
mod implied;
mod members;
mod operation;
mod parts;
mod reach;
mod schema;
mod scope;
mod walk;

pub(crate) use content::media_type;
pub(crate) use finding::Finding;
pub(crate) use parts::Parts;
pub(crate) use reach::References;
pub(crate) use scope::Scope;

use std::collections::{BTreeMap, BTreeSet};

use super::openapi::ApiPairs;
use super::spec::Spec;
use super::subject::Subject;
use super::verdict::Reach;
use walk::Walk;

/// The differences on the wire.
pub(crate) struct Comparison<'s> {
    /// Findings of the checks, in the order of the walk.
    pub(crate) findings: Vec<Finding>,
    /// Counterparts among operations and named parts.
    pub(crate) api: ApiPairs<'s>,
    /// The operations that use each subject of a finding, on both sides.
    pub(crate) reach: BTreeMap<Subject, Reach>,
    /// References on both sides.
    pub(crate) references: References,
    /// Subjects of findings that operations of both sides mention only where nothing is compared, such as
    /// in `not`, or in objects without a counterpart.
    pub(crate) unclear: BTreeSet<Subject>,
    /// Composition of schemas by `allOf`.
    pub(crate) parts: Parts,
}

/// Compares two specs.
pub(crate) fn compare<'s>(base: &'s Spec, head: &'s Spec) -> Comparison<'s> {
    let api = ApiPairs::new(base, head);
    let walk = Walk::new(base, head, &api).compare_documents();
    let (findings, parts) = (walk.findings, walk.parts);
    let references = References::new(walk.edges);
    let subjects: BTreeSet<_> = findings.iter().map(|it| &it.path.subject).collect();
    let reach: BTreeMap<_, _> = subjects
        .into_iter()
        .map(|subject| (subject.clone(), references.reach_of(subject)))
        .collect();
    let unreached = |subject: &Subject| reach.get(subject).is_some_and(Reach::is_empty);
    let components = api.components.iter();
    let unused: Vec<_> = components.filter(|(base, ..)| unreached(base)).collect();
    let mut unclear = BTreeSet::new();
    if !unused.is_empty() {
        let (at_base, at_head) = (reach::mentioned(base), reach::mentioned(head));
        let is_mentioned =
            |(own, other): (&Subject, &Subject)| at_base.contains(own) && at_head.contains(other);
        let subjects = unused.into_iter().map(|(own, other, ..)| (own, other));
        unclear.extend(
            subjects
                .filter(|pair| is_mentioned(*pair))
                .map(|(own, _)| own.clone()),
        );
    }
    Comparison {
        unclear,
        reach,
        findings,
        references,
        api,
        parts,
    }
}
