//! Refuses a spec that would generate wrong code, with the location and the cure.
//!
//! Each lint is one function; all of them run, so that a maintainer sees everything at once.

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

/// A lint, which adds the errors that it finds.
type Lint = fn(&Document, &mut Found);

/// Every lint.
const LINTS: &[Lint] = &[
    keywords::unknown,
    operations::identity,
    operations::retry_class,
    operations::result_name,
    operations::parameters,
    bodies::requests,
    bodies::client_defaults,
    bodies::conditions,
    queries::names,
    queries::plain,
    scope::only_at_the_top,
    responses::one_success,
    responses::unwrap,
    schemas::described,
    schemas::named,
    schemas::forms,
    schemas::composed,
    compositions::parts,
    objects::properties,
    decisions::taken,
    decisions::in_place,
    components::forms,
    components::marks,
    unions::told_apart,
    unions::variants,
    enums::values,
    names::rust_names,
];

/// Most errors that are listed. Nobody reads more, and a large description that was not written for
/// this generator has tens of thousands.
pub const LISTED: usize = 1_000;

/// Errors of a spec.
#[derive(Default)]
struct Found(Vec<SpecError>);

impl Found {
    /// Adds an error at a JSON pointer, with advice on what to do about it.
    fn refuse(
        &mut self,
        pointer: impl Into<String>,
        message: impl Into<String>,
        cure: impl Into<String>,
    ) {
        self.0.push(SpecError::new(pointer, message, cure));
    }

    /// Returns the errors, cut to [`LISTED`], if there are any.
    fn listed(mut self) -> Result<(), Vec<SpecError>> {
        if self.0.len() > LISTED {
            self.0.truncate(LISTED);
            self.refuse(
                "",
                "there are more problems than these",
                "mend these first, then run the command again",
            );
        }
        match self.0.is_empty() {
            true => Ok(()),
            false => Err(self.0),
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
    let mut found = Found::default();
    // A dangling reference misleads every other lint.
    references::dangling(document, &mut found);
    if !found.0.is_empty() {
        return found.listed();
    }
    for lint in LINTS {
        lint(document, &mut found);
        if found.0.len() > LISTED {
            break;
        }
    }
    found.listed()
}
