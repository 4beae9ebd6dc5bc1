//! Addresses of the API.

use super::Find::{Added, Changes, Removed, Reordered};
use super::Kind::{Api, Operation, ServerVariable};
use super::find::any;
use super::{BREAKS, SAFE};
use crate::spec_diff::openapi::List;

checks! {
    on [Api, Operation], keys ["servers"] {
        "server-added" <-> "server-removed": SAFE,
            "An address of the API is added.",
            Added(List::Servers, any, "the server is added");
        "server-removed" <-> "server-added": BREAKS,
            "An address of the API that clients use is removed.",
            Removed(List::Servers, any, "the server is removed");
        "servers-reordered": SAFE,
            "The servers are in another order, so another one is the default.",
            Reordered(List::Servers, "the servers are in another order");
    }
    on [ServerVariable], keys ["default"] {
        "server-variable-default-changed": BREAKS,
            "A variable of a server's address has another default: clients that set no value reach another \
             address.",
            Changes("has another default");
    }
}
