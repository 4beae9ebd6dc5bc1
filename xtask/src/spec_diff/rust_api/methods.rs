//! Compares methods and resources.

use super::constructors::Arguments;
use super::{ApiChange, Comparison, Paired, Reason, Side};
use crate::codegen::model::{Operation, Ty};
use crate::spec_diff::subject::{Subject, SubjectPath};
use crate::spec_diff::verdict::Level;

/// Checks that explain the arguments of a method.
const ARGUMENTS: &[&str] = &[
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

impl Comparison<'_> {
    pub(super) fn methods(&mut self) {
        // Programs call a method by its name, so the same id comes first.
        let new_id = |id: &str| match self.new_ids.get(id) {
            Some(new_id) if self.head.api.operation(id).is_none() => (*new_id).to_owned(),
            _ => id.to_owned(),
        };
        let (own, others) = (self.base.api.operations(), self.head.api.operations());
        let methods = Paired::new(own, others, |operation| &operation.id, new_id);
        let removed = methods.removed.into_iter();
        let removed = removed.map(|operation| (operation, Level::Major, "is gone"));
        let added = methods.added.into_iter();
        let added = added.map(|operation| (operation, Level::Minor, "is new"));
        for (operation, level, text) in removed.chain(added) {
            let path = SubjectPath::from_operation(operation);
            self.add(path, level, format!("{} {text}", operation.call()));
        }
        for (base, head) in methods.both {
            self.method(base, head);
        }
    }

    fn method(&mut self, base: &Operation, head: &Operation) {
        let path = SubjectPath::from_operation(base);
        let item = base.call();
        if self.base.documentation(base) != self.head.documentation(head) {
            let change = ApiChange::prose(path.clone(), &item);
            // The example and the list of arguments come from elsewhere.
            self.changes.push(match base.parameters {
                Some(_) => change.reason(Reason::AtPathOrElsewhere),
                None => change,
            });
        }
        if item != head.call() {
            let text = format!("{item} is now {}", head.call());
            let change = ApiChange::new(path.clone(), Level::Major, text);
            self.changes
                .push(change.causes(&["operation-id-changed", "tags-changed"]));
        }
        self.request(&path, &item, base, head);
        self.deprecation(path.clone(), &item, &base.deprecated, &head.deprecated);
        self.endpoint(&path, &item, base, head);
    }

    /// Compares the type of the request that a method returns, and the method's arguments.
    fn request(&mut self, path: &SubjectPath, item: &str, base: &Operation, head: &Operation) {
        let own = base.parameters.as_deref().map(|name| self.new_name(name));
        let same_parameters = own == head.parameters.as_deref();
        let request = |result: &Ty, parameters: Option<&str>| match parameters {
            Some(parameters) => format!("Request<{result}, {parameters}>"),
            None => format!("Request<{result}>"),
        };
        let before = request(&self.renamed(&base.result), own);
        let after = request(&head.result, head.parameters.as_deref());
        if before != after {
            let text = format!("{item} gives `{after}` instead of `{before}`");
            let change = ApiChange::new(path.clone(), Level::Major, text);
            let change = change.mentions([&base.result, &head.result]);
            self.changes.push(match same_parameters {
                true => change.causes(&["unwrap-changed"]),
                false => change.causes(ARGUMENTS),
            });
        }
        let arguments = |side: &Side<'_>, operation: &Operation| {
            let in_path = operation.in_path.iter();
            let in_path = in_path.map(|it| (it.name.clone(), "impl AsRef<str>".to_owned()));
            let mut arguments: Vec<_> = in_path.collect();
            // Those for the same parameters are compared with the constructor.
            if !same_parameters && let Some(model) = side.api.parameters(operation) {
                arguments.extend(Arguments::from_fields(&model.taken()).0);
            }
            Arguments(arguments)
        };
        let (own, other) = (arguments(self.base, base), arguments(self.head, head));
        if let Some((level, text)) = own.difference(&other) {
            let change = ApiChange::new(path.clone(), level, format!("{item} {text}"));
            self.changes.push(change.causes(ARGUMENTS));
        }
    }

    /// Compares the facts about an operation that its request carries.
    fn endpoint(&mut self, path: &SubjectPath, item: &str, base: &Operation, head: &Operation) {
        let facts = |operation: &Operation| {
            let envelope = operation.unwrap.as_deref().unwrap_or("nothing");
            let facts = [
                operation.method,
                &operation.path,
                &operation.retry_class,
                envelope,
            ];
            facts.map(str::to_owned)
        };
        let causes: [(&str, &'static [&'static str]); 4] = [
            ("method", &["operation-moved"]),
            (
                "path",
                &[
                    "operation-moved",
                    "path-parameter-renamed",
                    "path-parameters-swapped",
                ],
            ),
            (
                "retry class",
                &["retry-class-weakened", "retry-class-strengthened"],
            ),
            ("envelope", &["unwrap-changed"]),
        ];
        let facts = facts(base).into_iter().zip(facts(head));
        for ((before, after), (fact, causes)) in facts.zip(causes) {
            if before != after {
                let text = format!("{item} sends with {fact} `{after}` instead of `{before}`");
                let change = ApiChange::new(path.clone(), Level::Patch, text);
                self.changes.push(change.causes(causes));
            }
        }
    }

    pub(super) fn resources(&mut self) {
        // One that comes or goes does so with its methods, which are reported.
        let (own, others) = (&self.base.api.resources, &self.head.api.resources);
        let resources = Paired::new(own, others, |resource| &resource.name, str::to_owned);
        for (own, other) in resources.both {
            let item = format!("`client.{}()`", own.name);
            let path = SubjectPath::new(Subject::Api);
            self.docs(path, &item, &own.docs, &other.docs);
        }
    }
}

impl Side<'_> {
    /// Returns everything that the documentation of a method consists of.
    fn documentation(&self, operation: &Operation) -> impl PartialEq {
        let operation = operation.clone();
        let model = self.api.parameters(&operation);
        let taken = model.into_iter().flat_map(|model| model.taken());
        let taken: Vec<_> = taken
            .map(|field| (field.name.clone(), field.first_sentence()))
            .collect();
        let example = model
            .and_then(|model| self.examples.of(&model.name))
            .cloned();
        (
            (operation.call(), operation.parameters, operation.in_path),
            (operation.summary, operation.description),
            (operation.method, operation.path, operation.retry_class),
            (taken, example),
        )
    }
}
