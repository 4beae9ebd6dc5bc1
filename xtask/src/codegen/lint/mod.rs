//! Refuses a spec that would generate wrong code, naming the place and the cure.
//!
//! Each lint is one function that collects troubles; all of them run, so that a maintainer sees
//! everything at once.

mod enums;
mod keywords;
mod names;
mod operations;
mod references;
mod responses;
mod schemas;
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
    operations::parameters,
    responses::one_success,
    responses::unwrap,
    schemas::described,
    schemas::named,
    schemas::composed,
    unions::told_apart,
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
