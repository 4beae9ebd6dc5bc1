//! Compares two operations: their parameters, bodies and responses.

use std::collections::BTreeMap;

use super::document::servers;
use super::scope::Scope;
use super::walk::{At, Walk};
use crate::spec_diff::checks::{Kind, Pair};
use crate::spec_diff::openapi::{Counterparts, List, Object, Operation, View, share_a_word};
use crate::spec_diff::spec::{Part, Spec};
use crate::spec_diff::subject::Subject;

/// Maximum number of references that lead from one to the next to a definition.
const REFERENCES: usize = 16;

impl<'s> Walk<'_, 's> {
    pub(super) fn compare_operation(
        &mut self,
        at: &At,
        base: &Operation<'s>,
        head: &Operation<'s>,
    ) {
        let mut lists = self.pair_lists(base, head);
        let (mut own, mut other) = (Object::new(&base.part), Object::new(&head.part));
        let mut security = None;
        if !at.path.is_in_callback() {
            // Those of the document are compared once, for the whole API.
            let mut override_inherited = |key| {
                let (base, head) = (
                    inherited(self.base, base, key),
                    inherited(self.head, head, key),
                );
                let is_own = base.0 || head.0;
                if is_own {
                    own.keys.extend(base.1.clone().map(|part| (key, part)));
                    other.keys.extend(head.1.clone().map(|part| (key, part)));
                }
                (is_own, base.1, head.1)
            };
            let (is_own, base_servers, head_servers) = override_inherited("servers");
            if is_own {
                lists.push((List::Servers, servers(base_servers, head_servers)));
            }
            let (is_own, own, other) = override_inherited("security");
            let (own, other) = (self.security(own, true), self.security(other, false));
            for scheme in own.alternatives().flatten() {
                let scheme = Subject::component("securitySchemes", scheme);
                let from = at.path.subject.clone();
                self.edges.push((from, Scope::BOTH, scheme));
            }
            security = is_own.then_some((own, other));
        }
        let pair = Pair {
            lists: &lists,
            security: security.as_ref().map(|(own, other)| (own, other)),
            ..Pair::new(&own, &other)
        };
        self.run(Kind::Operation, at, &pair);
        for key in ["responses", "callbacks"] {
            self.compare_extensions(at, base.part.get(key), head.part.get(key));
        }
        self.compare_lists(at, &lists);
    }

    /// Pairs the named parts of two operations.
    fn pair_lists(
        &self,
        base: &Operation<'s>,
        head: &Operation<'s>,
    ) -> Vec<(List, Counterparts<'s>)> {
        let list = |key| {
            let entries = |operation: &Operation<'s>| named(operation.part.get(key));
            Counterparts::by_name(entries(base), entries(head))
        };
        let body = |operation: &Operation<'s>| {
            let body = operation.part.get("requestBody").into_iter();
            body.map(|body| ("request body".to_owned(), body)).collect()
        };
        let mut bodies = Counterparts::by_name(body(base), body(head));
        self.inline(&mut bodies);
        vec![
            (List::Parameters, self.pair_parameters(base, head)),
            (List::Statuses, list("responses")),
            (List::Body, bodies),
            (List::Callbacks, list("callbacks")),
        ]
    }

    /// Pairs the parameters of two operations and their paths. They are listed as `path/id`: location and
    /// name.
    fn pair_parameters(&self, base: &Operation<'s>, head: &Operation<'s>) -> Counterparts<'s> {
        let list = |spec: &'s Spec, operation: &Operation<'s>, renamed: &BTreeMap<&str, &str>| {
            let mut list: Vec<(String, Part<'s>)> = Vec::new();
            for owner in [&operation.part, &operation.item] {
                for part in owner.items_of("parameters") {
                    let full = View::new(spec, &part).full(spec);
                    let name = full.text("name").unwrap_or("?");
                    let location = full.text("in").unwrap_or("?");
                    let name = match location {
                        "path" => (*renamed.get(name).unwrap_or(&name)).to_owned(),
                        // The case of header names does not matter.
                        "header" => name.to_lowercase(),
                        _ => name.to_owned(),
                    };
                    let name = format!("{location}/{name}");
                    // The operation's own parameters replace those of its path.
                    if !list.iter().any(|(other, _)| *other == name) {
                        list.push((name, part));
                    }
                }
            }
            list
        };
        let mut parameters = Counterparts::by_name(
            list(self.base, base, &BTreeMap::new()),
            list(self.head, head, &base.names_at_head(head)),
        );
        let step = |name: &str| List::Parameters.step(name);
        parameters.pair_renamed(|(base, _), (head, _)| step(base) == step(head));
        self.inline(&mut parameters);
        parameters.pair_renamed(|(base_name, base), (head_name, head)| {
            let (location, name) = base_name.split_once('/').unwrap_or_default();
            let (_, other) = head_name.split_once('/').unwrap_or_default();
            // Many parameters are plain strings, so their names count as well. Those in the path are not
            // sent.
            share_a_word(name, other)
                && location != "path"
                && self.alike(Kind::Parameter, base, head)
        });
        parameters
    }

    /// Replaces references without a counterpart by their definitions.
    fn inline(&self, counterparts: &mut Counterparts<'s>) {
        let sides = [
            (self.base, &mut counterparts.removed),
            (self.head, &mut counterparts.added),
        ];
        for (spec, list) in sides {
            for (_, part) in list {
                for _ in 0..REFERENCES {
                    let Some(target) = View::new(spec, part).target else {
                        break;
                    };
                    *part = target.part;
                }
            }
        }
    }
}

/// Returns the value of a key that holds for an operation, and true if the operation or its path states
/// it, rather than the document.
fn inherited<'s>(spec: &'s Spec, operation: &Operation<'s>, key: &str) -> (bool, Option<Part<'s>>) {
    // `security` has no meaning in a path.
    let of_path = || operation.item.get(key).filter(|_| key == "servers");
    let own = operation.part.get(key).or_else(of_path);
    (own.is_some(), own.or_else(|| spec.root().get(key)))
}

/// Returns the named entries of an object, which are all but extensions.
pub(super) fn named(part: Option<Part<'_>>) -> Vec<(String, Part<'_>)> {
    let entries = part.iter().flat_map(Part::entries);
    entries
        .filter(|(name, _)| !name.starts_with("x-"))
        .map(|(name, part)| (name.to_owned(), part))
        .collect()
}
