//! Views of an OpenAPI document: what an object means, whatever the way in which it is written.
//!
//! - [`object`] follows references and takes wrappers off.
//! - [`counterparts`] holds what two lists have in common, by name.
//! - [`operation`] holds operations and named parts, and their counterparts.
//! - [`security`] reads the alternatives of keys.
//!
//! The checks and the contract are built on it. Invariant: it knows neither.

mod counterparts;
mod object;
mod operation;
mod security;

pub(crate) use counterparts::{Counterparts, List, Matched, share_a_word};
pub(crate) use object::{Object, Shape, Target, View};
pub(crate) use operation::{ApiPairs, METHODS, Operation, without_names};
pub(crate) use security::Requirements;
