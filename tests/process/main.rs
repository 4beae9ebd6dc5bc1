//! Tests that need what a process has once: its logger and its allocator.

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
