//! The review of a change of the spec, before it merges.
//!
//! Two specs in, a [`Review`] out: a pure function. Around it, [`revision`] reads the
//! specs, [`report`] writes the review, and [`command`] is what runs on the command line. Inside:
//!
//! - `bundle` takes other files into a document.
//! - `openapi` shows what a document means, however it is written.
//! - `contract` compares the two documents, with the help of the [`checks`]: the verdict on the wire.
//! - `rust_api` compares the models of the API that code is generated from: the verdict on the source.
//! - `shipped` holds what HEAD may send against how the code generated from BASE decodes it, and
//!   what that code sends against what HEAD takes.
//! - `judge` brings the three together, change by change; `explain` finds the change behind an
//!   effect.
//!
//! [`Review`]: review::Review

mod bundle;
pub mod checks;
pub mod command;
mod contract;
mod explain;
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
