//! What the tests share: the spec and its examples, the specs of earlier and later releases, canned
//! answers, a server that says what it is told, the public surface of generated code as text, changes
//! of a spec with the verdicts on them, and a place where the code of a changed spec is built.
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
pub mod history;
pub mod interface;
pub mod mutations;
pub mod reviews;
pub mod rewrites;
pub mod scratch;
pub mod spec;
pub mod stub;
pub mod surface;
