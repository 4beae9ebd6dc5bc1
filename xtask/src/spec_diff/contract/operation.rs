//! Goes down two operations: their parameters, bodies and responses.

use std::collections::BTreeMap;

use super::document::servers;
use super::walk::{At, Scope, Walk};
use crate::spec_diff::checks::{Kind, Pair};
use crate::spec_diff::openapi::{Counterparts, List, Object, Operation, View, share_a_word};
use crate::spec_diff::spec::{Part, Spec};
use crate::spec_diff::subject::{Step, Subject};

/// So many references are followed to a definition.
const REFERENCES: usize = 16;

impl<'s> Walk<'_, 's> {
    pub(super) fn operation(&mut self, base: &Operation<'s>, head: &Operation<'s>) {
        let at = At::of(Subject::Operation(base.name()));
        let mut lists = self.lists(base, head);
        let (mut own, mut other) = (Object::of(&base.part), Object::of(&head.part));
        // What an operation says about servers and security stands in place of what the path and
        // the document say; what nobody says here is compared once, for the whole API.
        let servers_here = |spec: &'s Spec, operation: &Operation<'s>| {
            let here = operation
                .part
                .get("servers")
                .or_else(|| operation.item.get("servers"));
            (here.is_some(), here.or_else(|| spec.root().get("servers")))
        };
        let ((base_own, base_servers), (head_own, head_servers)) =
            (servers_here(self.base, base), servers_here(self.head, head));
        if base_own || head_own {
            own.keys
                .extend(base_servers.clone().map(|part| ("servers", part)));
            other
                .keys
                .extend(head_servers.clone().map(|part| ("servers", part)));
            lists.push((List::Servers, servers(base_servers, head_servers)));
        }
        let security_here = |spec: &'s Spec, operation: &Operation<'s>| {
            let here = operation.part.get("security");
            (here.is_some(), here.or_else(|| spec.root().get("security")))
        };
        let ((base_own, base_security), (head_own, head_security)) = (
            security_here(self.base, base),
            security_here(self.head, head),
        );
        let security = (
            self.security(base_security.clone(), true),
            self.security(head_security.clone(), false),
        );
        let differs_here = base_own || head_own;
        if differs_here {
            own.keys
                .extend(base_security.map(|part| ("security", part)));
            other
                .keys
                .extend(head_security.map(|part| ("security", part)));
        }
        for scheme in security.0.alternatives().flatten() {
            let scheme = Subject::component("securitySchemes", scheme);
            self.edges
                .push((at.path.subject.clone(), Scope::BOTH, scheme));
        }
        self.run(
            Kind::Operation,
            &at,
            &Pair {
                lists: &lists,
                security: differs_here.then_some((&security.0, &security.1)),
                ..Pair::of(&own, &other)
            },
        );
        self.each_server(&at, &lists);
        self.extensions(&at, base.part.get("responses"), head.part.get("responses"));
        let (base, head) = (base.part.get("callbacks"), head.part.get("callbacks"));
        self.extensions(&at, base, head);
        self.below_operation(&at, (Scope::REQUEST, Scope::RESPONSE), &lists);
    }

    /// What stands in two operations by name.
    pub(super) fn lists(
        &self,
        base: &Operation<'s>,
        head: &Operation<'s>,
    ) -> Vec<(List, Counterparts<'s>)> {
        let by_name = |key| {
            let entries = |operation: &Operation<'s>| named(operation.part.get(key));
            Counterparts::by_name(entries(base), entries(head))
        };
        let body = |operation: &Operation<'s>| {
            let body = operation.part.get("requestBody");
            body.map(|body| ("request body".to_owned(), body))
                .into_iter()
                .collect()
        };
        let mut bodies = Counterparts::by_name(body(base), body(head));
        self.define(&mut bodies);
        vec![
            (List::Parameters, self.parameters(base, head)),
            (List::Statuses, by_name("responses")),
            (List::Body, bodies),
            (List::Callbacks, by_name("callbacks")),
        ]
    }

    /// Goes down the lists of an operation, whose requests and responses go in these directions.
    pub(super) fn below_operation(
        &mut self,
        at: &At,
        (sent, returned): (Scope, Scope),
        lists: &[(List, Counterparts<'s>)],
    ) {
        for (list, counterparts) in lists {
            for matched in &counterparts.matched {
                let (base, head) = (&matched.base, &matched.head);
                match list {
                    List::Parameters => {
                        let name = bare(&matched.base_name).to_owned();
                        let at = at.step(Step::Parameter(name));
                        self.parameter(&at.only(sent), base, head);
                    }
                    List::Body => {
                        self.body(&at.step(Step::Body).only(sent), base, head);
                    }
                    List::Statuses => {
                        let at = at.step(Step::Status(matched.base_name.clone()));
                        self.response(&at.only(returned), base, head);
                    }
                    List::Callbacks => {
                        let at = at.step(Step::Callback(matched.base_name.clone()));
                        self.callback(&at, base, head);
                    }
                    _ => {}
                }
            }
        }
    }

    /// The parameters of an operation and its path, as `path/id`: where they are sent, and the name.
    fn parameters(&self, base: &Operation<'s>, head: &Operation<'s>) -> Counterparts<'s> {
        let list = |spec: &'s Spec, operation: &Operation<'s>, renamed: &BTreeMap<&str, &str>| {
            let mut list: Vec<(String, Part<'s>)> = Vec::new();
            for owner in [&operation.part, &operation.item] {
                for part in owner.get("parameters").iter().flat_map(Part::items) {
                    let full = View::of(spec, &part).full(spec);
                    let name = full.text("name").unwrap_or("?");
                    let place = full.text("in").unwrap_or("?");
                    let name = match place {
                        "path" => (*renamed.get(name).unwrap_or(&name)).to_owned(),
                        // Names of headers are the same in any letters.
                        "header" => name.to_lowercase(),
                        _ => name.to_owned(),
                    };
                    let name = format!("{place}/{name}");
                    // What the operation says stands in place of what the path says.
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
        parameters.pair_renamed(|(base, _), (head, _)| bare(base) == bare(head));
        self.define(&mut parameters);
        parameters.pair_renamed(|(base_name, base), (head_name, head)| {
            // As of properties, the names have to speak as well.
            share_a_word(bare(base_name), bare(head_name))
                // The names of those in the path are not sent.
                && !base_name.starts_with("path/")
                && self.alike_parameters(base, head)
        });
        parameters
    }

    /// Puts definitions in place of references to them where there is nothing to compare them with.
    fn define(&self, counterparts: &mut Counterparts<'s>) {
        let sides = [
            (self.base, &mut counterparts.removed),
            (self.head, &mut counterparts.added),
        ];
        for (spec, list) in sides {
            for (_, part) in list {
                // A reference may lead to another; one that goes round in a circle to nothing.
                for _ in 0..REFERENCES {
                    let Some(target) = View::of(spec, part).target else {
                        break;
                    };
                    *part = target.part;
                }
            }
        }
    }
}

/// The name of a parameter, of `path/name`.
fn bare(key: &str) -> &str {
    key.split_once('/').map_or(key, |(_, name)| name)
}

/// The entries of an object, with their names; extensions have none.
pub(super) fn named(part: Option<Part<'_>>) -> Vec<(String, Part<'_>)> {
    let entries = part.iter().flat_map(Part::entries);
    entries
        .filter(|(name, _)| !name.starts_with("x-"))
        .map(|(name, part)| (name.to_owned(), part))
        .collect()
}
