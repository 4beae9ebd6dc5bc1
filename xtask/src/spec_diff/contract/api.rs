//! Which operation and which named part of BASE is which of HEAD.

use std::collections::{BTreeMap, BTreeSet};

use super::counterparts::Counterparts;
use super::object::View;
use super::unresolved::unresolved;
use super::walk::alike;
use crate::spec_diff::checks::significant;
use crate::spec_diff::place::Subject;
use crate::spec_diff::spec::{Part, Spec};

pub(crate) const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Whether two parts have properties, and values of an enum, of the same names.
fn same_names<'s>(base: &'s Spec, head: &'s Spec, own: &Part<'s>, other: &Part<'s>) -> bool {
    let names = |spec: &'s Spec, part: &Part<'s>| {
        let object = View::of(spec, part).full(spec);
        let properties: BTreeSet<_> = object.properties.keys().copied().collect();
        (properties, significant("enum", &object))
    };
    names(base, own) == names(head, other)
}

/// A path without the names of its parameters, which are not sent.
pub(super) fn without_names(path: &str) -> String {
    let mut bare = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        bare.push_str(before);
        bare.push_str("{}");
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    bare
}

/// An operation of a spec.
#[derive(Clone, Debug)]
pub(crate) struct Operation<'s> {
    /// As it is written, in small letters.
    pub(crate) method: &'s str,
    /// With the names of its parameters.
    pub(crate) path: &'s str,
    /// What the path says for all its operations.
    pub(crate) item: Part<'s>,
    /// The operation itself.
    pub(crate) part: Part<'s>,
}

impl<'s> Operation<'s> {
    fn all(spec: &'s Spec) -> Vec<Self> {
        let mut operations = Vec::new();
        for (path, item) in spec.root().get("paths").iter().flat_map(Part::entries) {
            let referred = item.get("$ref").and_then(|key| spec.refer(key.text()?));
            let item = referred.unwrap_or(item);
            for method in METHODS {
                if let Some(part) = item.get(method) {
                    operations.push(Self {
                        method,
                        path,
                        item: item.clone(),
                        part,
                    });
                }
            }
        }
        operations
    }

    /// `GET /call/{id}`.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    /// The method and the path without the names of its parameters.
    pub(crate) fn address(&self) -> (&'s str, String) {
        (self.method, without_names(self.path))
    }

    /// The names of the parameters in the path, in order.
    pub(crate) fn path_parameters(&self) -> Vec<&'s str> {
        let parts = self.path.split('{').skip(1);
        parts
            .filter_map(|part| Some(part.split_once('}')?.0))
            .collect()
    }

    /// The names of the parameters in the path at BASE, by those of its counterpart at HEAD. The
    /// names are not sent, so where they differ these go by their position.
    pub(crate) fn names_at_head(&self, head: &Self) -> BTreeMap<&'s str, &'s str> {
        let (own, other) = (self.path_parameters(), head.path_parameters());
        let left = |names: &[&'s str], others: &[&'s str]| -> Vec<&'s str> {
            let left = names.iter().filter(|name| !others.contains(name));
            left.copied().collect()
        };
        let (of_base, of_head) = (left(&own, &other), left(&other, &own));
        of_head.into_iter().zip(of_base).collect()
    }

    /// Whether a name of a parameter in the path stands for another place of it at HEAD.
    pub(crate) fn trades_places(&self, head: &Self) -> bool {
        let (own, other) = (self.path_parameters(), head.path_parameters());
        let place = |names: &[&str], name: &str| names.iter().position(|other| *other == name);
        own.iter()
            .any(|name| place(&other, name).is_some_and(|at| place(&own, name) != Some(at)))
    }

    /// The operation id.
    pub(crate) fn id(&self) -> Option<&'s str> {
        self.part.get("operationId")?.text()
    }
}

/// Operations and named parts, paired.
#[derive(Debug)]
pub(crate) struct ApiPairs<'s> {
    /// Operations on both sides, also those that moved.
    pub(crate) operations: Vec<(Operation<'s>, Operation<'s>)>,
    /// Operations at HEAD only.
    pub(crate) operations_added: Vec<Operation<'s>>,
    /// Operations at BASE only.
    pub(crate) operations_removed: Vec<Operation<'s>>,
    /// Named parts on both sides, also those with a new name: both names, both definitions.
    pub(crate) components: Vec<(Subject, Subject, Part<'s>, Part<'s>)>,
    /// The names at BASE, by those at HEAD.
    names: BTreeMap<Subject, Subject>,
    /// Named parts at HEAD only.
    pub(crate) components_added: Vec<(Subject, Part<'s>)>,
    /// Named parts at BASE only.
    pub(crate) components_removed: Vec<(Subject, Part<'s>)>,
    /// References that lead to nothing in their file, by what they say: where the first of each stands
    /// at BASE and at HEAD.
    pub(crate) unresolved: BTreeMap<&'s str, (Option<String>, Option<String>)>,
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
