//! What differs between the methods of two Rust APIs.

use std::collections::BTreeSet;

use super::ApiItem;
use super::compare::{ApiChange, Comparison, Reason, Side};
use super::constructors::Arguments;
use crate::codegen::model::{Operation, Ty};
use crate::spec_diff::verdict::Level;

impl Comparison<'_> {
    pub(super) fn methods(&mut self) {
        let mut added: BTreeSet<&str> = self.head.operations.keys().copied().collect();
        for (&id, operation) in &self.base.operations {
            // Programs call a method by its name, so that one of the same id comes first.
            let new_id = match self.head.operations.contains_key(id) {
                true => id,
                false => self.renames.operations.get(id).map_or(id, String::as_str),
            };
            match self.head.operations.get(new_id) {
                Some(other) => {
                    added.remove(new_id);
                    self.method(id, operation, other);
                }
                None => {
                    let text = format!("{} is gone", operation.call());
                    self.add(ApiItem::Operation(id.to_owned()), Level::Major, text);
                }
            }
        }
        for id in added {
            if let Some(operation) = self.head.operations.get(id) {
                let text = format!("{} is new", operation.call());
                self.add(ApiItem::Operation(id.to_owned()), Level::Minor, text);
            }
        }
    }

    fn method(&mut self, id: &str, base: &Operation, head: &Operation) {
        let item = || ApiItem::Operation(id.to_owned());
        let own = base.call();
        if self.documents_otherwise(base, head) {
            // What it takes is described too, and shown in an example.
            self.changes.push(ApiChange {
                reason: match base.parameters {
                    Some(_) => Reason::AtThePlaceOrElsewhere,
                    None => Reason::AtThePlace,
                },
                ..ApiChange::prose(item(), &own)
            });
        }
        if own != head.call() {
            let text = format!("{own} is now {}", head.call());
            self.changes.push(ApiChange {
                explained_by: &["operation-id-changed", "tags-changed"],
                ..ApiChange::new(item(), Level::Major, text)
            });
        }
        self.request(item(), &own, base, head);
        self.arguments(&item(), &own, base, head);
        self.deprecation(&item(), &own, &base.deprecated, &head.deprecated);
        self.sending(&item(), &own, base, head);
    }

    /// Returns true if the documentation of two methods differs.
    fn documents_otherwise(&self, base: &Operation, head: &Operation) -> bool {
        let text = |operation: &Operation| {
            let in_path = operation.in_path.iter();
            let in_path = in_path.map(|it| (it.name.clone(), it.docs.clone(), it.example.clone()));
            (
                (operation.summary.clone(), operation.description.clone()),
                (operation.method, operation.path.clone()),
                operation.retry_class.clone(),
                in_path.collect::<Vec<_>>(),
                (operation.call(), operation.parameters.clone()),
            )
        };
        let taken = |side: &Side<'_>, operation: &Operation| {
            let name = operation.parameters.as_deref();
            let model = name.and_then(|name| side.models.get(name));
            let taken = model.into_iter().flat_map(|model| model.taken());
            let taken = taken.map(|field| (field.name.clone(), field.first_sentence()));
            let example = name.and_then(|name| side.examples.of(name)).cloned();
            (taken.collect::<Vec<_>>(), example)
        };
        text(base) != text(head) || taken(self.base, base) != taken(self.head, head)
    }

    /// Compares what two methods send.
    fn sending(&mut self, item: &ApiItem, own: &str, base: &Operation, head: &Operation) {
        let unwrap =
            |operation: &Operation| operation.unwrap.clone().unwrap_or("nothing".to_owned());
        let facts: [(&str, String, String, &'static [&'static str]); 4] = [
            (
                "method",
                base.method.to_owned(),
                head.method.to_owned(),
                &["operation-moved"],
            ),
            (
                "path",
                base.path.clone(),
                head.path.clone(),
                &[
                    "operation-moved",
                    "path-parameter-renamed",
                    "path-parameters-swapped",
                ],
            ),
            (
                "retry class",
                base.retry_class.clone(),
                head.retry_class.clone(),
                &["retry-class-weakened", "retry-class-strengthened"],
            ),
            ("envelope", unwrap(base), unwrap(head), &["unwrap-changed"]),
        ];
        for (fact, before, after, explained_by) in facts {
            if before != after {
                let text = format!("{own} sends with {fact} `{after}` instead of `{before}`");
                self.changes.push(ApiChange {
                    explained_by,
                    ..ApiChange::new(item.clone(), Level::Patch, text)
                });
            }
        }
    }

    /// The type of the request that two methods give.
    fn request(&mut self, item: ApiItem, own: &str, base: &Operation, head: &Operation) {
        let request = |result: &Ty, parameters: Option<&str>| match parameters {
            Some(parameters) => format!("Request<{result}, {parameters}>"),
            None => format!("Request<{result}>"),
        };
        let own_parameters = base.parameters.as_deref().map(|name| self.new_name(name));
        let before = request(&self.renamed(&base.result), own_parameters);
        let after = request(&head.result, head.parameters.as_deref());
        if before == after {
            return;
        }
        let text = format!("{own} gives `{after}` instead of `{before}`");
        let same_parameters = own_parameters == head.parameters.as_deref();
        let explained_by: &[&str] = match same_parameters {
            true => &["unwrap-changed"],
            false => TAKEN,
        };
        let models = [&base.result, &head.result]
            .into_iter()
            .filter_map(Ty::model);
        self.changes.push(ApiChange {
            explained_by,
            mentions: models.map(str::to_owned).collect(),
            ..ApiChange::new(item, Level::Major, text)
        });
    }

    fn arguments(&mut self, item: &ApiItem, path: &str, base: &Operation, head: &Operation) {
        let own_parameters = base.parameters.as_deref().map(|name| self.new_name(name));
        let same_parameters = own_parameters == head.parameters.as_deref();
        let of = |side: &Side<'_>, operation: &Operation| {
            let in_path = operation.in_path.iter();
            let in_path = in_path.map(|it| (it.name.clone(), "impl AsRef<str>".to_owned()));
            let mut arguments: Vec<_> = in_path.collect();
            // What the parameters require is said of their constructor.
            if !same_parameters
                && let Some(model) = operation.parameters.as_deref()
                && let Some(model) = side.models.get(model)
            {
                arguments.extend(Arguments::of_fields(&model.taken()).0);
            }
            Arguments(arguments)
        };
        let difference = of(self.base, base).difference(&of(self.head, head));
        if let Some((level, text)) = difference {
            self.changes.push(ApiChange {
                explained_by: TAKEN,
                ..ApiChange::new(item.clone(), level, format!("{path} {text}"))
            });
        }
    }

    pub(super) fn resources(&mut self) {
        // One that comes or goes does so with its methods, which say so.
        for (&name, own) in &self.base.resources {
            if let Some(other) = self.head.resources.get(name) {
                let item = ApiItem::Resource(name.to_owned());
                self.docs(item, &format!("`client.{name}()`"), &own.docs, &other.docs);
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
