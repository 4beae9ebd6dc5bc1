//! Compares the Rust APIs of both sides, as their `ApiModel`s describe them.
//!
//! [`models`], [`constructors`] and [`methods`] find the differences, each with the version step that it
//! needs.

mod constructors;
mod methods;
mod models;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use super::explain::Effect;
use super::openapi::ApiPairs;
use super::subject::{Step, Subject, SubjectPath};
use super::verdict::Level;
use crate::codegen::emit::Examples;
use crate::codegen::model::{ApiModel, Deprecation, Location, Operation, Ty};

/// A difference of two Rust APIs.
#[derive(Debug)]
pub(crate) struct ApiChange {
    pub(crate) effect: Effect,
    /// Version step that it needs.
    pub(crate) level: Level,
    pub(crate) reason: Reason,
}

/// The changes of the spec that explain a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The changes at its path.
    AtPath,
    /// The changes at its path; else others, which are reported anyway.
    AtPathOrElsewhere,
    /// Changes of examples, wherever they are; else others, which are reported anyway.
    Examples,
    /// No change.
    Nothing,
}

/// An item of the Rust API, such as a model or a method.
struct Item {
    /// Path of its origin in the spec.
    path: SubjectPath,
    /// Name in backticks.
    name: String,
}

impl Item {
    fn new(path: SubjectPath, name: impl Display) -> Self {
        Self {
            path,
            name: format!("`{name}`"),
        }
    }
}

/// One of the two APIs.
struct Side<'a> {
    api: &'a ApiModel,
    examples: Examples<'a>,
}

impl<'a> Side<'a> {
    fn new(api: &'a ApiModel) -> Self {
        Self {
            api,
            examples: Examples::new(api),
        }
    }

    /// Returns the name of the model of an operation's query.
    fn query(&self, operation: &Operation) -> Option<&'a str> {
        let model = self.api.parameters(operation)?;
        (model.location == Some(Location::Query)).then_some(&model.name)
    }

    /// Returns the operation whose query a model is. No schema has its name.
    fn operation_of(&self, query: &str) -> Option<&'a Operation> {
        let mut operations = self.api.operations();
        operations.find(|operation| self.query(operation) == Some(query))
    }
}

/// Compares two Rust APIs. Paths have the names of BASE, except those that HEAD adds.
pub(crate) fn compare(base: &ApiModel, head: &ApiModel, pairs: &ApiPairs<'_>) -> Vec<ApiChange> {
    let (base, head) = (Side::new(base), Side::new(head));
    let ids = pairs.operations.iter();
    let ids: BTreeMap<_, _> = ids
        .filter_map(|(own, other)| own.id().zip(other.id()))
        .collect();
    let schemas = pairs.components.iter();
    let schemas = schemas.filter(|(own, ..)| own.kind() == Some("schemas"));
    let schemas = schemas.map(|(own, other, ..)| (own.name(), other.name()));
    // Queries are named after their operations.
    let queries = ids.iter().filter_map(|(own, other)| {
        let (own, other) = (base.api.operation(own)?, head.api.operation(other)?);
        base.query(own).zip(head.query(other))
    });
    let new_names = schemas.chain(queries);
    let mut comparison = Comparison {
        new_names: new_names
            .map(|(own, other)| (own.to_owned(), other.to_owned()))
            .collect(),
        new_ids: &ids,
        base: &base,
        head: &head,
        changes: Vec::new(),
    };
    comparison.compare_models();
    comparison.compare_methods();
    comparison.compare_resources();
    comparison.changes
}

struct Comparison<'r> {
    base: &'r Side<'r>,
    head: &'r Side<'r>,
    /// Names of models at HEAD, by those at BASE.
    new_names: BTreeMap<String, String>,
    /// Operation ids at HEAD, by those at BASE.
    new_ids: &'r BTreeMap<&'r str, &'r str>,
    changes: Vec<ApiChange>,
}

