//! What schemas are made of, by way of `allOf`: named parts are compared on their own, so that what
//! changes in one is not said again of each schema that is made of it.

use std::collections::{BTreeMap, BTreeSet};

use super::walk::{At, Walk};
use crate::spec_diff::openapi::View;
use crate::spec_diff::spec::{Part, Spec};
use crate::spec_diff::subject::Subject;

/// The named schemas that a schema is made of on both sides, by its subject.
pub(crate) type Parts = BTreeMap<Subject, BTreeSet<Subject>>;

impl<'s> View<'s> {
    /// The named schemas that it is made of, where these are several members of an `allOf`.
    pub(crate) fn parts(&self, spec: &'s Spec) -> BTreeSet<String> {
        let own = self.own.keys.get("allOf").cloned();
        let of_target = || {
            self.target
                .as_ref()
                .and_then(|target| target.part.get("allOf"))
        };
        let members: Vec<_> = own
            .or_else(of_target)
            .iter()
            .flat_map(Part::items)
            .collect();
        if members.len() < 2 {
            return BTreeSet::new();
        }
        let targets = members
            .iter()
            .filter_map(|member| View::of(spec, member).target);
        targets
            .filter(|target| target.kind == "schemas")
            .map(|target| target.name)
            .collect()
    }
}

impl<'s> Walk<'_, 's> {
    /// The named schemas that both sides are made of, in the names of each.
    pub(super) fn parts(
        &mut self,
        at: &At,
        base: &View<'s>,
        head: &View<'s>,
    ) -> (BTreeSet<String>, BTreeSet<String>) {
        let (own, other) = (base.parts(self.base), head.parts(self.head));
        let mut both = (BTreeSet::new(), BTreeSet::new());
        for name in own {
            let counterpart = other
                .iter()
                .find_map(|other| Some((other, self.api.paired("schemas", &name, other)?)));
            let Some((other, part)) = counterpart else {
                continue;
            };
            let subject = at.path.subject.clone();
            self.edges.push((subject.clone(), at.scope, part.clone()));
            self.parts.entry(subject).or_default().insert(part);
            both.0.insert(name);
            both.1.insert(other.clone());
        }
        both
    }
}
