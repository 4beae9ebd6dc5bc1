//! Which operation and which named part of BASE is which of HEAD.

use std::collections::{BTreeMap, BTreeSet};

use super::unresolved::unresolved;
use super::walk::alike;
use crate::spec_diff::checks::significant;
use crate::spec_diff::openapi::{ApiPairs, Counterparts, Operation, View};
use crate::spec_diff::spec::{Part, Spec};
use crate::spec_diff::subject::Subject;

/// Whether two parts have properties, and values of an enum, of the same names.
fn same_names<'s>(base: &'s Spec, head: &'s Spec, own: &Part<'s>, other: &Part<'s>) -> bool {
    let names = |spec: &'s Spec, part: &Part<'s>| {
        let object = View::of(spec, part).full(spec);
        let properties: BTreeSet<_> = object.properties.keys().copied().collect();
        (properties, significant("enum", &object))
    };
    names(base, own) == names(head, other)
}

impl<'s> ApiPairs<'s> {
    /// Pairs operations by address, then by operation id; named parts by name, then by shape.
    pub(crate) fn of(base: &'s Spec, head: &'s Spec) -> Self {
        let mut pairs = Self {
            operations: Vec::new(),
            operations_added: Operation::all(head),
            operations_removed: Operation::all(base),
            components: Vec::new(),
            names: BTreeMap::new(),
            components_added: Vec::new(),
            components_removed: Vec::new(),
            unresolved: BTreeMap::new(),
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
        let mut left = Vec::new();
        for base in std::mem::take(&mut self.operations_removed) {
            match self
                .operations_added
                .iter()
                .position(|head| alike(&base, head))
            {
                Some(index) => {
                    let head = self.operations_added.remove(index);
                    self.operations.push((base, head));
                }
                None => left.push(base),
            }
        }
        self.operations_removed = left;
    }

    fn pair_components(&mut self, base: &'s Spec, head: &'s Spec) {
        let kinds = |spec: &'s Spec| -> Vec<(&'s str, Part<'s>)> {
            let components = spec.root().get("components");
            let kinds = components.iter().flat_map(Part::entries);
            // Extensions are compared as such.
            kinds.filter(|(kind, _)| !kind.starts_with("x-")).collect()
        };
        let (base_kinds, head_kinds) = (kinds(base), kinds(head));
        let both: BTreeSet<_> = base_kinds
            .iter()
            .chain(&head_kinds)
            .map(|(kind, _)| *kind)
            .collect();
        let mut lists = Vec::new();
        for kind in both {
            let entries = |kinds: &[(&'s str, Part<'s>)]| {
                let own = kinds.iter().filter(|(other, _)| *other == kind);
                let entries = own.flat_map(|(_, part)| part.entries());
                entries
                    .map(|(name, part)| (name.to_owned(), part))
                    .collect()
            };
            let list = Counterparts::by_name(entries(&base_kinds), entries(&head_kinds));
            lists.push((kind, list));
        }
        // A renamed part may refer to another renamed part, so shapes are compared while all that
        // changed its name counts as unpaired.
        self.take(&lists);
        let like = Self {
            operations: Vec::new(),
            operations_added: Vec::new(),
            operations_removed: Vec::new(),
            components: Vec::new(),
            names: self.names.clone(),
            components_added: Vec::new(),
            components_removed: Vec::new(),
            unresolved: BTreeMap::new(),
        };
        for (kind, list) in &mut lists {
            list.pair_renamed(|(_, base_part), (_, head_part)| {
                // Most pairs have nothing in common, which is quickly seen.
                same_names(base, head, base_part, head_part)
                    && alike(
                        base,
                        head,
                        &like,
                        &Subject::component(kind, ""),
                        base_part,
                        head_part,
                    )
            });
        }
        self.take(&lists);
    }

    fn take(&mut self, lists: &[(&str, Counterparts<'s>)]) {
        self.components.clear();
        self.components_added.clear();
        self.components_removed.clear();
        for (kind, list) in lists {
            self.components.extend(list.matched.iter().map(|matched| {
                (
                    Subject::component(kind, &matched.base_name),
                    Subject::component(kind, &matched.head_name),
                    matched.base.clone(),
                    matched.head.clone(),
                )
            }));
            let subjects =
                |(name, part): &(String, Part<'s>)| (Subject::component(kind, name), part.clone());
            self.components_added
                .extend(list.added.iter().map(subjects));
            self.components_removed
                .extend(list.removed.iter().map(subjects));
        }
        let pairs = self.components.iter();
        self.names = pairs
            .map(|(base, head, ..)| (head.clone(), base.clone()))
            .collect();
    }

    /// The subject of two named parts, where they are each other's counterpart.
    pub(crate) fn paired(&self, kind: &str, base: &str, head: &str) -> Option<Subject> {
        let base = Subject::component(kind, base);
        let own = self.names.get(&Subject::component(kind, head))?;
        (*own == base).then_some(base)
    }

    /// Whether a named part is at BASE only.
    pub(crate) fn is_removed(&self, kind: &str, name: &str) -> bool {
        let subject = Subject::component(kind, name);
        self.components_removed
            .iter()
            .any(|(removed, _)| *removed == subject)
    }

    /// The name at BASE of a named part of HEAD.
    pub(crate) fn base_name<'n>(&'n self, kind: &str, head: &'n str) -> &'n str {
        match self.names.get(&Subject::component(kind, head)) {
            Some(Subject::Component { name, .. }) => name,
            _ => head,
        }
    }
}
