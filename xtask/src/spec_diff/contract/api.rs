//! Pairs the operations and named parts of two specs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::walk::{Walk, kind_of_component};
use crate::spec_diff::checks::significant;
use crate::spec_diff::openapi::{ApiPairs, Counterparts, Operation, View};
use crate::spec_diff::spec::{Part, Spec};
use crate::spec_diff::subject::Subject;

impl<'s> ApiPairs<'s> {
    /// Pairs operations by method and path, then by operation id; named parts by name, then by shape.
    pub(crate) fn new(base: &'s Spec, head: &'s Spec) -> Self {
        let mut pairs = Self {
            operations_added: Operation::all(head),
            operations_removed: Operation::all(base),
            ..Self::default()
        };
        for (reference, pointer) in unresolved(base) {
            pairs.unresolved.entry(reference).or_default().0 = Some(pointer);
        }
        for (reference, pointer) in unresolved(head) {
            pairs.unresolved.entry(reference).or_default().1 = Some(pointer);
        }
        pairs.pair_operations(|base, head| base.address() == head.address());
        pairs.pair_operations(|base, head| base.id().is_some() && base.id() == head.id());
        pairs.pair_components(base, head);
        pairs
    }

    fn pair_operations(&mut self, alike: impl Fn(&Operation<'s>, &Operation<'s>) -> bool) {
        for base in std::mem::take(&mut self.operations_removed) {
            let mut added = self.operations_added.iter();
            match added.position(|head| alike(&base, head)) {
                Some(index) => {
                    let head = self.operations_added.remove(index);
                    self.operations.push((base, head));
                }
                None => self.operations_removed.push(base),
            }
        }
    }

    fn pair_components(&mut self, base: &'s Spec, head: &'s Spec) {
        let mut list = Counterparts::by_name(components(base), components(head));
        // A renamed part may refer to another renamed part, so while shapes are compared, all parts with
        // new names count as unpaired.
        self.set_components(&list);
        let by_name = Self {
            names: self.names.clone(),
            ..Self::default()
        };
        list.pair_renamed(|(base_key, base_part), (head_key, head_part)| {
            let kind = kind_of(base_key);
            // Most pairs have nothing in common, which is quickly seen.
            kind == kind_of(head_key)
                && names(base, base_part) == names(head, head_part)
                && match kind_of_component(kind) {
                    Some(kind) => Walk::new(base, head, &by_name).alike(kind, base_part, head_part),
                    None => base_part.value == head_part.value,
                }
        });
        self.set_components(&list);
    }

    fn set_components(&mut self, list: &Counterparts<'s>) {
        let subject = |key: &str| {
            let (kind, name) = key.split_once('/').unwrap_or_default();
            Subject::component(kind, name)
        };
        let matched = list.matched.iter().map(|it| {
            let (base, head) = (it.base.clone(), it.head.clone());
            (subject(&it.base_name), subject(&it.head_name), base, head)
        });
        self.components = matched.collect();
        let one_sided = |list: &[(String, Part<'s>)]| {
            let parts = list.iter();
            parts
                .map(|(key, part)| (subject(key), part.clone()))
                .collect()
        };
        self.components_added = one_sided(&list.added);
        self.components_removed = one_sided(&list.removed);
        let pairs = self.components.iter();
        self.names = pairs
            .map(|(base, head, ..)| (head.clone(), base.clone()))
            .collect();
    }

    /// Returns the subject of two named parts, if they are counterparts.
    pub(crate) fn paired(&self, kind: &str, base: &str, head: &str) -> Option<Subject> {
        let base = Subject::component(kind, base);
        let own = self.names.get(&Subject::component(kind, head))?;
        (*own == base).then_some(base)
    }

    /// Returns true for a named part that only BASE has.
    pub(crate) fn is_removed(&self, kind: &str, name: &str) -> bool {
        let subject = Subject::component(kind, name);
        let mut removed = self.components_removed.iter();
        removed.any(|(removed, _)| *removed == subject)
    }

    /// Returns the name at BASE of a named part of HEAD.
    pub(crate) fn base_name<'n>(&'n self, kind: &str, head: &'n str) -> &'n str {
        let base = self.names.get(&Subject::component(kind, head));
        base.map_or(head, Subject::name)
    }
}

/// Returns the named parts of a spec, by keys such as `schemas/Call`.
fn components(spec: &Spec) -> Vec<(String, Part<'_>)> {
    let kinds = spec.root().entries_of("components");
    // Extensions are compared as such.
    let kinds = kinds.filter(|(kind, _)| !kind.starts_with("x-"));
    kinds
        .flat_map(|(kind, parts)| {
            let parts = parts.entries();
            parts.map(move |(name, part)| (format!("{kind}/{name}"), part))
        })
        .collect()
}

fn kind_of(key: &str) -> &str {
    key.split_once('/').map_or(key, |(kind, _)| kind)
}

/// Returns the names of a part's properties, and the values of its enum.
fn names<'s>(spec: &'s Spec, part: &Part<'s>) -> (BTreeSet<&'s str>, Option<Value>) {
    let object = View::new(spec, part).full(spec);
    let properties = object.properties.keys().copied().collect();
    (properties, significant("enum", &object))
}

/// Returns the references that lead nowhere: their target is missing, or in a file that was not found.
/// Each has the JSON pointer where it occurs first, which may be in an extension.
fn unresolved(spec: &Spec) -> BTreeMap<&str, String> {
    let mut found = BTreeMap::new();
    add_unresolved(spec, &spec.root(), false, &mut found);
    found
}

fn add_unresolved<'s>(
    spec: &'s Spec,
    part: &Part<'s>,
    keys_are_names: bool,
    found: &mut BTreeMap<&'s str, String>,
) {
    if let Some(reference) = part.reference().filter(|it| spec.refer(it).is_none()) {
        found.entry(reference).or_insert(part.at("$ref"));
    }
    for (key, value) in part.value.as_object().into_iter().flatten() {
        // In data, `$ref` is a key like any other.
        let is_data = matches!(key.as_str(), "example" | "examples" | "default" | "enum");
        if (value.is_object() || value.is_array()) && (keys_are_names || !is_data) {
            let pointer = part.at(key);
            let below = Part { pointer, value };
            let named = !keys_are_names && matches!(key.as_str(), "properties" | "responses");
            add_unresolved(spec, &below, named, found);
        }
    }
    for item in part.items() {
        add_unresolved(spec, &item, false, found);
    }
}
