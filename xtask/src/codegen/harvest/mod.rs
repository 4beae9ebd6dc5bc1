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

use openapiv3::Schema;
use serde_json::Value;

use super::error::SpecError;
use super::lower::Lowered;
use super::model::{ApiModel, Deprecation};
use decisions::Decisions;

pub use fields::DECISIVE;
pub use limits::SAFE;
pub use models::{variant_name, variant_of};

/// Builds the model of the API from a spec and the code that progenitor made of it.
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

/// Returns the value of an extension.
fn extension<'a>(schema: &'a Schema, name: &str) -> Option<&'a Value> {
    schema.schema_data.extensions.get(name)
}

fn deprecation(deprecated: bool, note: Option<&Value>) -> Option<Deprecation> {
    let note = note.and_then(Value::as_str).map(str::to_owned);
    deprecated.then_some(Deprecation(note))
}

/// Returns a description without the white space around it, which is not documentation.
fn tidy(description: &Option<String>) -> String {
    let text = description.as_deref().unwrap_or_default();
    text.trim().to_owned()
}
