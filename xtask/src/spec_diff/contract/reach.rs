//! Follows named parts to the operations that send or receive them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::walk::Scope;
use crate::spec_diff::spec::Spec;
use crate::spec_diff::subject::Subject;
use crate::spec_diff::verdict::Reach;

/// A reference that stands on both sides: from where, in which directions, to what.
pub(super) type Edge = (Subject, Scope, Subject);

/// Which subject stands in which.
///
/// In a large description, each of hundreds of schemas stands in a thousand operations. So these are
/// looked up for the few that change.
pub(crate) struct References {
    subjects: Vec<Subject>,
    /// By subject: those that it stands in, and in which directions.
    around: Vec<Vec<(Scope, usize)>>,
    /// By subject: whether an operation leads to it.
    is_reached: Vec<bool>,
    index: BTreeMap<Subject, usize>,
}

impl References {
    pub(super) fn new(edges: Vec<Edge>) -> Self {
        let mut references = Self {
            subjects: Vec::new(),
            around: Vec::new(),
            is_reached: Vec::new(),
            index: BTreeMap::new(),
        };
        let mut below: Vec<Vec<(Scope, usize)>> = Vec::new();
        for (from, scope, to) in edges {
            let (from, to) = (references.number(from), references.number(to));
            below.resize_with(references.subjects.len(), Vec::new);
            if let Some(around) = references.around.get_mut(to) {
                around.push((scope, from));
            }
            if let Some(below) = below.get_mut(from) {
                below.push((scope, to));
            }
        }
        let operations = references.subjects.iter().enumerate();
        let operations = operations.filter(|(_, subject)| is_operation(subject));
        let operations: Vec<_> = operations.map(|(number, _)| number).collect();
        let both = Scope::DIRECTIONS.map(|scope| led_to(&below, &operations, scope));
        references.is_reached = vec![false; references.subjects.len()];
        for number in both.into_iter().flatten() {
            if let Some(is_reached) = references.is_reached.get_mut(number) {
                *is_reached = true;
            }
        }
        references
    }

    fn number(&mut self, subject: Subject) -> usize {
        if let Some(number) = self.index.get(&subject) {
            return *number;
        }
        self.subjects.push(subject.clone());
        self.around.push(Vec::new());
        self.index.insert(subject, self.subjects.len() - 1);
        self.subjects.len() - 1
    }

    /// Whether an operation sends or receives a named part.
    pub(crate) fn reaches(&self, part: &Subject) -> bool {
        let number = self.index.get(part);
        number.is_some_and(|number| self.is_reached.get(*number) == Some(&true))
    }

    /// The operations that send or receive a named part.
    pub(crate) fn reach_of(&self, part: &Subject) -> Reach {
        let Some(number) = self.index.get(part) else {
            return Reach::default();
        };
        let [request, response] = Scope::DIRECTIONS.map(|scope| {
            let around = led_to(&self.around, &[*number], scope);
            let subjects = around.into_iter().filter_map(|it| self.subjects.get(it));
            let operations = subjects.filter(|subject| is_operation(subject));
            operations
                .map(|subject| subject.name().to_owned())
                .collect()
        });
        Reach { request, response }
    }
}

fn is_operation(subject: &Subject) -> bool {
    matches!(subject, Subject::Operation(_))
}

/// The subjects to which there is a way from one of `start` in one direction.
fn led_to(ways: &[Vec<(Scope, usize)>], start: &[usize], scope: Scope) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut open = start.to_vec();
    while let Some(number) = open.pop() {
        for (through, to) in ways.get(number).into_iter().flatten() {
            let through = through.and(scope);
            if (through.request || through.response) && found.insert(*to) {
                open.push(*to);
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
