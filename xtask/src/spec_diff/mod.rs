//! What a change of the spec will do before it merges.
//!
//! Two specs in, a [`Review`] out; nothing here reads a file or runs a command but [`revision`].
//!
//! - [`contract`] compares the two documents: the verdict on the wire.
//! - [`rust_api`] compares the code that is really generated from both: the verdict on the source.
//! - [`shipped`] holds what HEAD may send against how the code generated from BASE decodes it, and
//!   what that code sends against what HEAD takes.
//! - [`judge`] brings the three together, change by change.
//! - [`report`] writes the review for a terminal, a pull request and machines.

pub mod checks;
mod contract;
mod judge;
pub mod place;
pub mod report;
pub mod review;
pub mod revision;
mod rust_api;
mod shipped;
pub mod spec;
pub mod verdict;
pub mod version;

pub use judge::review;