impl Comparison<'_> {
    /// Returns the path of a model, or of the operation whose query it is.
    fn path_of(&self, model: &str) -> SubjectPath {
        let sides = [self.base, self.head];
        match sides.iter().find_map(|side| side.operation_of(model)) {
            Some(operation) => SubjectPath::from_operation(operation),
            None => SubjectPath::from_schema(model),
        }
    }

    /// Returns a field or variant; a field of a query stands for a parameter.
    fn member(&self, model: &str, name: &str, wire: &str) -> Item {
        let (path, wire) = (self.path_of(model), wire.to_owned());
        let step = match path.subject {
            Subject::Operation(_) => Step::Parameter(wire),
            _ => Step::Property(wire),
        };
        Item::new(path.then(step), format!("{model}::{name}"))
    }

    /// Adds a difference of an item. The text continues a sentence that begins with the item's name.
    #[expect(clippy::indexing_slicing, reason = "the change has just been added")]
    fn add(&mut self, item: &Item, level: Level, text: impl Display) -> &mut ApiChange {
        let index = self.changes.len();
        self.changes.push(ApiChange {
            effect: Effect {
                path: item.path.clone(),
                text: format!("{} {text}", item.name),
                mentions: BTreeSet::new(),
                causes: &[],
                is_prose: false,
            },
            level,
            reason: Reason::AtPath,
        });
        &mut self.changes[index]
    }

    /// Adds a difference of an item's documentation.
    fn add_prose(&mut self, item: &Item) -> &mut ApiChange {
        let change = self.add(item, Level::Patch, "");
        change.effect.text = format!("the documentation of {} changes", item.name);
        change.effect.is_prose = true;
        change
    }

    fn compare_docs(&mut self, item: &Item, base: &str, head: &str) {
        if base != head {
            self.add_prose(item);
        }
    }

    fn compare_deprecation(
        &mut self,
        item: &Item,
        base: &Option<Deprecation>,
        head: &Option<Deprecation>,
    ) {
        match (base, head) {
            (None, Some(new)) => self.add(item, Level::Minor, format!("is `{new}`")),
            (Some(old), None) => self.add(item, Level::Patch, format!("is no longer `{old}`")),
            // Only the note differs.
            (own, other) if own != other => self.add_prose(item),
            _ => return,
        };
    }

    /// Returns a type of BASE with the model names of HEAD.
    fn renamed(&self, ty: &Ty) -> Ty {
        ty.renamed(&self.new_names)
    }

    /// Returns the name at HEAD of a model of BASE.
    fn new_name<'n>(&'n self, model: &'n str) -> &'n str {
        self.new_names.get(model).map_or(model, String::as_str)
    }
}

/// Items of both sides, by name.
struct Paired<'a, T> {
    both: Vec<(&'a T, &'a T)>,
    /// Items of one side, each with its difference and the version step that it needs.
    one_sided: Vec<(&'a T, Level, &'static str)>,
}

impl<'a, T> Paired<'a, T> {
    /// Pairs items. `new_name` returns the name at HEAD of an item of BASE.
    fn new(
        base: impl IntoIterator<Item = &'a T>,
        head: impl IntoIterator<Item = &'a T>,
        name: fn(&T) -> &str,
        new_name: impl Fn(&str) -> String,
    ) -> Self {
        let head: BTreeMap<_, _> = head.into_iter().map(|item| (name(item), item)).collect();
        let mut added = head.clone();
        let (mut both, mut one_sided) = (Vec::new(), Vec::new());
        for own in base {
            let new_name = new_name(name(own));
            added.remove(new_name.as_str());
            match head.get(new_name.as_str()) {
                Some(other) => both.push((own, *other)),
                None => one_sided.push((own, Level::Major, "is gone")),
            }
        }
        let added = added.into_values();
        one_sided.extend(added.map(|other| (other, Level::Minor, "is new")));
        Self { both, one_sided }
    }
}
