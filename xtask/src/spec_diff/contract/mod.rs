//! The wire: walks two specs in step and lets the checks look at each pair of objects.
//!
//! - [`api`] pairs operations and named parts, also renamed and moved ones.
//! - [`walk`] goes through both documents; [`document`], [`operation`], [`callback`], [`content`] and
//!   [`schema`] know how to go down.
//! - [`parts`] says what is made of what by way of `allOf`.
//! - [`unresolved`] finds references that lead to nothing in their file.
//! - [`reach`] follows each named part to the operations that send or receive it.

mod api;
mod callback;
mod content;
mod document;
mod implied;
mod operation;
mod parts;
mod reach;
mod schema;
mod unresolved;
mod walk;

pub(crate) use content::media_type;
pub(crate) use parts::Parts;
pub(crate) use reach::References;
pub(crate) use walk::Finding;

use std::collections::{BTreeMap, BTreeSet};

use super::openapi::ApiPairs;
use super::spec::Spec;
use super::subject::Subject;
use super::verdict::Reach;

/// What differs on the wire.
pub(crate) struct Comparison<'s> {
    /// What the checks found, in the order of the walk.
    pub(crate) findings: Vec<Finding>,
    /// Which operation and named part is which.
    pub(crate) api: ApiPairs<'s>,
    /// Which operations each named part of a finding stands in, on both sides.
    pub(crate) reach: BTreeMap<Subject, Reach>,
    /// Which subject stands in which, on both sides.
    pub(crate) references: References,
    /// Named parts that operations of both sides lead to on ways that are not understood, such as
    /// `not`, or in places that do not stand for each other.
    pub(crate) unclear: BTreeSet<Subject>,
    /// What is made of which, by way of `allOf`.
    pub(crate) parts: Parts,
}

/// Compares two specs.
pub(crate) fn compare<'s>(base: &'s Spec, head: &'s Spec) -> Comparison<'s> {
    let api = ApiPairs::of(base, head);
    let (findings, edges, parts) = walk::walk(base, head, &api);
    let references = References::new(edges);
    let at_head = reach::mentioned(head);
    let unclear = reach::mentioned(base).into_iter().filter(|subject| {
        let also_at_head = api
            .components
            .iter()
            .any(|(base, head, ..)| base == subject && at_head.contains(head));
        also_at_head && !references.reaches(subject)
    });
    let unclear = unclear.collect();
    let subjects = findings.iter().map(|finding| &finding.path.subject);
    let subjects: BTreeSet<_> = subjects.collect();
    let reach = subjects
        .into_iter()
        .map(|subject| (subject.clone(), references.reach_of(subject)));
    Comparison {
        unclear,
        reach: reach.collect(),
        findings,
        references,
        api,
        parts,
    }
}
