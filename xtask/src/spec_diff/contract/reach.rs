//! Follows named parts to the operations that send or receive them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::walk::Scope;
use crate::spec_diff::place::Subject;
use crate::spec_diff::spec::Spec;
use crate::spec_diff::verdict::Reach;

/// A reference that stands on both sides: from where, in which directions, to what.
pub(super) type Edge = (Subject, Scope, Subject);

/// The operations that each named part stands in.
pub(super) fn reach(edges: &[Edge]) -> BTreeMap<Subject, Reach> {
    let mut below: BTreeMap<&Subject, Vec<(Scope, &Subject)>> = BTreeMap::new();
    for (from, scope, to) in edges {
        below.entry(from).or_default().push((*scope, to));
    }
    let mut reach: BTreeMap<Subject, Reach> = BTreeMap::new();
    let operations = below.keys().filter_map(|subject| match subject {
        Subject::Operation(name) => Some((*subject, name)),
        _ => None,
    });
    for (subject, name) in operations {
        for scope in [Scope::REQUEST, Scope::RESPONSE] {
            for part in reached(subject, scope, &below) {
                let reach = reach.entry(part.clone()).or_default();
                let operations = match scope.request {
                    true => &mut reach.request,
                    false => &mut reach.response,
                };
                operations.insert(name.clone());
            }
        }
    }
    reach
}

/// What can be reached from `start` in one direction.
fn reached<'e>(
    start: &'e Subject,
    scope: Scope,
    below: &BTreeMap<&'e Subject, Vec<(Scope, &'e Subject)>>,
) -> BTreeSet<&'e Subject> {
    let mut found = BTreeSet::new();
    let mut open = vec![start];
    while let Some(subject) = open.pop() {
        for (through, to) in below.get(subject).into_iter().flatten() {
            let passes = (through.request && scope.request) || (through.response && scope.response);
            if passes && found.insert(*to) {
                open.push(to);
            }
        }
    }
    found
}

/// The named parts that the operations of a spec lead to by any reference, also one that stands
/// where no check looks, as in `not` or `callbacks`, or in the mapping of a discriminator.
pub(super) fn mentioned(spec: &Spec) -> BTreeSet<Subject> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&Value> = spec.value.get("paths").into_iter().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(object) => open.extend(object.values()),
            Value::Array(items) => open.extend(items),
            Value::String(text) => {
                let named = text
                    .strip_prefix("#/components/")
                    .and_then(|text| text.split_once('/'));
                let Some((kind, name)) = named else {
                    continue;
                };
                let name = name.replace("~1", "/").replace("~0", "~");
                if found.insert(Subject::component(kind, &name)) {
                    open.extend(
                        text.strip_prefix('#')
                            .and_then(|pointer| spec.value.pointer(pointer)),
                    );
                }
            }
            _ => {}
        }
    }
    found
}
