//! Compares callbacks: requests that the API sends to an address from an earlier request.
//!
//! The API is the client of a callback, so the directions are swapped: its requests follow the rules of
//! responses, and the receiver's responses those of requests.

use super::walk::{At, Walk};
use crate::spec_diff::checks::{Kind, Pair};
use crate::spec_diff::openapi::{Counterparts, List, METHODS, Object, Operation};
use crate::spec_diff::spec::Part;
use crate::spec_diff::subject::Step;

impl<'s> Walk<'_, 's> {
    /// Compares the addresses of a callback.
    pub(super) fn compare_callback(&mut self, at: &At, base: &Object<'s>, head: &Object<'s>) {
        let is_address = |key: &str| !key.starts_with("x-");
        let addresses = self.pair_requests(at, base, head, is_address, &str::to_owned);
        for address in addresses.matched {
            let (item, other_item) = (&address.base, &address.head);
            let (own, other) = (Object::new(item), Object::new(other_item));
            self.check(Kind::Path, at, &own, &other);
            let name = |method: &str| format!("{} {}", method.to_uppercase(), address.base_name);
            let is_method = |key: &str| METHODS.contains(&key);
            let (mut own, mut other) = (own, other);
            own.keys.retain(|key, _| is_method(key));
            other.keys.retain(|key, _| is_method(key));
            let methods = self.pair_requests(at, &own, &other, is_method, &name);
            for method in methods.matched {
                let operation = |item: &Part<'s>, part| Operation {
                    method: "",
                    path: "",
                    item: item.clone(),
                    part,
                };
                let at = at.step(Step::Other(method.base_name));
                let (own, other) = (
                    operation(item, method.base),
                    operation(other_item, method.head),
                );
                self.compare_operation(&at, &own, &other);
            }
        }
    }

    /// Pairs the keys of two objects that lead to requests, and runs the checks on the objects.
    fn pair_requests(
        &mut self,
        at: &At,
        base: &Object<'s>,
        head: &Object<'s>,
        is_request: impl Fn(&str) -> bool,
        name: &dyn Fn(&str) -> String,
    ) -> Counterparts<'s> {
        let entries = |object: &Object<'s>| {
            let entries = object.keys.iter().filter(|(key, _)| is_request(key));
            entries
                .map(|(key, part)| (name(key), part.clone()))
                .collect()
        };
        let list = Counterparts::by_name(entries(base), entries(head));
        let keys = base.keys.keys().chain(head.keys.keys()).copied();
        let walked: Vec<_> = keys.filter(|key| is_request(key)).collect();
        let lists = [(List::Callbacks, list.clone())];
        let pair = Pair {
            lists: &lists,
            walked: &walked,
            ..Pair::new(base, head)
        };
        self.run(Kind::Callback, at, &pair);
        list
    }
}
