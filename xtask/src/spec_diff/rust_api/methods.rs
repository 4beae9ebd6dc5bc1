//! Compares methods and resources.

use super::constructors::Arguments;
use super::{Comparison, Item, Paired, Reason, Side};
use crate::codegen::model::{Operation, Ty};
use crate::spec_diff::subject::{Subject, SubjectPath};
use crate::spec_diff::verdict::Level;

/// Checks that explain a path.
const PATH: &[&str] = &[
    "operation-moved",
    "path-parameter-renamed",
    "path-parameters-swapped",
];

/// Checks that explain a retry class.
const RETRY_CLASS: &[&str] = &["retry-class-weakened", "retry-class-strengthened"];

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
    pub(super) fn compare_methods(&mut self) {
        // Programs call a method by its name, so the same id comes first.
        let new_id = |id: &str| match self.new_ids.get(id) {
            Some(new_id) if self.head.api.operation(id).is_none() => (*new_id).to_owned(),
            _ => id.to_owned(),
        };
        let (own, others) = (self.base.api.operations(), self.head.api.operations());
        let methods = Paired::new(own, others, |operation| &operation.id, new_id);
        for (operation, level, text) in methods.one_sided {
            self.add(&method(operation), level, text);
        }
        for (base, head) in methods.both {
            self.compare_method(base, head);
        }
    }

    fn compare_method(&mut self, base: &Operation, head: &Operation) {
        let item = &method(base);
        if self.base.documentation(base) != self.head.documentation(head) {
            let change = self.add_prose(item);
            // The example and the list of arguments come from elsewhere.
            if base.parameters.is_some() {
                change.reason = Reason::AtPathOrElsewhere;
            }
        }
        if item.name != head.call() {
            let change = self.add(item, Level::Major, format!("is now {}", head.call()));
            change.effect.causes = &["operation-id-changed", "tags-changed"];
        }
        self.compare_request(item, base, head);
        self.compare_deprecation(item, &base.deprecated, &head.deprecated);
        self.compare_endpoint(item, base, head);
    }

    /// Compares the type of the request that a method returns, and the method's arguments.
    fn compare_request(&mut self, item: &Item, base: &Operation, head: &Operation) {
        let own = base.parameters.as_deref().map(|name| self.new_name(name));
        let same_parameters = own == head.parameters.as_deref();
        let request = |result: &Ty, parameters: Option<&str>| match parameters {
            Some(parameters) => format!("Request<{result}, {parameters}>"),
            None => format!("Request<{result}>"),
        };
        let before = request(&self.renamed(&base.result), own);
        let after = request(&head.result, head.parameters.as_deref());
        if before != after {
            let text = format!("returns `{after}` instead of `{before}`");
            let models = [&base.result, &head.result];
            let models = models.into_iter().filter_map(|ty| ty.model());
            let change = self.add(item, Level::Major, text);
            change.effect.mentions = models.map(str::to_owned).collect();
            change.effect.causes = match same_parameters {
                true => &["unwrap-changed"],
                false => ARGUMENTS,
            };
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
            self.add(item, level, text).effect.causes = ARGUMENTS;
        }
    }

    /// Compares the facts about an operation that its request carries.
    fn compare_endpoint(&mut self, item: &Item, base: &Operation, head: &Operation) {
        type Fact = (
            &'static str,
            fn(&Operation) -> &str,
            &'static [&'static str],
        );
        let facts: [Fact; 4] = [
            ("method", |it| it.method, &["operation-moved"]),
            ("path", |it| &it.path, PATH),
            ("retry class", |it| &it.retry_class, RETRY_CLASS),
            ("envelope", envelope, &["unwrap-changed"]),
        ];
        for (fact, value, causes) in facts {
            let (before, after) = (value(base), value(head));
            if before != after {
                let text = format!("uses {fact} `{after}` instead of `{before}`");
                self.add(item, Level::Patch, text).effect.causes = causes;
            }
        }
    }

    pub(super) fn compare_resources(&mut self) {
        // A resource is added and removed with its methods, which are reported.
        let (own, others) = (&self.base.api.resources, &self.head.api.resources);
        let resources = Paired::new(own, others, |resource| &resource.name, str::to_owned);
        for (own, other) in resources.both {
            let path = SubjectPath::new(Subject::Api);
            let item = Item::new(path, format!("client.{}()", own.name));
            self.compare_docs(&item, &own.docs, &other.docs);
        }
    }
}

fn envelope(operation: &Operation) -> &str {
    operation.unwrap.as_deref().unwrap_or("nothing")
}

fn method(operation: &Operation) -> Item {
    Item {
        path: SubjectPath::from_operation(operation),
        name: operation.call(),
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
            .and_then(|model| self.examples.get(&model.name))
            .cloned();
        (
            (operation.call(), operation.parameters, operation.in_path),
            operation.docs,
            (operation.method, operation.path, operation.retry_class),
            (taken, example),
        )
    }
}
