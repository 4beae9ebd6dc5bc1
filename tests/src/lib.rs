//! Shared parts of the tests: the spec with its examples and operations, and random bodies and responses
//! that it allows; the specs of releases and of single changes, and reviews of these; a workspace in which
//! the code of a changed spec is built; a request of each operation, canned responses, and a stub server;
//! the public surface of generated code as text; waiting with a limit; and reports of skipped tests.
//!
//! The tests themselves are in `sdk`, `codegen`, `spec_diff` and `process`, a module per behaviour;
//! [`evolution`] has the tests of code that must not compile.

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
