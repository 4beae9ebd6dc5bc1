//! What goes over the wire: for each operation, with all parameters and with only the required ones.
//!
//! The requests are written as users write them, a file for each resource; what was received stands
//! in `snapshots/requests`, a file for each operation.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod account;
mod any_request;
mod argument_types;
mod assistants;
mod call;
mod campaigns;
mod case;
mod complete;
mod ids;
mod phone_numbers;
mod redirects;
mod settings;
mod voices;

use case::Case;

/// Every request that is looked at.
fn cases() -> Vec<Case> {
    [
        call::cases(),
        campaigns::cases(),
        assistants::cases(),
        phone_numbers::cases(),
        voices::cases(),
        account::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
