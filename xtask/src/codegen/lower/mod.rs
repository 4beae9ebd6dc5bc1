//! Rewrites the document in memory, never the file, into shapes that progenitor handles well.
//!
//! Each pass is one function that changes one thing everywhere.

mod closed_objects;
mod collections;
mod components;
mod compositions;
mod contents;
mod deprecated;
mod directions;
mod envelopes;
mod failures;
mod formats;
mod limits;
mod queries;
mod tags;

use openapiv3::OpenAPI;

pub use components::name_of;
pub use compositions::object;
pub use contents::CONTENT;
pub use directions::{DECISIVE, EXPLICIT_NULL, RECEIVED, SENT, only_received};
pub use formats::{BASE64, SECRET, TIMESTAMP};
pub use limits::{LIMIT_KEYWORDS, LIMITS, SAFE};
pub use queries::{parameters_of, query_name};

/// The passes, in order.
const PASSES: &[fn(&mut OpenAPI)] = &[
    failures::drop_error_responses,
    contents::replace,
    compositions::merge,
    queries::gather,
    directions::mark,
    envelopes::unwrap_responses,
    closed_objects::open,
    tags::drop_union_tags,
    deprecated::make_optional,
    limits::move_into_descriptions,
    collections::make_optional_ones_nullable,
    formats::replace,
];

/// Runs all passes.
pub fn lower(api: &OpenAPI) -> OpenAPI {
    let mut api = api.clone();
    for pass in PASSES {
        pass(&mut api);
    }
    api
}
