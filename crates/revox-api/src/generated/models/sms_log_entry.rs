// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{SmsProvider, SmsType};
use crate::Timestamp;
use crate::wire::{missing, or_missing};

/// An SMS that was sent in connection with a call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct SmsLogEntry {
    /// ID of the log entry.
    pub id: String,
    /// Time at which the SMS was sent.
    #[serde(default = "missing::<Timestamp>")]
    pub created_at: Timestamp,
    /// Text of the SMS.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub message_body: String,
    /// Number that the SMS was sent to.
    #[serde(default = "missing::<String>", deserialize_with = "or_missing")]
    pub to_phone_number: String,
    /// Occasion on which the SMS was sent.
    #[serde(
        rename = "type",
        default = "missing::<SmsType>",
        deserialize_with = "or_missing"
    )]
    pub type_: SmsType,
    /// Provider that the SMS was sent through.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<SmsProvider>,
    /// The provider's ID of the SMS, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider_message_id: Option<String>,
}
