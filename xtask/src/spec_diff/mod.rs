//! The review of a spec change, before it merges.
//!
//! [`review()`] is a pure function from two specs to a [`Review`]. [`revision`] reads the specs, [`report`]
//! writes the review, and [`command`] is the command line around both; a [`failure`] says why there is no
//! review. Inside:
//!
//! - `bundle` adds the parts of other files to a spec.
//! - `openapi` shows the meaning of a document, however it is written.
//! - `contract` compares the two documents with the [`checks`]: the verdict on the wire.
//! - `rust_api` compares the models from which code is generated: the verdict on the source.
//! - `shipped` compares the responses of HEAD with the types of BASE that decode them, and the requests of
//!   BASE with those that HEAD accepts.
//! - `judge` joins the three, change by change; `explain` finds the change behind an effect.
//!
//! [`Review`]: review::Review

mod bundle;
pub mod checks;
pub mod command;
mod contract;
mod explain;
pub mod failure;
mod judge;
mod openapi;
pub mod report;
pub mod review;
pub mod revision;
mod rust_api;
mod shipped;
pub mod spec;
pub mod subject;
pub mod verdict;
pub mod version;

pub use judge::review;
