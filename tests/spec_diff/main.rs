//! The review of spec changes, and the changes that its verdicts are tried on.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod any_report;
mod command;
mod comment;
mod decoders;
mod experiments;
mod history;
mod large;
mod laws;
mod mutations;
mod other_files;
mod pairing;
mod reports;
mod revisions;
mod suite;
mod version;
