//! Shared parts of the tests: the spec, its examples, its operations and any body or response that it
//! allows, the specs of earlier and later releases and of single changes, reviews of these, a folder
//! where the code of a changed spec is built, a request of each operation, canned responses, a server
//! that says what it is told, the public surface of generated code as text, waiting with a limit, and
//! reports of tests that cannot run.
//!
//! The tests themselves are in `sdk`, `codegen`, `spec_diff` and `process`, a module per behaviour;
//! [`evolution`] has those of what must not compile.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

pub mod bodies;
pub mod clock;
pub mod command;
pub mod evolution;
pub mod excuses;
pub mod history;
pub mod instructions;
pub mod interface;
pub mod json_schema;
pub mod mutations;
pub mod operations;
pub mod place_worker;
pub mod polling;
pub mod positions;
pub mod postgres;
pub mod requests;
pub mod responses;
pub mod reviews;
pub mod rewrites;
pub mod sample_review;
pub mod samples;
pub mod schema;
pub mod scratch;
pub mod skip;
pub mod spec;
pub mod spots;
pub mod stub;
pub mod surface;
pub mod within;

// Compiles and runs the examples of the workspace's README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
