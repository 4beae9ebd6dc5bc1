//! The SDK as its users see it: requests on the wire, decoding, errors, limits, the sandbox.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod blocking;
mod client;
mod client_options;
mod content;
mod decode_paths;
mod decoding;
mod delivery;
mod dependencies;
mod drift;
mod errors;
mod extract;
mod fault_matrix;
mod json_schemas;
mod key_provider;
mod limits;
mod pages;
mod place;
mod polling;
mod raw_requests;
mod reading;
mod requests;
mod retries;
mod sandbox;
mod sandbox_against_spec;
mod sloppy_servers;
mod tls;
mod transport;
mod waiting;
mod watching;
mod webhooks;
mod wire_types;
