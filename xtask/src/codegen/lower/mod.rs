//! Rewrites the document in memory, never the file, into shapes that progenitor handles well.
//!
//! [`lower`] keeps all facts of the API; [`bare()`] then removes the parts that progenitor would enforce.
//! Each pass is one function that changes one thing everywhere.

mod bare;
mod components;
mod compositions;
mod directions;
mod queries;

use openapiv3::OpenAPI;

pub use bare::{RUNTIME_TYPES, TIMESTAMP, bare, runtime_type};
pub use components::{name_of, named};
pub use compositions::object;
pub use directions::{Direction, Directions};
pub use queries::{parameters_of, query_name};

/// A document in which each model is a named schema.
#[derive(Debug)]
pub struct Lowered {
    /// The document.
    pub api: OpenAPI,
    /// Its named schemas in requests and in responses.
    pub directions: Directions,
}

/// Rewrites a document.
pub fn lower(api: &OpenAPI) -> Lowered {
    let mut api = api.clone();
    compositions::merge(&mut api);
    queries::gather(&mut api);
    let directions = Directions::new(&api);
    Lowered { api, directions }
}
