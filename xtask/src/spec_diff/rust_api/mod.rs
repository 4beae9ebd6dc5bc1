//! Compares the Rust APIs of both sides, as their `ApiModel`s describe them.
//!
//! [`models`], [`constructors`] and [`methods`] find the differences, each with the version step that it
//! needs.

mod constructors;
mod methods;
mod models;

use std::collections::{BTreeMap, BTreeSet};

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
    /// Text of the change that is reported if no change of the spec explains it.
    pub(crate) alone: &'static str,
}

/// The changes of the spec that explain a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Those at its path.
    AtPath,
    /// Those at its path; else others, which are reported anyway.
    AtPathOrElsewhere,
    /// Those of examples, wherever they are; else others, which are reported anyway.
    Examples,
    /// None.
    Nothing,
}

impl ApiChange {
    fn new(path: SubjectPath, level: Level, text: String) -> Self {
        Self {
            effect: Effect {
                path,
                text,
                mentions: BTreeSet::new(),
                causes: &[],
                is_prose: false,
            },
            level,
            reason: Reason::AtPath,
            alone: "the generated code changes",
        }
    }

    /// Creates a difference of documentation.
    fn prose(path: SubjectPath, item: &str) -> Self {
        let text = format!("the documentation of {item} changes");
        let mut change =
            Self::new(path, Level::Patch, text).alone("the generated documentation changes");
        change.effect.is_prose = true;
        change
    }

    fn alone(self, alone: &'static str) -> Self {
        Self { alone, ..self }
    }

    fn reason(self, reason: Reason) -> Self {
        Self { reason, ..self }
    }

    fn causes(mut self, causes: &'static [&'static str]) -> Self {
        self.effect.causes = causes;
        self
    }

    /// Adds the models in some types to those that the difference mentions.
    fn mentions<'t>(mut self, types: impl IntoIterator<Item = &'t Ty>) -> Self {
        let models = types.into_iter().filter_map(Ty::model);
        self.effect.mentions.extend(models.map(str::to_owned));
        self
    }
}

/// Names at HEAD, by those at BASE.
struct Renames {
    models: BTreeMap<String, String>,
    /// Operation ids.
    operations: BTreeMap<String, String>,
}

impl Renames {
    fn new<'a>(pairs: &'a ApiPairs<'_>, base: &Side<'a>, head: &Side<'a>) -> Self {
        let ids = pairs.operations.iter();
        let ids = ids.filter_map(|(base, head)| base.id().zip(head.id()));
        let names = pairs.components.iter().filter_map(|(base, head, ..)| {
            let is_schema = *base == Subject::schema(base.name());
            is_schema.then(|| (base.name(), head.name()))
        });
        // Queries are named after their operations.
        let query = |side: &Side<'a>, id| side.query(side.api.operation(id)?);
        let queries = ids
            .clone()
            .filter_map(|(own, other)| query(base, own).zip(query(head, other)));
        let owned = |(own, other): (&str, &str)| (own.to_owned(), other.to_owned());
        Self {
            models: names.chain(queries).map(owned).collect(),
            operations: ids.map(owned).collect(),
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
    let mut comparison = Comparison {
        renames: Renames::new(pairs, &base, &head),
        base: &base,
        head: &head,
        changes: Vec::new(),
    };
    comparison.models();
    comparison.methods();
    comparison.resources();
    comparison.changes
}

struct Comparison<'r> {
    base: &'r Side<'r>,
    head: &'r Side<'r>,
    renames: Renames,
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

    /// Returns the path of a field or variant, or of the parameter that a field stands for.
    fn path_of_member(&self, model: &str, wire: &str) -> SubjectPath {
        let path = self.path_of(model);
        let step = match path.subject {
            Subject::Operation(_) => Step::Parameter(wire.to_owned()),
            _ => Step::Property(wire.to_owned()),
        };
        path.then(step)
    }

    fn add(&mut self, path: SubjectPath, level: Level, text: String) {
        self.changes.push(ApiChange::new(path, level, text));
    }

    fn docs(&mut self, path: SubjectPath, item: &str, base: &str, head: &str) {
        if base != head {
            self.changes.push(ApiChange::prose(path, item));
        }
    }

    fn deprecation(
        &mut self,
        path: SubjectPath,
        item: &str,
        base: &Option<Deprecation>,
        head: &Option<Deprecation>,
    ) {
        match (base, head) {
            (None, Some(deprecation)) => {
                self.add(path, Level::Minor, format!("{item} is `{deprecation}`"));
            }
            (Some(deprecation), None) => {
                let text = format!("{item} is no longer `{deprecation}`");
                self.add(path, Level::Patch, text);
            }
            // Only the note differs.
            (own, other) if own != other => self.changes.push(ApiChange::prose(path, item)),
            _ => {}
        }
    }

    /// Returns a type of BASE with the model names of HEAD.
    fn renamed(&self, ty: &Ty) -> Ty {
        ty.renamed(&self.renames.models)
    }

    /// Returns the name at HEAD of a model of BASE.
    fn new_name<'n>(&'n self, model: &'n str) -> &'n str {
        self.renames.models.get(model).map_or(model, String::as_str)
    }
}

/// Pairs items of both sides by name. `new_name` returns the name at HEAD of an item of BASE.
fn paired<'a, T>(
    base: impl IntoIterator<Item = &'a T>,
    head: impl IntoIterator<Item = &'a T>,
    name: fn(&T) -> &str,
    new_name: impl Fn(&str) -> String,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let head: BTreeMap<_, _> = head.into_iter().map(|item| (name(item), item)).collect();
    let mut added = head.clone();
    let mut pairs = Vec::new();
    for own in base {
        let new_name = new_name(name(own));
        added.remove(new_name.as_str());
        pairs.push((Some(own), head.get(new_name.as_str()).copied()));
    }
    pairs.extend(added.into_values().map(|other| (None, Some(other))));
    pairs
}
