//! What the tests share: the spec and its examples, canned answers, a server that says what it is
//! told, reviews made by hand, and the public surface of generated code as text.
//!
//! The tests themselves are in `tests/`, a file per behaviour; [`evolution`] has those of what must
//! not compile.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

pub mod answers;
pub mod evolution;
pub mod review;
pub mod spec;
pub mod stub;
pub mod surface;
