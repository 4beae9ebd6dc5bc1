//! The source: what users of `revox-api` can name, read off generated code and compared.
//!
//! - [`items`] reads the files that were generated.
//! - [`compare`] and [`methods`] say what differs, and how large a step in the version that asks for.

mod compare;
mod items;
mod methods;
mod syntax;

pub(crate) use compare::{ApiChange, Renames, compare};
pub(crate) use items::{Member, Method, RustApi, TypeItem, TypeKind};

/// What of the Rust API something is about, in the names of the spec.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ApiPlace {
    /// A model.
    Type(String),
    /// A field or variant of a model, by its name on the wire.
    Member(String, String),
    /// A method, by its operation id.
    Operation(String),
    /// A resource, by its tag.
    Resource(String),
}
