//! Operations and named parts of a spec, and their counterparts.

use std::collections::BTreeMap;

use crate::spec_diff::spec::{Part, Spec};
use crate::spec_diff::subject::Subject;

/// The keys of a path that are operations.
pub(crate) const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Returns a path without the names of its parameters, which are not sent.
pub(crate) fn without_names(path: &str) -> String {
    let mut parts = path.split('{');
    let start = parts.next().unwrap_or_default().to_owned();
    parts.fold(start, |path, part| {
        path + "{}" + part.split_once('}').map_or("", |(_, after)| after)
    })
}

/// An operation of a spec.
#[derive(Clone, Debug)]
pub(crate) struct Operation<'s> {
    /// The key under the path, in lower case.
    pub(crate) method: &'s str,
    /// The path with the names of its parameters.
    pub(crate) path: &'s str,
    /// The path item, which applies to all operations of the path.
    pub(crate) item: Part<'s>,
    /// The operation itself.
    pub(crate) part: Part<'s>,
}

impl<'s> Operation<'s> {
    /// Returns all operations of a spec.
    pub(crate) fn all(spec: &'s Spec) -> Vec<Self> {
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

    /// Returns method and path, as `GET /call/{id}`.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    /// Returns the heading under which its changes are reported.
    pub(crate) fn subject(&self) -> Subject {
        Subject::Operation(self.name())
    }

    /// Returns the method and the path without the names of its parameters.
    pub(crate) fn address(&self) -> (&'s str, String) {
        (self.method, without_names(self.path))
    }

    /// Returns the names of the parameters in the path, in order.
    pub(crate) fn path_parameters(&self) -> Vec<&'s str> {
        let parts = self.path.split('{').skip(1);
        parts
            .filter_map(|part| Some(part.split_once('}')?.0))
            .collect()
    }

    /// Returns the names of path parameters at BASE by their names at HEAD. Names that are on one side only
    /// are paired by position, since they are not sent.
    pub(crate) fn names_at_head(&self, head: &Self) -> BTreeMap<&'s str, &'s str> {
        let (own, other) = (self.path_parameters(), head.path_parameters());
        let left = |names: &[&'s str], others: &[&'s str]| -> Vec<&'s str> {
            let left = names.iter().filter(|name| !others.contains(name));
            left.copied().collect()
        };
        let (of_base, of_head) = (left(&own, &other), left(&other, &own));
        of_head.into_iter().zip(of_base).collect()
    }

    /// Returns true if a path parameter has another position at HEAD.
    pub(crate) fn swaps_parameters(&self, head: &Self) -> bool {
        let (own, other) = (self.path_parameters(), head.path_parameters());
        let position = |names: &[&str], name: &str| names.iter().position(|other| *other == name);
        own.iter()
            .any(|name| position(&other, name).is_some_and(|at| position(&own, name) != Some(at)))
    }

    /// Returns the operation id.
    pub(crate) fn id(&self) -> Option<&'s str> {
        self.part.get("operationId")?.text()
    }
}

/// The operations and named parts of two specs, paired.
#[derive(Debug, Default)]
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
    pub(crate) names: BTreeMap<Subject, Subject>,
    /// Named parts at HEAD only.
    pub(crate) components_added: Vec<(Subject, Part<'s>)>,
    /// Named parts at BASE only.
    pub(crate) components_removed: Vec<(Subject, Part<'s>)>,
    /// References that cannot be resolved, with the pointers of their first uses at BASE and at HEAD.
    pub(crate) unresolved: BTreeMap<&'s str, (Option<String>, Option<String>)>,
}
