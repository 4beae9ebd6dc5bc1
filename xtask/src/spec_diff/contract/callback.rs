//! Compares callbacks: requests that the API sends to an address which it was given.
//!
//! The API is the client there, so the directions are swapped: its requests follow the rules of responses,
//! and the receiver's responses those of requests.

use serde_json::Value;

use super::walk::{Apart, At, Resolved, Scope, Walk};
use crate::spec_diff::checks::{Kind, Pair};
use crate::spec_diff::openapi::{Counterparts, List, METHODS, Object, Operation};
use crate::spec_diff::spec::Part;
use crate::spec_diff::subject::Step;

static NOTHING: Value = Value::Null;

impl<'s> Walk<'_, 's> {
    /// A callback: a path for each address.
    pub(super) fn callback(&mut self, at: &At, base: &Part<'s>, head: &Part<'s>) {
        // Below a named part as well, the directions are those of a callback.
        let at = &match at.path.is_in_callback() {
            true => at.clone(),
            false => at.step(Step::Callback(at.path.subject.name().to_owned())),
        };
        let (base, head) = match self.resolve(at, base, head) {
            Resolved::Same(base, head) => return self.check(Kind::Callback, at, &base, &head),
            Resolved::Apart(Apart { all: base, .. }, Apart { all: head, .. }, _) => (base, head),
        };
        let addresses = |object: &Object<'s>| {
            let keys = object.keys.iter();
            let addresses = keys.filter(|(key, _)| !key.starts_with("x-"));
            addresses
                .map(|(address, item)| ((*address).to_owned(), item.clone()))
                .collect()
        };
        let lists = [(
            List::Callbacks,
            Counterparts::by_name(addresses(&base), addresses(&head)),
        )];
        let keys = base.keys.keys().chain(head.keys.keys()).copied();
        let walked: Vec<_> = keys.filter(|key| !key.starts_with("x-")).collect();
        self.run(
            Kind::Callback,
            at,
            &Pair {
                lists: &lists,
                walked: &walked,
                ..Pair::of(&base, &head)
            },
        );
        for matched in lists.iter().flat_map(|(_, list)| &list.matched) {
            self.at_address(at, &matched.base_name, &matched.base, &matched.head);
        }
    }

    /// The requests that the API sends to one address.
    fn at_address(&mut self, at: &At, address: &str, base: &Part<'s>, head: &Part<'s>) {
        let (own, other) = (Object::of(base), Object::of(head));
        self.check(Kind::Path, at, &own, &other);
        let methods = |item: &Object<'s>| {
            let keys = item.keys.iter();
            let methods = keys.filter(|(key, _)| METHODS.contains(key));
            methods
                .map(|(method, part)| {
                    (format!("{} {address}", method.to_uppercase()), part.clone())
                })
                .collect()
        };
        let lists = [(
            List::Callbacks,
            Counterparts::by_name(methods(&own), methods(&other)),
        )];
        let bare = |item: Object<'s>| {
            Object::of(&Part {
                pointer: item.pointer,
                value: &NOTHING,
            })
        };
        let (own, other) = (bare(own), bare(other));
        let pair = Pair {
            lists: &lists,
            ..Pair::of(&own, &other)
        };
        self.run(Kind::Callback, at, &pair);
        for matched in lists.iter().flat_map(|(_, list)| &list.matched) {
            let operation = |item: &Part<'s>, part: &Part<'s>| Operation {
                method: "",
                path: "",
                item: item.clone(),
                part: part.clone(),
            };
            let at = at.step(Step::Other(matched.base_name.clone()));
            let own = operation(base, &matched.base);
            let other = operation(head, &matched.head);
            self.callback_operation(&at, &own, &other);
        }
    }

    fn callback_operation(&mut self, at: &At, base: &Operation<'s>, head: &Operation<'s>) {
        let lists = self.lists(base, head);
        let (own, other) = (Object::of(&base.part), Object::of(&head.part));
        let pair = Pair {
            lists: &lists,
            ..Pair::of(&own, &other)
        };
        self.run(Kind::Operation, at, &pair);
        for key in ["responses", "callbacks"] {
            self.extensions(at, base.part.get(key), head.part.get(key));
        }
        self.below_operation(at, (Scope::RESPONSE, Scope::REQUEST), &lists);
    }
}
