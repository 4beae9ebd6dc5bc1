// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::wire::{missing, or_missing};

/// A notification email that was sent in connection with a call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct EmailLogEntry {
    /// ID of the log entry.
    pub id: String,
    /// Time at which the email was sent.
    #[serde(default = "missing::<Timestamp>")]
    pub created_at: Timestamp,
    /// Address that the email was sent from.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub from_address: String,
    /// ID of the email at Resend, the service that sent it, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resend_message_id: Option<String>,
    /// Subject of the email.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub subject: String,
    /// Addresses that the email was sent to.
    #[serde(default = "missing::<Vec<String>>", deserialize_with = "or_missing")]
    pub to_emails: Vec<String>,
}
