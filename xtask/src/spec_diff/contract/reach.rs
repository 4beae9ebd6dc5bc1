//! Follows named parts to the operations that send or receive them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::scope::Scope;
use crate::codegen::walk::unescape;
use crate::spec_diff::spec::Spec;
use crate::spec_diff::subject::Subject;
use crate::spec_diff::verdict::Reach;

/// A reference on both sides: its subject, its directions, its target.
pub(super) type Edge = (Subject, Scope, Subject);

/// The references between subjects.
///
/// In a large description, thousands of operations may use each of hundreds of schemas, so these are
/// looked up only for subjects that change.
#[derive(Default)]
pub(crate) struct References {
    subjects: Vec<Subject>,
    numbers: BTreeMap<Subject, usize>,
    /// By number: the references to a subject.
    users: Vec<Vec<(Scope, usize)>>,
}

impl References {
    pub(super) fn new(edges: Vec<Edge>) -> Self {
        let mut references = Self::default();
        for (from, scope, to) in edges {
            let (from, to) = (references.number(from), references.number(to));
            if let Some(users) = references.users.get_mut(to) {
                users.push((scope, from));
            }
        }
        references
    }

    fn number(&mut self, subject: Subject) -> usize {
        let new = self.subjects.len();
        let number = *self.numbers.entry(subject.clone()).or_insert(new);
        if number == new {
            self.subjects.push(subject);
            self.users.push(Vec::new());
        }
        number
    }

    /// Returns the operations that send or receive a named part.
    pub(crate) fn reach_of(&self, part: &Subject) -> Reach {
        let operations = |scope| {
            let users = self
                .numbers
                .get(part)
                .map(|number| self.users(*number, scope));
            let subjects = users.into_iter().flatten();
            let operations = subjects.filter_map(|number| match self.subjects.get(number)? {
                Subject::Operation(name) => Some(name.clone()),
                _ => None,
            });
            operations.collect()
        };
        Reach {
            request: operations(Scope::REQUEST),
            response: operations(Scope::RESPONSE),
        }
    }

    /// Returns all subjects that use a given one in a direction, directly or indirectly.
    fn users(&self, used: usize, direction: Scope) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut open = vec![used];
        while let Some(number) = open.pop() {
            for (scope, user) in self.users.get(number).into_iter().flatten() {
                let scope = scope.and(direction);
                if (scope.request || scope.response) && found.insert(*user) {
                    open.push(*user);
                }
            }
        }
        found
    }
}

/// Returns the named parts that the operations of a spec mention in any way, also where no check looks:
/// in `not`, or in the mapping of a discriminator.
pub(super) fn mentioned(spec: &Spec) -> BTreeSet<Subject> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&Value> = spec.value.get("paths").into_iter().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(object) => open.extend(object.values()),
            Value::Array(items) => open.extend(items),
            Value::String(text) => {
                let named = text.strip_prefix("#/components/");
                let Some((kind, name)) = named.and_then(|named| named.split_once('/')) else {
                    continue;
                };
                let name = unescape(name);
                if found.insert(Subject::component(kind, &name)) {
                    open.extend(spec.refer(text).map(|part| part.value));
                }
            }
            _ => {}
        }
    }
    found
}
