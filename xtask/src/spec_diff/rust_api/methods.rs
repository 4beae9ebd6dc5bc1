//! What differs between the methods of two Rust APIs.

use std::collections::BTreeSet;

use super::ApiPlace;
use super::compare::{ApiChange, Comparison, Reason};
use super::constructors::Arguments;
use super::items::Method;
use super::syntax::{idents, tokens};
use crate::spec_diff::verdict::Level;

impl Comparison<'_> {
    pub(super) fn methods(&mut self) {
        let mut added: BTreeSet<_> = self.head.methods.keys().collect();
        for (id, method) in &self.base.methods {
            // Programs call a method by its name, so that one of the same id comes first.
            let new_id = match self.head.methods.contains_key(id) {
                true => id,
                false => self.renames.operations.get(id).unwrap_or(id),
            };
            match self.head.methods.get(new_id) {
                Some(other) => {
                    added.remove(new_id);
                    self.method(id, method, other);
                }
                None => {
                    let text = format!("{} is gone", method.call());
                    self.add(ApiPlace::Operation(id.clone()), Level::Major, text);
                }
            }
        }
        for id in added {
            if let Some(method) = self.head.methods.get(id) {
                let text = format!("{} is new", method.call());
                self.add(ApiPlace::Operation(id.clone()), Level::Minor, text);
            }
        }
    }

    fn method(&mut self, id: &str, base: &Method, head: &Method) {
        let place = || ApiPlace::Operation(id.to_owned());
        let own = base.call();
        if base.docs != head.docs {
            // What it takes is described too, and shown in an example.
            self.changes.push(ApiChange {
                reason: match base.parameters {
                    Some(_) => Reason::AtThePlaceOrElsewhere,
                    None => Reason::AtThePlace,
                },
                ..ApiChange::prose(place(), &own)
            });
        }
        if own != head.call() {
            let text = format!("{own} is now {}", head.call());
            self.changes.push(ApiChange {
                explained_by: &["operation-id-changed", "tags-changed"],
                ..ApiChange::new(place(), Level::Major, text)
            });
        }
        self.request(place(), &own, base, head);
        if base.generics != head.generics {
            let text = format!("the bounds of {own} change");
            self.add(place(), Level::Major, text);
        }
        self.arguments(&place(), &own, base, head);
        self.attributes(&place(), &own, &base.attributes, &head.attributes);
        for (field, value) in &base.operation {
            let other = head.operation.get(field);
            if field != "id" && other != Some(value) {
                let other = other.map(String::as_str).unwrap_or("nothing");
                let text = format!("{own} sends with {field} `{other}` instead of `{value}`");
                let explained_by: &[&str] = match field.as_str() {
                    "path" => &[
                        "operation-moved",
                        "path-parameter-renamed",
                        "path-parameters-swapped",
                    ],
                    "method" => &["operation-moved"],
                    "retry_class" => &["retry-class-weakened", "retry-class-strengthened"],
                    "unwrap" => &["unwrap-changed"],
                    _ => &[],
                };
                self.changes.push(ApiChange {
                    explained_by,
                    ..ApiChange::new(place(), Level::Patch, text)
                });
            }
        }
    }

    /// The type of the request that two methods give.
    fn request(&mut self, place: ApiPlace, own: &str, base: &Method, head: &Method) {
        let request = |result: String, parameters: Option<&String>| match parameters {
            Some(parameters) => format!("Request<{result}, {parameters}>"),
            None => format!("Request<{result}>"),
        };
        let new_name = |name| self.renames.types.get(name).unwrap_or(name);
        let before = request(
            self.renamed(&base.result),
            base.parameters.as_ref().map(new_name),
        );
        let after = request(tokens(&head.result), head.parameters.as_ref());
        if before == after {
            return;
        }
        let text = format!("{own} gives `{after}` instead of `{before}`");
        let same_parameters = base.parameters.as_ref().map(new_name) == head.parameters.as_ref();
        let explained_by: &[&str] = match same_parameters {
            true => &["unwrap-changed"],
            false => TAKEN,
        };
        self.changes.push(ApiChange {
            explained_by,
            mentions: idents(&base.result).chain(idents(&head.result)).collect(),
            ..ApiChange::new(place, Level::Major, text)
        });
    }

    fn arguments(&mut self, place: &ApiPlace, path: &str, base: &Method, head: &Method) {
        let new_name = |name: &String| self.renames.types.get(name).unwrap_or(name).clone();
        let same_parameters = base.parameters.as_ref().map(new_name) == head.parameters;
        // What the parameters require is said of their constructor.
        let of = |method: &Method| {
            let count = match same_parameters {
                true => method.in_path.len(),
                false => method.arguments.len(),
            };
            let arguments = method.arguments.iter().take(count);
            Arguments(arguments.cloned().collect())
        };
        let difference = of(base).difference(&of(head));
        if let Some((level, text)) = difference {
            self.changes.push(ApiChange {
                explained_by: TAKEN,
                ..ApiChange::new(place.clone(), level, format!("{path} {text}"))
            });
        }
    }

    pub(super) fn resources(&mut self) {
        let (base, head) = (self.base, self.head);
        let names: BTreeSet<_> = base.resources.keys().chain(head.resources.keys()).collect();
        for name in names {
            let place = ApiPlace::Resource(name.clone());
            // One that comes or goes does so with its methods, which say so.
            if let Some((own, other)) = base.resources.get(name).zip(head.resources.get(name)) {
                self.docs(place, &format!("`client.{name}()`"), own, other);
            }
        }
    }
}

/// Checks that explain what a method takes.
const TAKEN: &[&str] = &[
    "path-parameter-renamed",
    "path-parameters-swapped",
    "operation-moved",
    "parameters-reordered",
    "required-parameter-added",
    "optional-parameter-added",
    "required-parameter-removed",
    "optional-parameter-removed",
    "required-body-added",
    "body-removed",
];
