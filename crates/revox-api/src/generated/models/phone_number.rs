// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use serde::{Deserialize, Serialize};

use super::{Assistant, PhoneNumberProvider, PhoneNumberSource, PhoneNumberType, UserRef};
use crate::Timestamp;
use crate::wire::{missing, or_missing};

/// A phone number of the organization.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct PhoneNumber {
    /// ID of the phone number. It is not the number itself.
    pub id: String,
    /// Time at which the phone number was added.
    #[serde(default = "missing::<Timestamp>")]
    pub created_at: Timestamp,
    /// Member of the organization who added the phone number, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<UserRef>,
    /// Assistant for the calls that come in to this number, with its settings, or `null` where
    /// there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inbound_assistant: Option<Assistant>,
    /// SIP URI for the calls that come in to this number, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inbound_sip_uri: Option<String>,
    /// Label that tells this number from others, for people to read, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// LiveKit's ID of the SIP trunk for the calls that go out from this number, or `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub livekit_outbound_trunk_id: Option<String>,
    /// The number itself, such as `+33199001234`.
    pub phone_number: String,
    /// Provider that the number is reached through.
    #[serde(default = "missing::<PhoneNumberProvider>", deserialize_with = "or_missing")]
    pub provider: PhoneNumberProvider,
    /// Origin of the number.
    #[serde(default = "missing::<PhoneNumberSource>", deserialize_with = "or_missing")]
    pub source: PhoneNumberSource,
    /// True if the number is owned, or verified as a caller ID.
    #[serde(
        rename = "type",
        default = "missing::<PhoneNumberType>",
        deserialize_with = "or_missing"
    )]
    pub type_: PhoneNumberType,
}

result!(PhoneNumber);

result!(Vec<PhoneNumber>);
