//! What differs between the methods of two Rust APIs.

use std::collections::BTreeSet;

use super::ApiPlace;
use super::compare::{Comparison, idents};
use super::items::{Method, RustApi};
use super::syntax::tokens;
use crate::spec_diff::verdict::Level;

impl Comparison<'_> {
    pub(super) fn methods(&mut self, base: &RustApi, head: &RustApi) {
        let mut added: BTreeSet<_> = head.methods.keys().collect();
        for (id, method) in &base.methods {
            // Programs call a method by its name, so that one of the same id comes first.
            let new_id = match head.methods.contains_key(id) {
                true => id,
                false => self.renames.operations.get(id).unwrap_or(id),
            };
            match head.methods.get(new_id) {
                Some(other) => {
                    added.remove(new_id);
                    self.method(id, method, other);
                }
                None => {
                    let text = format!("{} is gone", path(method));
                    self.add(ApiPlace::Operation(id.clone()), Level::Major, text);
                }
            }
        }
        for id in added {
            if let Some(method) = head.methods.get(id) {
                let text = format!("{} is new", path(method));
                self.add(ApiPlace::Operation(id.clone()), Level::Minor, text);
            }
        }
    }

    fn method(&mut self, id: &str, base: &Method, head: &Method) {
        let place = || ApiPlace::Operation(id.to_owned());
        let own = path(base);
        self.docs(place(), &own, &base.docs, &head.docs);
        if own != path(head) {
            let text = format!("{own} is now {}", path(head));
            self.add_for(
                &["operation-id-changed", "tags-changed"],
                place(),
                Level::Major,
                text,
            );
        }
        let result = self.renamed(&base.result);
        if result != tokens(&head.result) {
            let text = format!(
                "{own} gives `{}` instead of `{result}`",
                tokens(&head.result)
            );
            self.add_for(&["unwrap-changed"], place(), Level::Major, text);
            if let Some(change) = self.changes.last_mut() {
                change.mentions = idents(&base.result).chain(idents(&head.result)).collect();
            }
        }
        if base.generics != head.generics {
            let text = format!("the bounds of {own} change");
            self.add(place(), Level::Major, text);
        }
        self.arguments(place(), &own, base, head);
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
                self.add_for(explained_by, place(), Level::Patch, text);
            }
        }
    }

    fn arguments(&mut self, place: ApiPlace, path: &str, base: &Method, head: &Method) {
        let types = |method: &Method| -> Vec<String> {
            method
                .arguments
                .iter()
                .map(|(_, argument)| argument.clone())
                .collect()
        };
        let names = |method: &Method| -> Vec<String> {
            method
                .arguments
                .iter()
                .map(|(name, _)| name.clone())
                .collect()
        };
        let (own, other) = (names(base), names(head));
        let position =
            |names: &[String], name: &String| names.iter().position(|other| other == name);
        let trade_places = own
            .iter()
            .any(|name| position(&other, name).is_some_and(|at| position(&own, name) != Some(at)));
        const CHECKS: &[&str] = &[
            "path-parameter-renamed",
            "path-parameters-swapped",
            "operation-moved",
            "parameters-reordered",
            "required-parameter-added",
            "optional-parameter-added",
            "required-parameter-removed",
            "optional-parameter-removed",
        ];
        if types(base) != types(head) {
            let shown = |method: &Method| {
                let arguments = method.arguments.iter();
                let shown = arguments.map(|(name, argument)| format!("{name}: {argument}"));
                shown.collect::<Vec<_>>().join(", ")
            };
            let text = format!(
                "{path} takes ({}) instead of ({})",
                shown(head),
                shown(base)
            );
            self.add_for(CHECKS, place, Level::Major, text);
        } else if trade_places {
            let text = format!(
                "the arguments of {path} trade places: ({}) instead of ({}); calls still compile \
                 and mean something else",
                other.join(", "),
                own.join(", ")
            );
            self.add_for(CHECKS, place, Level::Major, text);
        } else if own != other {
            let text = format!(
                "the arguments of {path} are called ({}) instead of ({})",
                other.join(", "),
                own.join(", ")
            );
            self.add_for(CHECKS, place, Level::Patch, text);
        }
    }

    pub(super) fn resources(&mut self, base: &RustApi, head: &RustApi) {
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

fn path(method: &Method) -> String {
    format!("`client.{}().{}()`", method.resource, method.name)
}
