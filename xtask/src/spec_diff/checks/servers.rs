//! Addresses of the API.

use super::Find::{Added, Changes, Removed, Reordered};
use super::Kind::{Api, Operation, ServerVariable};
use super::find::any;
use super::{BREAKS, SAFE};
use crate::spec_diff::openapi::List;

checks! {
    on [Api, Operation], keys ["servers"] {
        "server-added" <-> "server-removed": SAFE,
            "The API is at one more address.",
            Added(List::Servers, any, "the server is added");
        "server-removed" <-> "server-added": BREAKS,
            "The API is no longer at an address that clients use.",
            Removed(List::Servers, any, "the server is removed");
        "servers-reordered": SAFE,
            "Servers stand in another order: another one is the usual one.",
            Reordered(List::Servers, "the servers stand in another order");
    }
    on [ServerVariable], keys ["default"] {
        "server-variable-default-changed": BREAKS,
            "A variable of a server's address has another default: who does not choose is sent elsewhere.",
            Changes("has another default");
    }
}
