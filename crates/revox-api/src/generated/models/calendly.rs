// @generated from openapi.yaml by `cargo xtask codegen`.
// Do not edit: change the spec or the generator.

use serde::{Deserialize, Serialize};

/// The link to a Calendly account, and what to book there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Calendly {
    /// ID of the connection between the Calendly account and Revox.
    pub connection_id: String,
    /// ID of the Calendly event type to book, which is the URI of that event type on
    /// `api.calendly.com`.
    pub event_type_id: String,
}
