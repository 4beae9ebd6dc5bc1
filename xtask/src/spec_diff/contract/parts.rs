//! Composition by `allOf`: named parts are compared on their own, so that a change of one is not
//! reported for each schema that is composed of it.

use std::collections::{BTreeMap, BTreeSet};

use super::walk::{At, Walk};
use crate::spec_diff::openapi::View;
use crate::spec_diff::spec::{Part, Spec};
use crate::spec_diff::subject::Subject;

/// The named schemas that a schema is composed of on both sides, by its subject.
pub(crate) type Parts = BTreeMap<Subject, BTreeSet<Subject>>;

impl<'s> Walk<'_, 's> {
    /// Returns the names at BASE and at HEAD of the schemas that both sides are composed of.
    pub(super) fn parts(
        &mut self,
        at: &At,
        base: &View<'s>,
        head: &View<'s>,
    ) -> (BTreeSet<String>, BTreeSet<String>) {
        let others = composed_of(self.head, head);
        let mut both = (BTreeSet::new(), BTreeSet::new());
        for name in composed_of(self.base, base) {
            let paired =
                |other: &String| Some((other.clone(), self.api.paired("schemas", &name, other)?));
            let Some((other, part)) = others.iter().find_map(paired) else {
                continue;
            };
            let subject = at.path.subject.clone();
            self.edges.push((subject.clone(), at.scope, part.clone()));
            self.parts.entry(subject).or_default().insert(part);
            both.1.insert(other);
            both.0.insert(name);
        }
        both
    }
}

/// Returns the named schemas among the members of an `allOf`, if there are several members.
fn composed_of<'s>(spec: &'s Spec, view: &View<'s>) -> BTreeSet<String> {
    let own = view.own.keys.get("allOf").cloned();
    let target = view.target.as_ref();
    let all = own.or_else(|| target?.part.get("allOf"));
    let members: Vec<_> = all.iter().flat_map(Part::items).collect();
    if members.len() < 2 {
        return BTreeSet::new();
    }
    let targets = members.iter().filter_map(|it| View::new(spec, it).target);
    targets
        .filter(|target| target.kind == "schemas")
        .map(|target| target.name)
        .collect()
}
