//! Reads progenitor's code once, and joins it with the facts of the lowered spec.
//!
//! progenitor decides which types there are, their names in Rust, the names of their fields, and the
//! type of each field, variant and result. Everything else comes from the spec.

mod decisions;
mod fields;
mod limits;
mod models;
mod operations;
mod sentences;

use serde::Serialize;
use serde_json::Value;

use super::error::SpecError;
use super::lower::Lowered;
use super::model::{ApiModel, Deprecation};
use decisions::Decisions;

pub use fields::DECISIVE;
pub use limits::{FORMS, SAFE};
pub use models::{variant_name, variant_of};

/// Builds the model of the API from a spec and the code that progenitor generated from it.
///
/// # Errors
///
/// Returns an error for a type that has no form in the model, such as one of a schema without a name.
pub fn harvest(code: syn::File, spec: &Lowered) -> Result<ApiModel, SpecError> {
    let decisions = Decisions::read(code)?;
    let models = models::build(&decisions, spec)?;
    let resources = operations::build(&decisions, &spec.api)?;
    Ok(ApiModel { models, resources })
}

/// Returns the string under a key of a schema, parameter, operation or tag, without the white space
/// around it.
fn text_of<'s>(part: &'s Value, key: &str) -> Option<&'s str> {
    part.get(key)?.as_str().map(str::trim)
}

/// Encodes a part of the spec as JSON again, to access it by key.
fn json(part: &impl Serialize) -> Value {
    serde_json::to_value(part).unwrap_or_default()
}

fn deprecation(part: &Value) -> Option<Deprecation> {
    let note = part.get("x-deprecation-note").and_then(Value::as_str);
    (part["deprecated"] == true).then(|| Deprecation(note.map(str::to_owned)))
}
