//! Tests that depend on the process-wide logger or allocator.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod logs;
mod memory;
mod recorder;
mod secrets;
mod spans;
