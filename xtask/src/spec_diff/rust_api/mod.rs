//! The source: what users of `revox-api` can name, read off generated code and compared.
//!
//! - [`items`] says what there is; [`models`], [`sending`] and [`resources`] read it off the files that
//!   were generated.
//! - [`compare`], [`constructors`] and [`methods`] say what differs, and how large a step in the version
//!   that asks for.

mod compare;
mod constructors;
mod items;
mod methods;
mod models;
mod resources;
mod sending;
mod syntax;

pub(crate) use compare::{ApiChange, Reason, Renames, compare};
pub(crate) use items::{Member, Method, RustApi, TypeItem, TypeKind};
pub(crate) use sending::{Limit, Place};

/// What of the Rust API something is about, in the names of the spec.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ApiPlace {
    /// A model.
    Type(String),
    /// A field or variant of a model, by its name on the wire.
    Member(String, String),
    /// A parameter of an operation's query, by its operation id and its name on the wire.
    Parameter(String, String),
    /// A method, by its operation id.
    Operation(String),
    /// A resource, by its tag.
    Resource(String),
}
