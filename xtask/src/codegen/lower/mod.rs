//! Rewrites the document in memory, never the file, into shapes that progenitor handles well.
//!
//! Each pass is one function that changes one thing everywhere.

mod closed_objects;
mod collections;
mod deprecated;
mod envelopes;
mod failures;
mod limits;
mod secrets;
mod tags;

use openapiv3::OpenAPI;

pub use secrets::SECRET;

/// The passes, in order.
const PASSES: &[fn(&mut OpenAPI)] = &[
    failures::drop_error_responses,
    envelopes::unwrap_responses,
    closed_objects::open,
    tags::drop_union_tags,
    deprecated::make_optional,
    limits::move_into_descriptions,
    collections::make_optional_ones_nullable,
    secrets::replace,
];

/// Runs all passes.
pub fn lower(api: &OpenAPI) -> OpenAPI {
    let mut api = api.clone();
    for pass in PASSES {
        pass(&mut api);
    }
    api
}
