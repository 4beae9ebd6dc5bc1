// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

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

impl Calendly {
    /// Creates a value from all of its fields.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::Calendly;
    ///
    /// let value = Calendly::new(
    ///     "calendly_bray_solaire",
    ///     "https://api.calendly.com/event_types/5f0c1e7a-technician",
    /// );
    /// ```
    pub fn new(
        connection_id: impl Into<String>,
        event_type_id: impl Into<String>,
    ) -> Self {
        Self {
            connection_id: connection_id.into(),
            event_type_id: event_type_id.into(),
        }
    }
}
