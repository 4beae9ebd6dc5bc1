//! Refuses a spec that would generate wrong code, naming the place and the cure.
//!
//! Each lint is one function that collects troubles; all of them run, so that a maintainer sees
//! everything at once.

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
use super::trouble::Trouble;

/// What a lint looks like.
type Lint = fn(&Document) -> Vec<Trouble>;

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

/// Runs all lints over the spec.
///
/// # Errors
///
/// The troubles found, in the order of the lints and of the spec.
pub fn lint(document: &Document) -> Result<(), Vec<Trouble>> {
    // What points nowhere misleads every other lint.
    let troubles = references::dangling(document);
    if !troubles.is_empty() {
        return Err(troubles);
    }
    let troubles: Vec<_> = LINTS.iter().flat_map(|lint| lint(document)).collect();
    if troubles.is_empty() {
        Ok(())
    } else {
        Err(troubles)
    }
}
