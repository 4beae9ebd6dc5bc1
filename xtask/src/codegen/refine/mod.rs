//! Turns progenitor's code into ours, on the syntax tree.
//!
//! What progenitor decides is kept: which types there are, their fields and field types, the
//! operations with their parameters and results. What a client needs of them is put in its place:
//! open enums, unions with an unknown arm, tolerance on what arrives, resources in place of one
//! flat client.

mod corrections;
mod deprecation;
mod docs;
mod harvest;
mod open_enums;
mod paths;
mod requests;
mod resources;
mod shapes;
mod structs;
mod tagged_unions;
mod untagged_unions;

use openapiv3::OpenAPI;

use super::trouble::Trouble;

pub use open_enums::variant_name;
pub use requests::Setters;
pub use shapes::{Member, Shape};
pub use tagged_unions::variant_of;

/// The generated crate before it is printed.
#[derive(Debug)]
pub struct Refined {
    /// One per named schema, in the order of the spec.
    pub models: Vec<Model>,
    /// One per tag that has operations, in the order of the spec.
    pub resources: Vec<Resource>,
    /// One per type of parameters that has setters.
    pub setters: Vec<Setters>,
    /// One per object that responses hold.
    pub shapes: Vec<Shape>,
}

/// A named schema and the Rust type made of it.
#[derive(Clone, Debug)]
pub struct Model {
    /// The name in the spec and in Rust.
    pub name: String,
    /// The lowered schema.
    pub schema: openapiv3::Schema,
    /// The definition of the type.
    pub item: syn::Item,
    /// What is defined for it besides.
    pub extras: Vec<syn::Item>,
}

/// The operations of a tag, reached as `client.<tag>()`.
#[derive(Debug)]
pub struct Resource {
    /// The tag.
    pub name: String,
    /// The definitions.
    pub items: Vec<syn::Item>,
    /// Its operations, for the index.
    pub entries: Vec<Entry>,
}

/// An operation in the index.
#[derive(Debug)]
pub struct Entry {
    /// The name of its method.
    pub method: String,
    /// What it takes.
    pub arguments: Vec<String>,
    /// Its `operationId`.
    pub id: String,
    /// What it does, in a line.
    pub summary: String,
    /// `GET /call/{id}`.
    pub address: String,
    /// What it takes beside its path.
    pub parameters: Option<String>,
    /// What it gives.
    pub answer: String,
    /// Whether it may be sent twice.
    pub retry_class: String,
}

/// The passes over the models, in order. Each acts on the kind of type it is for.
const PASSES: &[fn(&mut Model)] = &[
    paths::shorten,
    structs::derive,
    structs::tolerate_absence,
    structs::tolerate_points,
    corrections::let_be_missing,
    structs::order_fields,
    requests::add_state,
    deprecation::mark,
    tagged_unions::tag,
    untagged_unions::open,
    open_enums::open,
    docs::wrap,
];

/// Runs all passes over the code that progenitor made of `api`, a lowered spec.
///
/// # Errors
///
/// When the code holds something that no pass knows.
pub fn refine(code: syn::File, api: &OpenAPI) -> Result<Refined, Trouble> {
    let harvest = harvest::harvest(code, api)?;
    let mut models = harvest.models;
    for model in &mut models {
        PASSES.iter().for_each(|pass| pass(model));
    }
    corrections::empty(&mut models);
    // The examples are written in terms of the models as they are now.
    let plain = models.clone();
    let literals = requests::Literals::of(&plain, api);
    let resources = resources::build(&harvest.methods, &models, &literals, api)?;
    let shapes = shapes::build(&models);
    let setters = requests::build(&mut models, &literals, api);
    Ok(Refined {
        models,
        resources,
        setters,
        shapes,
    })
}
