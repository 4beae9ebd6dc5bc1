// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{NotificationOutcome, SlackChannel};

/// Messages to Slack: after a call with one of the outcomes, a message is posted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Slack {
    /// ID of the connection between the organization's Slack workspace and Revox, which is kept
    /// with Nango.
    pub connection_id: String,
    /// Outcomes after which a message is posted, for instance `interested`; `none` stands for a
    /// call without an outcome.
    pub outcomes: Vec<NotificationOutcome>,
    /// Text of the message. These placeholders are filled in: `{{summary}}`, `{{outcome}}`,
    /// `{{phone}}`, `{{call_url}}`, `{{assistant_name}}`, `{{campaign_name}}`,
    /// `{{first_name}}`, `{{last_name}}`, `{{email}}`, `{{company}}`, `{{job_title}}`,
    /// `{{contact_name}}`, `{{contact_line}}`, the prompt variables of the call, and the fields
    /// of its structured output. With `null` or an empty text, a built-in template serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// Channels that the message may go to. Rules in the assistant's prompt can narrow them
    /// down for each call; without such rules, it goes to all of them.
    pub channels: Vec<SlackChannel>,
}

impl Slack {
    /// Creates a value from its required fields; setters add the optional ones.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{NotificationOutcome, Slack, SlackChannel};
    ///
    /// let value = Slack::new(
    ///     "slack_bray_solaire",
    ///     [SlackChannel::new("C07BRAY1234").name("solar-enquiries")],
    ///     [NotificationOutcome::Interested, NotificationOutcome::None],
    /// );
    /// ```
    pub fn new(
        connection_id: impl Into<String>,
        channels: impl IntoIterator<Item = impl Into<SlackChannel>>,
        outcomes: impl IntoIterator<Item = impl Into<NotificationOutcome>>,
    ) -> Self {
        Self {
            connection_id: connection_id.into(),
            outcomes: outcomes.into_iter().map(Into::into).collect(),
            template: None,
            channels: channels.into_iter().map(Into::into).collect(),
        }
    }
}

setters! {
    Slack {
        template(impl Into<String>),
    }
}
