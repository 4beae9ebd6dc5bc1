// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

/// A Slack channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SlackChannel {
    /// Slack's ID of the channel, such as `C07BRAY1234`.
    pub id: String,
    /// Name of the channel, for display, and for the language model where the assistant's
    /// prompt chooses channels by name. `null` where no name is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl SlackChannel {
    /// Creates a value from its required fields; setters add the optional ones.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::SlackChannel;
    ///
    /// let value = SlackChannel::new("C07BRAY1234").name("solar-enquiries");
    /// ```
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), name: None }
    }
}

setters! {
    SlackChannel {
        name(impl Into<String>),
    }
}
