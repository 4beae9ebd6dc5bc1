//! The source: compares what users of `revox-api` can name, on the models of both APIs.
//!
//! [`compare`], [`constructors`] and [`methods`] say what differs, and how large a step in the version
//! that asks for.

mod compare;
mod constructors;
mod methods;

pub(crate) use compare::{ApiChange, Reason, Renames, compare};

/// The part of the Rust API that something is about, in the names of the spec.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ApiItem {
    /// A model.
    Type(String),
    /// A field or variant of a model, by its name in JSON.
    Member(String, String),
    /// A parameter of an operation's query, by its operation id and its name in JSON.
    Parameter(String, String),
    /// A method, by its operation id.
    Operation(String),
    /// A resource, by its tag.
    Resource(String),
}
