//! Views of an OpenAPI document, which show the meaning of an object, however it is written.
//!
//! - [`object`] follows references and removes wrappers.
//! - [`counterparts`] pairs the entries of two lists.
//! - [`operation`] holds operations and named parts, paired.
//! - [`security`] reads the alternatives of credentials.
//!
//! The checks and the contract are built on these views.
//!
//! Invariant: nothing in here imports the checks or the contract.

mod counterparts;
mod object;
mod operation;
mod security;

pub(crate) use counterparts::{Counterparts, List, Matched, share_a_word};
pub(crate) use object::{Object, Shape, Target, View};
pub(crate) use operation::{ApiPairs, METHODS, Operation, without_names};
pub(crate) use security::Requirements;
