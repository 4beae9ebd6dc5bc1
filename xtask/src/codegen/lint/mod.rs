//! Refuses a spec that would generate wrong code, with the location and the cure.
//!
//! Each lint is a function of an operation, a schema or the document. All of them run, so that a maintainer
//! sees all errors at once.

mod bodies;
mod components;
mod compositions;
mod decisions;
mod enums;
mod keywords;
mod names;
mod objects;
mod operations;
mod queries;
mod references;
mod responses;
mod schemas;
mod scope;
mod unions;

use super::document::Document;
use super::error::SpecError;
use super::lower::name_of;
use super::walk::{self, Part, Position};
use operations::Operation;

/// A lint, which adds the errors that it finds.
enum Lint {
    /// Looks at the whole document.
    Document(fn(&mut Found<'_>)),
    /// Looks at one operation.
    Operation(fn(&Operation<'_>, &mut Found<'_>)),
    /// Looks at one schema that is not a reference, at its position.
    Schema(fn(&Part<'_>, Position, &mut Found<'_>)),
}

/// Every lint.
const LINTS: &[Lint] = &[
    Lint::Document(keywords::unknown),
    Lint::Operation(operations::identity),
    Lint::Document(operations::unique),
    Lint::Operation(operations::retry_class),
    Lint::Operation(operations::result_name),
    Lint::Operation(operations::parameters),
    Lint::Operation(bodies::requests),
    Lint::Schema(bodies::client_defaults),
    Lint::Schema(bodies::conditions),
    Lint::Document(queries::names),
    Lint::Operation(queries::plain),
    Lint::Document(scope::only_at_the_top),
    Lint::Operation(responses::one_success),
    Lint::Operation(responses::unwrap),
    Lint::Schema(schemas::described),
    Lint::Schema(schemas::named),
    Lint::Schema(schemas::forms),
    Lint::Schema(schemas::composed),
    Lint::Schema(compositions::parts),
    Lint::Schema(objects::properties),
    Lint::Document(decisions::exist),
    Lint::Schema(decisions::have_an_effect),
    Lint::Schema(components::forms),
    Lint::Schema(components::marks),
    Lint::Schema(unions::told_apart),
    Lint::Schema(unions::variants),
    Lint::Document(unions::only_in_unions),
    Lint::Schema(enums::values),
    Lint::Document(names::rust_names),
];

/// Greatest number of errors that are listed. Nobody reads more, and a large description that was not
/// written for this generator has tens of thousands.
pub const MAX_LISTED: usize = 1_000;

/// A spec, and the errors that were found in it.
struct Found<'d> {
    document: &'d Document,
    errors: Vec<SpecError>,
}

impl<'d> Found<'d> {
    /// Adds an error at a JSON pointer, with advice on what to do about it.
    fn refuse(
        &mut self,
        pointer: impl Into<String>,
        message: impl Into<String>,
        cure: impl Into<String>,
    ) {
        self.errors.push(SpecError::new(pointer, message, cure));
    }

    /// Returns the whole document.
    fn root(&self) -> Part<'d> {
        Part::root(&self.document.value)
    }

    /// Returns the named schemas, in the order of the spec.
    fn named_schemas(&self) -> impl Iterator<Item = (&'d str, Part<'d>)> + use<'d> {
        let schemas = self
            .root()
            .get("components")
            .and_then(|all| all.get("schemas"));
        let names = self.document.api.components.iter();
        let names = names.flat_map(|all| all.schemas.keys());
        names.filter_map(move |name| Some((name.as_str(), schemas.as_ref()?.get(name)?)))
    }

    /// Returns the schema that a reference refers to.
    fn referred(&self, reference: &str) -> Option<Part<'d>> {
        name_of(reference)?;
        let pointer = reference.trim_start_matches('#').to_owned();
        let value = self.document.value.pointer(&pointer)?;
        Some(Part { pointer, value })
    }

    /// Returns a schema, or the named one that it refers to.
    fn resolved(&self, schema: &Part<'d>) -> Option<Part<'d>> {
        match schema.reference() {
            Some(reference) => self.referred(reference),
            None => Some(schema.clone()),
        }
    }

    fn run(&mut self, lint: &Lint) {
        let document = self.document;
        let before = self.errors.len();
        match lint {
            Lint::Operation(lint) => Operation::all(document).for_each(|it| lint(&it, self)),
            Lint::Document(lint) => lint(self),
            Lint::Schema(lint) => {
                walk::schemas(&document.value, |schema, position| {
                    lint(schema, position, self)
                });
            }
        }
        if !matches!(lint, Lint::Operation(_)) {
            // Keys were sorted when the spec was read.
            let added = self.errors.get_mut(before..).unwrap_or_default();
            added.sort_by_cached_key(|error| document.lines.at(&error.pointer));
        }
    }
}

/// Runs all lints over the spec, until they have found more errors than are listed.
///
/// # Errors
///
/// Returns the errors, in the order of the lints and of the spec; if not all are listed, the last one
/// says so.
pub fn lint(document: &Document) -> Result<(), Vec<SpecError>> {
    let mut found = Found {
        document,
        errors: Vec::new(),
    };
    found.run(&Lint::Document(references::dangling));
    // A dangling reference misleads every other lint.
    let is_misled = !found.errors.is_empty();
    for lint in LINTS {
        if is_misled || found.errors.len() > MAX_LISTED {
            break;
        }
        found.run(lint);
    }
    if found.errors.len() > MAX_LISTED {
        found.errors.truncate(MAX_LISTED);
        found.refuse(
            "",
            "there are more errors than these",
            "correct these first, then run the command again",
        );
    }
    match found.errors.is_empty() {
        true => Ok(()),
        false => Err(found.errors),
    }
}
