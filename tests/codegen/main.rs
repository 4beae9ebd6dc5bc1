//! `openapi.yaml`, the code that is generated from it, and the generator.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod errors;
mod files;
mod grammar;
mod history;
mod model_snapshots;
mod parity;
mod passes;
mod setter_names;
mod spec;
